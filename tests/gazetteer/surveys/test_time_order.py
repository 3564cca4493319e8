"""The villages before and after a point in time make its candidates likelier or less likely, and say so."""

from __future__ import annotations

import pytest

from gazetteer.places.changes import EditPlace
from gazetteer.surveys.changes import AcceptPoint
from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, likely_places

AWAY = 0.06  # degrees beside the seat of 九真镇, where another township may be nearer
JIUZHEN, LUSHI = ("明庙村", "子文村"), ("乔岭村", "姚新村")


@pytest.fixture
def way(sample, survey, place_called):
    """way("Dongmiao"): candidates of a point between two accepted ones of 九真镇, 20 minutes from either."""
    seat = place_called("九真镇").geom
    x, y = seat.x + AWAY, seat.y

    def take(name, minutes=20, villages=JIUZHEN):
        first, point, last = survey(
            (villages[0], x - 0.01, y, {"taken_at": "2026-05-12T09:00:00+08:00"}),
            (name, x, y, {"taken_at": f"2026-05-12T01:{minutes:02d}:00Z"}),
            (villages[1], x + 0.01, y, {"taken_at": f"2026-05-12 09:{2 * minutes:02d}:00"}))
        for accepted, village in ((first, villages[0]), (last, villages[1])):
            sample.do(AcceptPoint(accepted, place_called(f"{village}村民委员会").id))
        return likely_places(sample, [point])[point]

    return take


def test_a_village_of_the_township_of_both_neighbours_in_time_is_likelier_and_says_so(way):
    best = way("Dongmiao")[0]
    assert best.name == "东庙村村民委员会" and best.score >= DEFAULT_MIN_SCORE and best.certain
    assert "前后点之间：测点1“明庙村”、测点3“子文村”" in best.why


@pytest.mark.parametrize("minutes", [0, 1])
def test_points_that_nobody_could_reach_in_the_time_say_nothing(sample, survey, way, minutes):
    alone = survey(("Dongmiao", 113.27476, 30.7474), name="alone.gpx")
    expected = likely_places(sample, alone)[alone[0]][0].score
    best = way("Dongmiao", minutes=minutes)[0]
    assert (best.score > expected) == any("前后点之间" in said for said in best.why) == (minutes == 1)


def test_a_village_of_another_township_than_both_neighbours_is_less_likely(way):
    best = way("Dongmiao", villages=LUSHI)[0]
    assert best.name == "东庙村村民委员会" and "前后点都属卢市镇" in best.why and best.score < 0.75


def test_a_name_in_other_characters_is_not_lifted_over_what_is_taken_unseen(way):
    best = way("水合店村")[0]
    assert best.name == "三合店村村民委员会" and any("前后点之间" in said for said in best.why)
    assert best.score < DEFAULT_MIN_SCORE


def test_a_place_known_far_off_the_way_is_less_likely_where_the_time_is_too_short(sample, way, place_called):
    far = place_called("郭大村村民委员会")
    sample.do(EditPlace(far.id, {"geom": place_called("多宝镇").geom}))
    best = way("郭大村")[0]
    assert any(said.startswith("距前一点") and said.endswith("其间只有20分钟") for said in best.why)
    assert not best.certain
