from __future__ import annotations

import pytest
import shapely

from gazetteer.errors import RuleBroken
from gazetteer.places.changes import CancelPlace, DeletePlace, EditPlace, MovePlace
from gazetteer.places.place import Place
from gazetteer.surveys.changes import (
    AcceptAsNew,
    AcceptPoint,
    AcceptPoints,
    MergePoint,
    RejectPoint,
    ReopenPoint,
)
from gazetteer.surveys.survey import ACCEPTED, MERGED, NEW, REJECTED, WAITING, SurveyPoint

NEAR_GANYI = (113.385, 30.545)
VILLAGE = "月池村村民委员会"


@pytest.fixture
def points(survey):
    return survey(("月池", *NEAR_GANYI, {"note": "样例：坐标为虚构", "elevation": 26.1}), ("月池村", 113.386, 30.545),
                  ("新塘湾", 113.39, 30.55))


def state_of(gazetteer, point_id):
    return gazetteer.get(SurveyPoint, point_id).state


def test_accepting_puts_the_position_on_the_place_and_says_where_it_is_from(sample, points, place_called):
    place = place_called(VILLAGE)
    sample.do(AcceptPoint(points[0], place.id))
    accepted, point = sample.get(Place, place.id), sample.get(SurveyPoint, points[0])
    assert accepted.geom.equals(shapely.Point(*NEAR_GANYI))
    assert accepted.survey_method == "实地测量"
    assert "测量“测量.gpx”第1点" in accepted.source and "样例" in accepted.source
    assert place.source in accepted.source
    assert (point.state, point.place_id, point.decided_by) == (ACCEPTED, place.id, "张三")
    assert point.decided_at


def test_a_position_is_replaced_by_a_new_one_and_the_history_keeps_the_old(sample, points, place_called):
    place = place_called("干驿镇")
    old = place.geom
    sample.do(AcceptPoint(points[0], place.id))
    accepted = sample.get(Place, place.id)
    assert not accepted.geom.equals(old)
    assert "GeoNames" not in (accepted.remark or "")
    [change] = [c for c in sample.changes_of(sample.history(limit=1)[0].id) if c.table_name == "place"]
    assert change.before["geom"] and change.before["geom"] != change.after["geom"]
    sample.undo()
    assert sample.get(Place, place.id) == place


def test_accepting_again_does_not_pile_up_sources(sample, points, place_called):
    place = place_called(VILLAGE)
    sample.do(AcceptPoint(points[0], place.id))
    sample.do(AcceptPoint(points[1], place.id))
    assert sample.get(Place, place.id).source.count("位置取自") == 1


def decisions(points, place):
    return [AcceptPoint(points[0], place.id), AcceptPoints(((points[0], place.id),)), AcceptAsNew(points[2], {}),
            MergePoint(points[1], points[0]), RejectPoint(points[0], "重复"),
            AcceptAsNew(points[0], {"name": "月池新村"})]


@pytest.mark.parametrize("which", range(6))
def test_undo_of_each_decision_restores_the_exact_former_state(sample, points, place_called, everything, which):
    decision, before = decisions(points, place_called(VILLAGE))[which], everything(sample)
    sample.do(decision)
    after = everything(sample)
    assert after != before
    sample.undo()
    assert everything(sample) == before
    sample.redo()
    assert everything(sample) == after


@pytest.mark.parametrize("which", range(6))
def test_a_point_is_decided_only_once(sample, points, place_called, everything, which):
    place = place_called(VILLAGE)
    for point in points:
        sample.do(RejectPoint(point, "测错"))
    before = everything(sample)
    with pytest.raises(RuleBroken, match="已处理为“不采用”"):
        sample.do(decisions(points, place)[which])
    assert everything(sample) == before


def test_what_cannot_take_a_position_is_refused(sample, points, place_called, everything):
    cancelled, line = place_called(VILLAGE), place_called("干驿镇")
    sample.do(CancelPlace(cancelled.id, "2020年", "批复"))
    sample.do(MovePlace(line.id, shapely.LineString([(113.3, 30.5), (113.4, 30.6)])))
    before = everything(sample)
    for place_id, why in ((cancelled.id, "已注销"), (line.id, "线状或面状"), (999_999, "没有编号为999999的地名")):
        with pytest.raises(RuleBroken, match=why):
            sample.do(AcceptPoint(points[0], place_id))
    assert everything(sample) == before


def test_a_batch_is_all_or_nothing(sample, points, place_called, everything):
    place, before = place_called(VILLAGE), everything(sample)
    for pairs in (((points[0], place.id), (points[1], 999_999)), ((points[0], place.id), (points[1], place.id)),
                  ((points[0], place.id), (999_999, place_called("干驿镇").id))):
        with pytest.raises(RuleBroken):
            sample.do(AcceptPoints(pairs))
    assert everything(sample) == before


def test_a_new_place_takes_name_class_division_and_code_from_the_point(sample, points, place_called):
    changed = sample.do(AcceptAsNew(points[2]))
    place = sample.get(Place, next(iter(changed.ids(Place))))
    ganyi = place_called("干驿镇")
    assert (place.name, place.class_code, place.division_code) == ("新塘湾", "22200", ganyi.division_code)
    assert place.code.startswith(ganyi.division_code + "22200")
    assert place.roman == "Xīntángwān" and place.geom.equals(shapely.Point(113.39, 30.55))
    assert place.survey_method == "实地测量"
    assert sample.get(SurveyPoint, points[2]).state == NEW


@pytest.mark.parametrize(("written", "name", "class_code", "township"), [
    ("蒋场镇新桥村委会", "新桥村委会", "21610", "429006103"), ("新桥社区", "新桥社区", "21620", "429006112"),
    ("新桥泵站", "新桥泵站", "24340", "429006112"), ("新桥村", "新桥村", "22200", "429006112"),
    ("新桥路", "新桥路", "23510", "429006112"), ("天王塔", "天王塔", "26240", "429006112"),
    ("无名地", "无名地", "22200", "429006112")])
def test_the_proposal_follows_the_通名_and_the_township_that_is_written(sample, survey, written, name, class_code,
                                                                    township):
    [point] = survey((written, *NEAR_GANYI))
    place = sample.get(Place, next(iter(sample.do(AcceptAsNew(point)).ids(Place))))
    assert (place.name, place.class_code, place.division_code) == (name, class_code, township)


def test_a_name_in_chinese_among_others_is_proposed(sample, survey):
    [point] = survey(("Xinqiao", *NEAR_GANYI, {"raw": '{"alternatenames": "Xinqiao|新桥|新桥村"}'}))
    place = sample.get(Place, next(iter(sample.do(AcceptAsNew(point)).ids(Place))))
    assert place.name == "新桥"


def test_what_a_person_writes_goes_before_the_proposal(sample, points):
    changed = sample.do(AcceptAsNew(points[2], {"name": "新塘", "class_code": "22100", "origin": "因塘得名"}))
    place = sample.get(Place, next(iter(changed.ids(Place))))
    assert (place.name, place.class_code, place.origin) == ("新塘", "22100", "因塘得名")


def test_a_new_place_needs_a_name(sample, survey, everything):
    [point] = survey(("", *NEAR_GANYI))
    before = everything(sample)
    with pytest.raises(RuleBroken, match="须先写明名称"):
        sample.do(AcceptAsNew(point))
    assert everything(sample) == before


def test_a_point_is_not_merged_into_itself_or_into_what_is_gone(sample, points):
    sample.do(RejectPoint(points[2], "测错"))
    for into, why in ((points[0], "自己"), (points[2], "已处理为“不采用”"), (999_999, "没有编号")):
        with pytest.raises(RuleBroken, match=why):
            sample.do(MergePoint(points[0], into))
    sample.do(MergePoint(points[0], points[1]))
    assert sample.get(SurveyPoint, points[0]).merged_into == points[1]
    with pytest.raises(RuleBroken, match="已处理为“合并”"):
        sample.do(MergePoint(points[1], points[0]))


def test_rejecting_needs_a_reason(sample, points):
    with pytest.raises(RuleBroken, match="理由"):
        sample.do(RejectPoint(points[0], "  "))
    sample.do(RejectPoint(points[0], "点位在河中"))
    assert sample.get(SurveyPoint, points[0]).reason == "点位在河中"


@pytest.mark.parametrize("name", [VILLAGE, "干驿镇"])
def test_reopening_an_acceptance_gives_the_former_position_back(sample, points, place_called, name):
    place, point = place_called(name), sample.get(SurveyPoint, points[0])
    sample.do(AcceptPoint(points[0], place.id))
    sample.do(EditPlace(place.id, {"meaning": "后来补的含义"}))
    sample.do(ReopenPoint(points[0]))
    again = sample.get(Place, place.id)
    assert again.meaning == "后来补的含义"
    again.meaning = place.meaning
    assert again == place
    assert sample.get(SurveyPoint, points[0]) == point


def test_reopening_leaves_a_place_that_was_moved_since(sample, points, place_called):
    place = place_called(VILLAGE)
    sample.do(AcceptPoint(points[0], place.id))
    sample.do(MovePlace(place.id, shapely.Point(113.4, 30.55)))
    sample.do(ReopenPoint(points[0]))
    assert sample.get(Place, place.id).geom.equals(shapely.Point(113.4, 30.55))
    assert state_of(sample, points[0]) == WAITING


@pytest.mark.parametrize(("decide", "state"), [
    (lambda p: MergePoint(p[1], p[0]), MERGED), (lambda p: RejectPoint(p[1], "测错"), REJECTED)])
def test_merged_and_rejected_points_can_be_taken_up_again(sample, points, everything, decide, state):
    before = everything(sample)
    sample.do(decide(points))
    assert state_of(sample, points[1]) == state
    sample.do(ReopenPoint(points[1]))
    assert everything(sample) == before


def test_a_point_that_became_a_place_is_reopened_only_when_the_place_is_gone(sample, points):
    changed = sample.do(AcceptAsNew(points[2]))
    with pytest.raises(RuleBroken, match="已新增为地名“新塘湾”"):
        sample.do(ReopenPoint(points[2]))
    sample.do(DeletePlace(next(iter(changed.ids(Place)))))
    sample.do(ReopenPoint(points[2]))
    assert state_of(sample, points[2]) == WAITING


def test_a_waiting_point_has_nothing_to_reopen(sample, points):
    with pytest.raises(RuleBroken, match="还没有处理过"):
        sample.do(ReopenPoint(points[0]))
