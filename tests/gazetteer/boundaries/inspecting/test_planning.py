"""A plan makes one task for each marker and section, with a day each; its round and lead side follow from the last."""

from __future__ import annotations

import pytest

from gazetteer.boundaries.inspecting.confirming import Advance, missing
from gazetteer.boundaries.inspecting.planning import ChangePlan, DropInspection, PlanInspection, suggested
from gazetteer.boundaries.inspecting.recording import ClearRecord, RecordMarker
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import OUTSIDE, Inspection, MarkerRecord
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.errors import GazetteerError, RuleBroken


def test_the_next_round_is_led_by_the_other_side(sample):
    line = sample.find(BoundaryLine, BoundaryLine.code == "9003")[0]
    told = suggested(sample, line.id, 2026)
    assert (told["round_number"], told["lead_side"]) == (5, line.side_b)
    assert suggested(sample, line.id, 2026, "年度联检")["round_number"] == 1


def test_every_marker_and_section_has_a_task_in_the_order_of_the_walk(sample, planned):
    round_ = Round.of(sample, planned)
    sections = sample.find(LineSection, LineSection.line_id == round_.line.id, order_by=LineSection.position)
    assert [task.section.id for task in round_.tasks if task.section] == [one.id for one in sections]
    kinds = [task.marker is not None for task in round_.tasks]
    assert kinds == [True, False] * len(sections) + [True]
    days = [task.record.planned_on for task in round_.tasks if task.marker]
    assert days == sorted(days) and days[0] == "2026-11-25"
    assert len({day for day in days}) == min(3, len(days))


def test_other_days_are_spread_over_what_is_still_to_be_walked(sample, planned):
    first = Round.of(sample, planned).tasks[0]
    sample.do(RecordMarker(first.record.id, {"inspected_on": "2026-11-25", "conditions": ["完好"]}))
    sample.do(ChangePlan(planned, {"starts_on": "2026-12-10", "ends_on": "2026-12-10"}))
    days = [task.record.planned_on for task in Round.of(sample, planned).tasks]
    assert days[0] == "2026-11-25" and set(days[1:]) == {"2026-12-10"}


def test_one_undo_takes_plan_and_tasks_back(sample, planned):
    sample.undo()
    assert sample.get(Inspection, planned) is None
    assert not sample.find(MarkerRecord, MarkerRecord.inspection_id == planned)


@pytest.mark.parametrize(("values", "said"), [
    ({"lead_side": "武汉市"}, "牵头方应为"), ({"ends_on": "2026-11-01"}, "早于开始日期"),
    ({"round_number": 4}, "已有第4轮"), ({"round_number": 0}, "从 1 起")])
def test_a_plan_that_cannot_be_is_refused_with_the_reason(sample, values, said):
    line, before = sample.find(BoundaryLine, BoundaryLine.code == "9003")[0], sample.count(Inspection)
    with pytest.raises(RuleBroken, match=said):
        sample.do(PlanInspection(line.id, {"year": 2026, "starts_on": "2026-11-25", **values}))
    assert sample.count(Inspection) == before


def test_the_first_record_begins_the_field_work_and_what_is_missing_is_told(sample, planned):
    first = Round.of(sample, planned).tasks[0]
    with pytest.raises(RuleBroken, match="请选择界桩现状"):
        sample.do(RecordMarker(first.record.id, {"inspected_on": "2026-11-25"}))
    with pytest.raises(RuleBroken, match="既是“完好”又是“破损”"):
        sample.do(RecordMarker(first.record.id, {"inspected_on": "2026-11-25", "conditions": ["完好", "破损"]}))
    sample.do(RecordMarker(first.record.id, {"inspected_on": "2026-11-25", "conditions": ["完好"]}))
    round_ = Round.of(sample, planned)
    assert round_.inspection.state == OUTSIDE
    assert f"还有 {len(round_.tasks) - 1} 处没有记录" in missing(sample, round_)[0]
    with pytest.raises(GazetteerError, match="外业阶段还没有完成"):
        sample.do(Advance(planned))
    sample.do(ClearRecord(*first.key))
    assert not Round.of(sample, planned).tasks[0].done


def test_a_measured_position_is_entered_in_metres_and_needs_its_method(sample, planned):
    first = Round.of(sample, planned).tasks[0]
    values = {"inspected_on": "2026-11-25", "conditions": ["完好"], "north": first.marker.north,
              "east": first.marker.east}
    with pytest.raises(RuleBroken, match="测量方法"):
        sample.do(RecordMarker(first.record.id, values))
    with pytest.raises(RuleBroken, match="写反"):
        sample.do(RecordMarker(first.record.id, {**values, "north": values["east"], "east": values["north"]}))
    sample.do(RecordMarker(first.record.id, {**values, "measured_method": "GNSS RTK"}))
    measured = Round.of(sample, planned).tasks[0].record.geom
    assert measured.distance(first.marker.geom) < 1e-7


def test_an_inspection_is_dropped_with_everything_of_it(sample, planned):
    sample.do(DropInspection(planned))
    assert sample.get(Inspection, planned) is None
    assert not sample.find(MarkerRecord, MarkerRecord.inspection_id == planned)
    with pytest.raises(GazetteerError, match="双方已经确认"):
        sample.do(DropInspection(1))
