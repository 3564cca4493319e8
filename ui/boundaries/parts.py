"""Which parts the forms of the boundaries have beside their plain fields."""

from __future__ import annotations

from gazetteer.boundaries.dispute import BoundaryDispute
from gazetteer.boundaries.line import BoundaryDocument, BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_event import MarkerEvent
from gazetteer.record import Record
from ui.boundaries.course_part import CoursePart
from ui.boundaries.events_part import EventsPart
from ui.boundaries.files_part import FilesPart
from ui.boundaries.marker_place import MarkerPlacePart
from ui.boundaries.report_part import PapersPart
from ui.boundaries.section_text_part import SectionTextPart
from ui.boundaries.sections_part import SectionsPart
from ui.boundaries.sights_part import SightsPart
from ui.records.form_parts import Maker

WITH_FILES = (BoundaryDocument, MarkerEvent, BoundaryDispute)


def boundary_parts(model: type[Record]) -> tuple[Maker, ...]:
    """The makers of a register's parts, in the order in which they stand."""
    if model is BoundaryMarker:
        return MarkerPlacePart, SightsPart, EventsPart, FilesPart, PapersPart
    if model is BoundaryLine:
        return CoursePart, SectionsPart, FilesPart, PapersPart
    if model is LineSection:
        return (SectionTextPart,)
    return (FilesPart,) if model in WITH_FILES else ()
