"""The printed record sheets: a page for each marker and section with what is agreed, a map, and room to write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import shapely

from gazetteer.boundaries.description import Described
from gazetteer.boundaries.directions import azimuth_text
from gazetteer.boundaries.field.columns import MARKER_COLUMNS, FormColumn
from gazetteer.boundaries.field.little_map import Ground, around, little_map
from gazetteer.boundaries.field.subject import Subject, spot
from gazetteer.boundaries.inspection import MarkerRecord, SectionRecord
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import LineSection
from gazetteer.boundaries.marker import NUMERALS, BoundaryMarker
from gazetteer.boundaries.reports.sketch import sketch_of
from gazetteer.coordinates.angles import format_dms
from gazetteer.coordinates.systems import to_plane
from gazetteer.formats.typeset import typeset
from gazetteer.formats.whole_file import write_whole
from gazetteer.storage.work import Reader

TEMPLATE = Path(__file__).with_name("sheets.typ")
REACH = 800.0  # metres around a marker
Progress = Callable[[int, int], None]


def write_sheets(reader: Reader, subject: Subject, path: Path, progress: Progress | None = None) -> Path:
    """A PDF of all sheets. Raises GazetteerError and Cancelled."""
    tell = progress or (lambda done, total: None)
    total = len(subject.markers) + len(subject.sections)
    keepers = {one.id: one for one in reader.find(Keeper)}
    ground = _ground(reader, subject)
    markers = []
    for number, (marker, record) in enumerate(subject.markers):
        tell(number, total)
        markers.append(_marker(subject, marker, record, keepers.get(marker.keeper_id), ground))
    sections = []
    for number, (described, section, planned) in enumerate(subject.sections, start=len(markers)):
        tell(number, total)
        sections.append(_section(subject, described, section, planned, ground))
    inspection = subject.inspection
    data: dict[str, Any] = {
        "title": subject.title, "day": date.today().isoformat(), "markers": markers, "sections": sections,
        "line": f"{subject.line.name}（{subject.line.code}）", "side_a": subject.line.side_a or "甲方",
        "side_b": subject.line.side_b or "乙方", "members_a": inspection.members_a or "",
        "members_b": inspection.members_b or "", "conditions": _choices("conditions"),
        "reference_states": _choices("reference_state"), "methods": _choices("measured_method")}
    made = write_whole(path, typeset(TEMPLATE, data))
    tell(total, total)
    return made


def _choices(name: str) -> list[str]:
    column: FormColumn = next(one for one in MARKER_COLUMNS if one.name == name)
    return list(column.choices)


def _ground(reader: Reader, subject: Subject) -> Ground:
    standing = [(str(marker.number), *to_plane(marker.geom.x, marker.geom.y))
                for marker in (*subject.view.markers, *subject.view.guests) if spot(marker) is not None]
    line = subject.course.plane if subject.course is not None else shapely.MultiPoint(
        [(east, north) for _, east, north in standing])
    return Ground.of(reader, line, standing)


def _marker(subject: Subject, marker: BoundaryMarker, record: MarkerRecord, keeper: Keeper | None,
            ground: Ground) -> dict[str, Any]:
    here, sketch = spot(marker), sketch_of(marker)
    before = subject.last_marker(marker.id)
    told = {"number": marker.number, "planned": record.planned_on or "",
            "kind": "，".join(filter(None, (marker.standing, marker.faces, marker.material))),
            "seats": "；".join(filter(None, (marker.seat_a, marker.seat_b, marker.seat_c))),
            "keeping": "，".join(filter(None, (marker.responsible, keeper.name if keeper else None))),
            "set_on": marker.set_on or "", "location": marker.location or "", "condition": marker.condition or "",
            "plane": _plane(marker), "degrees": _degrees(here),
            "accuracy": f"{marker.accuracy:g} 米" if marker.accuracy else "",
            "sights": [[NUMERALS[sight.number - 1], sight.what,
                        "" if sight.azimuth is None else azimuth_text(sight.azimuth),
                        "" if sight.distance is None else f"{sight.distance:.2f} 米"] for sight in marker.sights()]}
    told["map"] = ""
    if here is not None:
        box = around(*to_plane(here.x, here.y), REACH)
        told["map"] = little_map(ground, box, shown=str(marker.number)).decode()
    told["sketch"] = sketch.content.decode() if sketch is not None else ""
    told["last"] = _last_marker(before)
    return told


def _plane(marker: BoundaryMarker) -> str:
    parts = [f"{name} {value:.3f}" for name, value in (("X", marker.north), ("Y", marker.east)) if value is not None]
    return "　".join([*parts, *([f"H {marker.elevation:.2f}"] if marker.elevation is not None else [])])


def _degrees(here: shapely.Point | None) -> str:
    return "" if here is None else f"{format_dms(here.x, 'lon')}　{format_dms(here.y, 'lat')}"


def _last_marker(before: MarkerRecord | None) -> str:
    if before is None:
        return "没有上一轮记录"
    parts = [str(before.inspected_on), "、".join(before.conditions or []),
             f"方位物{before.reference_state}" if before.reference_state else "", before.reference_note or "",
             "已描红" if before.repainted == "是" else "未描红" if before.repainted else "", before.remark or ""]
    return "，".join(part for part in parts if part)


def _section(subject: Subject, described: Described, section: LineSection, planned: SectionRecord,
             ground: Ground) -> dict[str, Any]:
    before = subject.last_section(section.id)
    start = described.start.number if described.start else "起点"
    end = described.end.number if described.end else "止点"
    told = {"position": str(section.position), "start": start, "end": end, "planned": planned.planned_on or "",
            "length": f"{described.length / 1000:.3f} 千米", "carrier": described.carrier or "无线状地物",
            "text": described.text, "last": _last_section(before), "map": ""}
    if len(described.stretch) > 1:
        stretch = shapely.LineString([to_plane(*position) for position in described.stretch])
        told["map"] = little_map(ground, stretch.bounds, stretch=stretch).decode()
    return told


def _last_section(before: SectionRecord | None) -> str:
    if before is None:
        return "没有上一轮记录"
    said = [str(before.inspected_on), {"是": "走向清晰", "否": "走向不清"}.get(before.clear or "", "")]
    said += [f"{label}：{text}" for label, text in (("地物变化", before.features_changed),
             ("单方标志", before.one_sided_markers), ("越界", before.encroachment), ("备注", before.remark)) if text]
    return "，".join(part for part in said if part)
