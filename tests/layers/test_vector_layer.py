"""Tables of any GeoPackage on the map."""

from __future__ import annotations

import sqlite3

import geopandas
import numpy as np
import pytest
import shapely

from gazetteer.errors import UnreadableFile
from layers.columns import Paths, Points
from layers.generalise import Outlines, level_of, tolerance_of
from layers.geopackage import read_table, tables, text_of
from layers.painting.frame import render
from layers.stack import LayerStack
from layers.styles import LIGHT
from layers.vector_layer import VectorLayer
from layers.view import View

RING = shapely.Point(113.0, 30.6).buffer(0.02, 40)
HOLED = shapely.Polygon(RING.exterior.coords, [shapely.Point(113.0, 30.6).buffer(0.01).exterior.coords])


def written(path, table: str, geometries, names, epsg: int = 4490):
    frame = geopandas.GeoDataFrame({"BZMC": names}, geometry=list(geometries), crs=4490).to_crs(epsg)
    frame.to_file(path, layer=table, driver="GPKG", engine="pyogrio")
    return path


@pytest.mark.parametrize("epsg", [4490, 4547])
def test_points_are_read_with_their_names_and_in_degrees(tmp_path, epsg):
    spots = shapely.points([113.0, 113.1], [30.6, 30.7])
    path = written(tmp_path / "a.gpkg", "places", spots, ["聂家湾", "甲" * 60], epsg)
    found = read_table(path, "places")
    assert tables(path) == ["places"]
    assert found.points.lon == pytest.approx([113.0, 113.1]) and found.points.lat == pytest.approx([30.6, 30.7])
    assert [text_of(name) for name in found.points.more["name"]] == ["聂家湾", "甲" * 60]


def test_areas_lines_and_empty_geometries_are_told_apart(tmp_path):
    line = shapely.LineString([(113, 30.6), (113.1, 30.7)])
    path = written(tmp_path / "a.gpkg", "all", [HOLED, line, shapely.Point(), shapely.Point(113, 30)], list("甲乙丙丁"))
    found = read_table(path, "all")
    assert found.paths.more["area"].tolist() == [True, False] and len(found.points) == 1
    assert len(found.paths.starts) == 4  # two rings and a line


def test_what_is_no_geopackage_and_a_table_that_is_not_there_are_told(tmp_path):
    (tmp_path / "x.gpkg").write_bytes(b"nothing")
    with pytest.raises(UnreadableFile):
        tables(tmp_path / "x.gpkg")
    sqlite3.connect(tmp_path / "y.gpkg").close()
    with pytest.raises(UnreadableFile):
        tables(tmp_path / "y.gpkg")
    path = written(tmp_path / "a.gpkg", "places", [shapely.Point(113, 30)], ["甲"])
    with pytest.raises(UnreadableFile):
        read_table(path, "没有")


@pytest.mark.parametrize("epsg", [4490, 4547, 4526, 3857])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_an_area_is_filled_and_its_hole_is_not(tmp_path, epsg, ratio):
    layer = VectorLayer.read(written(tmp_path / "a.gpkg", "areas", [HOLED], ["甲"]), "areas")
    view = View.at(113.0, 30.6, 50_000, 400, 300, epsg=epsg, ratio=ratio)
    image = render(view, LayerStack([layer]), LIGHT)
    px, py = view.to_screen(np.array([113.0, 113.015]), np.array([30.6, 30.6]))
    found = [image.pixelColor(int(x * ratio), int(y * ratio)).name() for x, y in zip(px, py, strict=True)]
    assert found == [LIGHT["ground"], LIGHT["water_fill"]]


def test_many_areas_look_the_same_with_fewer_vertices(tmp_path, monkeypatch):
    rng = np.random.default_rng(5)
    rings = [shapely.Point(x, y).buffer(0.004, 30) for x, y in zip(rng.uniform(113, 113.2, 300),
                                                                  rng.uniform(30.5, 30.6, 300), strict=True)]
    layer = VectorLayer.read(written(tmp_path / "a.gpkg", "areas", rings, ["甲"] * 300), "areas")
    view = View.of_bounds((113, 30.5, 113.2, 30.6), 640, 400)
    before = render(view, LayerStack([layer]), LIGHT)
    monkeypatch.setattr("layers.painting.ink.MANY", 10)
    after = render(view, LayerStack([layer]), LIGHT)
    assert layer.paths.outlines(4547, view.resolution).starts[-1] < layer.paths.starts[-1] / 3
    one, other = (np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (before, after))
    assert (np.abs(one - other).reshape(-1, 4).max(axis=1) > 60).mean() < 0.01


def test_a_simplified_line_keeps_its_ends_and_leaves_its_course_by_no_more_than_the_tolerance():
    along = np.linspace(0, 10, 2000)
    whole = Outlines(along, np.sin(along), np.array([0, 1000, 2000]))
    fewer = whole.simplified(0.01)
    assert fewer.starts[0] == 0 and fewer.starts[-1] == len(fewer.x) < 200
    assert shapely.hausdorff_distance(whole.lines()[0], fewer.lines()[0]) <= 0.011
    assert fewer.x[[0, -1]].tolist() == [0, 10]


def test_what_is_smaller_than_a_pixel_is_a_pixel(tmp_path):
    layer = VectorLayer.read(written(tmp_path / "a.gpkg", "areas", [RING], ["甲"]), "areas")
    view = View.at(113.0, 30.6, 40_000_000, 200, 100)
    image = render(view, LayerStack([layer]), LIGHT)
    assert [image.pixelColor(x, y).name() for x in (99, 100) for y in (49, 50)].count(LIGHT["works"]) == 1


def test_how_many_records_a_view_holds(tmp_path):
    records = [HOLED, shapely.Point(113, 30.6), shapely.Point(100, 20)]
    path = written(tmp_path / "a.gpkg", "all", records, list("甲乙丙"))
    layer = VectorLayer.read(path, "all")
    assert layer.count(View.at(113.0, 30.6, 50_000, 400, 300)) == 2


def test_a_hole_or_island_that_comes_into_sight_while_panning_is_drawn():
    outer = shapely.box(113.0, 30.6, 113.2, 30.7).difference(shapely.box(113.15, 30.64, 113.18, 30.66))
    both = shapely.MultiPolygon([outer, shapely.box(113.21, 30.64, 113.22, 30.66)])
    layer = VectorLayer(Points(np.empty(0, np.int64), np.empty(0), np.empty(0)),
                        Paths.of([1], [both], {"area": np.array([True]), "name": np.array([b"a"])}))
    west = View.at(113.02, 30.65, 50_000, 300, 200)
    render(west, LayerStack([layer]), LIGHT)
    for lon in (113.165, 113.215):
        there = west.moved_to(lon, 30.65)
        fresh = VectorLayer(layer.points, Paths.of([1], [both], {"area": np.array([True]), "name": np.array([b"a"])}))
        assert render(there, LayerStack([layer]), LIGHT) == render(there, LayerStack([fresh]), LIGHT)


def test_simplifying_that_was_cancelled_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr("layers.columns.AT_ONCE", 10)
    rings = [shapely.Point(113 + 0.01 * number, 30.6).buffer(0.004, 40) for number in range(45)]
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) in (3, 5)

    paths = Paths.of(np.arange(45), rings, {})
    assert len(paths.outlines(4490, 0.001, cancelled).x) == len(paths.lon)
    assert len(paths.outlines(4490, 0.001, cancelled).x) == len(paths.lon)
    made = paths.outlines(4490, 0.001, cancelled)
    once = paths.outlines(4490).simplified(tolerance_of(level_of(0.001)))
    assert np.array_equal(made.x, once.x) and np.array_equal(made.starts, once.starts) and len(asked) == 7
