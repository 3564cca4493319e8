"""Sheets along a line: every point of it lies well inside one of them, at the scale asked for."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.ops import substring

from gazetteer.boundaries.strips import MARGIN, strips
from gazetteer.coordinates.turning import turn, turn_back
from gazetteer.errors import GazetteerError

A3 = (265.0, 344.0)
ORIGIN = (430_000.0, 3_400_000.0)


@st.composite
def lines(draw):
    """Walks of some kilometres that wind, turn back and cross themselves."""
    steps = draw(st.lists(st.tuples(st.floats(30, 3000), st.floats(-170, 170)), min_size=1, max_size=25))
    lengths, turns = np.array(steps).T
    course = np.radians(np.cumsum(turns))
    spots = np.cumsum(np.column_stack([lengths * np.sin(course), lengths * np.cos(course)]), axis=0)
    return shapely.LineString([ORIGIN, *(spots + ORIGIN)])


@settings(max_examples=50, deadline=None)
@given(lines(), st.sampled_from([10_000, 25_000, 50_000]), st.booleans(), st.floats(0, 0.4))
def test_every_point_of_the_line_lies_on_a_sheet_with_a_margin(line, scale, line_up, overlap):
    laid = strips(line, scale, A3, overlap=overlap, line_up=line_up)
    assert laid[0].start == 0 and laid[-1].end == pytest.approx(line.length)
    for one in laid:
        inner = one.outline.buffer(-MARGIN * scale / 1000 + 0.01, join_style="mitre")
        assert inner.covers(substring(line, one.start, one.end))
    short = (min(A3) - 2 * MARGIN) * scale / 1000
    for one, other in zip(laid, laid[1:], strict=False):
        assert one.start < other.start <= one.end - overlap * short + 0.01


@settings(max_examples=30, deadline=None)
@given(lines(), st.booleans())
def test_a_sheet_is_as_large_as_its_paper_says_however_it_is_turned(line, line_up):
    for one in strips(line, 20_000, A3, line_up=line_up):
        upper_left, upper_right, lower_right, _ = (np.array(corner) for corner in one.corners)
        assert np.hypot(*(upper_right - upper_left)) == pytest.approx(A3[0] * 20)
        assert np.hypot(*(lower_right - upper_right)) == pytest.approx(A3[1] * 20)
        assert line_up or one.turn == 0


def test_with_the_line_upwards_a_straight_line_runs_up_the_middle_of_its_sheets():
    way = np.array(turn_back(0.0, 30_000.0, 120)) + ORIGIN  # 30 km at a grid azimuth of 120°
    line = shapely.LineString([ORIGIN, way])
    laid = strips(line, 25_000, A3, line_up=True, overlap=0.1)
    room = (344 - 2 * MARGIN) * 25
    assert [one.turn for one in laid] == [120] * 5 and laid[0].end == pytest.approx(room, abs=20)
    for one in laid:
        east, north = (np.array(substring(line, one.start, one.end).coords) - (one.east, one.north)).T
        right, _ = turn(east, north, one.turn)
        assert np.abs(right).max() < 1e-6


def test_the_last_sheet_reaches_back_so_that_it_is_not_for_a_mere_end():
    line = shapely.LineString([ORIGIN, (ORIGIN[0], ORIGIN[1] + 8000)])
    first, last = strips(line, 25_000, A3)
    assert first.end == pytest.approx(7850, abs=20) and last.start == pytest.approx(150, abs=20)


def test_each_part_of_a_line_has_sheets_of_its_own_numbered_on():
    east, north = ORIGIN
    parts = [shapely.LineString([(east + x, north), (east + x, north + 9000)]) for x in (0, 50_000)]
    laid = strips(shapely.MultiLineString(parts), 25_000, A3)
    assert [(one.number, one.part) for one in laid] == [(1, 0), (2, 0), (3, 1), (4, 1)]


@pytest.mark.parametrize("line,size,overlap,why", [
    (shapely.LineString(), A3, 0.1, "没有长度"),
    (shapely.LineString([ORIGIN, (500_000, 3_500_000)]), (50, 50), 0.1, "图幅太小"),
    (shapely.LineString([ORIGIN, (500_000, 3_500_000)]), A3, 0.5, "重叠"),
    (shapely.LineString([ORIGIN, (500_000, 3_500_000)]), A3, 0.1, "图幅太多"),
])
def test_what_cannot_be_laid_out_is_told(line, size, overlap, why):
    with pytest.raises(GazetteerError, match=why):
        strips(line, 1000, size, overlap=overlap)


def test_a_small_ring_that_a_sheet_holds_already_gets_no_sheet_of_its_own():
    way = shapely.LineString([(0, 0), (20_000, 0)])
    near, far = (shapely.Point(x, y).buffer(200).exterior for x, y in ((10_000, 500), (10_000, 40_000)))
    alone = strips(way, 25_000, (370, 220))
    with_rings = strips(shapely.MultiLineString([near, way, far]), 25_000, (370, 220))
    assert len(with_rings) == len(alone) + 1 and {one.part for one in with_rings} == {1, 2}
    assert [one.number for one in with_rings] == list(range(1, len(with_rings) + 1))
