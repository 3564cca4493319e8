"""Points that a point may repeat."""

from __future__ import annotations

import pytest

from gazetteer.formats.report import PointRecord, Report
from gazetteer.surveys.changes import AddSurvey, RejectPoint
from gazetteer.surveys.nearby import points_nearby
from gazetteer.surveys.survey import SurveyPoint


@pytest.fixture
def measured(gazetteer, tmp_path):
    """measured(("小板村", 113.1, 30.6), …): the points of a survey by name."""

    def take(*points):
        records = [PointRecord(name, lon, lat, number=number) for number, (name, lon, lat) in enumerate(points, 1)]
        report = Report(tmp_path / "点.csv", "CSV", file_name="点.csv", points=records)
        gazetteer.do(AddSurvey(report))
        return {point.name or "": point for point in gazetteer.find(SurveyPoint)}

    return take


def test_the_same_name_comes_first_then_what_is_near(gazetteer, measured):
    points = measured(("小板村", 113.1, 30.6), ("李村", 113.101, 30.6), ("小板村委会", 113.12, 30.6),
                      ("远村", 114.0, 30.6))
    found = points_nearby(gazetteer, points["小板村"])
    assert [near.name for near in found] == ["小板村委会", "李村"]
    assert found[0].why[0] == "专名相同"
    assert found[1].distance_m == pytest.approx(95.7, abs=1)


def test_a_point_without_a_name_is_compared_by_distance_only(gazetteer, measured):
    points = measured(("", 113.1, 30.6), ("", 113.1001, 30.6), ("李村", 113.102, 30.6))
    unnamed = next(point for point in gazetteer.find(SurveyPoint) if not point.name)
    assert [near.name for near in points_nearby(gazetteer, unnamed)] == ["", "李村"]
    assert len(points) == 2


def test_a_point_that_is_not_adopted_is_not_offered(gazetteer, measured):
    points = measured(("小板村", 113.1, 30.6), ("小板村委会", 113.1, 30.6))
    gazetteer.do(RejectPoint(points["小板村委会"].id, "重复测量"))
    assert points_nearby(gazetteer, points["小板村"]) == []


def test_alone_in_the_survey_there_is_nothing(gazetteer, measured):
    points = measured(("小板村", 113.1, 30.6))
    assert points_nearby(gazetteer, points["小板村"]) == []
