"""The workspace is a GeoPackage that other programs read and edit."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import HistoryEntry
from gazetteer.places.changes import DeletePlace, EditPlace, MovePlace, register_place
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.storage.connections import connect
from gazetteer.storage.geometry import bounds_of, from_blob, to_blob
from gazetteer.storage.geopackage import indexed_extent, measured_extent

SYSTEM_PYTHON = "/usr/bin/python3"

coordinates = st.floats(-180, 180, allow_nan=False).map(lambda value: round(value, 7))
points = st.builds(shapely.Point, coordinates, coordinates.map(lambda value: value / 2))
lines = st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=9).map(shapely.LineString)


@given(st.one_of(points, lines, st.just(shapely.Point()), st.just(shapely.Polygon())))
def test_geometry_comes_back_from_its_blob(geometry):
    back = from_blob(to_blob(geometry))
    assert back.equals(geometry) or (back.is_empty and geometry.is_empty)


@given(st.one_of(points, lines))
def test_bounds_are_read_from_the_blob_alone(geometry):
    west, east, south, north = bounds_of(to_blob(geometry))
    assert (west, south, east, north) == geometry.bounds


def test_empty_geometry_has_no_bounds():
    assert bounds_of(to_blob(shapely.Point())) is None


def _has_gdal():
    return subprocess.run([SYSTEM_PYTHON, "-c", "import osgeo_utils"], capture_output=True).returncode == 0


@pytest.mark.skipif(not _has_gdal(), reason="Debian's python3-gdal is not installed")
def test_validator_of_gdal_finds_nothing(sample):
    sample.do(EditPlace(1, {"remark": "校验前修改"}))
    told = subprocess.run([SYSTEM_PYTHON, "-m", "osgeo_utils.samples.validate_gpkg", "--warning-as-error", "-k",
                           str(sample.path)], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


def test_gdal_lists_the_registers_and_hides_the_rest(sample):
    listed = {name for name, _ in pyogrio.list_layers(sample.path)}
    assert {"place", "division", "survey_point", "base_feature", "place_name", "history_entry"} <= listed
    assert not {"outside_change", "own_change", "issued_code", "sqlite_sequence"} & listed


def test_columns_have_chinese_headings_and_census_abbreviations(sample):
    with closing(sqlite3.connect(sample.path)) as file:
        row = file.execute("SELECT title, description FROM gpkg_data_columns"
                           " WHERE table_name = 'place' AND column_name = 'name'").fetchone()
    assert row == ("标准名称", "BZMC")


def _indexed(path, table="place"):
    with closing(connect(path, "ro")) as file:
        return {row[0]: row[1:] for row in file.execute(f"SELECT id, minx, miny FROM rtree_{table}_geom")}


def _stored(path):
    with closing(connect(path, "ro")) as file:
        return {row[0] for row in file.execute("SELECT id FROM place WHERE geom NOTNULL")}


def test_spatial_index_follows_our_own_changes(gazetteer, add_place):
    first, second = add_place("甲村", lon=113.1), add_place("乙村", lon=113.2)
    add_place("丙村", located=False)
    gazetteer.do(MovePlace(first.id, shapely.Point(113.4, 30.6)))
    gazetteer.do(DeletePlace(second.id))
    assert _indexed(gazetteer.path).keys() == {first.id} == _stored(gazetteer.path)
    assert _indexed(gazetteer.path)[first.id][0] == pytest.approx(113.4, abs=1e-4)


def _extent(path, table="place"):
    with closing(sqlite3.connect(path)) as file:
        return file.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?",
                            (table,)).fetchone()


def test_extent_grows_and_shrinks_with_the_places(gazetteer, add_place):
    assert _extent(gazetteer.path) == (None,) * 4
    add_place("甲村", lon=113.1, lat=30.6)
    far = add_place("乙村", lon=113.3, lat=30.8)
    assert _extent(gazetteer.path) == (113.1, 30.6, 113.3, 30.8)
    gazetteer.do(DeletePlace(far.id))
    assert _extent(gazetteer.path) == (113.1, 30.6, 113.1, 30.6)
    gazetteer.undo()
    assert _extent(gazetteer.path) == (113.1, 30.6, 113.3, 30.8)


@dataclass(frozen=True)
class Scatter:
    """散布地名"""

    rounds: int
    seen: list

    def apply(self, work) -> None:
        rng = np.random.default_rng(11)
        for lon, lat in rng.uniform((112.6, 30.4), (113.5, 30.9), (400, 2)):
            register_place(work, {"name": "甲村", "class_code": "22200"}, shapely.Point(lon, lat))
        for _ in range(self.rounds):
            side = rng.choice(["min(ST_MinX", "max(ST_MaxX", "min(ST_MinY", "max(ST_MaxY"])
            edge = work.connection.exec_driver_sql(f"SELECT id, {side}(geom)) FROM place").one()[0]
            moved = to_blob(shapely.Point(*rng.uniform((112.6, 30.4), (113.5, 30.9))))
            work.connection.exec_driver_sql("UPDATE place SET geom = ? WHERE id = ?", (moved, edge))
            self.seen.append((indexed_extent(work.connection, Place), measured_extent(work.connection, Place)))


def test_the_index_gives_the_extent_that_measuring_every_place_gives(gazetteer):
    seen = []
    gazetteer.do(Scatter(40, seen))
    assert len(seen) == 40 and all(indexed == measured for indexed, measured in seen)


def _outside(path, *statements):
    """What another program does: its own connection, the standard's functions, no knowledge of us."""
    with closing(connect(path, "rw")) as file:
        for statement, values in statements:
            file.execute(statement, values)


def test_a_row_added_outside_is_named_indexed_and_in_the_history(empty_path):
    point = to_blob(shapely.Point(113.2, 30.7))
    _outside(empty_path, ("INSERT INTO place (name, class_code, geom) VALUES ('外来村', '22200', ?)", (point,)))
    opened = Gazetteer.open(empty_path, who="张三")
    place = opened.find(Place, Place.name == "外来村")[0]
    entry = opened.history(place)[0]
    assert (place.roman, place.status, bool(place.guid)) == ("Wàiláicūn", "现用", True)
    assert [name.name for name in opened.find(PlaceName, PlaceName.place_id == place.id)] == ["外来村"]
    assert (entry.kind, entry.summary) == ("outside", "外部修改：地名1条")
    assert place.id in _indexed(empty_path)
    opened.close()


def test_a_move_and_a_rename_outside_are_noted_with_what_was_before(gazetteer, add_place):
    place, path = add_place("甲村"), gazetteer.path
    gazetteer.close()
    _outside(path, ("UPDATE place SET geom = ?, name = '乙村' WHERE id = ?",
                    (to_blob(shapely.Point(113.3, 30.5)), place.id)))
    opened = Gazetteer.open(path, who="张三")
    change = opened.changes_of(opened.history(place)[0].id)[0]
    assert change.before["name"] == "甲村" and change.after["name"] == "乙村"
    assert opened.get(Place, place.id).roman == "Yǐcūn"
    assert [name.name for name in opened.find(PlaceName, PlaceName.place_id == place.id)] == ["乙村"]
    opened.close()


def test_a_row_removed_outside_takes_its_names_along(gazetteer, add_place):
    place, path = add_place("甲村"), gazetteer.path
    gazetteer.close()
    _outside(path, ("DELETE FROM place WHERE id = ?", (place.id,)))
    opened = Gazetteer.open(path, who="张三")
    assert opened.count(PlaceName) == 0 and opened.history()[0].kind == "outside"
    opened.undo(opened.history()[0].id)
    assert opened.get(Place, place.id).name == "甲村"
    opened.close()


def test_our_own_changes_are_not_taken_for_outside_ones(gazetteer, add_place):
    add_place("甲村")
    path, count = gazetteer.path, gazetteer.count(HistoryEntry)
    gazetteer.close()
    opened = Gazetteer.open(path, who="张三")
    assert opened.count(HistoryEntry) == count
    opened.close()


def test_gdal_writes_and_we_read(empty_path):
    import geopandas

    frame = geopandas.GeoDataFrame({"name": ["龙王集"], "class_code": ["22200"]},
                                   geometry=[shapely.Point(113.0, 30.5)], crs=4490)
    frame.to_file(empty_path, layer="place", driver="GPKG", engine="pyogrio", mode="a", promote_to_multi=False)
    opened = Gazetteer.open(empty_path, who="张三")
    assert opened.find(Place)[0].roman == "Lóngwángjí"
    opened.close()


def test_what_brings_an_older_file_up_to_date_is_not_a_change_from_outside(sample_path):
    _outside(sample_path, ("UPDATE setting SET value = '2' WHERE key = 'schema'", ()),
             ("DELETE FROM outside_change", ()))
    opened = Gazetteer.open(sample_path, who="张三")
    assert not [entry for entry in opened.history() if entry.kind == "outside"]
    opened.close()


def test_a_program_that_made_no_record_yet_can_take_in_what_was_changed_outside(sample_path):
    _outside(sample_path, ("UPDATE place SET name = '乙村' WHERE id = 1", ()))
    opening = f"from gazetteer.gazetteer import Gazetteer; Gazetteer.open({str(sample_path)!r}).close()"
    done = subprocess.run([sys.executable, "-c", opening], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
