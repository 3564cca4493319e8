"""Forms, results tables and line descriptions hold what the register holds; a public copy leaves out what is exact."""

from __future__ import annotations

import pytest
from PIL import Image

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.directions import azimuth_text
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.media_changes import AddBoundaryMedia
from gazetteer.boundaries.reports.paper import Gallery
from gazetteer.boundaries.reports.photos import small
from gazetteer.boundaries.reports.write import COURSE, FORMS, OF_LINE, RESULTS, Order, compose, write_papers
from gazetteer.coordinates.angles import format_dms
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer

NUMBER = "9003009Q"


@pytest.fixture(scope="module")
def shared(_sample_file):
    opened = Gazetteer.open(_sample_file, read_only=True)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def line(shared):
    return shared.find(BoundaryLine, BoundaryLine.code == "9003")[0]


@pytest.fixture(scope="module")
def marker(shared):
    return shared.find(BoundaryMarker, BoundaryMarker.number == NUMBER)[0]


def exact(marker):
    """Everything of a marker that must stay in the office, as papers write it."""
    sights = [text for sight in marker.sights()
              for text in (sight.what, azimuth_text(sight.azimuth), f"{sight.distance:.2f}")]
    return [f"{marker.north:.3f}", f"{marker.east:.3f}", format_dms(marker.lat, "lat")[:-1],
            format_dms(marker.lon, "lon")[:-1], *sights]


def test_a_form_has_coordinates_objects_and_room_to_sign_in_both_formats(shared, marker, texts, tmp_path):
    written = write_papers(shared, [Order(FORMS, markers=(marker.id,))], tmp_path)
    assert {path.stem for path in written.files} == {f"行政区域界桩登记表_{NUMBER}号"}
    for text in texts(written).values():
        wanted = [*exact(marker), NUMBER, "天门京山线", "样例管护员3", "1998年6月18日埋设", "甲方：天门市",
                  "乙方：京山市", "负责人（签字）", "密级：内部", "位置略图", "界桩照片无", "样例数据"]
        assert [word for word in wanted if word not in text] == []


def test_the_results_table_and_the_description_tell_every_marker_of_the_line(shared, line, texts, tmp_path):
    markers = shared.find(BoundaryMarker, BoundaryMarker.line_id == line.id)
    for kind in (RESULTS, COURSE):
        written = write_papers(shared, [Order(kind, line.id)], tmp_path)
        for text in texts(written).values():
            assert [one.number for one in markers if str(one.number) not in text] == []
            assert all(f"{one.north:.3f}" in text for one in markers) or kind == COURSE
            assert "88.752千米" in text and "界桩23颗" in text
    assert "从001号界桩起，边界线" in text and text.count("号界桩起，边界线") == 22


def test_a_public_copy_of_each_paper_has_nothing_exact(shared, line, marker, texts, tmp_path):
    written = write_papers(shared, [Order(kind, line.id, public=True) for kind in OF_LINE], tmp_path)
    assert all(path.stem.endswith("_公开版") for path in written.files)
    for start in range(0, len(written.files), 2):
        written_pair = type(written)(written.files[start:start + 2])
        for text in texts(written_pair).values():
            assert [word for word in exact(marker) if word in text] == []
            assert NUMBER in text and "密级：公开" in text and "样例管护员" not in text


def test_photos_of_four_sides_stand_in_the_form_without_the_camera_s_position(sample, tmp_path):
    marker = sample.find(BoundaryMarker, BoundaryMarker.number == NUMBER)[0]
    for view in ("北", "东"):
        image = Image.new("RGB", (2000, 1500), "green" if view == "东" else "blue")
        data = image.getexif()
        data[0x8825] = {1: "N", 2: (30.0, 45.0, 0.0)}
        image.save(tmp_path / f"{view}.jpg", exif=data)
        file = tmp_path / f"{view}.jpg"
        sample.do(AddBoundaryMedia("boundary_marker", marker.id, file, sample.media_folder, view=view))
    paper = compose(sample, Order(FORMS, markers=(marker.id,)), None, [])
    (gallery,) = [block for block in paper.blocks if isinstance(block, Gallery)]
    assert [picture.caption[:2] for picture in gallery.pictures] == ["东面", "北面"]
    assert b"Exif" not in gallery.pictures[0].content and sample.count(BoundaryMedia) == 2
    assert write_papers(sample, [Order(FORMS, markers=(marker.id,))], tmp_path / "out").files[1].stat().st_size > 10_000
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    assert small(tmp_path / "broken.jpg") is None


def test_what_cannot_be_written_is_refused_before_anything_is(shared, line, tmp_path):
    with pytest.raises(GazetteerError, match="没有“odt”这种文件格式"):
        write_papers(shared, [Order(RESULTS, line.id, formats=("odt",))], tmp_path)
    with pytest.raises(GazetteerError, match="没有编号为999"):
        write_papers(shared, [Order(RESULTS, line.id), Order(COURSE, 999)], tmp_path)
    assert not list(tmp_path.glob("*.*"))


def test_a_line_without_markers_has_a_table_that_says_so_and_no_forms(gazetteer, texts, tmp_path):
    from gazetteer.boundaries.changes import AddLine

    changed = gazetteer.do(AddLine({"code": "1", "name": "甲乙线", "side_a": "甲", "side_b": "乙"}))
    (line_id,) = changed.ids(BoundaryLine)
    for kind in (RESULTS, COURSE):
        for text in texts(write_papers(gazetteer, [Order(kind, line_id)], tmp_path)).values():
            assert "无" in text and "甲乙线" in text
    with pytest.raises(GazetteerError, match="还没有界桩"):
        write_papers(gazetteer, [Order(FORMS, line_id)], tmp_path)
