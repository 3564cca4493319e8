"""Every register of this room, in the order in which its tables are made."""

from __future__ import annotations

from gazetteer.boundaries.assessment import Assessment, AssessmentItem, AssessmentScore
from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.dispute import BoundaryDispute
from gazetteer.boundaries.inspection import (
    Inspection,
    InspectionProblem,
    InspectionTrack,
    MarkerRecord,
    SectionRecord,
)
from gazetteer.boundaries.keeping import Keeper, KeeperContract, Patrol
from gazetteer.boundaries.line import BoundaryDocument, BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_event import MarkerEvent
from gazetteer.record import Record

BOUNDARIES: tuple[type[Record], ...] = (
    BoundaryLine, LineSection, BoundaryDocument, BoundaryMarker, MarkerEvent, BoundaryMedia,
    Keeper, KeeperContract, Patrol, BoundaryDispute,
    Inspection, MarkerRecord, SectionRecord, InspectionProblem, InspectionTrack,
    AssessmentItem, Assessment, AssessmentScore)
# Those that need no commands of their own to be added, edited and taken out.
PLAIN_BOUNDARIES: tuple[type[Record], ...] = tuple(
    model for model in BOUNDARIES if model not in (BoundaryLine, BoundaryMarker, BoundaryMedia, InspectionTrack))
