"""The tasks of an inspection as layers of a field package: markers, sections, and an empty one for walked tracks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely

from gazetteer.boundaries.field.columns import (
    EAST,
    MARKER_COLUMNS,
    MARKER_KEY,
    NORTH,
    SECTION_COLUMNS,
    SECTION_KEY,
    FormColumn,
)
from gazetteer.boundaries.field.form_book import INSPECTION, identity
from gazetteer.boundaries.field.subject import Subject, spot, subject_of
from gazetteer.boundaries.inspection import InspectionTrack, MarkerRecord, SectionRecord
from gazetteer.coordinates.systems import to_plane
from gazetteer.exports.columns import Column
from gazetteer.exports.places_table import Row, Value
from gazetteer.fieldwork.further import Further, FurtherLayer
from gazetteer.record import field_of, table_of
from gazetteer.storage.work import Reader

MARKERS, SECTIONS, TRACKS = table_of(MarkerRecord), table_of(SectionRecord), table_of(InspectionTrack)
KEY, ABOUT = "Id", "inspection"  # the column that says which task a row is, and where the package names its inspection
# Photo column → side, stage; the label is both together.
MARKER_PHOTOS: dict[str, tuple[str | None, str | None]] = {
    "photo_e": ("东", None), "photo_s": ("南", None), "photo_w": ("西", None), "photo_n": ("北", None),
    "photo_1": (None, "处理前"), "photo_2": (None, "处理后")}
SECTION_PHOTOS: dict[str, tuple[str | None, str | None]] = {
    "photo_far": ("远景", None), "photo_near": ("近景", None), "photo_1": (None, "处理前"), "photo_2": (None, "处理后")}
_LISTS = {(MARKERS, "conditions"): "list_marker_condition", (MARKERS, "reference_state"): "list_reference_state",
          (MARKERS, "cleared"): "list_yes_no", (MARKERS, "repainted"): "list_yes_no",
          (MARKERS, "measured_method"): "list_measured_method", (SECTIONS, "clear"): "list_yes_no"}
_KNOWN_OF_MARKER = (Column(KEY, "标识"), Column("number", MARKER_KEY), Column("planned_on", "计划日期"),
                    Column("known", "登记现状"), Column("location", "位置描述"))
_KNOWN_OF_SECTION = (Column(KEY, "标识"), Column("position", SECTION_KEY), Column("starts", "起桩"),
                     Column("ends", "止桩"), Column("planned_on", "计划日期"), Column("text", "走向说明"))
_LONG = frozenset({"remark", "reference_note", "features_changed", "one_sided_markers", "encroachment", "text"})


def package_layers(reader: Reader, inspection_id: int) -> Further:
    """The layers of an inspection. Raises GazetteerError as `subject_of` does."""
    subject = subject_of(reader, inspection_id)
    track = FurtherLayer(TRACKS, "联检航迹", "LineString", tuple(
        Column(name, field_of(InspectionTrack, name).label, field_of(InspectionTrack, name).kind)
        for name in ("name", "walked_on")), (), "#7048C6", "name")
    return Further((_markers(subject), _sections(subject), track), _values(),
                   {ABOUT: identity(subject.line.code, subject.inspection.id), INSPECTION: subject.title})


def lines_of(columns: Sequence[FormColumn]) -> tuple[Column, ...]:
    """The columns of a form in a layer; several values of a list stand in one text."""
    return tuple(Column(one.name, one.label, "text" if one.kind == "list" else one.kind) for one in columns)


def several(values: Sequence[str]) -> str | None:
    """Several values as QGIS keeps them in a text: {"破损","倾斜"}."""
    return "{" + ",".join(f'"{value}"' for value in values) + "}" if values else None


def _values() -> dict[str, tuple[str, tuple[str, ...]]]:
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for table, columns in ((MARKERS, MARKER_COLUMNS), (SECTIONS, SECTION_COLUMNS)):
        for one in columns:
            if (table, one.name) in _LISTS:
                found[_LISTS[table, one.name]] = (f"{one.label}值表", one.choices)
    return found


def _layer(table: str, title: str, kind: str, known: tuple[Column, ...], columns: Sequence[FormColumn],
           photos: dict[str, tuple[str | None, str | None]], rows: list[Row], colour: str, label: str) -> FurtherLayer:
    pictures = tuple(Column(key, f"照片 {side or stage}") for key, (side, stage) in photos.items())
    return FurtherLayer(
        table, title, kind, (*known, *lines_of(columns), *pictures), tuple(rows), colour, label,
        {name: held for (of, name), held in _LISTS.items() if of == table},
        frozenset(one.name for one in columns if one.kind == "list"), frozenset(one.key for one in known),
        frozenset(photos), _LONG)


def _markers(subject: Subject) -> FurtherLayer:
    rows = []
    for marker, record in subject.markers:
        values: dict[str, Value] = {
            KEY: f"{MARKERS}/{marker.id}", "number": marker.number, "planned_on": record.planned_on,
            "known": marker.condition, "location": marker.location, **_filled(MARKER_COLUMNS, record)}
        rows.append(Row(int(marker.id or 0), str(marker.number), "", "", values, record.geom or spot(marker)))
    return _layer(MARKERS, "界桩检查", "Point", _KNOWN_OF_MARKER, MARKER_COLUMNS, MARKER_PHOTOS, rows, "#C8401C",
                  "number")


def _sections(subject: Subject) -> FurtherLayer:
    rows = []
    for told, section, record in subject.sections:
        ends = [one.number if one else None for one in (told.start, told.end)]
        values: dict[str, Value] = {
            KEY: f"{SECTIONS}/{section.id}", "position": str(section.position), "starts": ends[0], "ends": ends[1],
            "planned_on": record.planned_on, "text": told.text, **_filled(SECTION_COLUMNS, record)}
        shape = shapely.LineString(told.stretch) if len(told.stretch) > 1 else None
        rows.append(Row(int(section.id or 0), f"第{section.position}段", "", "", values, shape))
    return _layer(SECTIONS, "界线段检查", "MultiLineString", _KNOWN_OF_SECTION, SECTION_COLUMNS, SECTION_PHOTOS, rows,
                  "#A8328C", "position")


def _filled(columns: Sequence[FormColumn], record: Any) -> dict[str, Value]:
    """What a record holds already, each in the way of its column."""
    held = {one.name: getattr(record, one.name, None) for one in columns}
    place = getattr(record, "geom", None)
    if place is not None and not place.is_empty:
        east, north = to_plane(place.x, place.y)
        held |= {NORTH: round(north, 3), EAST: round(east, 3)}
    return {name: several(value) if isinstance(value, list) else value or None for name, value in held.items()}
