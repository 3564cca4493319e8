"""The index of positions: the same rows as asking each of them, also after an edit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers import columns
from layers.columns import Points
from layers.grid import Grid

COUNT = 30_000


def scattered(seed: int) -> Points:
    rng = np.random.default_rng(seed)
    return Points(np.arange(1, COUNT + 1), rng.uniform(112, 114, COUNT), rng.uniform(30, 31, COUNT))


@pytest.fixture(scope="module")
def many() -> Points:
    return scattered(1)


def asked_each(points: Points, box) -> list[int]:
    west, south, east, north = box
    inside = (points.lon >= west) & (points.lon <= east) & (points.lat >= south) & (points.lat <= north)
    return np.flatnonzero(inside).tolist()


@settings(max_examples=60)
@given(st.floats(111.5, 114.5), st.floats(29.8, 31.2), st.floats(0, 1.2), st.floats(0, 0.7))
def test_a_box_finds_what_lies_in_it(west, south, wide, high):
    points = scattered(1)
    box = (west, south, west + wide, south + high)
    assert points.within(4490, box).tolist() == asked_each(points, box)


@given(st.sets(st.integers(1, COUNT), max_size=20), st.lists(st.tuples(st.floats(111, 115), st.floats(29, 32)),
                                                            max_size=20))
@settings(max_examples=40, deadline=None)
def test_after_an_edit_the_index_finds_as_if_made_anew(gone, fresh):
    points = scattered(2)
    points.within(4490, (113, 30, 113.1, 30.1))  # the index is made before the edit
    ids = np.array(sorted(gone), np.int64)[:len(fresh)]
    ids = np.concatenate([ids, np.arange(COUNT + 1, COUNT + 1 + len(fresh) - len(ids))])
    lon, lat = (np.array([place[axis] for place in fresh], float) for axis in (0, 1))
    after = points.replaced(np.array(sorted(gone), np.int64), Points(ids, lon, lat))
    for box in ((113, 30, 113.1, 30.1), (111, 29, 112.05, 32), (113.95, 29, 115, 32)):
        assert after.within(4490, box).tolist() == asked_each(after, box)


def test_what_lies_outside_the_map_system_stands_in_no_cell():
    x, y = np.array([1.0, np.inf, 2.0]), np.array([1.0, 5.0, np.inf])
    grid = Grid.of(x, y)
    assert grid.near((-10, -10, 10, 10), 100).tolist() == [0]


def test_a_box_that_holds_too_many_is_left_to_asking_each(many):
    assert Grid.of(many.lon, many.lat).near((112, 30, 114, 31), 100) is None
    assert columns.FEW < COUNT
