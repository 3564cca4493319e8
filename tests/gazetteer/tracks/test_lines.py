"""A stretch of a track as a line, and where somebody was at a moment."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.coordinates.systems import to_plane
from gazetteer.errors import GazetteerError
from gazetteer.tracks.cleaning import Thresholds
from gazetteer.tracks.facts import facts_of
from gazetteer.tracks.lines import between, simplified, stretch
from gazetteer.tracks.placing import spot_at

BEGIN = 1_778_000_000.0


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(1, 60), st.floats(-60, 60)), min_size=2, max_size=60), st.floats(0.5, 40))
def test_a_line_keeps_its_ends_and_nowhere_leaves_the_track_by_more_than_the_tolerance(walked, steps, metres):
    rows = [(east, north, number) for number, (east, north) in enumerate(np.cumsum(steps, axis=0).tolist())]
    fixes = walked(rows)
    line = simplified(fixes, metres)
    assert 2 <= len(line) <= len(fixes)
    ends = fixes.rows([0, -1])
    assert np.allclose([line[0], line[-1]], np.column_stack([ends.lon, ends.lat]), atol=1e-9)
    flat = shapely.LineString(np.column_stack(to_plane(*np.array(line).T)))
    away = shapely.distance(flat, shapely.points(*to_plane(fixes.lon, fixes.lat)))
    assert away.max() <= metres + 0.01


def test_a_stretch_goes_the_way_it_is_named_and_without_what_was_cleaned(walked):
    fixes = walked([(number * 10, 0, number) for number in range(10)])
    kept = np.ones(10, bool)
    kept[[3, 7]] = False
    assert (stretch(fixes, 2, 6, kept).seconds - BEGIN).tolist() == [2, 4, 5, 6]
    assert (stretch(fixes, 7, 4, kept).seconds - BEGIN).tolist() == [7, 6, 5, 4]  # an end is what was pointed at


def test_a_stretch_by_times_is_found_or_told_not_to_be(walked):
    fixes = walked([(number * 10, 0, number * 60) for number in range(10)])
    assert between(fixes, BEGIN + 100, BEGIN + 400) == (2, 6)
    with pytest.raises(GazetteerError, match="这段时间"):
        between(fixes, BEGIN + 10_000, BEGIN + 20_000)


@pytest.mark.parametrize("metres", [0, -1, float("nan")])
def test_a_tolerance_is_a_length(walked, metres):
    with pytest.raises(GazetteerError, match="允许偏离"):
        simplified(walked([(0, 0, 0), (9, 9, 9)]), metres)


def test_who_stood_still_draws_no_line(walked):
    with pytest.raises(GazetteerError, match="不成线"):
        simplified(walked([(0, 0, 0), (0, 0, 9)]), 1)


def test_a_moment_has_its_place_between_two_fixes_and_none_where_nobody_knows(walked):
    fixes = walked([(0, 0, 0), (100, 0, 100), (200, 0, 2000)])
    half = spot_at([fixes], BEGIN + 50)
    assert half.lon == pytest.approx((fixes.lon[0] + fixes.lon[1]) / 2) and half.away == 50
    assert spot_at([fixes], BEGIN + 1000) is None and spot_at([fixes], BEGIN - 61) is None
    assert spot_at([fixes], BEGIN - 30).lon == fixes.lon[0] and spot_at([], BEGIN) is None


def test_the_length_is_that_of_the_ellipsoid(walked):
    facts = facts_of(walked([(number * 10, 0, number * 10) for number in range(101)]), Thresholds())
    assert facts.length == pytest.approx(1000, rel=2e-3)
    assert facts.mean == pytest.approx(1.0, rel=2e-3) and facts.fastest == pytest.approx(1.0, rel=2e-3)
