"""What goes out comes back filled: forms, points, tracks and photos, as one change; what can't be read is told."""

from __future__ import annotations

import shutil

import numpy as np
import openpyxl
import pytest
import shapely
from lxml import etree
from PIL import Image

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.changes import media_of
from gazetteer.boundaries.field.changes import take_in
from gazetteer.boundaries.field.going_out import FORM, GPX, SHEETS, write_field_folder
from gazetteer.boundaries.field.taking_in import read_brought
from gazetteer.boundaries.field.walked import walk_of
from gazetteer.boundaries.inspecting.planning import PlanInspection
from gazetteer.boundaries.inspection import OUTSIDE, Inspection, InspectionTrack, MarkerRecord, SectionRecord
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.coordinates.systems import from_plane
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer

NAMESPACE = "{http://www.topografix.com/GPX/1/1}"


@pytest.fixture(scope="module")
def _planned(_sample_file, tmp_path_factory):
    """The sample with a planned inspection of 9003, and the folder that goes out for it."""
    folder = tmp_path_factory.mktemp("field")
    path = folder / "天门.gpkg"
    shutil.copy(_sample_file, path)
    gazetteer = Gazetteer.open(path, who="张三")
    line = gazetteer.find(BoundaryLine, BoundaryLine.code == "9003")[0]
    gazetteer.do(PlanInspection(int(line.id), {"year": 2026, "starts_on": "2026-10-12", "ends_on": "2026-10-20"}))
    inspection = gazetteer.find(Inspection, Inspection.year == 2026)[0]
    write_field_folder(gazetteer, int(inspection.id), folder / "带出")
    gazetteer.close()
    return path, folder / "带出", int(inspection.id)


@pytest.fixture
def field(_planned, tmp_path):
    """(workspace, inspection, an empty folder that comes back)."""
    path, out, inspection = _planned
    gazetteer = Gazetteer.open(shutil.copy(path, tmp_path / "天门.gpkg"), who="张三")
    back = tmp_path / "收回"
    back.mkdir()
    shutil.copy(out / FORM, back / FORM)
    yield gazetteer, inspection, back
    gazetteer.close()


def marker(gazetteer, number):
    return gazetteer.find(BoundaryMarker, BoundaryMarker.number == number)[0]


def record_of(gazetteer, inspection, number):
    return gazetteer.find(MarkerRecord, MarkerRecord.inspection_id == inspection,
                          MarkerRecord.marker_id == marker(gazetteer, number).id)[0]


def fill(path, sheet, key, **values):
    """Write into the row of a marker or section, by headings as they begin."""
    book = openpyxl.load_workbook(path)
    table = book[sheet]
    heads = [str(cell.value) for cell in table[1]]
    row = next(row for row in table.iter_rows(min_row=2) if str(row[0].value) == key)
    for name, value in values.items():
        row[next(at for at, head in enumerate(heads) if head.startswith(name))].value = value
    book.save(path)


def gpx(path, points=(), tracks=()):
    root = etree.Element(f"{NAMESPACE}gpx", nsmap={None: NAMESPACE[1:-1]}, version="1.1")
    for name, lon, lat, time in points:
        point = etree.SubElement(root, f"{NAMESPACE}wpt", lon=str(lon), lat=str(lat))
        etree.SubElement(point, f"{NAMESPACE}time").text = time
        etree.SubElement(point, f"{NAMESPACE}name").text = name
    for positions in tracks:
        track = etree.SubElement(etree.SubElement(root, f"{NAMESPACE}trk"), f"{NAMESPACE}trkseg")
        for number, (lon, lat) in enumerate(positions):
            fix = etree.SubElement(track, f"{NAMESPACE}trkpt", lon=str(lon), lat=str(lat))
            clock = f"{1 + number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"
            etree.SubElement(fix, f"{NAMESPACE}time").text = f"2026-10-12T{clock}Z"
    path.write_bytes(etree.tostring(root))
    return path


def photo(path, colour):
    Image.new("RGB", (40, 30), colour).save(path)


def test_what_goes_out_holds_every_marker_and_section(_planned):
    _, out, _ = _planned
    waypoints = etree.parse(out / GPX).getroot().findall(f"{NAMESPACE}wpt/{NAMESPACE}name")
    book = openpyxl.load_workbook(out / FORM)
    markers, sections = book["界桩记录"], book["界线段记录"]
    assert {one.text for one in waypoints} == {row[0].value for row in markers.iter_rows(min_row=2)}
    assert len(waypoints) == 23 and sections.max_row == 23
    lists = [one.formula1 for one in markers.data_validations.dataValidation]
    assert any("字迹不清" in one for one in lists) and any("GNSS RTK" in one for one in lists)
    assert (out / SHEETS).read_bytes().startswith(b"%PDF")


def test_filled_forms_come_in_as_one_change_that_can_be_undone(field):
    gazetteer, inspection, back = field
    fill(back / FORM, "界桩记录", "9003002Q", 检查日期="2026/10/12", 检查人="样例甲", 现状="倾斜、字迹不清",
         方位物="变化", 实测纵=3407090.5, 实测横=390001.25, 测量方法="GNSS RTK")
    fill(back / FORM, "界线段记录", "3", 检查日期="2026-10-12", 走向清晰="否", 地物="样例：新修道路")
    brought = read_brought(gazetteer, inspection, [back])
    assert not brought.missed and brought.records == 2 and gazetteer.undo_text == "计划2026年联检"
    take_in(gazetteer, brought)
    found = record_of(gazetteer, inspection, "9003002Q")
    assert (found.inspected_on, found.conditions, found.reference_state) == ("2026-10-12", ["倾斜", "字迹不清"], "变化")
    assert found.geom.equals_exact(shapely.Point(*from_plane(390001.25, 3407090.5)), 1e-8)
    assert gazetteer.count(SectionRecord, SectionRecord.features_changed == "样例：新修道路") == 1
    assert gazetteer.get(Inspection, inspection).state == OUTSIDE
    assert read_brought(gazetteer, inspection, [back]).empty  # the same form once more tells nothing new
    gazetteer.undo()
    assert record_of(gazetteer, inspection, "9003002Q").inspected_on is None


@pytest.mark.parametrize(("values", "label", "why"), [
    ({"检查日期": "后天", "现状": "完好"}, "检查日期", "“后天”不是日期"),
    ({"检查日期": "2026-10-12", "现状": "很好"}, "现状", "不在值表里"),
    ({"检查日期": "2026-10-12", "现状": "完好、破损"}, "现状", "自相矛盾"),
    ({"检查日期": "2026-10-12", "现状": "完好", "实测纵": 3400000}, "实测坐标", "只填了一个"),
    ({"检查日期": "2026-10-12", "现状": "完好", "实测纵": 390001, "实测横": 3407090}, "实测坐标", "写反了"),
    ({"现状": "完好"}, "检查日期", "请填写检查日期"),
    ({"检查日期": "2026-10-12", "现状": "完好", "清理": "做了"}, "清理", "是、否"),
])
def test_a_cell_that_is_no_value_is_told_with_row_and_field(field, values, label, why):
    gazetteer, inspection, back = field
    fill(back / FORM, "界桩记录", "9003002Q", **values)
    missed = read_brought(gazetteer, inspection, [back / FORM]).missed
    assert any(one.row == "界桩记录第 4 行" and one.field == label and why in one.why for one in missed)
    assert all(one.file == FORM for one in missed)


def test_rows_that_name_nothing_here_and_forms_of_another_inspection_are_told(field):
    gazetteer, inspection, back = field
    table = back / "记录.csv"
    table.write_text("界桩编号,检查日期,现状,天气\n015Q,2026-10-12,完好,晴\n9001001Q,2026-10-12,完好,晴\n,2026-10-12,破损,\n",
                     encoding="utf-8")
    brought = read_brought(gazetteer, inspection, [table])
    assert [(one.row, one.field) for one in brought.missed] == [("第 3 行", "界桩编号"), ("第 4 行", "界桩编号")]
    assert [one.target for one in brought.changes] == ["9003015Q", "9003015Q"] and "天气" in brought.notes[0]
    book = openpyxl.load_workbook(back / FORM)
    about = book["说明"]
    next(row for row in about.iter_rows() if row[0].value == "联检标识")[1].value = "9001-联检1"
    book.save(back / FORM)
    (other,) = read_brought(gazetteer, inspection, [back / FORM]).missed
    assert "另一次联检" in other.why


def test_points_tracks_and_photos_find_their_places(field):
    gazetteer, inspection, back = field
    course = gazetteer.find(BoundaryLine, BoundaryLine.code == "9003")[0].geom
    some = [course.interpolate(share, normalized=True) for share in np.linspace(0, 0.3, 2000)]
    here = marker(gazetteer, "9003003Q").geom
    gpx(back / "手机.gpx", [("003Q", here.x + 1e-5, here.y, "2026-10-13T02:00:00Z"),
                           ("农家", here.x, here.y, "2026-10-13T02:00:00Z")], [[(one.x, one.y) for one in some]])
    photo(back / "9003003Q_东.jpg", "red")
    photo(back / "界桩003Q 处理后.jpg", "blue")
    photo(back / "IMG_20261012_0815.jpg", "green")
    brought = read_brought(gazetteer, inspection, [back])
    assert [(one.view, one.stage) for one in brought.photos] == [("东", None), (None, "处理后")]
    assert {one.row or one.file for one in brought.missed} == {"测点“农家”", "IMG_20261012_0815.jpg"}
    assert brought.walk.stretches and brought.walk.tracks == 1 and not walk_of(gazetteer, inspection).tracks
    take_in(gazetteer, brought)
    record = record_of(gazetteer, inspection, "9003003Q")
    assert record.measured_method == "手持 GPS" and record.geom.x == pytest.approx(here.x + 1e-5)
    assert record.inspected_on is None  # measured, yet nobody said how it was
    assert len(media_of(gazetteer, "marker_record", int(record.id))) == 2
    assert walk_of(gazetteer, inspection) == brought.walk
    (track,) = gazetteer.find(InspectionTrack, InspectionTrack.inspection_id == inspection)
    assert track.walked_on == "2026-10-12" and len(track.times) == len(track.geom.coords)
    again = read_brought(gazetteer, inspection, [back])
    assert again.empty and len(again.notes) == 3
    gazetteer.undo()
    assert not gazetteer.count(InspectionTrack) and not gazetteer.count(BoundaryMedia)


def test_the_waypoints_that_went_out_are_not_taken_for_measured_ones(field, _planned):
    gazetteer, inspection, _ = field
    brought = read_brought(gazetteer, inspection, [_planned[1] / GPX])
    assert brought.empty and not brought.missed and "带出的" in brought.notes[0] and "航线" in brought.notes[1]
    with pytest.raises(GazetteerError, match="没有可收回的内容"):
        take_in(gazetteer, brought)
