"""What floods and rivers do to a line is warned of: markers nobody saw, features that changed, water that left."""

from __future__ import annotations

from datetime import date

from shapely.affinity import translate

from gazetteer.boundaries.assessing.alert import FLOOD, RIVER
from gazetteer.boundaries.assessing.warnings import warnings
from gazetteer.boundaries.inspecting.planning import PlanInspection
from gazetteer.boundaries.inspecting.recording import RecordMarker, RecordSection
from gazetteer.boundaries.inspection import AFTER_DISASTER, MarkerRecord, SectionRecord
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.places.division import BaseFeature
from gazetteer.record_changes import EditRecord


def test_markers_near_the_water_that_nobody_saw_after_a_flood_are_urgent(sample):
    line = sample.find(BoundaryLine, BoundaryLine.code == "9001")[0]  # along the 汉江
    sample.do(PlanInspection(int(line.id), {"year": 2026, "kind": AFTER_DISASTER, "starts_on": "2026-07-20"}))
    missed = next(one for one in warnings(sample, date(2026, 8, 1)) if one.kind == FLOOD)
    assert missed.severity == "紧急" and missed.record.line_code == "9001" and "没有看到近河" in missed.text
    for one in sample.find(MarkerRecord, MarkerRecord.inspected_on.is_(None)):
        sample.do(RecordMarker(one.id, {"inspected_on": "2026-07-21", "conditions": ["完好"]}))
    later = [one for one in warnings(sample, date(2026, 8, 1)) if one.kind == FLOOD]
    assert [(one.severity, "还在" in one.text) for one in later] == [("注意", True)]


def test_water_that_changed_or_left_the_line_is_told_with_its_metres(sample):
    line = sample.find(BoundaryLine, BoundaryLine.code == "9001")[0]
    section = sample.find(LineSection, LineSection.line_id == line.id, order_by=LineSection.position)[0]
    before = {one.text for one in warnings(sample, date(2026, 8, 1))}
    sample.do(PlanInspection(int(line.id), {"year": 2026, "starts_on": "2026-07-20"}))
    record = sample.find(SectionRecord, SectionRecord.section_id == section.id)[-1]
    sample.do(RecordSection(record.id, {"inspected_on": "2026-07-21", "clear": "是",
                                        "features_changed": "样例：河岸崩塌"}))
    told = next(one for one in warnings(sample, date(2026, 8, 1)) if "河岸崩塌" in one.text)
    assert (told.kind, told.record.id) == (RIVER, section.id) and "2026-07-21" in told.text
    river = next(one for one in sample.find(BaseFeature) if one.name and one.name in str(section.carrier))
    sample.do(EditRecord("base_feature", river.id, {"geom": translate(river.geom, xoff=0.02)}))  # 1.9 km east
    away = [one for one in warnings(sample, date(2026, 8, 1)) if one.text not in before and one.measured
            and one.record.id == section.id]
    assert away and away[0].measured > away[0].limit
