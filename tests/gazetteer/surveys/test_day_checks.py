"""What is wanting is told on the day: names, positions, accuracy, photos."""

from __future__ import annotations

import hashlib
import json

import pytest

from gazetteer.errors import RuleBroken
from gazetteer.formats.report import PhotoRecord
from gazetteer.record_changes import ChangeSetting
from gazetteer.surveys.changes import RejectPoint
from gazetteer.surveys.day_checks import (
    FAR_OFF,
    INACCURATE,
    LOST_PHOTO,
    NAMELESS,
    NO_PHOTO,
    Accuracy,
    accuracy_of,
    day_findings,
)
from gazetteer.surveys.day_limits import SETTING, Allowed, ChangeDayLimits, allowed_of
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import Survey, SurveyPoint


@pytest.fixture
def checked(sample, report):
    """checked((…), allowed): takes points in and returns (kind, text, number) of what is found."""

    def check(*points, allowed=None, prepare=lambda read: None):
        read = report(*points)
        prepare(read)
        survey = next(iter(take_in(sample, read).ids(Survey)))
        numbers = {p.id: p.number for p in sample.find(SurveyPoint, SurveyPoint.survey_id == survey)}
        found = day_findings(sample, survey, *([allowed] if allowed else []))
        return [(one.kind, one.text, numbers.get(one.point_id)) for one in found]

    return check


def test_a_good_survey_has_no_finding(checked):
    assert checked(("月池村", 113.385, 30.545, {"raw": "<wpt><hdop>1.2</hdop><fix>3d</fix><sat>9</sat></wpt>"})) == []


def test_a_point_without_a_name_is_found_until_it_is_rejected(checked, sample):
    assert checked(("月池村", 113.385, 30.545), ("", 113.3, 30.6)) == [(NAMELESS, "测点没有名称", 2)]
    point = sample.find(SurveyPoint, SurveyPoint.number == 2)[0]
    sample.do(RejectPoint(point.id, "误按"))
    assert day_findings(sample, point.survey_id) == []


def test_a_point_far_from_the_place_or_the_township_that_it_names_is_found(checked, place_called):
    seat = place_called("干驿镇").geom
    found = checked(("干驿镇", seat.x + 0.05, seat.y), ("张三湾", 112.6, 30.7, {"note": "干驿镇"}))
    assert [(kind, number) for kind, _, number in found] == [(FAR_OFF, 1), (FAR_OFF, 2)]
    assert "距登记的“干驿镇”4.8公里" in found[0][1] and "写明属干驿镇" in found[1][1]
    assert checked(("干驿镇", seat.x + 0.05, seat.y), allowed=Allowed(village=6000)) == []


@pytest.mark.parametrize(("raw", "said"), [
    ("<wpt><hdop>12.5</hdop></wpt>", "HDOP 12.5，大于允许的5"), ("<wpt><fix>none</fix></wpt>", "没有定位"),
    ("<g:fix>2d</g:fix>", "二维"), ("<wpt><sat>3</sat></wpt>", "3颗卫星"),
    (json.dumps({"HDOP": "7.0", "名称": "甲"}), "HDOP 7"), (json.dumps({"hdop": [9.5], "fix": [1]}), "HDOP 9.5"),
    (json.dumps({"hdop": [1.0], "fix": [0]}), "没有定位")])
def test_a_poor_position_is_found(checked, raw, said):
    [found] = checked(("甲湾子", 113.385, 30.545, {"raw": raw}))
    assert found[0] == INACCURATE and said in found[1]


@pytest.mark.parametrize("raw", ["", "{damaged", "<wpt><hdop>.</hdop></wpt>", '{"hdop": "gut", "sat": null}', "[1]"])
def test_what_says_nothing_of_accuracy_is_no_finding(raw):
    assert accuracy_of(raw) == Accuracy()


def test_a_photo_that_no_point_took_is_found(checked, tmp_path):
    lost = PhotoRecord(tmp_path / "IMG_1.jpg", "IMG_1.jpg", why="没有时间和位置")
    found = checked(("甲湾子", 113.385, 30.545), prepare=lambda read: read.photos.append(lost))
    assert found == [(LOST_PHOTO, "IMG_1.jpg：没有时间和位置", None)]


def test_a_point_without_a_photo_is_found_where_others_have_one(checked, tmp_path):
    (tmp_path / "IMG_2.jpg").write_bytes(b"not empty")
    sha = hashlib.sha256(b"not empty").hexdigest()

    def with_photo(read):
        read.photos.append(PhotoRecord(tmp_path / "IMG_2.jpg", "IMG_2.jpg", sha256=sha, point=read.points[0]))

    found = checked(("甲湾子", 113.385, 30.545), ("乙湾子", 113.385, 30.55), prepare=with_photo)
    assert found == [(NO_PHOTO, "测点没有照片", 2)]


def test_the_checks_use_the_limits_of_the_workspace_until_they_are_taken_back(sample, survey):
    [point] = survey(("月池村", 113.385, 30.545, {"raw": "<wpt><hdop>6</hdop><sat>5</sat><fix>2d</fix></wpt>"}))
    number = sample.get(SurveyPoint, point).survey_id
    before = [one.text for one in day_findings(sample, number)]
    assert any("HDOP" in text for text in before) and any("二维" in text for text in before)
    sample.do(ChangeDayLimits(Allowed(hdop=8, satellites=6, flat=True)))
    assert [one.text for one in day_findings(sample, number)] == ["只收到5颗卫星"]
    sample.undo()
    assert [one.text for one in day_findings(sample, number)] == before


def test_a_limit_of_nothing_is_refused_and_a_setting_that_is_none_counts_as_the_usual(sample):
    with pytest.raises(RuleBroken, match="大于零"):
        sample.do(ChangeDayLimits(Allowed(village=0)))
    sample.do(ChangeSetting(SETTING, "{坏"))
    assert allowed_of(sample) == Allowed()
