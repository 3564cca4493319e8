"""Cleaning a track: spikes and stops go, nothing else does, and there is nothing more to find afterwards."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.errors import GazetteerError
from gazetteer.tracks.cleaning import Thresholds, clean, kept_rows, ranges
from gazetteer.tracks.facts import facts_of
from gazetteer.tracks.fixes import seconds_of

STEPS = st.lists(st.tuples(st.floats(-400, 400), st.floats(-400, 400), st.one_of(st.just(float("nan")),
                                                                               st.floats(0, 300))), max_size=40)
BY = st.builds(Thresholds, *(st.sampled_from(values) for values in
                             ((0, 20, 150), (0, 30, 50), (0, 60, 120), (0, 15, 40))))


def straight(count, step=5.0):
    """A walk to the east, five metres in as many seconds."""
    return [(number * step, 0.0, number * 5.0) for number in range(count)]


@settings(max_examples=50)
@given(STEPS, BY)
def test_cleaning_only_leaves_out_keeps_both_ends_and_has_nothing_to_do_the_second_time(walked, steps, by):
    where, row = [], np.zeros(3)
    for east, north, passed in steps:
        row = np.array([row[0] + east, row[1] + north, row[2] + passed if np.isfinite(passed) else row[2]])
        where.append((*row[:2], row[2] if np.isfinite(passed) else float("nan")))
    fixes = walked(where)
    found = clean(fixes, by)
    assert len(found.kept) == len(fixes) and (not len(fixes) or (found.kept[0] and found.kept[-1]))
    assert clean(fixes.rows(found.kept), by).left_out == 0
    assert not found.kept[found.spikes].any()


def test_a_walk_without_noise_stays_whole(walked):
    assert clean(walked(straight(200)), Thresholds()).left_out == 0


def test_a_spike_goes_and_only_the_spike(walked):
    rows = straight(50)
    rows[20] = (100.0, 600.0, 100.0)
    found = clean(walked(rows), Thresholds())
    assert found.spikes.tolist() == [20] and np.flatnonzero(~found.kept).tolist() == [20]


def test_without_times_a_spike_is_known_by_its_shape(walked):
    rows = [(east, north, float("nan")) for east, north, _ in straight(50)]
    rows[20] = (100.0, 600.0, float("nan"))
    assert clean(walked(rows), Thresholds()).spikes.tolist() == [20]


def test_a_turn_at_the_end_of_a_dead_end_road_is_no_spike_at_walking_pace(walked):
    out = straight(100)
    back = [(east, 3.0, 500.0 + number * 5) for number, (east, _, _) in enumerate(reversed(out))]
    assert clean(walked(out + back), Thresholds()).left_out == 0


def test_the_tangle_of_a_stop_becomes_its_first_fix(walked):
    scatter = np.random.default_rng(5).normal(0, 3, (60, 2))
    stay = [(50 + dx, dy, 50 + number * 5.0) for number, (dx, dy) in enumerate(scatter.tolist())]
    after = [(50 + number * 5.0, 0.0, 350 + number * 5.0) for number in range(1, 40)]
    found = clean(walked(straight(10) + stay + after), Thresholds())
    [stop] = found.stops
    assert 280 <= stop.seconds <= 340 and found.kept[stop.first]
    assert found.kept[stop.first + 1:stop.last].sum() <= 1 and found.left_out > 55
    facts = facts_of(walked(straight(10) + stay + after), Thresholds())
    assert facts.stops == found.stops and facts.seconds == 545


def test_what_is_left_out_is_kept_as_ranges_and_comes_back():
    left = np.array([3, 4, 5, 9, 11, 12])
    kept = kept_rows(20, ranges(left))
    assert ranges(left) == [[3, 5], [9, 9], [11, 12]] and np.flatnonzero(~kept).tolist() == left.tolist()
    assert kept_rows(3, [["x", 1], 7]).all()


def test_a_threshold_that_is_no_number_is_refused_in_words():
    with pytest.raises(GazetteerError, match="最高速度"):
        Thresholds(fastest=-1)


@pytest.mark.parametrize(("texts", "seconds"), [
    (["2026-05-04T01:00:00Z", "2026-05-04T01:00:01.5Z"], [0, 1.5]),
    (["2026-05-04T09:00:00+08:00", "2026-05-04T01:00:02Z"], [0, 2]),
    (["2026-05-04T09:00:00", "2026-05-04T09:00:03"], [0, 3]),
    (["2026-05-04T01:00:00Z", None, "2026-05-04"], [0, np.nan, np.nan]),
    (["2026-05-04", "2026-05-04T09:00:00"], [np.nan, 0])])
def test_times_of_any_form_are_read(texts, seconds):
    begin = 1_777_856_400.0
    assert np.array_equal(seconds_of(texts, len(texts)) - begin, seconds, equal_nan=True)
