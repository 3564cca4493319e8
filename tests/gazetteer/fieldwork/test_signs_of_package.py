"""Signs go out with their places, and what the field did to them comes home; a package for a drawn area."""

from __future__ import annotations

import pyogrio
import pytest
import shapely

from gazetteer.boundaries.changes import AddLine
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker_changes import AddMarker
from gazetteer.errors import GazetteerError
from gazetteer.fieldwork.applying import FIELD, take_home
from gazetteer.fieldwork.comparing import ADDED, CHANGED, DELETED, read_return
from gazetteer.fieldwork.extent import Extent, of_box
from gazetteer.fieldwork.package_file import write_geopackage
from gazetteer.fieldwork.packing import GEOPACKAGE, PHOTOS, gather, write_contents
from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord, EditRecord
from gazetteer.signs.sign import Sign
from gazetteer.storage.geometry import to_blob

DIVISION = "429006112"


@pytest.fixture
def signs(gazetteer, township):
    """A good sign, a broken one, one of a secret place, one without a position."""
    for name, values in (("甲", {"condition": "完好", "checked_on": "2026-11-01", "code": "J1"}),
                         ("乙", {"condition": "破损", "checked_on": "2026-11-01", "spot": "村口"}),
                         ("密", {"condition": "破损"}), ("丙", {})):
        place = township[name]
        point = None if name == "丙" else shapely.Point(place.geom.x + 0.001, place.geom.y)
        gazetteer.do(AddRecord("sign", {"place_id": place.id, "kind": "村牌", "geom": point, **values}))
    return {sign.name: sign for sign in gazetteer.find(Sign)}


@pytest.fixture
def pack(gazetteer, tmp_path):
    """pack(extent): the database of a package alone, which is all that comes back."""
    def make(extent):
        folder = tmp_path / "外业包"
        (folder / PHOTOS).mkdir(parents=True)
        contents = gather(gazetteer, extent)
        write_geopackage(gazetteer, folder / GEOPACKAGE, contents.table, contents.signs, contents.tasks,
                         contents.about)
        return folder
    return make


@pytest.fixture
def package(signs, pack):
    """That of the township."""
    return pack(Extent(DIVISION))


def tasks_of(gazetteer):
    tasks = gather(gazetteer, Extent(DIVISION)).tasks
    assert [task.number for task in tasks] == list(range(1, len(tasks) + 1))
    return {task.name: (task.kind, task.text) for task in tasks if task.kind.startswith("检查")}


def test_signs_leave_with_their_places_and_those_that_are_due_are_tasks(gazetteer, signs, package):
    meta, _, _, columns = pyogrio.raw.read(str(package / "外业.gpkg"), layer="sign")
    assert sorted(columns[list(meta["fields"]).index("BZMC")].tolist()) == ["丙村", "乙村", "甲村"]
    assert tasks_of(gazetteer) == {"乙村村牌": ("检查标志", "上次检查为“破损”，请复查；村口"),
                                 "丙村村牌": ("检查标志", "标志还没有位置，请到现场采集")}


def test_damaged_markers_near_by_are_tasks(gazetteer, township):
    gazetteer.do(AddLine({"code": "7821", "name": "样例线", "side_a": "天门市", "side_b": "样例市"}))
    (line,) = gazetteer.find(BoundaryLine)
    for serial, lon in ((1, 113.385), (2, 114.5)):
        gazetteer.do(AddMarker(line.id, {"number": f"782100{serial}Q", "serial": serial, "type_code": "Q",
                                         "condition": "倾斜", "geom": shapely.Point(lon, 30.545)}))
    assert tasks_of(gazetteer) == {"界桩 7821001Q": ("检查界桩", "现状为“倾斜”，请复查")}


def test_an_untouched_package_brings_nothing(gazetteer, signs, package):
    brought = read_return(gazetteer, package)
    assert brought.items == [] and brought.unchanged == 7


def test_what_the_field_did_to_signs_comes_home_as_one_change(gazetteer, township, signs, outside, package):
    outside("UPDATE sign SET WHQK = ?, ZJJC = ?, geom = ? WHERE BZMC = ?", "完好", "2026-11-22",
            to_blob(shapely.Point(113.392, 30.551)), "乙村")
    outside("UPDATE sign SET ZP = ? WHERE BZMC = ?", "DCIM/牌.jpg", "甲村")
    (package / "DCIM" / "牌.jpg").write_bytes(b"\xff\xd8\xff")
    outside("INSERT INTO sign (BZMC, BZLX, SSDM, geom) VALUES (?, ?, ?, ?)", "甲村", "路牌", township["甲"].guid,
            to_blob(shapely.Point(113.381, 30.541)))
    outside("DELETE FROM sign WHERE BZMC = ?", "丙村")
    brought = read_return(gazetteer, package)
    assert [(item.kind, item.name, item.table) for item in brought.items] == [
        (CHANGED, "甲村（标志）", "sign"), (CHANGED, "乙村（标志）", "sign"), (ADDED, "甲村（标志）", "sign"),
        (DELETED, "丙村（标志）", "sign")]
    receipt = take_home(gazetteer, brought)
    assert [(kind, name) for kind, name, _ in receipt.refused] == [(DELETED, "丙村（标志）"), (ADDED, "甲村（标志）")]
    assert "标志类型应为" in receipt.refused[1][2]
    mended = gazetteer.get(Sign, signs["乙村"].id)
    assert (mended.condition, mended.checked_on, mended.geom.x) == ("完好", "2026-11-22", 113.392)
    assert [media.file_name for media in gazetteer.find(Media, Media.sign_id == signs["甲村"].id)] == ["牌.jpg"]
    gazetteer.undo()
    assert gazetteer.get(Sign, signs["乙村"].id).condition == "破损" and not gazetteer.count(Media)


def test_a_new_sign_of_a_place_is_counted_and_known_again(gazetteer, township, signs, outside, package):
    outside("INSERT INTO sign (BZMC, BZLX, SSDM, geom) VALUES (?, ?, ?, ?)", "甲村", "街路牌", township["甲"].guid,
            to_blob(shapely.Point(113.381, 30.541)))
    take_home(gazetteer, read_return(gazetteer, package))
    assert gazetteer.count(Sign, Sign.place_id == township["甲"].id) == 2
    assert gazetteer.get(Place, township["甲"].id).sign_count == 2
    assert read_return(gazetteer, package).items == []


def test_a_sign_changed_on_both_sides_is_shown_field_by_field(gazetteer, signs, outside, package):
    outside("UPDATE sign SET WHQK = ? WHERE BZMC = ?", "倾斜", "甲村")
    gazetteer.do(EditRecord("sign", signs["甲村"].id, {"condition": "污损"}))
    brought = read_return(gazetteer, package)
    ((conflict,),) = [item.conflicts for item in brought.items]
    assert (conflict.label, conflict.base, conflict.here, conflict.there) == ("完好情况", "完好", "污损", "倾斜")
    take_home(gazetteer, brought, conflicts=FIELD)
    assert gazetteer.get(Sign, signs["甲村"].id).condition == "倾斜"


def test_a_drawn_area_takes_what_lies_in_it(gazetteer, township, signs, pack):
    area = of_box(113.375, 30.535, 113.385, 30.545, "样例片")
    contents = gather(gazetteer, area)
    assert sorted(row.name for row in contents.table.rows) == ["丁河", "甲村"]  # the river passes through
    assert [row.name for row in contents.signs] == ["甲村"] and contents.title == "样例片外业"
    assert contents.bounds == area.area.bounds
    brought = read_return(gazetteer, pack(area))
    assert brought.items == [] and brought.about["area"].startswith("POLYGON")
    with pytest.raises(GazetteerError, match="所选范围里没有地名"):
        gather(gazetteer, Extent(area=shapely.box(110, 29, 110.1, 29.1)))


def test_qgis_shows_forms_and_lists_for_signs(gazetteer, signs, tmp_path, qgis):
    write_contents(gazetteer, gather(gazetteer, Extent(DIVISION)), tmp_path / "包", None)
    seen = qgis(tmp_path / "包" / "外业.qgz")
    assert seen["valid"]["sign"] and seen["valid"]["list_condition"]
