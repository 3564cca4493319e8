"""One inspection with everything that belongs to it, read once: its line, tasks in the order of the walk, problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import shapely

from gazetteer.boundaries.changes import existing
from gazetteer.boundaries.course import Course
from gazetteer.boundaries.inspection import (
    DONE,
    Inspection,
    InspectionProblem,
    MarkerRecord,
    SectionRecord,
)
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.errors import GazetteerError
from gazetteer.storage.work import Reader

GONE = "（已删除）"


@dataclass(frozen=True)
class Task:
    """What is to be looked at: a marker or a section, with its record."""

    record: MarkerRecord | SectionRecord
    name: str
    marker: BoundaryMarker | None = None
    section: LineSection | None = None

    @property
    def done(self) -> bool:
        return bool(self.record.inspected_on)

    @property
    def key(self) -> tuple[str, int]:
        """Table and number of the record."""
        return str(self.record.__tablename__), int(self.record.id or 0)


@dataclass(frozen=True)
class Round:
    """An inspection as it stands."""

    inspection: Inspection
    line: BoundaryLine
    tasks: tuple[Task, ...]
    problems: tuple[InspectionProblem, ...]

    @classmethod
    def of(cls, reader: Reader, inspection_id: int) -> Round:
        """Read it. Raises GazetteerError where the inspection is gone."""
        inspection = existing(reader, Inspection, inspection_id)
        line = existing(reader, BoundaryLine, inspection.line_id)
        problems = reader.find(InspectionProblem, InspectionProblem.inspection_id == inspection_id)
        return cls(inspection, line, tuple(_tasks(reader, inspection_id)), tuple(problems))

    @property
    def title(self) -> str:
        """天门京山线 2026 年五年联检（第 5 轮）."""
        number = f"（第 {self.inspection.round_number} 轮）" if self.inspection.round_number else ""
        return f"{self.line.name} {self.inspection.year} 年{self.inspection.kind}{number}"

    @property
    def waiting(self) -> list[Task]:
        """Tasks without a record."""
        return [task for task in self.tasks if not task.done]

    @property
    def open_problems(self) -> list[InspectionProblem]:
        """Problems that are not put right yet."""
        return [one for one in self.problems if one.state != DONE]

    def name_of(self, problem: InspectionProblem) -> str:
        """The marker or section that a problem is about."""
        for task in self.tasks:
            if (task.marker and problem.marker_id == task.marker.id) or (
                    task.section and problem.section_id == task.section.id):
                return task.name
        return "全线"

    def subject_called(self, text: str) -> dict[str, int | None]:
        """The marker or section of a number or of 第3段, as a problem names it; none for no text.

        Raises GazetteerError where the inspection has no such task.
        """
        for task in self.tasks:
            if text and text in (task.name, task.name.split(" ")[0]):
                return {"marker_id": task.marker.id if task.marker else None,
                        "section_id": task.section.id if task.section else None}
        if text:
            raise GazetteerError("这次联检没有这颗界桩或这一段", where=text, remedy="请写界桩编号，或第几段，如“第3段”")
        return {}

    def place_of(self, task: Task) -> shapely.Geometry | None:
        """Where a task lies: the marker, or the middle of the section."""
        if task.marker is not None:
            return task.marker.geom
        ends = [other.marker.geom for other in self.tasks if other.marker is not None and task.section is not None
                and other.marker.id in (task.section.start_marker_id, task.section.end_marker_id)]
        return _middle(self.line, [end for end in ends if end is not None])


def last_round(reader: Reader, inspection: Inspection) -> Inspection | None:
    """The inspection of the same line before this one, of whichever kind."""
    earlier = [one for one in reader.find(Inspection, Inspection.line_id == inspection.line_id)
               if one.id != inspection.id and _when(one) < _when(inspection)]
    return max(earlier, key=_when, default=None)


def _when(inspection: Inspection) -> tuple[int, str, int]:
    return int(inspection.year or 0), inspection.starts_on or "", int(inspection.id or 0)


def _tasks(reader: Reader, inspection_id: int) -> Iterator[Task]:
    """Each marker, and after it the section that begins there."""
    records = reader.find(MarkerRecord, MarkerRecord.inspection_id == inspection_id)
    along = reader.find(SectionRecord, SectionRecord.inspection_id == inspection_id)
    markers = reader.get_many(BoundaryMarker, [int(one.marker_id or 0) for one in records])
    sections = reader.get_many(LineSection, [int(one.section_id or 0) for one in along])
    numbers = reader.get_many(BoundaryMarker, [int(end or 0) for one in sections.values()
                                               for end in (one.start_marker_id, one.end_marker_id)])
    from_marker: dict[int | None, list[Task]] = {}
    for record in sorted(along, key=lambda one: _position(sections.get(int(one.section_id or 0)))):
        section = sections.get(int(record.section_id or 0))
        task = Task(record, _section_name(section, numbers), section=section)
        from_marker.setdefault(section.start_marker_id if section else None, []).append(task)
    for one in records:
        marker = markers.get(int(one.marker_id or 0))
        yield Task(one, str(marker.number) if marker else GONE, marker=marker)
        yield from from_marker.pop(one.marker_id, ())
    for left in from_marker.values():
        yield from left


def _position(section: LineSection | None) -> int:
    return int(section.position or 0) if section else 0


def _section_name(section: LineSection | None, markers: dict[int, BoundaryMarker]) -> str:
    if section is None:
        return GONE
    ends = [markers.get(int(end or 0)) for end in (section.start_marker_id, section.end_marker_id)]
    return f"第{section.position}段 " + "－".join(str(end.number) if end else "？" for end in ends)


def _middle(line: BoundaryLine, ends: list[shapely.Point]) -> shapely.Geometry | None:
    if len(ends) < 2 or line.geom is None or line.geom.is_empty:
        return ends[0] if ends else None
    course = Course(line.geom)
    stations = [course.foot((end.x, end.y)).chainage for end in ends]
    return shapely.Point(*course.at(sum(stations) / len(stations)))
