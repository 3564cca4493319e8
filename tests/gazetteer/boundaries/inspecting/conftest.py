"""A planned and walked inspection of the short line, each test on a workspace of its own."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.boundaries.inspecting.confirming import Advance
from gazetteer.boundaries.inspecting.planning import PlanInspection
from gazetteer.boundaries.inspecting.recording import RecordMarker, RecordSection
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import Inspection
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.coordinates.systems import from_plane, to_plane

PLAN = {"year": 2026, "starts_on": "2026-11-25", "ends_on": "2026-11-27", "members_a": "张三", "members_b": "李四"}


@pytest.fixture
def shifted():
    """shifted(marker, north=3): its position moved by metres on the plane."""

    def move(marker, north=0.0, east=0.0):
        here = to_plane(marker.lon, marker.lat)
        return shapely.Point(*from_plane(here[0] + east, here[1] + north))

    return move


@pytest.fixture
def planned(sample):
    """The number of a new inspection of 9004."""
    line = sample.find(BoundaryLine, BoundaryLine.code == "9004")[0]
    return next(iter(sample.do(PlanInspection(line.id, PLAN)).ids(Inspection)))


@pytest.fixture
def walk(sample, planned):
    """walk({"9004001Q": {...}}): records every task, with what is told for some; then goes to the desk."""

    def record(found=None):
        told = dict(found or {})
        for task in Round.of(sample, planned).tasks:
            key = task.name if task.marker else "section"
            values = {"inspected_on": "2026-11-25", **told.pop(key, {})}
            if task.marker:
                sample.do(RecordMarker(task.record.id, {"conditions": ["完好"], **values}))
            else:
                sample.do(RecordSection(task.record.id, {"clear": "是", **values}))
        sample.do(Advance(planned))
        return Round.of(sample, planned)

    return record
