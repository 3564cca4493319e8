"""Vector files of other programs: what is in them comes in whole, in whatever encoding and reference system."""

from __future__ import annotations

import gc
import json
import sqlite3
import sys
from contextlib import closing

import geopandas
import pytest
import shapely

from gazetteer.errors import UnreadableFile
from gazetteer.formats import read

NAMES = ["干驿镇", "佛子山镇", "汈汊湖"]
POINTS = [shapely.Point(113.17, 30.66), shapely.Point(113.05, 30.71), shapely.Point(113.6, 30.6)]


@pytest.fixture
def places():
    return geopandas.GeoDataFrame({"名称": NAMES, "备注": ["甲", None, "丙"], "人口": [1200, 3400, 5]}, geometry=POINTS,
                                  crs=4490)


def named(report) -> dict[str, tuple[float, float]]:
    return {point.name: (round(point.lon, 6), round(point.lat, 6)) for point in report.points}


WHERE = {name: (point.x, point.y) for name, point in zip(NAMES, POINTS, strict=True)}


@pytest.mark.parametrize(("suffix", "driver"), [
    (".shp", "ESRI Shapefile"), (".gpkg", "GPKG"), (".kml", "LIBKML"), (".tab", "MapInfo File"),
])
def test_points_come_with_their_names_and_every_field(tmp_path, places, suffix: str, driver: str) -> None:
    path = tmp_path / f"村{suffix}"
    wide = places.rename(columns={"名称": "NAME", "备注": "BZ", "人口": "RK"}) if suffix == ".tab" else places
    wide.to_file(path, driver=driver, encoding="GBK" if suffix in (".shp", ".tab") else None)
    report = read(path)
    assert named(report) == WHERE and report.unread == []
    raw = json.loads(report.points[0].raw)
    assert "干驿镇" in raw.values() and any(str(value).removesuffix(".0") == "1200" for value in raw.values())


@pytest.mark.parametrize("written", ["GB18030", "UTF-8", "BIG5"])
@pytest.mark.parametrize("claimed", ["UTF-8", "GBK", "", "ISO-8859-1"])
def test_the_bytes_of_a_shapefile_win_over_its_cpg(tmp_path, places, written: str, claimed: str) -> None:
    path = tmp_path / "村.shp"
    names = ["幹驛鎮", "佛子山鎮", "漢北河"] if written == "BIG5" else NAMES
    places.assign(名称=names)[["名称", "geometry"]].rename(columns={"名称": "NAME"}).to_file(path, encoding=written)
    path.with_suffix(".cpg").write_text(claimed) if claimed else path.with_suffix(".cpg").unlink()
    report = read(path)
    assert [point.name for point in report.points] == names
    assert report.encoding.replace(" ", "").upper() in (written, "GBK")


def test_a_plane_shapefile_without_prj_is_known_by_its_numbers(tmp_path, places) -> None:
    path = tmp_path / "村.shp"
    places.to_crs(4547).to_file(path, encoding="GBK")
    path.with_suffix(".prj").unlink()
    report = read(path)
    assert report.crs == 4547 and named(report) == WHERE
    assert any(".prj" in note for note in report.notes)


def test_the_description_of_esri_is_known(tmp_path, places) -> None:
    path = tmp_path / "村.shp"
    places.to_crs(4526).to_file(path, encoding="GBK")
    report = read(path)
    assert (report.crs, "自带" in report.crs_why, named(report)) == (4526, True, WHERE)


def test_a_file_whose_system_its_numbers_belie_is_not_believed(tmp_path, places) -> None:
    path = tmp_path / "村.shp"
    places.to_crs(4547).to_file(path, encoding="GBK")
    places.to_file(tmp_path / "度.shp", encoding="GBK")
    path.with_suffix(".prj").write_bytes((tmp_path / "度.prj").read_bytes())
    report = read(path)
    assert named(report) == WHERE and "不符" in report.crs_why


def test_lines_areas_and_several_points_come_too(tmp_path) -> None:
    shapes = [shapely.LineString([(113, 30.5), (113.1, 30.6)]), shapely.box(113, 30.5, 113.1, 30.6),
              shapely.MultiPoint([(113, 30.5), (113.1, 30.6)]), None]
    path = tmp_path / "图.gpkg"
    geopandas.GeoDataFrame({"名称": ["路", "湖", "井", "无"]}, geometry=shapes, crs=4490).to_file(path)
    report = read(path)
    assert [(each.name, each.geometry.geom_type) for each in report.shapes] == [("路", "LineString"), ("湖", "Polygon")]
    assert [point.name for point in report.points] == ["井", "井"]
    assert (report.read, [missed.where for missed in report.unread]) == (4, ["第 4 个要素“无”"])


def test_text_that_a_table_cut_is_told_and_kept(tmp_path) -> None:
    path = tmp_path / "村.shp"
    geopandas.GeoDataFrame({"NAME": ["石" * 60], "BZ": ["甲"]}, geometry=POINTS[:1], crs=4490).to_file(
        path, encoding="UTF-8")
    dbf = bytearray(path.with_suffix(".dbf").read_bytes())
    at = bytes(dbf).rindex("石".encode())
    dbf[at + 1:at + 3] = b"  "
    path.with_suffix(".dbf").write_bytes(bytes(dbf))
    report = read(path)
    assert report.points[0].name.startswith("石" * 59)
    assert ["“�”" in missed.why for missed in report.unread] == [True]


def test_every_layer_of_a_geopackage_is_read(tmp_path, places) -> None:
    path = tmp_path / "两层.gpkg"
    places.to_file(path, layer="村")
    places.assign(名称=["甲", "乙", "丙"]).to_file(path, layer="标志")
    report = read(path)
    assert [point.name for point in report.points] == [*NAMES, "甲", "乙", "丙"]
    assert json.loads(report.points[3].raw)["图层"] == "标志"


DXF = """0\nSECTION\n2\nHEADER\n9\n$DWGCODEPAGE\n3\nANSI_1252\n0\nENDSEC\n0\nSECTION\n2\nENTITIES
0\nTEXT\n8\n村\n10\n420450.2\n20\n3393573.5\n40\n2.5\n1\n干驿镇\n0\nPOINT\n8\n界桩\n10\n420460.2\n20\n3393583.5
0\nENDSEC\n0\nEOF\n"""


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_the_code_page_of_a_drawing_is_not_trusted(tmp_path, encoding: str) -> None:
    path = tmp_path / "图.dxf"
    path.write_bytes(DXF.encode(encoding))
    report = read(path)
    assert [(point.name, point.kind) for point in report.points] == [("干驿镇", "村"), ("", "界桩")]
    assert report.crs == 4547 and round(report.points[0].lon, 4) == 113.17


@pytest.mark.parametrize(("name", "head"), [
    ("坏.shp", b"\x00\x00\x27\x0a" + b"\x00" * 40), ("坏.gpkg", b"SQLite format 3\x00" + b"\x01" * 52 + b"GPKG" * 9),
    ("坏.tab", b"!table\n!version 300\n"), ("坏.kml", "<kml><Document>村".encode()),
])
def test_a_damaged_file_is_refused_in_words(tmp_path, name: str, head: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(head)
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    assert name in str(refused.value)


def test_a_description_of_the_system_in_gbk_is_told_and_the_numbers_decide(tmp_path, places) -> None:
    path = tmp_path / "村.shp"
    places.to_crs(4547).to_file(path, encoding="GBK")
    path.with_suffix(".prj").write_bytes("坐标系：国家二〇〇〇".encode("gbk"))
    report = read(path)
    assert report.crs == 4547 and named(report) == WHERE
    assert [missed.where for missed in report.unread] == [".prj"]


@pytest.mark.parametrize("name", ["杨港", "剅河村", "垸", "汈汊湖"])
def test_a_few_characters_are_read_as_the_cpg_says(tmp_path, name: str) -> None:
    path = tmp_path / "村.shp"
    geopandas.GeoDataFrame({"NAME": [name]}, geometry=POINTS[:1], crs=4490).to_file(path, encoding="GBK")
    assert [point.name for point in read(path).points] == [name]


def test_a_geopackage_that_claims_fewer_features_than_it_has_is_read_whole(tmp_path, places) -> None:
    path = tmp_path / "村.gpkg"
    places.to_file(path, layer="村")
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE gpkg_ogr_contents SET feature_count = 1")
        file.commit()
    assert len(read(path).points) == 3


def test_what_a_driver_says_of_damaged_bytes_is_no_error_of_the_program(tmp_path, monkeypatch, recwarn) -> None:
    """fiona cannot decode GDAL's message and hands Python an error that the window would show as unforeseen."""
    gc.collect()  # what other tests left behind is not to speak up in here
    recwarn.clear()
    raised = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: raised.append(error))
    monkeypatch.setattr(sys, "unraisablehook", raised.append)
    path = tmp_path / "村.mif"
    path.write_bytes(b'Version 300\nCharset "Neu\xd1\xb6\xba"\nCoordSys Earth Projection 1, 104\n'
                     b"Columns 1\n  NAME Char(20)\nData\n\nPoint 113.05\xd1\xb6\xba\r30.71\nPoint 113.3 30.6\n")
    path.with_suffix(".mid").write_bytes('"甲村"\n"乙村"\n'.encode("gbk"))
    report = read(path)
    assert report.unread and not raised and not recwarn
