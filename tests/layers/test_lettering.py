"""Names along a river: upright letters, evenly apart, readable from left to right or downwards."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.labelling.occupancy import Occupancy
from layers.labels import Name, place
from layers.lettering import along

EAST = ((0.0, 100.0), (400.0, 100.0))


def test_letters_stand_beside_the_middle_of_the_line_from_left_to_right():
    spots = next(along(EAST, 3, 40.0, 10.0))
    assert [x for x, _ in spots] == pytest.approx([160, 200, 240])
    assert {round(y) for _, y in spots} == {90}


@given(st.floats(0, 2 * math.pi))
def test_whichever_way_the_river_runs_its_name_is_read_rightwards_or_down(angle):
    line = ((200.0, 200.0), (200 + 300 * math.cos(angle), 200 + 300 * math.sin(angle)))
    spots = next(along(line, 3, 40.0, 10.0))
    across, down = spots[-1][0] - spots[0][0], spots[-1][1] - spots[0][1]
    assert (across > 0) if abs(across) >= abs(down) + 1e-6 else (down > 0 or abs(across) > 0)


def test_a_short_river_keeps_silent():
    assert list(along(((0.0, 0.0), (90.0, 0.0)), 3, 40.0, 10.0)) == []


def test_a_straight_stretch_is_preferred_to_a_bend():
    bend = ((0.0, 0.0), (300.0, 0.0), (300.0, 40.0), (260.0, 40.0), (260.0, 80.0), (300.0, 80.0), (300.0, 120.0),
            (640.0, 120.0))
    first = next(along(bend, 3, 40.0, 10.0))
    heights = [y for _, y in first]
    assert max(heights) - min(heights) < 5


def test_a_name_along_a_line_takes_a_box_for_each_letter():
    (placed,) = place([Name("东荆河", 0, 100, 3, 1, 14.0, gap=2.0, spacing=1.6, line=EAST)], Occupancy(400, 300),
                      lambda text, face, size: len(text) * size)
    assert len(placed.boxes) == 3
    assert all(box[3] <= 100 - 2 + 1e-6 or box[1] >= 102 - 1e-6 for box in placed.boxes)
