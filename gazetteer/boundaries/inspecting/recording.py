"""What a team found at a marker and along a section, written as one change each; the first record begins the 外业."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from gazetteer.boundaries.changes import existing, write
from gazetteer.boundaries.inspecting.planning import open_inspection
from gazetteer.boundaries.inspection import OUTSIDE, PLANNED, MarkerRecord, SectionRecord
from gazetteer.boundaries.marker import GOOD
from gazetteer.boundaries.positions import plane_problem
from gazetteer.coordinates.systems import from_plane
from gazetteer.errors import Problem, RuleBroken
from gazetteer.record import problems
from gazetteer.storage.work import Work

MEASURED = ("north", "east")  # plane metres (EPSG:4547) of the measured position, in place of `geom`


@dataclass(frozen=True)
class RecordMarker:
    """填写界桩检查记录"""

    record_id: int
    values: Mapping[str, Any]  # fields of a MarkerRecord; north and east for the measured position

    def apply(self, work: Work) -> None:
        record = existing(work, MarkerRecord, self.record_id)
        found = write_marker_record(record, self.values)
        _finish(work, record, found, "界桩检查记录")


@dataclass(frozen=True)
class RecordSection:
    """填写界线段检查记录"""

    record_id: int
    values: Mapping[str, Any]

    def apply(self, work: Work) -> None:
        record = existing(work, SectionRecord, self.record_id)
        write(record, self.values)
        found = [] if record.clear or not record.inspected_on else [Problem("clear", "请填写走向是否清晰")]
        _finish(work, record, found, "界线段检查记录")


@dataclass(frozen=True)
class ClearRecord:
    """清空检查记录（任务保留）"""

    table: str
    record_id: int

    def apply(self, work: Work) -> None:
        model: type[Any] = MarkerRecord if self.table == MarkerRecord.__tablename__ else SectionRecord
        record = existing(work, model, self.record_id)
        open_inspection(work, int(record.inspection_id or 0))
        empty = model(inspection_id=record.inspection_id, planned_on=record.planned_on).values()
        for name, value in empty.items():
            if name not in ("id", "marker_id", "section_id"):
                setattr(record, name, value)
        work.save(record)


def write_marker_record(record: MarkerRecord, values: Mapping[str, Any]) -> list[Problem]:
    """Put what was found into a record, the position from plane metres where these are given; what is wrong with it."""
    write(record, {name: value for name, value in values.items() if name not in MEASURED})
    found = _measure(record, values) if set(MEASURED) & set(values) else []
    return found + marker_record_problems(record)


def marker_record_problems(record: MarkerRecord) -> list[Problem]:
    """What a finished record must have, and what in it contradicts itself."""
    found, conditions = [], list(record.conditions or [])
    if record.inspected_on and not conditions:
        found.append(Problem("conditions", "请选择界桩现状"))
    if GOOD in conditions and len(conditions) > 1:
        found.append(Problem("conditions", f"现状不能既是“{GOOD}”又是“{'、'.join(conditions[1:])}”"))
    if "丢失" in conditions and record.geom is not None:
        found.append(Problem("conditions", "丢失的界桩没有实测位置"))
    if record.geom is not None and not record.measured_method:
        found.append(Problem("measured_method", "请填写测量方法，不知道精度就不能判断是否移位"))
    return found


def _measure(record: MarkerRecord, values: Mapping[str, Any]) -> list[Problem]:
    north, east = values.get("north"), values.get("east")
    if north is None and east is None:
        record.geom = None
        return []
    if north is None or east is None:
        return [Problem("north" if north is None else "east", "纵、横坐标要一起填写")]
    found = plane_problem(float(north), float(east))
    if not found:
        record.geom = shapely.Point(*from_plane(float(east), float(north)))
    return found


def _finish(work: Work, record: MarkerRecord | SectionRecord, found: list[Problem], where: str) -> None:
    inspection = open_inspection(work, int(record.inspection_id or 0))
    if not record.inspected_on:
        found = [*found, Problem("inspected_on", "请填写检查日期")]
    if found := found + problems(record):
        raise RuleBroken(found, where=where)
    work.save(record)
    if inspection.state == PLANNED:
        inspection.state = OUTSIDE
        work.save(inspection)
