"""Chainage, offset and side against pyproj and against positions placed by hand."""

from __future__ import annotations

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from pytest import approx

from gazetteer.boundaries.course import LEFT, ON, RIGHT, Course, geodesic

GEOD = Geod(ellps="GRS80")  # differs from CGCS2000 by 0.1 mm in the semi-minor axis
BEND = [(113.0, 30.6), (113.1, 30.6), (113.1, 30.7), (113.25, 30.75)]


def test_length_and_chainage_are_those_of_pyproj():
    course = Course(shapely.LineString(BEND))
    lon, lat = zip(*BEND, strict=True)
    assert course.length == approx(GEOD.line_length(lon, lat), abs=0.01)
    first = GEOD.inv(*BEND[0], *BEND[1])[2]
    assert course.foot(BEND[1]).chainage == approx(first, abs=0.01)
    assert course.foot(BEND[1]).side == ON


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2), st.floats(0.1, 0.9), st.floats(1, 400), st.booleans())
def test_a_position_beside_a_leg_is_found_where_it_was_put(leg, share, metres, left):
    course = Course(shapely.LineString(BEND))
    azimuth, _, length = GEOD.inv(*BEND[leg], *BEND[leg + 1])
    on_line = course.at(sum(GEOD.inv(*BEND[i], *BEND[i + 1])[2] for i in range(leg)) + share * length)
    lon, lat, _ = GEOD.fwd(*on_line, azimuth + (-90 if left else 90), metres)
    foot = course.foot((lon, lat))
    assert foot.offset == approx(metres, abs=0.3)
    assert foot.side == (LEFT if left else RIGHT)
    assert foot.chainage == approx(course.foot(on_line).chainage, abs=1.0)


def test_at_a_sharp_bend_the_side_is_that_of_the_wedge():
    course = Course(shapely.LineString([(113.0, 30.6), (113.1, 30.6), (113.0, 30.61)]))
    assert course.foot((113.101, 30.6)).side == RIGHT  # beyond the tip of a left turn
    assert course.foot((113.09, 30.6005)).side == LEFT


def test_a_stretch_has_its_ends_and_the_vertices_between_and_turns_round():
    course = Course(shapely.LineString(BEND))
    first = course.foot(BEND[1]).chainage
    forth = course.stretch(first - 500, first + 500)
    assert len(forth) == 3 and forth[1] == BEND[1]
    assert geodesic(forth[0], forth[1])[1] == approx(500, abs=0.1)
    assert course.stretch(first + 500, first - 500) == forth[::-1]


def test_parts_in_any_order_are_walked_from_the_start_and_a_gap_has_no_length():
    whole = Course(shapely.LineString(BEND))
    pieces = Course(shapely.MultiLineString([BEND[:2], BEND[1:3], BEND[2:]]))
    assert pieces.length == approx(whole.length) and pieces.start == BEND[0] and pieces.end == BEND[-1]
    broken = Course(shapely.MultiLineString([BEND[:2], BEND[2:]]))
    assert broken.length == approx(geodesic(*BEND[:2])[1] + geodesic(*BEND[2:])[1])
    assert broken.start == BEND[0] and broken.end == BEND[-1]
