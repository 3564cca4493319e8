"""The stages of an inspection, 计划 → 外业 → 内业 → 已确认: what each still lacks, and both sides' confirmation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gazetteer.boundaries.changes import existing, write
from gazetteer.boundaries.inspecting.comparing import compare_round, undecided
from gazetteer.boundaries.inspecting.planning import open_inspection
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import CONFIRMED, DESK, OUTSIDE, PLANNED, STATES, Inspection, MarkerRecord
from gazetteer.boundaries.marker import GOOD, IN_USE, BoundaryMarker
from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.record import field_of, problems
from gazetteer.storage.work import Reader, Work

NAMED = 4  # so many of what is missing are named, the rest counted
_PLANNED = ("lead_side", "members_a", "members_b", "starts_on", "ends_on")
_SIDES = (("confirmed_a", "甲方"), ("confirmed_b", "乙方"))


@dataclass(frozen=True)
class Advance:
    """联检进入下一阶段"""

    inspection_id: int

    def apply(self, work: Work) -> None:
        inspection = open_inspection(work, self.inspection_id)
        if inspection.state == DESK:
            raise GazetteerError("内业完成后由双方确认", remedy="填写甲、乙双方的确认人和确认日期")
        refuse_missing(work, Round.of(work, self.inspection_id))
        inspection.state = STATES[STATES.index(str(inspection.state)) + 1]
        work.save(inspection)


@dataclass(frozen=True)
class StepBack:
    """联检退回上一阶段"""

    inspection_id: int

    def apply(self, work: Work) -> None:
        inspection = existing(work, Inspection, self.inspection_id)
        if inspection.state == PLANNED:
            raise GazetteerError("联检还在计划阶段，不能再退")
        inspection.state = STATES[STATES.index(str(inspection.state)) - 1]
        inspection.confirmed_a = inspection.confirmed_b = inspection.confirmed_on = None
        work.save(inspection)


@dataclass(frozen=True)
class Conclude:
    """填写联检结论和双方确认"""

    inspection_id: int
    values: Mapping[str, Any]  # summary, open_points, suggestions, confirmed_a, confirmed_b, confirmed_on

    def apply(self, work: Work) -> None:
        inspection = open_inspection(work, self.inspection_id)
        write(inspection, self.values)
        found = problems(inspection)
        both = [bool(getattr(inspection, name)) for name, _ in _SIDES]
        if all(both) and not inspection.confirmed_on:
            found.append(Problem("confirmed_on", "请填写双方确认的日期"))
        if found:
            raise RuleBroken(found, where="联检结论")
        if any(both):
            refuse_missing(work, Round(inspection, *_rest(work, self.inspection_id)))
        if all(both):
            inspection.state = CONFIRMED
            _tell_markers(work, self.inspection_id)
        work.save(inspection)


def missing(reader: Reader, round_: Round) -> list[str]:
    """What the present stage lacks before the next, as a person should read it; nothing once it is confirmed."""
    inspection = round_.inspection
    if inspection.state == PLANNED:
        lacking = [field_of(Inspection, name).label for name in _PLANNED if not getattr(inspection, name)]
        return [f"计划还缺：{'、'.join(lacking)}"] if lacking else []
    if inspection.state == OUTSIDE:
        return [f"还有 {len(round_.waiting)} 处没有记录：{_some([one.name for one in round_.waiting])}"
                ] if round_.waiting else []
    return _missing_at_desk(reader, round_) if inspection.state == DESK else []


def refuse_missing(reader: Reader, round_: Round) -> None:
    """Raise GazetteerError with everything that the stage lacks."""
    lacking = missing(reader, round_)
    if lacking:
        raise GazetteerError(f"{round_.inspection.state}阶段还没有完成", where=round_.title, why="；".join(lacking),
                             remedy="补齐后再继续")


def open_points_of(round_: Round) -> str:
    """遗留问题 as the problems tell them, a line each."""
    return "\n".join(f"{problem.text}（{problem.handling or '处理方式未定'}，{problem.responsible or '责任方未定'}，"
                     f"期限 {problem.due_on or '未定'}）" for problem in round_.open_problems)


def summary_of(round_: Round) -> str:
    """检查结论 as the records tell it; a person may write it otherwise."""
    marks = [task for task in round_.tasks if isinstance(task.record, MarkerRecord) and task.done]
    good = sum(task.record.conditions == [GOOD] for task in marks if isinstance(task.record, MarkerRecord))
    along = [task for task in round_.tasks if task.marker is None and task.done]
    clear = sum(getattr(task.record, "clear", None) == "是" for task in along)
    done = len(round_.problems) - len(round_.open_problems)
    return (f"检查界桩{len(marks)}颗，完好{good}颗；检查界线{len(along)}段，走向清晰{clear}段。"
            f"发现问题{len(round_.problems)}个，已处理{done}个，遗留{len(round_.open_problems)}个。")


def _missing_at_desk(reader: Reader, round_: Round) -> list[str]:
    found, inspection = [], round_.inspection
    if round_.waiting:
        found.append(f"还有 {len(round_.waiting)} 处没有记录：{_some([one.name for one in round_.waiting])}")
    proposals = undecided(round_, compare_round(reader, round_))
    if proposals:
        found.append(f"还有 {len(proposals)} 处差异没有决定：{_some([one.name for one in proposals])}")
    loose = [one for one in round_.open_problems if not (one.handling and one.responsible and one.due_on)]
    if loose:
        found.append(f"还有 {len(loose)} 个问题没有安排好（处理方式、责任方、期限）："
                     f"{_some([round_.name_of(one) for one in loose])}")
    if not inspection.summary:
        found.append("还没有检查结论")
    if round_.open_problems and not inspection.open_points:
        found.append(f"有 {len(round_.open_problems)} 个问题还没有处理完，请写入遗留问题")
    return found


def _rest(reader: Reader, inspection_id: int) -> tuple[Any, Any, Any]:
    read = Round.of(reader, inspection_id)
    return read.line, read.tasks, read.problems


def _tell_markers(work: Work, inspection_id: int) -> None:
    """The register of markers tells how they were found, unless they have been put right since."""
    round_ = Round.of(work, inspection_id)
    still = {one.marker_id for one in round_.open_problems}
    for task in round_.tasks:
        if isinstance(task.record, MarkerRecord) and task.marker is not None and task.record.conditions:
            untouched = not any(one.marker_id == task.marker.id for one in round_.problems)
            if task.marker.status == IN_USE and (untouched or task.marker.id in still):
                _tell(work, task.marker, task.record.conditions[0])


def _tell(work: Work, marker: BoundaryMarker, condition: str) -> None:
    marker.condition = condition
    work.save(marker)


def _some(names: list[str]) -> str:
    rest = f" 等 {len(names)} 处" if len(names) > NAMED else ""
    return "、".join(dict.fromkeys(names[:NAMED])) + rest
