from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from gazetteer.coordinates.offset import from_bd, from_gcj, to_bd, to_gcj

IN_CHINA = st.tuples(st.floats(73.5, 135.0), st.floats(18.0, 53.5))
EARTH = Geod(ellps="WGS84")


def test_the_published_values_of_a_point_in_tianmen() -> None:
    assert to_gcj(113.17, 30.66) == pytest.approx((113.1760118, 30.6576473), abs=1e-7)
    assert to_bd(113.17, 30.66) == pytest.approx((113.1824526, 30.6638750), abs=1e-7)


@given(IN_CHINA)
def test_undoing_the_offset_comes_back_within_half_a_metre(point: tuple[float, float]) -> None:
    for there, back in ((to_gcj, from_gcj), (to_bd, from_bd)):
        metres = EARTH.inv(*point, *back(*there(*point)))[2]
        assert metres < 0.5


@given(IN_CHINA)
def test_the_offset_is_some_hundred_metres_everywhere_in_china(point: tuple[float, float]) -> None:
    assert 10 < EARTH.inv(*point, *to_gcj(*point))[2] < 1500


def test_outside_china_nothing_is_shifted() -> None:
    assert to_gcj(2.35, 48.85) == (2.35, 48.85)
    assert from_gcj(2.35, 48.85) == pytest.approx((2.35, 48.85))


def test_arrays_go_through_as_single_points_do() -> None:
    lon, lat = np.array([113.17, 112.6, 2.35]), np.array([30.66, 30.4, 48.85])
    x, y = to_bd(lon, lat)
    assert [(a, b) for a, b in zip(x, y, strict=True)] == [to_bd(a, b) for a, b in zip(lon, lat, strict=True)]
    assert from_bd(x, y)[0] == pytest.approx(lon, abs=1e-8)
    assert from_gcj(np.array([]), np.array([]))[0].size == 0
