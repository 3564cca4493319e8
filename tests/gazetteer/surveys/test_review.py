from __future__ import annotations

import json

from gazetteer.surveys import review
from gazetteer.surveys.changes import RejectPoint
from gazetteer.surveys.review import unfinished, where_it_stopped
from gazetteer.surveys.survey import SurveyPoint

NEAR_GANYI = (113.385, 30.545)


def test_waiting_points_are_listed_with_their_candidates_in_plain_values(sample, survey):
    [point] = survey(("月池村", *NEAR_GANYI, {"note": "村口"}))
    [told] = json.loads(json.dumps(review.waiting(sample)))
    assert (told["point"], told["name"], told["lon"], told["lat"]) == (point, "月池村", *NEAR_GANYI)
    first = told["candidates"][0]
    assert {"id", "code", "name", "score", "why"} <= set(first)
    assert first["name"] == "月池村村民委员会" and len(first["code"]) == 20
    assert "简称" in first["why"]


def test_one_survey_can_be_listed_alone(sample, survey):
    survey(("月池村", *NEAR_GANYI))
    [second] = survey(("周口村", 113.39, 30.55), name="二.gpx")
    listed = review.waiting(sample, sample.get(SurveyPoint, second).survey_id)
    assert [one["point"] for one in listed] == [second]


def test_an_unfinished_survey_tells_its_counts_and_where_it_stopped(sample, survey):
    first, second, third = survey(("甲", 113.1, 30.6), ("乙", 113.2, 30.6), ("丙", 113.3, 30.6))
    survey_id = sample.get(SurveyPoint, first).survey_id
    assert where_it_stopped(sample, survey_id) == first
    sample.do(RejectPoint(second, "不是地名"))
    assert [(one.waiting, one.count) for one in unfinished(sample)] == [(2, 3)]
    assert where_it_stopped(sample, survey_id) == third
    sample.do(RejectPoint(third, "不是地名"))
    assert where_it_stopped(sample, survey_id) == first
    sample.do(RejectPoint(first, "不是地名"))
    assert where_it_stopped(sample, survey_id) is None and unfinished(sample) == []
