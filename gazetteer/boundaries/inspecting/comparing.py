"""内业比对: what was found against the agreement and the round before, and what a person should look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gazetteer.boundaries.inspecting.round import Round, Task, last_round
from gazetteer.boundaries.inspection import DONE, InspectionProblem, MarkerRecord, SectionRecord
from gazetteer.boundaries.marker import GOOD, BoundaryMarker
from gazetteer.boundaries.resurvey import AGREES, MOVED, UNKNOWN, Resurvey, compare
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.storage.work import Reader

CONDITION, RESURVEY, OBJECTS, COURSE = "现状", "复测", "方位物", "走向"
FEATURES, ONE_SIDED, ENCROACHMENT, LEFT_OVER = "地物", "单方标志", "越界", "上次问题"
HANDLING_OF = {"破损": "修复", "字迹不清": "修复", "倾斜": "原址重立", "移位": "原址重立", "丢失": "原址重立"}
_WORST_FIRST = ("丢失", "移位", "倾斜", "破损", "字迹不清")


@dataclass(frozen=True)
class Proposal:
    """A difference that may be a problem, with the handling that it suggests; a person decides."""

    aspect: str
    name: str
    text: str
    handling: str
    marker_id: int | None = None
    section_id: int | None = None

    @property
    def key(self) -> tuple[str, int | None, int | None]:
        """Which difference it is, however its text is written."""
        return self.aspect, self.marker_id, self.section_id

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"aspect": self.aspect, "of": self.name, "text": self.text, "handling": self.handling,
                "marker": self.marker_id, "section": self.section_id}


@dataclass(frozen=True)
class Compared:
    """One recorded task: against the agreement, against the last round, and the proposals that follow."""

    task: Task
    agreed: Resurvey | None
    before: Resurvey | None
    now: str
    then: str
    proposals: tuple[Proposal, ...]

    @property
    def changed(self) -> bool:
        """Whether the condition is another than in the round before."""
        return bool(self.then) and self.now != self.then


def compare_round(reader: Reader, round_: Round) -> list[Compared]:
    """Every task that has a record, in the order of the walk."""
    earlier = last_round(reader, round_.inspection)
    last = Round.of(reader, int(earlier.id or 0)) if earlier else None
    tolerances = Tolerances.of(reader)
    then = {_subject(task): task for task in last.tasks} if last else {}
    left = list(_left_over(last)) if last else []
    return [_compared(task, then.get(_subject(task)), [one for one in left if one[0] == _subject(task)], tolerances)
            for task in round_.tasks if task.done]


def undecided(round_: Round, compared: list[Compared]) -> list[Proposal]:
    """Proposals that nobody has taken as a problem or set aside."""
    decided = {(one.origin, one.marker_id, one.section_id) for one in round_.problems}
    return [proposal for one in compared for proposal in one.proposals if proposal.key not in decided]


def _compared(task: Task, then: Task | None, left: list[tuple[Any, InspectionProblem]],
              tolerances: Tolerances) -> Compared:
    agreed, before = _resurveys(task, then, tolerances)
    told = then.record if then is not None and then.done else None
    proposals = [*_of_marker(task, agreed), *_of_section(task)]
    proposals += [_proposal(task, LEFT_OVER, f"上次联检的问题还没有处理：{problem.text}", problem.handling or "其他")
                  for _, problem in left[:1]]
    return Compared(task, agreed, before, said_of(task.record), said_of(told), tuple(proposals))


def said_of(record: MarkerRecord | SectionRecord | None) -> str:
    """How a record says its marker or section was."""
    if isinstance(record, MarkerRecord):
        return "、".join(record.conditions or [])
    if record is None:
        return ""
    told = [text for text, there in (("地物变化", record.features_changed), ("单方标志", record.one_sided_markers),
                                     ("越界", record.encroachment)) if there]
    return "、".join(["清晰" if record.clear == "是" else "不清晰", *told])


def _resurveys(task: Task, then: Task | None, tolerances: Tolerances) -> tuple[Resurvey | None, Resurvey | None]:
    record, marker = task.record, task.marker
    if not isinstance(record, MarkerRecord) or record.geom is None or marker is None:
        return None, None
    here, old = (record.geom.x, record.geom.y), then.record if then is not None else None
    agreed = before = None
    if marker.geom is not None:
        agreed = compare((marker.geom.x, marker.geom.y), here, tolerances, record.measured_method, marker.accuracy,
                         marker.survey_method)
    if isinstance(old, MarkerRecord) and old.geom is not None:
        before = compare((old.geom.x, old.geom.y), here, tolerances, record.measured_method, None,
                         old.measured_method)
    return agreed, before


def _of_marker(task: Task, agreed: Resurvey | None) -> Iterator[Proposal]:
    record = task.record
    if not isinstance(record, MarkerRecord):
        return
    bad = sorted((one for one in record.conditions or [] if one != GOOD), key=_WORST_FIRST.index)
    if bad:
        yield _proposal(task, CONDITION, f"{task.name}号界桩{'、'.join(bad)}", HANDLING_OF[bad[0]])
    if agreed is not None and agreed.verdict in (MOVED, UNKNOWN):
        yield _proposal(task, RESURVEY, f"{task.name}号界桩{agreed.text}",
                        "原址重立" if agreed.verdict == MOVED else "修测")
    elif agreed is not None and agreed.verdict == AGREES and "移位" in bad:
        yield _proposal(task, RESURVEY, f"{task.name}号界桩现状记为移位，但{agreed.text}", "修测")
    if record.reference_state in ("变化", "新"):
        note = f"：{record.reference_note}" if record.reference_note else ""
        how = "有变化" if record.reference_state == "变化" else "为新的地物"
        yield _proposal(task, OBJECTS, f"{task.name}号界桩的方位物{how}{note}", "恢复方位物")


def _of_section(task: Task) -> Iterator[Proposal]:
    record = task.record
    if not isinstance(record, SectionRecord):
        return
    if record.clear == "否":
        yield _proposal(task, COURSE, f"{task.name}走向不清晰", "清理")
    told: tuple[tuple[str, str | None, Callable[[str], str], str], ...] = (
        (FEATURES, record.features_changed, lambda text: f"{task.name}地物变化：{text}", "修测"),
        (ONE_SIDED, record.one_sided_markers, lambda text: f"{task.name}有单方标志：{text}", "清理"),
        (ENCROACHMENT, record.encroachment, lambda text: f"{task.name}有越界生产建设：{text}", "其他"))
    for aspect, text, said, handling in told:
        if text and text.strip() not in ("无", "没有", "否"):
            yield _proposal(task, aspect, said(text), handling)


def _left_over(last: Round) -> Iterator[tuple[Any, InspectionProblem]]:
    for problem in last.problems:
        if problem.state != DONE:
            yield ("marker", problem.marker_id) if problem.marker_id else ("section", problem.section_id), problem


def _proposal(task: Task, aspect: str, text: str, handling: str) -> Proposal:
    marker = task.marker if isinstance(task.marker, BoundaryMarker) else None
    return Proposal(aspect, task.name, text, handling, marker.id if marker else None,
                    task.section.id if task.section else None)


def _subject(task: Task) -> tuple[str, int | None]:
    record = task.record
    return ("marker", record.marker_id) if isinstance(record, MarkerRecord) else ("section", record.section_id)
