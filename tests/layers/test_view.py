"""The view: degrees to pixels and back, true scale, and the ground staying under the hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.view import View

SYSTEMS = (4547, 4526, 4490, 3857)
lons = st.floats(112.3, 113.7)
lats = st.floats(30.2, 31.1)
scales = st.floats(500, 2_000_000)


def a_view(epsg=4547, scale=50_000, **more):
    return View.at(113.17, 30.66, scale, 1000, 700, epsg=epsg, **more)


@given(lon=lons, lat=lats, scale=scales, epsg=st.sampled_from(SYSTEMS))
def test_a_place_goes_to_the_screen_and_back(lon, lat, scale, epsg):
    view = View.at(113.0, 30.6, scale, 1200, 800, epsg=epsg)
    back_lon, back_lat = view.to_map(*view.to_screen(lon, lat))
    assert back_lon == pytest.approx(lon, abs=1e-9)
    assert back_lat == pytest.approx(lat, abs=1e-9)


@given(px=st.floats(0, 1000), py=st.floats(0, 700), factor=st.floats(0.2, 5), epsg=st.sampled_from((4547, 4490)))
def test_zooming_keeps_the_ground_under_the_pointer(px, py, factor, epsg):
    view = a_view(epsg)
    lon, lat = view.to_map(px, py)
    after_x, after_y = view.zoom_at(px, py, factor).to_screen(lon, lat)
    assert (float(after_x), float(after_y)) == (pytest.approx(px, abs=0.01), pytest.approx(py, abs=0.01))


@given(dx=st.floats(-500, 500), dy=st.floats(-500, 500))
def test_panning_moves_the_ground_with_the_hand(dx, dy):
    view = a_view()
    before = view.to_screen(113.2, 30.7)
    after = view.pan(dx, dy).to_screen(113.2, 30.7)
    assert (float(after[0] - before[0]), float(after[1] - before[1])) == (
        pytest.approx(dx, abs=1e-6), pytest.approx(dy, abs=1e-6))


@pytest.mark.parametrize("epsg", SYSTEMS)
@pytest.mark.parametrize("dpi", [96.0, 144.0, 1200.0])
def test_the_scale_is_true_at_the_given_dpi(epsg, dpi):
    view = a_view(epsg, 25_000, dpi=dpi)
    here, east = view.to_map(500, 350), view.to_map(501, 350)
    metres = math.radians(float(east[0] - here[0])) * 6_378_137 * math.cos(math.radians(30.66))
    assert view.scale == pytest.approx(25_000)
    # The ellipsoid's radius across the meridian is up to 0.1 % longer here than the sphere's.
    assert metres * dpi / 0.0254 == pytest.approx(25_000, rel=0.002)


def test_the_plane_is_that_of_the_cgcs2000_zone():
    view = a_view()
    assert (view.x, view.y) == (pytest.approx(420_450.269, abs=0.001), pytest.approx(3_393_573.532, abs=0.001))


@pytest.mark.parametrize("epsg", SYSTEMS)
def test_fitting_shows_the_whole_box(epsg):
    box = (112.55, 30.37, 113.45, 30.88)
    west, south, east, north = a_view(epsg).fit(box).bounds
    assert west <= box[0] and south <= box[1] and east >= box[2] and north >= box[3]


def test_fitting_a_single_position_comes_near_without_falling_in():
    view = a_view().fit((113.0, 30.6, 113.0, 30.6))
    assert view.center == (pytest.approx(113.0), pytest.approx(30.6))
    assert view.scale == pytest.approx(10_000)


def test_a_box_drawn_with_the_mouse_fills_the_window():
    view = a_view()
    corner, other = view.to_map(100, 100), view.to_map(600, 450)
    after = view.box(100, 100, 600, 450)
    x, y = after.to_screen(np.array([corner[0], other[0]]), np.array([corner[1], other[1]]))
    assert x == pytest.approx([0, 1000], abs=0.5)
    assert y == pytest.approx([0, 700], abs=0.5)


def test_zoom_has_limits_at_both_ends():
    near, far = a_view(), a_view()
    for _ in range(60):
        near, far = near.zoom_at(1, 1, 4), far.zoom_at(1, 1, 0.25)
    assert near.scale == pytest.approx(50)
    assert far.scale == pytest.approx(50_000_000)


def test_another_map_system_keeps_middle_and_scale():
    view = a_view(scale=30_000).in_system(3857)
    assert view.center == (pytest.approx(113.17), pytest.approx(30.66))
    assert view.scale == pytest.approx(30_000)


def test_bounds_of_a_view_beyond_the_projection_stay_finite():
    assert all(math.isfinite(value) for value in a_view(scale=50_000_000).bounds)
