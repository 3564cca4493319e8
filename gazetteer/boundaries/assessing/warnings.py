"""预警: open problems and disputes near settlements, what floods left unseen, and rivers that leave their line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gazetteer.boundaries.assessing.alert import (
    ATTENTION,
    DISPUTE,
    FLOOD,
    NEAR,
    RIVER,
    URGENT,
    Alert,
    Settlements,
    Spot,
    middle,
    said,
)
from gazetteer.boundaries.carriers import RIVERS, Carrier, away
from gazetteer.boundaries.checks.sections import name_of
from gazetteer.boundaries.description import described_section
from gazetteer.boundaries.dispute import OPEN, BoundaryDispute
from gazetteer.boundaries.inspection import (
    AFTER_DISASTER,
    CONFIRMED,
    DONE,
    Inspection,
    InspectionProblem,
    MarkerRecord,
    SectionRecord,
)
from gazetteer.boundaries.line import LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.network import Network, View
from gazetteer.coordinates.systems import CGCS2000, PLANE, transform
from gazetteer.storage.work import Reader

WATERS = ("河流", "沟渠", "湖泊")


def warnings(reader: Reader, on: date) -> list[Alert]:
    """All that there is to look at on a day, the urgent before the rest, then line by line."""
    watch = _Watch(reader, on)
    found = [*watch.problems(), *watch.disputes(), *watch.floods(), *watch.rivers()]
    return sorted(found, key=lambda one: (one.severity != URGENT, str(one.line.code), one.kind))


@dataclass
class _Watch:
    """What the warnings are made from, read once."""

    reader: Reader
    on: date

    def __post_init__(self) -> None:
        self.network = Network.of(self.reader)
        self.views = {int(view.line.id or 0): view for view in self.network.views.values()}
        self.limits = self.network.tolerances
        self.inspections = {one.id: one for one in self.reader.find(Inspection)}

    @cached_property
    def settlements(self) -> Settlements:
        return Settlements.of(self.reader)

    def problems(self) -> Iterator[Alert]:
        """Open problems that people live near to, or whose time has run out."""
        limit = self.limits["warn_settlement"]
        for one in self.reader.find(InspectionProblem, InspectionProblem.state != DONE):
            inspection = self.inspections.get(one.inspection_id)
            view = self.views.get(int(inspection.line_id or 0)) if inspection else None
            if view is None or inspection is None:
                continue
            at = middle(one.geom) or self._spot_of(view, one)
            near = self.settlements.nearest(at) if at else None
            close = near is not None and near[1] <= limit
            late = self._days_since(one.due_on)
            flood = inspection.kind == AFTER_DISASTER
            if not close and not flood:
                continue
            told = [str(one.text), f"离{near[0]} {near[1]:.0f} 米" if near else "",
                    f"已超期 {late} 天" if late > 0 else ""]
            yield Alert(FLOOD if flood else NEAR, URGENT if late > 0 else ATTENTION, view.line,
                          "，".join(part for part in told if part), one, one.handling or "定出处理方式、责任方和期限",
                          at, near[1] if near else None, limit if near else None)

    def disputes(self) -> Iterator[Alert]:
        """Open disputes near settlements, and those that have lasted too long."""
        near_limit, day_limit = self.limits["warn_settlement"], self.limits["warn_dispute"]
        for one in self.reader.find(BoundaryDispute, BoundaryDispute.state == OPEN):
            view, at = self.views.get(int(one.line_id or 0)), middle(one.geom)
            near = self.settlements.nearest(at) if at else None
            days = self._days_since(one.happened_on)
            close, long = near is not None and near[1] <= near_limit, days > day_limit
            if view is None or not (close or long):
                continue
            told = f"争议“{one.title}”未化解" + (f"，已 {days} 天" if one.happened_on else "")
            told += f"，离{near[0]} {near[1]:.0f} 米" if near and close else ""
            yield Alert(DISPUTE if long else NEAR, URGENT if long and close else ATTENTION, view.line, told, one,
                          "调处并登记结果", at, float(days) if long else near[1] if near else None,
                          day_limit if long else near_limit)

    def floods(self) -> Iterator[Alert]:
        """The last inspection after a disaster of each line: not over, or markers near the water not seen."""
        last: dict[int, Inspection] = {}
        for one in self.inspections.values():
            if one.kind == AFTER_DISASTER:
                line = int(one.line_id or 0)
                last[line] = max(last.get(line, one), one, key=_when)
        for line, inspection in last.items():
            view = self.views.get(line)
            if view is not None:
                yield from self._after_flood(view, inspection)

    def _after_flood(self, view: View, inspection: Inspection) -> Iterator[Alert]:
        records = self.reader.find(MarkerRecord, MarkerRecord.inspection_id == inspection.id)
        seen = {one.marker_id for one in records if one.inspected_on}
        limit, rivers = self.limits["warn_flood"], self._rivers()
        missed = [marker for marker in view.markers if marker.id not in seen
                  and min((_apart(marker, river) for river in rivers), default=limit + 1) <= limit]
        if missed:
            numbers = "、".join(str(marker.number) for marker in missed[:3])
            yield Alert(FLOOD, URGENT, view.line, f"{inspection.year}年灾后检查没有看到近河的 {len(missed)} 颗界桩："
                          f"{numbers}{'等' if len(missed) > 3 else ''}", missed[0], "尽快查看这些界桩",
                          middle(missed[0].geom), float(len(missed)), 0.0)
        elif inspection.state != CONFIRMED:
            yield Alert(FLOOD, ATTENTION, view.line, f"{inspection.year}年灾后检查还在{inspection.state}阶段",
                          inspection, "完成检查并由双方确认", middle(view.line.geom))

    def rivers(self) -> Iterator[Alert]:
        """Where water that a line runs along has changed, lies away from it, or stands at its markers."""
        changed = self._changed()
        for view in self.network.views.values():
            carriers: dict[str, Carrier] = {}
            for section in view.sections:
                if section.carrier_kind in WATERS:
                    yield from self._river(view, section, changed.get(int(section.id or 0)))
                    carrier = self.network.carriers.named(section.carrier or "")
                    carriers |= {carrier.name: carrier} if carrier else {}
            for marker in view.markers:
                yield from self._bank(view, marker, list(carriers.values()))

    def _river(self, view: View, section: LineSection, record: SectionRecord | None) -> Iterator[Alert]:
        at = self._along(view, section)
        if record is not None:
            yield Alert(RIVER, ATTENTION, view.line, f"{name_of(view, section)}：{said(record.features_changed)}"
                          f"（{record.inspected_on or '日期未记'}）", section, "实地核对界线，必要时双方协商", at)
        carrier = self.network.carriers.named(section.carrier or "")
        told = described_section(view, self.network, section) if carrier else None
        limit = self.limits["carrier"]
        off = away(told.stretch, carrier) if told and carrier else 0.0
        if carrier and off > limit:
            yield Alert(RIVER, ATTENTION, view.line, f"{name_of(view, section)}：{carrier.name}离界线 {off:.0f} 米，"
                          "河道可能已改", section, "核对底图和影像，界线仍按协议", at, off, limit)

    def _bank(self, view: View, marker: BoundaryMarker, carriers: list[Carrier]) -> Iterator[Alert]:
        limit = self.limits["warn_bank"]
        nearest = min(((_apart(marker, one), one.name) for one in carriers), default=(limit + 1, ""))
        if nearest[0] <= limit:
            unsteady = marker.condition in ("倾斜", "移位", "丢失")
            told = f"{marker.number}号界桩离{nearest[1]}中心线 {nearest[0]:.0f} 米，可能临水"
            yield Alert(RIVER, URGENT if unsteady else ATTENTION, view.line, told, marker, "查看是否受冲刷",
                        middle(marker.geom), nearest[0], limit)

    # -- where --------------------------------------------------------------------------------------------------

    def _changed(self) -> dict[int, SectionRecord]:
        """Section → its latest record, where that tells of changed features."""
        latest: dict[int, SectionRecord] = {}
        for one in self.reader.find(SectionRecord):
            if one.inspected_on:
                key = int(one.section_id or 0)
                latest[key] = max(latest.get(key, one), one, key=lambda each: (each.inspected_on or "", each.id or 0))
        return {key: one for key, one in latest.items() if said(one.features_changed)}

    def _spot_of(self, view: View, problem: InspectionProblem) -> Spot | None:
        marker = next((one for one in (*view.markers, *view.guests) if one.id == problem.marker_id), None)
        section = next((one for one in view.sections if one.id == problem.section_id), None)
        return middle(marker.geom) if marker else self._along(view, section) if section else None

    def _along(self, view: View, section: LineSection) -> Spot | None:
        """Halfway along a section."""
        ends = [view.station_of(one) for one in (section.start_marker_id, section.end_marker_id)]
        if view.course is None or ends[0] is None or ends[1] is None:
            return None
        lon, lat = view.course.at((ends[0].chainage + ends[1].chainage) / 2)[:2]
        return float(lon), float(lat)

    def _rivers(self) -> list[Carrier]:
        return [one for one in self.network.carriers.all if one.kind == RIVERS]

    def _days_since(self, text: str | None) -> int:
        try:
            return (self.on - date.fromisoformat(text)).days if text else 0
        except ValueError:
            return 0


def _when(inspection: Inspection) -> tuple[int, str, int]:
    return inspection.year or 0, inspection.starts_on or "", inspection.id or 0


def _apart(marker: BoundaryMarker, carrier: Carrier) -> float:
    """Metres between a marker and the middle of a river; endless where the marker has no position."""
    if marker.geom is None or marker.geom.is_empty:
        return float("inf")
    return float(transform(marker.geom, CGCS2000, PLANE).distance(carrier.plane))
