"""Everything that the report of one inspection is written from, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from gazetteer.boundaries.changes import existing, markers_on
from gazetteer.boundaries.dispute import OPEN, BoundaryDispute
from gazetteer.boundaries.inspection import (
    DONE,
    Inspection,
    InspectionProblem,
    InspectionTrack,
    MarkerRecord,
    SectionRecord,
)
from gazetteer.boundaries.line import BoundaryDocument, BoundaryLine, LineSection
from gazetteer.boundaries.marker import CANCELLED, BoundaryMarker
from gazetteer.boundaries.marker_event import ADDED, MOVED, REERECTED, SET, MarkerEvent
from gazetteer.boundaries.network import label_of
from gazetteer.boundaries.reports.wording import Copy
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.gazetteer import Gazetteer

AGREED = ("边界线协议书", "协议书批复", "协议书附图", "界桩成果表")  # what is inspected against
MINUTES = ("协商会议纪要", "联检方案", "联检成果", "问题处理")
NEW_FORM = ("更换", "原址重立", "移位", "增设", "恢复方位物")  # handlings after which a marker is registered anew
NEW_EVENTS = (SET, ADDED, REERECTED, MOVED)


@dataclass
class Material:
    """One inspection of a line, and what a copy of its report may tell."""

    gazetteer: Gazetteer
    inspection: Inspection
    copy: Copy

    @cached_property
    def line(self) -> BoundaryLine:
        return existing(self.gazetteer, BoundaryLine, self.inspection.line_id)

    @cached_property
    def tolerances(self) -> Tolerances:
        return Tolerances.of(self.gazetteer)

    @cached_property
    def markers(self) -> dict[int, BoundaryMarker]:
        """Those that stand on the line or have a record, by id."""
        found = {int(one.id or 0): one for one in markers_on(self.gazetteer, str(self.line.code))
                 if one.status != CANCELLED}
        told = {int(number) for number in (*(one.marker_id for one in self.marker_records),
                                           *(one.marker_id for one in self.problems)) if number is not None}
        more = self.gazetteer.find(BoundaryMarker, BoundaryMarker.id.in_(told - set(found)))
        return found | {int(one.id or 0): one for one in more}

    @cached_property
    def sections(self) -> dict[int, LineSection]:
        found = self.gazetteer.find(LineSection, LineSection.line_id == self.line.id, order_by=LineSection.position)
        return {int(one.id or 0): one for one in found}

    @cached_property
    def marker_records(self) -> list[MarkerRecord]:
        return self.gazetteer.find(MarkerRecord, MarkerRecord.inspection_id == self.inspection.id,
                                   order_by=MarkerRecord.id)

    @cached_property
    def section_records(self) -> list[SectionRecord]:
        return self.gazetteer.find(SectionRecord, SectionRecord.inspection_id == self.inspection.id,
                                   order_by=SectionRecord.id)

    @cached_property
    def problems(self) -> list[InspectionProblem]:
        return self.gazetteer.find(InspectionProblem, InspectionProblem.inspection_id == self.inspection.id,
                                   order_by=InspectionProblem.id)

    @cached_property
    def open_problems(self) -> list[InspectionProblem]:
        return [one for one in self.problems if one.state != DONE]

    @cached_property
    def tracks(self) -> list[InspectionTrack]:
        return self.gazetteer.find(InspectionTrack, InspectionTrack.inspection_id == self.inspection.id,
                                   order_by=InspectionTrack.walked_on)

    @cached_property
    def rounds(self) -> list[Inspection]:
        """Every inspection of the line, the oldest first."""
        return self.gazetteer.find(Inspection, Inspection.line_id == self.line.id,
                                   order_by=[Inspection.year, Inspection.id])

    def documents(self, kinds: Sequence[str]) -> list[BoundaryDocument]:
        """The line's documents of some kinds, the oldest first."""
        return self.gazetteer.find(BoundaryDocument, BoundaryDocument.line_id == self.line.id,
                                   BoundaryDocument.kind.in_(kinds), order_by=BoundaryDocument.issued_on)

    @cached_property
    def minutes(self) -> list[BoundaryDocument]:
        """Papers of this inspection: those of its year and later, until the next round."""
        begun = int(self.inspection.year or 0)
        later = [int(one.year) for one in self.rounds if one.year and int(one.year) > begun]
        first, last = str(begun or ""), str(min(later, default=9999))
        return [one for one in self.documents(MINUTES) if first <= (one.issued_on or "")[:4] < last]

    @cached_property
    def disputes(self) -> list[BoundaryDispute]:
        """Those of the line that were open at the time of the inspection, or are now."""
        since, until = self.inspection.starts_on or str(self.inspection.year or ""), self._over
        return [one for one in self.gazetteer.find(BoundaryDispute, BoundaryDispute.line_id == self.line.id,
                                                   order_by=BoundaryDispute.happened_on)
                if (one.happened_on or "") <= until and (one.state == OPEN or (one.settled_on or since) >= since)]

    @property
    def _over(self) -> str:
        """The last day that the report tells of."""
        return max((one for one in (self.inspection.confirmed_on, self.inspection.ends_on) if one), default="9999")

    @cached_property
    def anew(self) -> list[BoundaryMarker]:
        """Markers that are to be registered anew: put right here, or changed during the inspection."""
        handled = {one.marker_id for one in self.problems if one.handling in NEW_FORM and one.state == DONE}
        events = self.gazetteer.find(MarkerEvent, MarkerEvent.marker_id.in_(list(self.markers)),
                                     MarkerEvent.kind.in_(NEW_EVENTS)) if self.inspection.starts_on else []
        until = max((one.done_on or "" for one in self.problems), default="")
        until = max(until, self._over)
        changed = {one.marker_id for one in events
                   if str(self.inspection.starts_on) <= (one.happened_on or "") <= until}
        return [marker for number, marker in self.markers.items() if number in handled | changed]

    def marker_name(self, marker_id: int | None) -> str:
        """003号界桩（9003003Q）."""
        marker = self.markers.get(int(marker_id or 0))
        return f"{label_of(marker)}（{marker.number}）" if marker else "已删除的界桩"

    def marker_number(self, marker_id: int | None) -> str:
        """9003003Q."""
        marker = self.markers.get(int(marker_id or 0))
        return str(marker.number) if marker else "已删除的界桩"

    def section_name(self, section_id: int | None) -> str:
        """第3段（003号界桩至004号界桩）."""
        section = self.sections.get(int(section_id or 0))
        if section is None:
            return "已删除的界线段"
        ends = [self._end(number) for number in (section.start_marker_id, section.end_marker_id)]
        return f"第{section.position}段（{ends[0]}至{ends[1]}）"

    def _end(self, marker_id: int | None) -> str:
        marker = self.markers.get(int(marker_id or 0)) or (
            self.gazetteer.get(BoundaryMarker, marker_id) if marker_id else None)
        return label_of(marker) if marker else "端点"

    def place_of(self, problem: InspectionProblem) -> str:
        """Where a problem was found."""
        if problem.marker_id is not None:
            return self.marker_name(problem.marker_id)
        return self.section_name(problem.section_id) if problem.section_id is not None else str(self.line.name)
