"""Problems of an inspection: taken or set aside by a person, given to somebody, and done with what that does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import shapely

from gazetteer.boundaries.changes import existing, write
from gazetteer.boundaries.inspecting.comparing import Proposal
from gazetteer.boundaries.inspecting.planning import open_inspection
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import DONE, IN_HAND, TO_DO, Inspection, InspectionProblem
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_changes import WITH_APPROVAL, WITH_BOTH_SIDES, AddMarker, RecordMarkerEvent
from gazetteer.boundaries.marker_event import ADDED, MOVED, REERECTED, REPAIRED
from gazetteer.coordinates.positions import parse_position
from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.record import field_of, fields, problems
from gazetteer.storage.work import Work

# What of the life of a marker a handling is, once done; the others change no marker.
EVENTS = {"修复": REPAIRED, "更换": REERECTED, "原址重立": REERECTED, "移位": MOVED, "增设": ADDED}
SET_ASIDE = "经核对不作问题"


@dataclass(frozen=True)
class TakeProblems:
    """采纳比对发现的问题"""

    inspection_id: int
    proposals: Sequence[Proposal]
    values: Mapping[str, Any] = field(default_factory=dict)  # handling, responsible, due_on where they are known

    @property
    def summary(self) -> str:
        return f"采纳{len(self.proposals)}个联检问题"

    def apply(self, work: Work) -> None:
        for proposal in self.proposals:
            add_problem(work, self.inspection_id, proposal, self.values)


@dataclass(frozen=True)
class SetAside:
    """比对的差异不作问题"""

    inspection_id: int
    proposal: Proposal
    reason: str

    def apply(self, work: Work) -> None:
        if not self.reason.strip():
            raise RuleBroken([Problem("result", "请说明为什么不作问题")], where=self.proposal.name)
        add_problem(work, self.inspection_id, self.proposal,
                    {"handling": "其他", "state": DONE, "done_on": date.today().isoformat(),
                     "result": f"{SET_ASIDE}：{self.reason.strip()}"})


@dataclass(frozen=True)
class AddProblem:
    """增加联检问题"""

    inspection_id: int
    values: Mapping[str, Any]

    def apply(self, work: Work) -> None:
        handling = str(self.values.get("handling") or "其他")
        proposal = Proposal("", "", str(self.values.get("text") or ""), handling,
                            self.values.get("marker_id"), self.values.get("section_id"))
        add_problem(work, self.inspection_id, proposal, self.values)


@dataclass(frozen=True)
class AssignProblem:
    """安排联检问题的处理"""

    problem_id: int
    values: Mapping[str, Any]  # text, handling, responsible, due_on

    def apply(self, work: Work) -> None:
        problem = existing(work, InspectionProblem, self.problem_id)
        if problem.state == DONE:
            raise GazetteerError("这个问题已经处理完", where=str(problem.text), remedy="要改处理结果的，先撤销处理完成")
        write(problem, self.values)
        problem.state = IN_HAND if problem.responsible and problem.due_on else TO_DO
        if found := problems(problem):
            raise RuleBroken(found, where="联检问题")
        work.save(problem)


@dataclass(frozen=True)
class FinishProblem:
    """联检问题处理完成"""

    problem_id: int
    values: Mapping[str, Any]  # done_on, result
    event: Mapping[str, Any] = field(default_factory=dict)  # of the marker: both sides present, approval
    position: Mapping[str, Any] = field(default_factory=dict)  # of a moved one; number and place of an added one

    def apply(self, work: Work) -> None:
        problem = existing(work, InspectionProblem, self.problem_id)
        if problem.state == DONE:
            raise GazetteerError("这个问题已经处理完", where=str(problem.text), remedy="不需要重复登记")
        write(problem, self.values)
        found = problems(problem)
        if not problem.handling:
            found.append(Problem("handling", "请先选择处理方式"))
        if not problem.done_on:
            found.append(Problem("done_on", "请填写完成日期"))
        if found:
            raise RuleBroken(found, where="联检问题")
        problem.state = DONE
        problem.result = problem.result or f"已{problem.handling}"
        self._tell_marker(work, problem)
        work.save(problem)

    def _tell_marker(self, work: Work, problem: InspectionProblem) -> None:
        """The marker's own life goes on in the same change."""
        kind = EVENTS.get(str(problem.handling))
        if kind is None or (kind != ADDED and problem.marker_id is None):
            if self.position:
                raise GazetteerError(f"处理方式“{problem.handling}”不涉及界桩的位置", where=str(problem.text),
                                     remedy="移位、增设才填写位置；移位的问题要指明是哪一颗界桩")
            return
        event = {"kind": kind, "happened_on": problem.done_on, "reason": problem.text, **self.event}
        if kind == ADDED:
            inspection = existing(work, Inspection, problem.inspection_id)
            AddMarker(int(inspection.line_id or 0), self.position, event).apply(work)
        else:
            RecordMarkerEvent(int(problem.marker_id or 0), event, self.position).apply(work)


def asked_for(handling: str | None) -> tuple[str, ...]:
    """What the end of a handling must tell besides its day: fields of MarkerEvent, then those of the marker."""
    kind = EVENTS.get(handling or "")
    names: tuple[str, ...] = ("present_a", "present_b") if kind in WITH_BOTH_SIDES else ()
    names += ("approved_by", "approval_number") if kind in WITH_APPROVAL else ()
    names += ("serial", "type_code") if kind == ADDED else ()
    return names + (("north", "east", "elevation") if kind in (MOVED, ADDED) else ())


def marker_values(texts: Mapping[str, str], position: str = "") -> dict[str, Any]:
    """What is typed of a moved or added marker, by name, abbreviation or label of each field, and where it stands.

    `position` is in any usual form. Raises GazetteerError.
    """
    labels = {one.label: one.name for one in fields(BoundaryMarker)}
    found: dict[str, Any] = {}
    for name, text in texts.items():
        about = field_of(BoundaryMarker, labels.get(name, name))
        said = about.problem(text)
        if said or about.derived or about.kind in ("geometry", "json", "list"):
            raise RuleBroken([Problem(about.name, said or "不能这样填写")], where="界桩")
        number = {"integer": int, "number": float}.get(about.kind)
        found[about.name] = number(text) if number is not None and text else text
    if position:
        spot = parse_position(position)
        found["geom"] = shapely.Point(spot.lon, spot.lat)
    return found


def problem_rows(round_: Round) -> list[dict[str, Any]]:
    """Each problem of an inspection in plain values."""
    return [{"id": one.id, "of": round_.name_of(one), "text": one.text, "handling": one.handling,
             "responsible": one.responsible, "due_on": one.due_on, "done_on": one.done_on, "result": one.result,
             "state": one.state} for one in round_.problems]


def add_problem(work: Work, inspection_id: int, proposal: Proposal, values: Mapping[str, Any]) -> int:
    """Write a proposal as a problem, placed where its marker or section lies. Raises RuleBroken."""
    open_inspection(work, inspection_id)
    round_ = Round.of(work, inspection_id)
    if proposal.aspect and any((one.origin, one.marker_id, one.section_id) == proposal.key for one in round_.problems):
        raise GazetteerError("这处差异已经决定过了", where=proposal.name, remedy="刷新后再试")
    problem = InspectionProblem(inspection_id=inspection_id, marker_id=proposal.marker_id,
                                section_id=proposal.section_id, text=proposal.text, handling=proposal.handling,
                                origin=proposal.aspect or None)
    task = next((task for task in round_.tasks if _about(task, proposal)), None)
    problem.geom = round_.place_of(task) if task is not None else None
    if task is not None and task.marker is not None:
        problem.responsible = task.marker.responsible
    write(problem, values)
    if problem.state == TO_DO and problem.responsible and problem.due_on:
        problem.state = IN_HAND
    if found := problems(problem):
        raise RuleBroken(found, where="联检问题")
    return work.add(problem)


def _about(task: Any, proposal: Proposal) -> bool:
    if task.marker is not None:
        return bool(task.marker.id == proposal.marker_id)
    return task.section is not None and bool(task.section.id == proposal.section_id)
