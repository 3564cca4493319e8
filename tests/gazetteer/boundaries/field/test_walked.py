"""The walked track against the line: what nobody walked is found with its length, and noise does not hide it."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.boundaries.course import Course
from gazetteer.boundaries.field.walked import END, START, against
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.coordinates.systems import from_plane
from gazetteer.tracks.fixes import Fixes

EAST, NORTH, LENGTH = 500_000.0, 3_400_000.0, 10_000.0
LIMITS = Tolerances.shipped()
NEAR = LIMITS["walked"]
STATIONS = [(0.0, "001Q"), (4000.0, "002Q"), (7000.0, "003Q"), (LENGTH, "004Q")]


def course():
    """East along a northing, with a bend in the middle that keeps the legs apart."""
    return Course(shapely.LineString([from_plane(EAST + x, NORTH) for x in (0, 2500, 5000, 7500, LENGTH)]))


def walk(first, last, step=20.0, aside=0.0, seconds=None):
    along = np.append(np.arange(first, last, step), last)
    lon, lat = from_plane(EAST + along, np.full(len(along), NORTH + aside))
    times = np.full(len(along), np.nan) if seconds is None else 1.79e9 + np.arange(len(along)) * seconds
    return Fixes(np.asarray(lon), np.asarray(lat), times)


def joined(*parts):
    return Fixes(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("lon", "lat", "seconds")))


@settings(max_examples=40)
@given(st.floats(600, 8000), st.floats(700, 1900), st.floats(-40, 40), st.booleans())
def test_a_track_with_a_known_gap_gives_that_gap(start, gap, aside, in_one_file):
    reach = (NEAR**2 - aside**2) ** 0.5  # how far along the line the last fix still covers it
    before, after = walk(0, start, aside=aside), walk(start + gap, LENGTH, aside=aside)
    tracks = [joined(before, after)] if in_one_file else [before, after]
    found = against(course(), tracks, STATIONS, LIMITS)
    (stretch,) = found.stretches
    assert stretch.start == pytest.approx(start + reach, abs=1.5)
    assert stretch.length == pytest.approx(gap - 2 * reach, abs=2.5)
    assert found.missed == stretch.length


def test_a_stretch_is_told_with_the_markers_that_bound_it():
    found = against(course(), [walk(0, 4500), walk(5500, 8000)], STATIONS, LIMITS)
    assert [(one.before, one.after) for one in found.stretches] == [("002Q", "003Q"), ("003Q", "004Q")]
    assert "002Q 至 003Q 之间 900 米未走到" == found.stretches[0].text
    beyond = against(course(), [walk(200, 9800)], STATIONS[1:3], LIMITS)
    assert [(one.before, one.after) for one in beyond.stretches] == [(START, "002Q"), ("003Q", END)]


def test_a_track_beside_the_line_beyond_the_tolerance_walked_nothing():
    assert not against(course(), [walk(0, LENGTH, aside=NEAR - 1)], STATIONS, LIMITS).stretches
    (whole,) = against(course(), [walk(0, LENGTH, aside=NEAR + 1)], STATIONS, LIMITS).stretches
    assert whole.length == pytest.approx(course().length)


def test_a_jump_of_the_receiver_does_not_count_as_walked():
    """One fix thrown 300 m along the line over to a stretch that the team left out."""
    left_out = joined(walk(0, 3000, seconds=15.0), walk(3000, 3300, 300.0, seconds=2.0), walk(3000, 3001, 1.0))
    (stretch,) = against(course(), [left_out], STATIONS, LIMITS).stretches
    assert stretch.start == pytest.approx(3000 + NEAR, abs=5)


def test_without_tracks_nothing_is_said_to_be_missed():
    found = against(course(), [], STATIONS, LIMITS)
    assert not found.stretches and "还没有收回航迹" in found.text
