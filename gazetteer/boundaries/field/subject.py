"""One inspection as the field needs it: its tasks along the line, what is agreed there, and how it was last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from gazetteer.boundaries.changes import existing, markers_on
from gazetteer.boundaries.course import Course
from gazetteer.boundaries.description import Described, describe
from gazetteer.boundaries.inspecting.planning import open_inspection
from gazetteer.boundaries.inspecting.round import Round, last_round
from gazetteer.boundaries.inspection import Inspection, MarkerRecord, SectionRecord
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import CANCELLED, BoundaryMarker
from gazetteer.boundaries.network import Network, View
from gazetteer.errors import GazetteerError
from gazetteer.storage.work import Reader


@dataclass(frozen=True)
class Subject:
    """What goes out: markers and sections with a task, in the order in which they lie; what was found last time."""

    title: str
    inspection: Inspection
    line: BoundaryLine
    view: View
    markers: tuple[tuple[BoundaryMarker, MarkerRecord], ...]
    sections: tuple[tuple[Described, LineSection, SectionRecord], ...]
    last: Round | None

    @property
    def course(self) -> Course | None:
        return self.view.course

    def last_marker(self, marker_id: int | None) -> MarkerRecord | None:
        """The record of a marker in the round before."""
        tasks = self.last.tasks if self.last else ()
        return next((task.record for task in tasks if isinstance(task.record, MarkerRecord)
                     and task.record.marker_id == marker_id and task.done), None)

    def last_section(self, section_id: int | None) -> SectionRecord | None:
        """The record of a section in the round before."""
        tasks = self.last.tasks if self.last else ()
        return next((task.record for task in tasks if isinstance(task.record, SectionRecord)
                     and task.record.section_id == section_id and task.done), None)


def subject_of(reader: Reader, inspection_id: int) -> Subject:
    """Read it. Raises GazetteerError where the inspection is gone, is over, or has nothing to look at."""
    inspection = open_inspection(reader, inspection_id)
    now = Round.of(reader, inspection_id)
    network = Network.of(reader)
    view = network.views[str(now.line.code)]
    if not now.tasks:
        raise GazetteerError("这次联检还没有任务", where=now.title, remedy="先在联检计划里列出要检查的界桩和分段")
    before = last_round(reader, inspection)
    described = {one.section_id: one for one in describe(view, network)}
    markers = [(task.marker, task.record) for task in now.tasks
               if task.marker is not None and isinstance(task.record, MarkerRecord)]
    sections = [(described[task.section.id], task.section, task.record) for task in now.tasks
                if task.section is not None and isinstance(task.record, SectionRecord)
                and task.section.id in described]
    return Subject(now.title, inspection, now.line, view, tuple(_along(markers, view)), tuple(sections),
                   Round.of(reader, int(before.id or 0)) if before else None)


def expected(reader: Reader, inspection_id: int) -> tuple[Inspection, BoundaryLine, list[BoundaryMarker],
                                                            list[LineSection]]:
    """The markers and sections of the line that an inspection may tell something of. Raises GazetteerError."""
    inspection = open_inspection(reader, inspection_id)
    line = existing(reader, BoundaryLine, inspection.line_id)
    markers = [one for one in markers_on(reader, str(line.code)) if one.status != CANCELLED]
    return inspection, line, markers, reader.find(LineSection, LineSection.line_id == line.id,
                                                  order_by=LineSection.position)


def _along(markers: Sequence[tuple[BoundaryMarker, MarkerRecord]], view: View,
           ) -> list[tuple[BoundaryMarker, MarkerRecord]]:
    """In the order of the walk; those without a position at the end."""
    def at(pair: tuple[BoundaryMarker, MarkerRecord]) -> tuple[float, str]:
        station = view.station_of(pair[0].id)
        return station.chainage if station else float("inf"), str(pair[0].number)

    return sorted(markers, key=at)


def spot(marker: BoundaryMarker) -> shapely.Point | None:
    """Where a marker stands, None where it has no position."""
    return None if marker.geom is None or marker.geom.is_empty else marker.geom
