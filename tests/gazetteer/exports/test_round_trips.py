"""What is written is read by our own readers as it was: every field, every character, every shape."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import shapely
from hypothesis import HealthCheck, given, settings

from gazetteer.exports.export import FORMATS
from gazetteer.formats import read

sys.path.insert(0, str(Path(__file__).parent))
from made_tables import ORDINARY, degrees, said, same_shape, single, tables, wanted  # noqa: E402

SLOW = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
GBK = "".join(sign for sign in ORDINARY if sign.encode("gbk", "ignore"))


def written(table, kind, folder, encoding="utf-8"):
    path = folder / f"out{FORMATS[kind].suffix}"
    files = FORMATS[kind].write(table, path, encoding)
    crs = table.crs if kind in ("csv", "xlsx", "dxf") and table.crs != 4490 else None
    stated = encoding if encoding.startswith("gb") else None  # three characters alone could be Big5 as well
    return [read(file, crs=crs, encoding=stated)
            for file in files if file.suffix == FORMATS[kind].suffix]


def check(table, reports):
    """Every located place is there with shape and fields; every other one is told with its fields."""
    found = {}
    for report in reports:
        for point in report.points:
            found[said(point)["BZMC"]] = (said(point), shapely.Point(point.lon, point.lat))
        for shape in report.shapes:
            found[said(shape)["BZMC"]] = (said(shape), shape.geometry)
    located = [row for row in table.rows if row.geometry is not None]
    assert sorted(found) == sorted(row.name for row in located)
    for row in located:
        fields, shape = found[row.name]
        assert fields == wanted(row)
        assert same_shape(single(shape), single(degrees(row, table.crs)))
    assert sum(len(report.unread) for report in reports) == len(table.rows) - len(located)


@SLOW
@given(table=tables())
def test_a_csv_comes_back_as_it_was(table, tmp_path):
    check(table, written(table, "csv", tmp_path))


@SLOW
@given(table=tables(crs=4547))
def test_a_csv_in_metres_comes_back_as_it_was(table, tmp_path):
    reports = written(table, "csv", tmp_path)
    check(table, reports)


@SLOW
@given(table=tables(alphabet=GBK))
def test_a_csv_in_gbk_comes_back_as_it_was(table, tmp_path):
    reports = written(table, "csv", tmp_path, "gbk")
    check(table, reports)


@SLOW
@given(table=tables())
def test_a_csv_in_gb_18030_comes_back_as_it_was(table, tmp_path):
    check(table, written(table, "csv", tmp_path, "gb18030"))


@SLOW
@given(table=tables())
def test_a_geopackage_comes_back_as_it_was(table, tmp_path):
    check(table, written(table, "geopackage", tmp_path))


@SLOW
@given(table=tables(crs=4547))
def test_a_geopackage_in_metres_comes_back_as_it_was(table, tmp_path):
    check(table, written(table, "geopackage", tmp_path))


@SLOW
@given(table=tables())
def test_a_workbook_comes_back_as_it_was(table, tmp_path):
    check(table, written(table, "xlsx", tmp_path))


@SLOW
@given(table=tables())
def test_geojson_comes_back_as_it_was(table, tmp_path):
    check(table, written(table, "geojson", tmp_path))


@SLOW
@given(table=tables(crs=4547))
def test_geojson_in_metres_comes_back_as_it_was(table, tmp_path):
    check(table, written(table, "geojson", tmp_path))


@SLOW
@given(table=tables(unplaced=False))
def test_kml_comes_back_as_it_was(table, tmp_path):
    check(table, written(table, "kml", tmp_path))


@SLOW
@given(table=tables())
def test_shapefiles_come_back_as_they_were_and_long_text_goes_on(table, tmp_path):
    check(table, written(table, "shapefile", tmp_path))


@SLOW
@given(table=tables(alphabet=GBK, crs=4547))
def test_shapefiles_in_gbk_come_back_as_they_were(table, tmp_path):
    reports = written(table, "shapefile", tmp_path, "gbk")
    check(table, reports)


@SLOW
@given(table=tables(unplaced=False))
def test_gpx_brings_points_with_fields_and_lines_as_tracks(table, tmp_path):
    (report,) = written(table, "gpx", tmp_path)
    points = {said(point)["BZMC"]: point for point in report.points}
    tracks = {}
    for track in report.tracks:
        tracks.setdefault(said(track)["BZMC"], []).append(track)
    for row in table.rows:
        if row.geometry.geom_type == "Point":
            found = points.pop(row.name)
            assert said(found) == wanted(row) and (found.lon, found.lat) == (row.geometry.x, row.geometry.y)
            continue
        line = row.geometry.boundary if row.geometry.geom_type == "Polygon" else row.geometry
        parts = tracks.pop(row.name)
        assert said(parts[0]) == wanted(row)
        assert [list(zip(part.lon, part.lat, strict=True)) for part in parts] == [
            list(part.coords) for part in shapely.get_parts(line)]
    assert not points and not tracks and not report.unread


@SLOW
@given(table=tables(unplaced=False, crs=4547))
def test_a_drawing_brings_names_places_and_outlines(table, tmp_path):
    (report,) = written(table, "dxf", tmp_path)
    named = {point.name: point for point in report.points if point.name}
    assert sorted(named) == sorted(row.name for row in table.rows)
    assert {point.kind for point in report.points} == {"农村居民点"}
    shapes = [shape.geometry for shape in report.shapes]
    for row in table.rows:
        geometry = degrees(row, table.crs)
        if geometry.geom_type == "Point":
            assert same_shape(shapely.Point(named[row.name].lon, named[row.name].lat), geometry)
            continue
        rings = shapely.get_parts(geometry.boundary if geometry.geom_type == "Polygon" else geometry)
        for ring in rings:
            assert any(same_shape(shapely.LineString(shape.coords), shapely.LineString(ring.coords))
                       for shape in shapes)


@pytest.mark.parametrize("kind", ["gpx", "kml", "dxf"])
def test_what_has_no_position_is_told_where_it_cannot_be_written(kind, tmp_path, gazetteer, add_place):
    from gazetteer.exports.export import export_places

    add_place("有位置村")
    add_place("无位置村", located=False)
    told = export_places(gazetteer, kind, tmp_path / "出")
    assert told.features == 1
    assert [one.where for one in told.changed] == ["“无位置村”"]
