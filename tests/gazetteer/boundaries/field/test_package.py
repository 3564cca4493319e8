"""A field package of an inspection goes out with its tasks as layers to fill, and comes back from QField filled."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile

import pyogrio
import pytest
import shapely
from PIL import Image

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.changes import media_of
from gazetteer.boundaries.field.changes import take_in
from gazetteer.boundaries.field.going_out import package_extent
from gazetteer.boundaries.field.package_out import package_layers
from gazetteer.boundaries.field.taking_in import read_brought
from gazetteer.boundaries.inspecting.planning import PlanInspection
from gazetteer.boundaries.inspecting.recording import RecordSection
from gazetteer.boundaries.inspection import Inspection, InspectionTrack, MarkerRecord, SectionRecord
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.coordinates.systems import from_plane
from gazetteer.errors import Cancelled
from gazetteer.fieldwork.packing import GEOPACKAGE, PROJECT, gather, write_contents
from gazetteer.gazetteer import Gazetteer
from gazetteer.storage.geometry import to_blob

DONE = MarkerRecord.inspected_on.is_not(None)


@pytest.fixture(scope="module")
def _packed(_sample_file, tmp_path_factory):
    """The sample with a planned inspection of 9003, and the package that goes out for it."""
    folder = tmp_path_factory.mktemp("package")
    path = shutil.copy(_sample_file, folder / "天门.gpkg")
    gazetteer = Gazetteer.open(path, who="张三")
    line = gazetteer.find(BoundaryLine, BoundaryLine.code == "9003")[0]
    gazetteer.do(PlanInspection(int(line.id), {"year": 2026, "starts_on": "2026-10-12", "ends_on": "2026-10-20"}))
    inspection = int(gazetteer.find(Inspection, Inspection.year == 2026)[0].id)
    contents = gather(gazetteer, package_extent(gazetteer, inspection), further=package_layers(gazetteer, inspection))
    write_contents(gazetteer, contents, folder / "包", None)
    gazetteer.close()
    return path, folder / "包", inspection


@pytest.fixture
def field(_packed, tmp_path):
    """(workspace, inspection, the package as it is on the phone)."""
    path, out, inspection = _packed
    gazetteer = Gazetteer.open(shutil.copy(path, tmp_path / "天门.gpkg"), who="张三")
    yield gazetteer, inspection, shutil.copytree(out, tmp_path / "收回" / "包")
    gazetteer.close()


def outside(folder, *statements):
    """What QField does to the database."""
    with sqlite3.connect(folder / GEOPACKAGE) as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{name}"')  # they ask for functions that only GDAL has
        for statement, values in statements:
            assert file.execute(statement, values).rowcount == 1, statement


def found_at(number, **values):
    return (f"UPDATE marker_record SET {', '.join(f'{name} = ?' for name in values)} WHERE number = ?",
            (*values.values(), number))


def record_of(gazetteer, inspection, number):
    marker = gazetteer.find(BoundaryMarker, BoundaryMarker.number == number)[0]
    return gazetteer.find(MarkerRecord, MarkerRecord.inspection_id == inspection,
                          MarkerRecord.marker_id == marker.id)[0]


def photo(folder, name, colour):
    (folder / "DCIM").mkdir(exist_ok=True)
    Image.new("RGB", (40, 30), colour).save(folder / "DCIM" / name)
    return f"DCIM/{name}"


def test_tasks_go_out_as_layers_with_lists_of_their_values(_packed):
    _, out, _ = _packed
    counted = {name: pyogrio.read_info(out / GEOPACKAGE, layer=name)["features"] for name in
               ("marker_record", "section_record", "inspection_track", "list_marker_condition", "list_yes_no")}
    assert counted == {"marker_record": 23, "section_record": 22, "inspection_track": 0, "list_marker_condition": 6,
                       "list_yes_no": 2}
    with zipfile.ZipFile(out / PROJECT) as archive:
        project = archive.read(archive.namelist()[0]).decode()
    for told in ('name="界桩检查"', 'name="照片 东"', 'name="AllowMulti" type="bool" value="true"', "LayerName"):
        assert told in project


def test_an_untouched_package_brings_nothing(field):
    gazetteer, inspection, back = field
    brought = read_brought(gazetteer, inspection, [back])
    assert brought.empty and not brought.missed and not brought.notes


def test_records_positions_photos_and_tracks_come_home_in_one_change(field):
    gazetteer, inspection, back = field
    here = record_of(gazetteer, inspection, "9003003Q")
    stands = gazetteer.get(BoundaryMarker, here.marker_id).geom
    course = gazetteer.find(BoundaryLine, BoundaryLine.code == "9003")[0].geom
    outside(
        back,
        found_at("9003002Q", inspected_on="2026-10-12", inspectors="样例甲", conditions='{"倾斜","字迹不清"}',
                 north=3407090.5, east=390001.25, measured_method="GNSS RTK",
                 photo_e=photo(back, "a.jpg", "red"), photo_2=photo(back, "b.jpg", "blue")),
        found_at("9003003Q", inspected_on="2026-10-12", conditions="{完好}",
                 geom=to_blob(shapely.Point(stands.x + 2e-5, stands.y))),
        ("UPDATE section_record SET inspected_on = ?, clear = ?, encroachment = ?, photo_far = ? WHERE position = '2'",
         ("2026-10-13", "是", "样例：越界堆土", photo(back, "c.jpg", "green"))),
        ("INSERT INTO inspection_track (name, walked_on, geom) VALUES (?, ?, ?)",
         ("第一天", "2026-10-12", to_blob(shapely.LineString(course.coords[:9])))))
    photo(back, "第3段 近景.jpg", "black")  # that no row speaks of
    packed = shutil.make_archive(str(back.parent / "带回"), "zip", back.parent, "包")
    brought = read_brought(gazetteer, inspection, [back.parent / packed])
    assert [one.text for one in brought.missed] == [] and brought.records == 3
    assert sorted((brought.names[one.kind, one.key], one.view or one.stage) for one in brought.photos) == [
        ("9003002Q", "东"), ("9003002Q", "处理后"), ("第 2 段", "远景"), ("第 3 段", "近景")]
    take_in(gazetteer, brought)
    found = record_of(gazetteer, inspection, "9003002Q")
    assert (found.conditions, found.measured_method) == (["倾斜", "字迹不清"], "GNSS RTK")
    assert found.geom.equals_exact(shapely.Point(*from_plane(390001.25, 3407090.5)), 1e-8)
    moved = record_of(gazetteer, inspection, "9003003Q")
    assert (moved.geom.x, moved.measured_method) == (pytest.approx(stands.x + 2e-5), "手持 GPS")
    (along,) = gazetteer.find(SectionRecord, SectionRecord.encroachment == "样例：越界堆土")
    assert [one.view for one in media_of(gazetteer, "section_record", int(along.id))] == ["远景"]
    assert gazetteer.count(InspectionTrack, InspectionTrack.walked_on == "2026-10-12") == 1
    assert read_brought(gazetteer, inspection, [back]).empty  # the same package once more tells nothing new
    gazetteer.undo()
    assert not gazetteer.count(BoundaryMedia) and not gazetteer.count(InspectionTrack)
    assert not gazetteer.count(MarkerRecord, MarkerRecord.inspection_id == inspection, DONE)


def test_every_row_that_cannot_be_taken_is_told(field):
    gazetteer, inspection, back = field
    second = gazetteer.find(LineSection, LineSection.line_id == gazetteer.get(Inspection, inspection).line_id)[1]
    (task,) = gazetteer.find(SectionRecord, SectionRecord.inspection_id == inspection,
                             SectionRecord.section_id == second.id)
    gazetteer.do(RecordSection(int(task.id), {"inspected_on": "2026-10-11", "clear": "否"}))  # meanwhile in the office
    outside(
        back,
        found_at("9003001Q", inspected_on="2026-10-12", conditions='{"很好"}'),
        found_at("9003002Q", inspected_on="2026-10-12", conditions='{"完好"}', photo_n="DCIM/没有.jpg"),
        found_at("9003003Q", conditions='{"完好"}'),
        ("DELETE FROM marker_record WHERE number = ?", ("9003004Q",)),
        ("INSERT INTO marker_record (inspected_on, geom) VALUES (?, ?)",
         ("2026-10-12", to_blob(shapely.Point(113.5, 30.8)))),
        ("UPDATE section_record SET inspected_on = ?, clear = ? WHERE position = '2'", ("2026-10-12", "是")))
    told = {(one.row, one.field): one.why for one in read_brought(gazetteer, inspection, [back]).missed}
    assert "不在值表里" in told["界桩 9003001Q", "现状"] and "没有.jpg" in told["界桩 9003002Q", "照片 北"]
    assert "请填写检查日期" in told["界桩 9003003Q", "检查日期"] and "删除了" in told["界桩 9003004Q", ""]
    assert any("增设" in why for why in told.values())
    assert "保留库内的" in told["第 2 段", "走向清晰"] and len(told) == 7


def test_a_package_of_another_inspection_stays_out(field):
    gazetteer, _, back = field
    line = gazetteer.find(BoundaryLine, BoundaryLine.code == "9001")[0]
    gazetteer.do(PlanInspection(int(line.id), {"year": 2027}))
    other = gazetteer.find(Inspection, Inspection.year == 2027)[0]
    (missed,) = read_brought(gazetteer, int(other.id), [back]).missed
    assert "另一次联检" in missed.why


def test_taking_in_that_is_cancelled_changes_nothing(field):
    gazetteer, inspection, back = field
    outside(back, found_at("9003002Q", inspected_on="2026-10-12", conditions='{"完好"}',
                           photo_e=photo(back, "a.jpg", "red"), photo_w=photo(back, "b.jpg", "blue")))
    brought, before = read_brought(gazetteer, inspection, [back]), gazetteer.history(limit=1)[0].id

    def stop(done, total):
        if done:
            raise Cancelled
    with pytest.raises(Cancelled):
        take_in(gazetteer, brought, stop)
    assert gazetteer.history(limit=1)[0].id == before and not gazetteer.count(BoundaryMedia)
    assert not [one for one in gazetteer.media_folder.rglob("*") if one.is_file()]
    with pytest.raises(Cancelled):
        read_brought(gazetteer, inspection, [back], stop)
