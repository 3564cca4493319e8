"""What the field brings home: by record and field, never over the office's own work, undone in one step."""

from __future__ import annotations

import shutil

import pypdf
import pytest
import shapely

from gazetteer.errors import GazetteerError
from gazetteer.fieldwork.applying import FIELD, OFFICE, take_home
from gazetteer.fieldwork.comparing import ADDED, CHANGED, DELETED, read_return
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import HistoryEntry
from gazetteer.places.changes import DeletePlace, EditPlace, MovePlace
from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.storage.geometry import to_blob

DIVISION = "429006112"


def by_kind(brought):
    return {item.kind: item for item in brought.items}


def test_an_untouched_package_brings_nothing(gazetteer, package):
    brought = read_return(gazetteer, package)
    assert brought.items == [] and brought.unchanged == 4
    assert take_home(gazetteer, brought).entry == 0


def test_changes_additions_and_deletions_are_told_by_record_and_field(gazetteer, township, package, outside):
    outside("UPDATE place_point SET DMDLL = ? WHERE BZMC = ?", "新来历𠀀", "甲村")
    outside("INSERT INTO place_point (BZMC, DMLB, SSZQDM, geom) VALUES (?, ?, ?, ?)", "新湾", "22200", DIVISION,
            to_blob(shapely.Point(113.4, 30.56)))
    outside("DELETE FROM place_point WHERE BZMC = ?", "乙村")
    found = by_kind(read_return(gazetteer, package))
    (changed,) = found[CHANGED].differences
    assert (changed.label, changed.base, changed.there, changed.conflict) == ("地名的来历", "旧来历", "新来历𠀀", False)
    assert {one.key: one.there for one in found[ADDED].differences}["BZMC"] == "新湾"
    assert (found[DELETED].name, found[DELETED].trouble) == ("乙村", "")


def test_what_is_taken_is_one_change_with_its_receipt_and_undone_together(gazetteer, township, package, outside,
                                                                          tmp_path):
    outside("UPDATE place_point SET DMDLL = ?, geom = ? WHERE BZMC = ?", "新来历",
            to_blob(shapely.Point(113.381, 30.541)), "甲村")
    outside("UPDATE place_point SET geom = ? WHERE BZMC = ?", to_blob(shapely.Point(113.4, 30.57)), "丙村")
    outside("INSERT INTO place_point (BZMC, DMLB, SSZQDM, geom) VALUES (?, ?, ?, ?)", "新湾", "22200", DIVISION,
            to_blob(shapely.Point(113.41, 30.56)))
    receipt = take_home(gazetteer, read_return(gazetteer, package))
    first = gazetteer.get(Place, township["甲"].id)
    assert (first.origin, first.geom.x) == ("新来历", 113.381)
    assert gazetteer.get(Place, township["丙"].id).geom.y == 30.57
    (new,) = gazetteer.find(Place, Place.name == "新湾")
    assert new.roman == "Xīnwān" and new.code and new.division_code == DIVISION
    entry = gazetteer.get(HistoryEntry, receipt.entry)
    assert entry.summary == "回收外业数据：新增1条、修改2条" and "旧来历 → 新来历" in entry.reason
    page = receipt.write(tmp_path / "回执.html").read_text("utf-8")
    assert "旧来历" in page and "新湾" in page and f"第 {receipt.entry} 号" in page
    printed = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(receipt.write(tmp_path / "回执.pdf")).pages)
    assert "旧来历" in printed and "接收人" in printed
    gazetteer.undo()
    assert gazetteer.get(Place, first.id).origin == "旧来历" and not gazetteer.find(Place, Place.name == "新湾")


def test_the_same_package_a_second_time_brings_nothing_new(gazetteer, package, outside):
    outside("UPDATE place_point SET DMDLL = ? WHERE BZMC = ?", "新来历", "甲村")
    outside("INSERT INTO place_point (BZMC, DMLB, SSZQDM, geom) VALUES (?, ?, ?, ?)", "新湾", "22200", DIVISION,
            to_blob(shapely.Point(113.41, 30.56)))
    take_home(gazetteer, read_return(gazetteer, package))
    assert read_return(gazetteer, package).items == []
    assert len(gazetteer.find(Place, Place.name == "新湾")) == 1


def test_where_both_sides_changed_the_office_keeps_its_own_unless_the_field_is_chosen(gazetteer, township, package,
                                                                                   outside):
    outside("UPDATE place_point SET DMDLL = ?, DMDHY = ? WHERE BZMC = ?", "外业来历", "外业含义", "甲村")
    gazetteer.do(EditPlace(township["甲"].id, {"origin": "库内来历", "history": "库内沿革"}))
    (item,) = read_return(gazetteer, package).items
    assert [(one.label, one.base, one.here, one.there) for one in item.conflicts] == [
        ("地名的来历", "旧来历", "库内来历", "外业来历")]
    receipt = take_home(gazetteer, read_return(gazetteer, package))
    place = gazetteer.get(Place, township["甲"].id)
    assert (place.origin, place.meaning, place.history) == ("库内来历", "外业含义", "库内沿革")
    assert [(one.label, one.before) for one in receipt.kept] == [("地名的来历", "外业来历")] and not receipt.complete
    again = take_home(gazetteer, read_return(gazetteer, package), choices={(item.guid, "DMDLL"): FIELD})
    assert gazetteer.get(Place, township["甲"].id).origin == "外业来历" and again.complete


def test_a_place_moved_on_both_sides_is_a_conflict_of_its_position_only(gazetteer, township, package, outside):
    outside("UPDATE place_point SET geom = ?, BZ = ? WHERE BZMC = ?", to_blob(shapely.Point(113.3, 30.5)), "去过",
            "乙村")
    gazetteer.do(MovePlace(township["乙"].id, shapely.Point(113.395, 30.555)))
    take_home(gazetteer, read_return(gazetteer, package), conflicts=OFFICE)
    place = gazetteer.get(Place, township["乙"].id)
    assert (place.geom.x, place.remark) == (113.395, "去过")


def test_deletions_are_only_carried_out_when_asked_and_never_over_the_office_s_work(gazetteer, township, package,
                                                                                   outside):
    outside("DELETE FROM place_point WHERE BZMC = ?", "乙村")
    outside("DELETE FROM place_point WHERE BZMC = ?", "丙村")
    gazetteer.do(EditPlace(township["丙"].id, {"remark": "库内刚核实"}))
    assert {one[1] for one in take_home(gazetteer, read_return(gazetteer, package)).refused} == {"乙村", "丙村"}
    receipt = take_home(gazetteer, read_return(gazetteer, package), deletions=True)
    assert gazetteer.get(Place, township["乙"].id) is None
    assert gazetteer.get(Place, township["丙"].id) is not None and "备注" in receipt.refused[0][2]


def test_what_the_office_deleted_meanwhile_does_not_come_back_in_silence(gazetteer, township, package, outside):
    outside("UPDATE place_point SET BZ = ? WHERE BZMC = ?", "去过", "甲村")
    gazetteer.do(DeletePlace(township["甲"].id))
    receipt = take_home(gazetteer, read_return(gazetteer, package))
    assert receipt.refused == [(CHANGED, "甲村", "库内已经删除这条地名")]


def test_what_a_rule_refuses_is_told_and_does_not_hold_up_the_rest(gazetteer, township, package, outside):
    outside("UPDATE place_point SET DMLB = ? WHERE BZMC = ?", "abc", "甲村")
    outside("UPDATE place_point SET BZ = ? WHERE BZMC = ?", "去过", "乙村")
    outside("INSERT INTO place_point (BZMC) VALUES (?)", "没有类别")
    receipt = take_home(gazetteer, read_return(gazetteer, package))
    assert {one[1] for one in receipt.refused} == {"甲村", "没有类别"}
    assert gazetteer.get(Place, township["乙"].id).remark == "去过"
    assert gazetteer.get(Place, township["甲"].id).class_code == "22200"


def test_photos_come_home_and_those_that_did_not_are_told(gazetteer, township, package, outside, tmp_path):
    (package / "DCIM" / "甲.jpg").write_bytes(b"\xff\xd8\xff picture")
    (tmp_path / "秘.jpg").write_bytes(b"outside")
    outside("UPDATE place_point SET ZP = ? WHERE BZMC = ?", "DCIM/甲.jpg", "甲村")
    outside("UPDATE place_point SET ZP = ?, BZ = ? WHERE BZMC = ?", "../秘.jpg", "x", "乙村")
    receipt = take_home(gazetteer, read_return(gazetteer, package))
    (media,) = gazetteer.find(Media)
    assert (media.place_id, media.file_name) == (township["甲"].id, "甲.jpg")
    assert receipt.missing_photos == [("乙村", "../秘.jpg")]


def test_a_zip_comes_home_like_a_folder_and_a_foreign_one_is_refused(gazetteer, package, outside, tmp_path,
                                                                    sample_path):
    outside("UPDATE place_point SET BZ = ? WHERE BZMC = ?", "去过", "甲村")
    zipped = shutil.make_archive(str(tmp_path / "带回"), "zip", package.parent, package.name)
    assert [item.name for item in read_return(gazetteer, zipped).items] == ["甲村"]
    other = Gazetteer.open(sample_path, who="李四")
    with pytest.raises(GazetteerError, match="不是从本工作空间带出的"):
        read_return(other, zipped)
    other.close()
    (tmp_path / "空文件夹").mkdir()
    with pytest.raises(GazetteerError, match="没有外业数据包"):
        read_return(gazetteer, tmp_path / "空文件夹")


def test_what_qgis_edited_in_the_package_comes_home(gazetteer, township, package, qgis):
    seen = qgis(package / "外业.qgz", DIVISION)
    assert seen["done"], seen["errors"]
    take_home(gazetteer, read_return(gazetteer, package), deletions=True)
    (changed,) = gazetteer.find(Place, Place.guid == seen["changed"])
    assert (changed.origin, changed.geom.x, changed.geom.y) == ("野外问得的来历𠀀", 113.2, 30.7)
    assert not gazetteer.find(Place, Place.guid == seen["deleted"])
    (new,) = gazetteer.find(Place, Place.name == "新湾")
    assert (new.division_code, new.geom.x) == (DIVISION, 113.21)
