"""Planning a joint inspection: its round, who leads, and a task for every marker and section of the line.

Sources: 行政区域界线管理条例 (every five years), 省级行政区域界线联合检查实施办法: the sides take turns to lead.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gazetteer.boundaries.changes import existing, markers_on, media_of, write
from gazetteer.boundaries.course import Course
from gazetteer.boundaries.inspection import (
    CONFIRMED,
    FIVE_YEARLY,
    Inspection,
    InspectionProblem,
    InspectionTrack,
    MarkerRecord,
    SectionRecord,
)
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import CANCELLED, BoundaryMarker
from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.record import problems, table_of
from gazetteer.storage.work import Reader, Work

BASIS = "《行政区域界线管理条例》；界线协议书及附图"
DAYS = ("starts_on", "ends_on")


@dataclass(frozen=True)
class PlanInspection:
    """计划联检"""

    line_id: int
    values: Mapping[str, Any]

    @property
    def summary(self) -> str:
        return f"计划{self.values.get('year') or ''}年{self.values.get('kind') or '联检'}"

    def apply(self, work: Work) -> None:
        line = existing(work, BoundaryLine, self.line_id)
        inspection = Inspection(line_id=line.id)
        year = self.values.get("year") or _day(self.values.get("starts_on"), date.today()).year
        write(inspection, {**suggested(work, self.line_id, int(year), self.values.get("kind") or FIVE_YEARLY),
                           **{name: value for name, value in self.values.items() if value not in (None, "")}})
        refuse_plan(work, inspection)
        inspection_id = work.add(inspection)
        _add_tasks(work, inspection_id, line)
        spread_tasks(work, inspection)


@dataclass(frozen=True)
class ChangePlan:
    """修改联检计划"""

    inspection_id: int
    values: Mapping[str, Any]

    def apply(self, work: Work) -> None:
        inspection = open_inspection(work, self.inspection_id)
        given = write(inspection, self.values)
        refuse_plan(work, inspection)
        work.save(inspection)
        if given & set(DAYS):
            spread_tasks(work, inspection)


@dataclass(frozen=True)
class DropInspection:
    """删除联检（连同任务和记录）"""

    inspection_id: int

    def apply(self, work: Work) -> None:
        inspection = open_inspection(work, self.inspection_id)
        for model in (MarkerRecord, SectionRecord, InspectionProblem, InspectionTrack):
            records = _of(work, model, self.inspection_id)
            for record in records:
                work.delete_many(media_of(work, table_of(model), int(record.id)))
            work.delete_many(records)
        work.delete_many(media_of(work, table_of(Inspection), self.inspection_id))
        work.delete(inspection)


def suggested(reader: Reader, line_id: int, year: int, kind: str = FIVE_YEARLY) -> dict[str, Any]:
    """What a new inspection of a line begins with: the next round of its kind, and the side that did not lead last."""
    line = existing(reader, BoundaryLine, line_id)
    held = reader.find(Inspection, Inspection.line_id == line_id, Inspection.kind == kind,
                       order_by=[Inspection.year, Inspection.id])
    rounds = [int(one.round_number) for one in held if one.round_number]
    led = held[-1].lead_side if held else None
    return {"year": year, "kind": kind, "round_number": max(rounds, default=0) + 1, "basis": BASIS,
            "lead_side": line.side_b if led == line.side_a else line.side_a,
            "members_a": held[-1].members_a if held else None, "members_b": held[-1].members_b if held else None}


def open_inspection(work: Reader, inspection_id: int) -> Inspection:
    """An inspection that may still be changed. Raises GazetteerError once both sides have confirmed it."""
    inspection = existing(work, Inspection, inspection_id)
    if inspection.state == CONFIRMED:
        raise GazetteerError("这次联检双方已经确认，不能再改", why=f"确认日期 {inspection.confirmed_on or '不明'}",
                             remedy="需要改正的，先退回内业")
    return inspection


def refuse_plan(work: Reader, inspection: Inspection) -> None:
    """Raise RuleBroken for a plan that contradicts itself or its line."""
    found, line = problems(inspection), existing(work, BoundaryLine, inspection.line_id)
    if inspection.lead_side and inspection.lead_side not in (line.side_a, line.side_b):
        found.append(Problem("lead_side", f"牵头方应为{line.side_a}或{line.side_b}"))
    if inspection.starts_on and inspection.ends_on and inspection.ends_on < inspection.starts_on:
        found.append(Problem("ends_on", f"结束日期早于开始日期 {inspection.starts_on}"))
    if inspection.round_number is not None and inspection.round_number < 1:
        found.append(Problem("round_number", "轮次从 1 起"))
    doubled = work.find(Inspection, Inspection.line_id == inspection.line_id, Inspection.kind == inspection.kind,
                        Inspection.round_number == inspection.round_number)
    if inspection.round_number and any(other.id != inspection.id for other in doubled):
        found.append(Problem("round_number", f"这条界线已有第{inspection.round_number}轮{inspection.kind}"))
    if found:
        raise RuleBroken(found, where="联检计划")


def spread_tasks(work: Work, inspection: Inspection) -> None:
    """Give the days of the plan to the tasks, in their order along the line; what was recorded keeps its day."""
    days = _days(inspection)
    for model in (MarkerRecord, SectionRecord):
        tasks = _of(work, model, int(inspection.id or 0))
        for number, task in enumerate(tasks):
            if not task.inspected_on:
                task.planned_on = days[number * len(days) // len(tasks)] if days else None
        work.save_many(tasks)


def _add_tasks(work: Work, inspection_id: int, line: BoundaryLine) -> None:
    markers = along_line(line, [one for one in markers_on(work, str(line.code)) if one.status != CANCELLED])
    sections = work.find(LineSection, LineSection.line_id == line.id, order_by=LineSection.position)
    if not markers and not sections:
        raise GazetteerError("这条界线还没有界桩和分段，没有可检查的", where=str(line.name), remedy="先登记界桩或分段")
    work.add_many(MarkerRecord, [{"inspection_id": inspection_id, "marker_id": one.id} for one in markers])
    work.add_many(SectionRecord, [{"inspection_id": inspection_id, "section_id": one.id} for one in sections])


def along_line(line: BoundaryLine, markers: Sequence[BoundaryMarker]) -> list[BoundaryMarker]:
    """Markers as one passes them walking the line; by serial where it is not drawn."""
    if line.geom is None or line.geom.is_empty:
        return list(markers)
    course = Course(line.geom)
    passed = {one.id: course.foot((one.geom.x, one.geom.y)).chainage if one.geom else math.inf for one in markers}
    return sorted(markers, key=lambda one: (passed[one.id], one.serial or 0, one.type_code or ""))


def _days(inspection: Inspection) -> list[str]:
    """Every day from the first to the last."""
    if not inspection.starts_on:
        return []
    first = date.fromisoformat(inspection.starts_on)
    last = _day(inspection.ends_on, first)
    return [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]


def _day(text: str | None, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise


def _of(work: Reader, model: type[Any], inspection_id: int) -> list[Any]:
    return work.find(model, model.inspection_id == inspection_id)
