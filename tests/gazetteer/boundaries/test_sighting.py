"""Resections written out by hand: a marker at N 3 400 000, E 450 000 and objects at round figures from it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from gazetteer.boundaries.marker import Sight
from gazetteer.boundaries.sighting import Limits, polar, resect, residuals_at

N, E = 3_400_000.0, 450_000.0
# 3-4-5 triangles: azimuth atan2(east, north).
TREE = Sight(1, "大树", 53.130102, 50.0, N + 30, E + 40)
TOWER = Sight(2, "水塔", 143.130102, 100.0, N - 80, E + 60)
GATE = Sight(3, "闸房", 270.0, 120.0, N, E - 120)


def moved(sight, **other):
    return Sight(**{**vars(sight), **other})


def test_azimuths_and_distances_are_those_of_the_triangles():
    for sight in (TREE, TOWER, GATE):
        azimuth, distance = polar(N, E, sight.north, sight.east)
        assert (azimuth, distance) == (approx(sight.azimuth, abs=1e-6), approx(sight.distance))


def test_three_objects_give_the_position_back():
    found = resect([TREE, TOWER, GATE])
    assert (found.north, found.east) == (approx(N, abs=1e-4), approx(E, abs=1e-4))
    assert found.agrees and found.wrong is None and found.error < 1e-3
    assert all(abs(one.azimuth) < 1e-5 and abs(one.distance) < 1e-4 for one in found.residuals)


@pytest.mark.parametrize("wrong", [1, 2, 3])
def test_a_distance_that_is_off_names_its_object_and_shows_by_how_much(wrong):
    sights = [moved(one, distance=one.distance + 7.5) if one.number == wrong else one for one in (TREE, TOWER, GATE)]
    found = resect(sights)
    assert found.wrong == wrong and found.without == (approx(N, abs=1e-3), approx(E, abs=1e-3))
    own = found.residuals[wrong - 1]
    assert own.distance == approx(7.5, abs=1e-3) and own.azimuth == approx(0, abs=1e-4) and own.wrong


def test_an_azimuth_read_backwards_names_its_object():
    found = resect([TREE, moved(TOWER, azimuth=323.130102), GATE])
    assert found.wrong == 2 and abs(found.residuals[1].azimuth) == approx(180, abs=0.01)


def test_two_wrong_ones_are_not_blamed_on_one():
    found = resect([moved(TREE, distance=60), moved(TOWER, distance=85), GATE])
    assert not found.agrees and found.wrong is None


def test_two_objects_give_a_position_but_one_does_not():
    assert resect([TREE, GATE]).agrees
    assert resect([TREE, moved(GATE, north=None)]) is None


def test_seen_from_elsewhere_the_residuals_are_what_trigonometry_says():
    (own,) = residuals_at(N + 3, E, [GATE], Limits())  # 3 m north: atan(3/120) = 1.432°, sqrt(120² + 3²) = 120.0375
    assert own.azimuth == approx(1.4321, abs=1e-4) and own.distance == approx(-0.0375, abs=1e-4)


@settings(max_examples=50, deadline=None)
@given(st.floats(-900, 900), st.floats(-900, 900), st.lists(st.tuples(st.floats(0, 359), st.floats(20, 900)),
                                                            min_size=3, max_size=3))
def test_any_three_observed_objects_give_back_the_marker(north, east, seen):
    north, east = N + north, E + east
    sights = [Sight(number, "物", azimuth, distance, north + distance * math.cos(math.radians(azimuth)),
                    east + distance * math.sin(math.radians(azimuth)))
              for number, (azimuth, distance) in enumerate(seen, start=1)]
    found = resect(sights)
    assert found.agrees and math.hypot(found.north - north, found.east - east) < 1e-3
