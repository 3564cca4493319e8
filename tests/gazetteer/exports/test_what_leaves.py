"""What may leave the office, what is dropped, and that every bit of it is told."""

from __future__ import annotations

import json

import pytest
import shapely

from gazetteer.errors import GazetteerError
from gazetteer.exports.export import export_places
from gazetteer.formats import read
from gazetteer.places.changes import EditPlace


def raw(report):
    return [json.loads(point.raw) for point in report.points]


def test_a_public_copy_has_no_secret_place_no_closed_field_and_coarse_positions(gazetteer, add_place, tmp_path):
    add_place("公开村", lon=113.1712345, lat=30.6612345, registrar="张三")
    add_place("秘密村", secrecy="秘密")
    add_place("内部村", secrecy="内部")
    told = export_places(gazetteer, "csv", tmp_path / "出.csv")
    (row,) = raw(read(told.files[0]))
    assert (row["BZMC"], told.secrecy) == ("公开村", "公开")
    assert [(one.name, one.why) for one in told.refused] == [("秘密村", "密级为秘密，不能公开"),
                                                          ("内部村", "密级为内部，不能公开")]
    assert {"MJ", "GC", "DJR"}.isdisjoint(row) and "密级（MJ）" in told.dropped
    assert abs(float(row["DJ"]) - 113.1712345) > 1e-6 and row["DJ"] == row["经度"]
    assert any("50 米" in note for note in told.notes)


def test_an_internal_copy_is_exact_and_still_has_nothing_secret(gazetteer, add_place, tmp_path):
    add_place("公开村", lon=113.1712345, lat=30.6612345)
    add_place("内部村", secrecy="内部")
    add_place("秘密村", secrecy="秘密")
    told = export_places(gazetteer, "geojson", tmp_path / "出", internal=True)
    rows = raw(read(told.files[0]))
    assert sorted(row["BZMC"] for row in rows) == ["公开村", "内部村"]
    assert next(row for row in rows if row["BZMC"] == "公开村")["DJ"] == 113.1712345
    assert [one.name for one in told.refused] == ["秘密村"] and told.dropped == [] and told.secrecy == "内部"


def test_nothing_is_written_when_nothing_may_leave(gazetteer, add_place, tmp_path):
    add_place("秘密村", secrecy="秘密")
    with pytest.raises(GazetteerError, match="秘密村"):
        export_places(gazetteer, "xlsx", tmp_path / "出.xlsx")
    assert not list(tmp_path.glob("出*"))


def test_a_character_outside_gbk_is_refused_by_name_or_written_in_utf_8_as_asked(gazetteer, add_place, tmp_path):
    add_place("𠀀村")
    with pytest.raises(GazetteerError, match="𠀀（𠀀村）"):
        export_places(gazetteer, "shapefile", tmp_path / "出.shp", encoding="gbk")
    assert not list(tmp_path.glob("出*"))
    told = export_places(gazetteer, "shapefile", tmp_path / "出.shp", encoding="gbk-or-utf-8")
    assert (tmp_path / "出.cpg").read_text() == "UTF-8" and "𠀀" in told.notes[-1]
    assert raw(read(told.files[0]))[0]["BZMC"] == "𠀀村"


def test_long_text_goes_on_in_further_fields_and_is_told(gazetteer, add_place, tmp_path):
    text = "相传明初有干姓驿丞居此，" * 40
    add_place("长文村", origin=text)
    told = export_places(gazetteer, "shapefile", tmp_path / "出.shp", encoding="gbk")
    (row,) = raw(read(told.files[0]))
    assert "".join(row[key] for key in row if key.startswith("DMDLL")) == text
    assert [(one.where, one.why) for one in told.changed] == [
        ("“长文村”，地名的来历", "超过 254 字节，接着写在 DMDLL_2 到 DMDLL_4")]


def test_points_lines_and_areas_go_into_shapefiles_of_their_own(gazetteer, add_place, tmp_path):
    add_place("点村")
    river = add_place("线河", class_code="12100")
    from gazetteer.places.changes import MovePlace
    gazetteer.do(MovePlace(river.id, shapely.LineString([(113, 30.5), (113.1, 30.6)])))
    told = export_places(gazetteer, "shapefile", tmp_path / "出.shp", internal=True)
    assert {path.name for path in told.files if path.suffix == ".shp"} == {"出_点.shp", "出_线.shp"}


def test_a_township_a_class_or_some_places_are_chosen_and_only_the_fields_asked_for(gazetteer, add_place, tmp_path):
    first = add_place("甲村")
    add_place("乙村", division_code="429006108")
    add_place("丙桥", class_code="23610")
    def names(**asked):
        told = export_places(gazetteer, "csv", tmp_path / "出.csv", keys=["BZMC", "罗马字母拼写"], **asked)
        return sorted(row["BZMC"] for row in raw(read(told.files[0])))
    assert names(division="429006107") == ["丙桥", "甲村"]
    assert names(class_code="236") == ["丙桥"]
    assert names(ids=[first.id]) == ["甲村"]
    heading = (tmp_path / "出.csv").read_text("utf-8-sig").splitlines()[0]
    assert heading == "BZMC,LMZMPX,经度,纬度"


def test_control_characters_are_taken_out_and_told(gazetteer, add_place, tmp_path):
    place = add_place("甲村")
    gazetteer.do(EditPlace(place.id, {"remark": "前\x0b后"}))
    told = export_places(gazetteer, "kml", tmp_path / "出.kml")
    assert raw(read(told.files[0]))[0]["BZ"] == "前后"
    assert [one.where for one in told.changed] == ["“甲村”，备注"]


def test_metres_are_written_north_before_east_and_old_systems_as_approximate(gazetteer, add_place, tmp_path):
    add_place("甲村", lon=113.17, lat=30.66)
    told = export_places(gazetteer, "csv", tmp_path / "出.csv", crs=4547, internal=True)
    (point,) = read(told.files[0]).points
    assert (point.lon, point.lat) == (pytest.approx(113.17, abs=1e-7), pytest.approx(30.66, abs=1e-7))
    assert "3393573.5" in told.files[0].read_text("utf-8-sig")
    rough = export_places(gazetteer, "csv", tmp_path / "旧.csv", crs=2383, internal=True)
    assert any("近似" in note for note in rough.notes)
