"""Commands on markers: what is written about them, and what happens to them in the life of a line."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gazetteer.boundaries.changes import existing, recount, write
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import CANCELLED, GOOD, IN_USE, LOST, STANDINGS, BoundaryMarker
from gazetteer.boundaries.marker_event import (
    ADDED,
    MOVED,
    REERECTED,
    REPAIRED,
    SET,
    TAKEN_OUT,
    WENT_LOST,
    MarkerEvent,
)
from gazetteer.boundaries.numbering import group_of, number_by, number_problems, pattern_of
from gazetteer.boundaries.positions import keep_together
from gazetteer.errors import Problem, RuleBroken
from gazetteer.record import field_of, problems
from gazetteer.storage.work import Work

NUMBERED = {"number", "serial", "type_code", "standing", "level", "line_id"}  # what the check of numbers looks at
LATER = (REPAIRED, REERECTED, MOVED, WENT_LOST, TAKEN_OUT)  # events of a marker that stands already
WITH_BOTH_SIDES = (SET, REPAIRED, REERECTED, MOVED, ADDED, TAKEN_OUT)
WITH_APPROVAL = (MOVED, ADDED, TAKEN_OUT)
_STATE_AFTER = {REPAIRED: (IN_USE, GOOD), REERECTED: (IN_USE, GOOD), MOVED: (IN_USE, GOOD),
                WENT_LOST: (LOST, "丢失"), TAKEN_OUT: (CANCELLED, None)}


@dataclass(frozen=True)
class AddMarker:
    """增加界桩"""

    line_id: int
    values: Mapping[str, Any]
    event: Mapping[str, Any] | None = None  # 埋设 or 增设 with date, both sides and approval

    @property
    def summary(self) -> str:
        return f"增加界桩 {self.values.get('number') or self.values.get('serial') or ''}".rstrip()

    def apply(self, work: Work) -> None:
        line = existing(work, BoundaryLine, self.line_id)
        add_marker(work, BoundaryMarker(line_id=line.id, line_code=line.code, level=line.level), self.values,
                   self.event)


@dataclass(frozen=True)
class EditMarker:
    """修改界桩"""

    marker_id: int
    values: Mapping[str, Any]
    as_brought: bool = False  # numbers that contradict each other are left to the checks

    @property
    def summary(self) -> str:
        return "修改界桩的" + "、".join(field_of(BoundaryMarker, name).label for name in self.values)

    def apply(self, work: Work) -> None:
        marker = existing(work, BoundaryMarker, self.marker_id)
        lines = marker.line_codes()
        given = write(marker, self.values)
        if "line_id" in given:
            marker.line_code = existing(work, BoundaryLine, marker.line_id).code
        if "type_code" in given and "standing" not in given:
            marker.standing = STANDINGS.get(marker.type_code or "", marker.standing)
        _keep(work, marker, given, self.as_brought)
        if work.save(marker):
            recount(work, sorted({*lines, *marker.line_codes()}))


@dataclass(frozen=True)
class RecordMarkerEvent:
    """登记界桩变更"""

    marker_id: int
    event: Mapping[str, Any]  # kind, happened_on, present_a, present_b, approved_by, approval_number, reason …
    position: Mapping[str, Any] = field(default_factory=dict)  # of a moved marker: north and east, or geom; elevation

    @property
    def summary(self) -> str:
        return f"界桩{self.event.get('kind') or '变更'}"

    def apply(self, work: Work) -> None:
        marker = existing(work, BoundaryMarker, self.marker_id)
        event = _event(self.event, LATER)
        kind = str(event.kind)
        _refuse_for(marker, kind, self.position)
        event.marker_id = marker.id
        if kind == MOVED:
            event.geom, event.north, event.east = marker.geom, marker.north, marker.east
            event.elevation = marker.elevation
            _keep(work, marker, write(marker, self.position))
        marker.status, condition = _STATE_AFTER[kind]
        marker.condition = condition or marker.condition
        work.add(event)
        work.save(marker)
        recount(work, marker.line_codes())


def add_marker(work: Work, marker: BoundaryMarker, values: Mapping[str, Any],
               event_values: Mapping[str, Any] | None = None, *, as_brought: bool = False) -> int:
    """Register a marker that has its line; `as_brought` leaves numbers that contradict each other to the checks."""
    marker.spatial_id = str(uuid.uuid4())
    given = write(marker, values)
    if "standing" not in given:
        marker.standing = STANDINGS.get(marker.type_code or "", marker.standing)
    pattern = pattern_of(work, marker.level)
    if not marker.number and marker.serial and pattern:
        marker.number = number_by(pattern, str(marker.line_code), int(marker.serial), marker.type_code or "")
    _keep(work, marker, given | NUMBERED, as_brought)
    event = _event(event_values, (SET, ADDED)) if event_values is not None else None
    if event is not None:
        marker.set_on = marker.set_on or event.happened_on
    marker_id = work.add(marker)
    if event is not None:
        event.marker_id = marker_id
        work.add(event)
    recount(work, marker.line_codes())
    return marker_id


def event_problems(event: MarkerEvent) -> list[Problem]:
    """What an event must have: both sides for work on the marker, approval for what changes the agreed line-up."""
    found = problems(event)
    if event.kind in WITH_BOTH_SIDES:
        found += [Problem(name, f"{event.kind}界桩须双方在场，请填写{side}在场人")
                  for name, side in (("present_a", "甲方"), ("present_b", "乙方")) if not getattr(event, name)]
    if event.kind in WITH_APPROVAL and not event.approved_by:
        found.append(Problem("approved_by", f"{event.kind}界桩须经批准界线的机关同意，请填写批准机关"))
    return found


def _event(values: Mapping[str, Any], kinds: tuple[str, ...]) -> MarkerEvent:
    event = MarkerEvent()
    write(event, values)
    found = event_problems(event)
    if event.kind and event.kind not in kinds:
        found.append(Problem("kind", f"这里只能登记{'、'.join(kinds)}"))
    if found:
        raise RuleBroken(found, where="界桩变更")
    return event


def _refuse_for(marker: BoundaryMarker, kind: str, position: Mapping[str, Any]) -> None:
    found = []
    if marker.status == CANCELLED:
        found.append(Problem("kind", "这颗界桩已经注销"))
    if kind == MOVED and not ({"north", "east"} <= position.keys() or "geom" in position):
        found.append(Problem("kind", "移位须填写新的纵、横坐标"))
    if kind != MOVED and position:
        found.append(Problem("kind", f"{kind}不改变位置；位置变了的请登记为移位"))
    if found:
        raise RuleBroken(found, where=f"界桩 {marker.number}")


def _keep(work: Work, marker: BoundaryMarker, given: set[str], as_brought: bool = False) -> None:
    """What follows from the fields that were given; refuses what cannot stand. Raises RuleBroken."""
    marker.group_number = group_of(marker.number, marker.type_code)
    found = keep_together(marker, given) + problems(marker)
    if given & NUMBERED and not as_brought:
        found += number_problems(work, marker)
    if given & {"number"}:
        doubled = work.find(BoundaryMarker, BoundaryMarker.number == marker.number)
        found += [Problem("number", f"界桩编号“{marker.number}”已经存在") for one in doubled if one.id != marker.id]
    if found:
        raise RuleBroken(found, where="界桩")
