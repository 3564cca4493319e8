"""Differences are found with their figures, decided by a person, handled, and end in a confirmed inspection."""

from __future__ import annotations

import pytest

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.inspecting.comparing import RESURVEY, compare_round, undecided
from gazetteer.boundaries.inspecting.confirming import Conclude, StepBack, missing, open_points_of, summary_of
from gazetteer.boundaries.inspecting.handling import AssignProblem, FinishProblem, SetAside, TakeProblems
from gazetteer.boundaries.inspecting.planning import PlanInspection
from gazetteer.boundaries.inspecting.recording import RecordMarker
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import CONFIRMED, DESK, DONE, Inspection, InspectionProblem
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_event import REPAIRED, MarkerEvent
from gazetteer.boundaries.media_changes import AddBoundaryMedia
from gazetteer.boundaries.resurvey import MOVED, WORSE
from gazetteer.errors import GazetteerError, RuleBroken


@pytest.fixture
def marker(sample):
    return sample.find(BoundaryMarker, BoundaryMarker.number == "9004001Q")[0]


def proposals(sample, round_):
    return undecided(round_, compare_round(sample, round_))


def test_what_was_found_becomes_a_proposal_with_its_handling(sample, walk):
    found = {"conditions": ["破损", "倾斜"], "reference_state": "变化", "reference_note": "电杆已拆"}
    round_ = walk({"9004001Q": found,
                   "section": {"clear": "否", "one_sided_markers": "样例：木牌一块", "encroachment": "无"}})
    told = {(one.aspect, one.handling, one.text) for one in proposals(sample, round_)}
    assert ("现状", "原址重立", "9004001Q号界桩倾斜、破损") in told
    assert ("方位物", "恢复方位物", "9004001Q号界桩的方位物有变化：电杆已拆") in told
    assert {aspect for aspect, *_ in told} == {"现状", "方位物", "走向", "单方标志"}


@pytest.mark.parametrize(("metres", "method", "verdict", "proposed"), [
    (3.0, "GNSS RTK", MOVED, True), (3.0, "手持 GPS", WORSE, False), (40.0, "手持 GPS", MOVED, True)])
def test_moved_is_told_from_measured_worse_with_the_figures(sample, walk, marker, shifted, metres, method, verdict,
                                                             proposed):
    round_ = walk({marker.number: {"geom": shifted(marker, north=metres), "measured_method": method}})
    compared = next(one for one in compare_round(sample, round_) if one.agreed is not None)
    assert compared.agreed.verdict == verdict and compared.agreed.distance == pytest.approx(metres, abs=0.01)
    found = [one for one in proposals(sample, round_) if one.aspect == RESURVEY]
    assert bool(found) is proposed and all(f"{metres:.2f} 米" in one.text for one in found)


def test_the_last_round_is_compared_and_what_it_left_open_comes_back(sample, planned, walk, marker, shifted):
    round_ = walk({marker.number: {"conditions": ["破损"], "geom": shifted(marker, east=0.04),
                                   "measured_method": "GNSS RTK"}})
    sample.do(TakeProblems(planned, proposals(sample, round_)))
    after = next(iter(sample.do(PlanInspection(round_.line.id, {"year": 2027, "starts_on": "2027-05-01"}))
                      .ids(Inspection)))
    task = next(task for task in Round.of(sample, after).tasks if task.name == marker.number)
    sample.do(RecordMarker(task.record.id, {"inspected_on": "2027-05-01", "conditions": ["完好"],
                                            "geom": shifted(marker, east=2.04), "measured_method": "GNSS RTK"}))
    (compared,) = compare_round(sample, Round.of(sample, after))
    assert (compared.then, compared.now, compared.changed) == ("破损", "完好", True)
    assert compared.before.verdict == MOVED and compared.before.distance == pytest.approx(2.0, abs=0.01)
    assert any("上次联检的问题还没有处理：9004001Q号界桩破损" in one.text for one in compared.proposals)


def test_a_difference_is_decided_once_and_stays_decided_when_its_words_change(sample, planned, walk, marker):
    round_ = walk({marker.number: {"conditions": ["破损"], "reference_state": "新"}})
    broken, objects = proposals(sample, round_)
    with pytest.raises(RuleBroken, match="为什么不作问题"):
        sample.do(SetAside(planned, objects, " "))
    sample.do(SetAside(planned, objects, "同一水塔重新粉刷"))
    sample.do(TakeProblems(planned, [broken]))
    taken = next(one for one in Round.of(sample, planned).problems if one.origin == "现状")
    assert taken.geom.equals(marker.geom) and taken.responsible == marker.responsible
    sample.do(AssignProblem(taken.id, {"text": "样例：桩顶缺角"}))
    assert proposals(sample, Round.of(sample, planned)) == []
    with pytest.raises(GazetteerError, match="已经决定过"):
        sample.do(TakeProblems(planned, [broken]))
    assert "经核对不作问题：同一水塔重新粉刷" in [one.result for one in Round.of(sample, planned).problems]


def test_done_handling_is_an_event_of_the_marker_in_the_same_change(sample, planned, walk, marker):
    round_ = walk({marker.number: {"conditions": ["破损"]}})
    problem = next(iter(sample.do(TakeProblems(planned, proposals(sample, round_))).ids(InspectionProblem)))
    before = sample.count(MarkerEvent)
    with pytest.raises(RuleBroken, match="乙方在场人"):
        sample.do(FinishProblem(problem, {"done_on": "2026-12-20"}, {"present_a": "张三"}))
    assert sample.get(InspectionProblem, problem).state != DONE and sample.count(MarkerEvent) == before
    sample.do(FinishProblem(problem, {"done_on": "2026-12-20"}, {"present_a": "张三", "present_b": "李四"}))
    event = sample.find(MarkerEvent, MarkerEvent.marker_id == marker.id, order_by=MarkerEvent.id.desc())[0]
    assert (event.kind, event.happened_on, event.reason) == (REPAIRED, "2026-12-20", "9004001Q号界桩破损")
    assert sample.get(InspectionProblem, problem).state == DONE
    sample.undo()
    assert sample.count(MarkerEvent) == before and sample.get(InspectionProblem, problem).state != DONE


def test_an_added_marker_comes_into_the_register_and_a_moved_one_needs_its_place(sample, planned, walk, marker):
    round_ = walk({marker.number: {"conditions": ["破损"]}})
    problem = next(iter(sample.do(TakeProblems(planned, proposals(sample, round_), {"handling": "移位"}))
                        .ids(InspectionProblem)))
    both = {"present_a": "张三", "present_b": "李四", "approved_by": "省民政厅"}
    with pytest.raises(RuleBroken, match="新的纵、横坐标"):
        sample.do(FinishProblem(problem, {"done_on": "2026-12-20"}, both))
    sample.do(AssignProblem(problem, {"handling": "增设"}))
    place = {"serial": 3, "type_code": "Q", "north": marker.north + 80, "east": marker.east}
    sample.do(FinishProblem(problem, {"done_on": "2026-12-20"}, both, place))
    (added,) = sample.find(BoundaryMarker, BoundaryMarker.number == "9004003Q")
    assert [one.kind for one in sample.find(MarkerEvent, MarkerEvent.marker_id == added.id)] == ["增设"]


def test_both_sides_confirm_what_lacks_nothing(sample, planned, walk, marker, tmp_path):
    round_ = walk({marker.number: {"conditions": ["破损"]}})
    lacking = missing(sample, round_)
    assert "1 处差异没有决定：9004001Q" in lacking[0] and "还没有检查结论" in lacking
    with pytest.raises(GazetteerError, match="内业阶段还没有完成"):
        sample.do(Conclude(planned, {"confirmed_a": "张三", "confirmed_b": "李四", "confirmed_on": "2026-12-01"}))
    due = {"responsible": "天门市", "due_on": "2027-03-31"}
    sample.do(TakeProblems(planned, proposals(sample, round_), due))
    round_ = Round.of(sample, planned)
    assert "发现问题1个，已处理0个，遗留1个" in summary_of(round_)
    written = {"summary": summary_of(round_), "open_points": open_points_of(round_)}
    sample.do(Conclude(planned, {**written, "confirmed_a": "张三", "confirmed_on": "2026-12-01"}))
    assert sample.get(Inspection, planned).state == DESK  # one side alone does not end it
    sample.do(Conclude(planned, {"confirmed_b": "李四"}))
    assert sample.get(Inspection, planned).state == CONFIRMED
    assert sample.get(BoundaryMarker, marker.id).condition == "破损"
    record = round_.tasks[0].record
    with pytest.raises(GazetteerError, match="双方已经确认"):
        sample.do(RecordMarker(record.id, {"remark": "晚了"}))
    problem = round_.problems[0]
    sample.do(FinishProblem(problem.id, {"done_on": "2027-02-01"}, {"present_a": "张三", "present_b": "李四"}))
    assert sample.get(BoundaryMarker, marker.id).condition == "完好"  # put right after the confirmation
    (tmp_path / "后.jpg").write_bytes(b"\xff\xd8\xff")
    sample.do(AddBoundaryMedia("inspection_problem", problem.id, tmp_path / "后.jpg", sample.media_folder,
                               stage="处理后"))
    assert sample.count(BoundaryMedia, BoundaryMedia.table_name == "inspection_problem") == 1
    sample.do(StepBack(planned))
    assert sample.get(Inspection, planned).confirmed_a is None


def test_a_line_without_anything_to_inspect_is_told(gazetteer):
    class Line:
        """样例"""

        def apply(self, work):
            work.add(BoundaryLine(code="1", name="甲乙线", side_a="甲", side_b="乙"))

    gazetteer.do(Line())
    with pytest.raises(GazetteerError, match="没有可检查的"):
        gazetteer.do(PlanInspection(1, {"year": 2026}))
