"""Columns of geometry: an edit replaces rows and leaves the rest, in every map system."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.columns import Paths, Points

positions = st.tuples(st.floats(112, 114), st.floats(30, 31))


def points_of(rows: dict[int, tuple[float, float]]) -> Points:
    ids = np.array(sorted(rows), np.int64)
    lon, lat = (np.array([rows[number][axis] for number in ids], float) for axis in (0, 1))
    return Points(ids, lon, lat, {"rank": (ids % 5).astype(np.int8)})


def paths_of(rows: dict[int, shapely.Geometry]) -> Paths:
    ids = np.array(sorted(rows), np.int64)
    return Paths.of(ids, np.array([rows[number] for number in ids], object), {"rank": (ids % 5).astype(np.int8)})


@given(st.dictionaries(st.integers(1, 40), positions), st.dictionaries(st.integers(1, 40), positions),
       st.sets(st.integers(1, 40)))
def test_replacing_points_is_like_reading_all_anew(before, fresh, gone):
    old = points_of(before)
    old.projected(4547)
    after = {number: place for number, place in before.items() if number not in gone | set(fresh)} | fresh
    new = old.replaced(np.array(sorted(gone | set(fresh)), np.int64), points_of(fresh))
    wanted = points_of(after)
    assert new.ids.tolist() == wanted.ids.tolist()
    assert new.more["rank"].tolist() == wanted.more["rank"].tolist()
    for have, want in zip(new.projected(4547), wanted.projected(4547), strict=True):
        assert have == pytest.approx(want)


def squares(numbers):
    return {n: shapely.box(112 + n / 50, 30, 112 + n / 50 + 0.01, 30.01) for n in numbers}


@given(st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40)))
def test_replacing_paths_is_like_reading_all_anew(before, fresh, gone):
    old = paths_of(squares(before))
    old.projected(4547)
    new = old.replaced(np.array(sorted(gone | fresh), np.int64), paths_of(squares(fresh)))
    assert sorted(new.ids.tolist()) == sorted((before - gone) | fresh)
    lines = new.lines(4490, np.arange(len(new.owner)))
    for part, owner in enumerate(new.owner):
        assert lines[part].bounds == pytest.approx(squares([int(new.ids[owner])])[int(new.ids[owner])].bounds)
        assert new.more["rank"][owner] == new.ids[owner] % 5


def test_rows_and_parts_in_a_window_are_those_that_touch_it():
    points = points_of({1: (113.0, 30.5), 2: (113.5, 30.5), 3: (112.1, 30.9)})
    assert points.ids[points.within(4490, (112.9, 30.4, 113.1, 30.6))].tolist() == [1]
    paths = paths_of(squares([1, 20, 40]))
    assert paths.ids[paths.owner[paths.within(4490, (112.0, 29, 112.1, 31))]].tolist() == [1]


def test_holes_collections_and_lines_become_parts_of_their_row():
    ring = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    mixed = shapely.GeometryCollection([shapely.MultiPolygon([ring, shapely.box(9, 9, 10, 10)])])
    paths = Paths.of(np.array([7, 8]), np.array([mixed, shapely.LineString([(0, 0), (1, 1)])], object))
    assert paths.owner.tolist() == [0, 0, 0, 1]
    assert np.diff(paths.starts).tolist() == [5, 5, 5, 2]
