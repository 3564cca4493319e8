"""Lines and markers as tables for export: their fields under the national abbreviations, and what may leave.

A public copy has no position of a marker, no reference object and no keeper; lines are made coarse, and a text that
tells a position is withheld and named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import shapely

from gazetteer.boundaries.changes import markers_on
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.coordinates.systems import CGCS2000, transform
from gazetteer.errors import GazetteerError
from gazetteer.exports.columns import Column
from gazetteer.exports.places_table import INTERNAL, PlacesTable, Row, Value
from gazetteer.gazetteer import Gazetteer
from gazetteer.publications.share_map import coarse, public_precision
from gazetteer.record import Field, Record, fields, table_of
from gazetteer.secrecy import PUBLIC

MODELS: tuple[type[Record], ...] = (BoundaryLine, BoundaryMarker)
KEYS = {"boundary_line": "code", "boundary_marker": "number"}  # by which a record is known in other databases
# What has no national abbreviation gets the initials of its Chinese name, in at most 8 letters so that text can go on.
INITIALS = {
    "side_a": "JF", "side_a_code": "JFDM", "side_b": "YF", "side_b_code": "YFDM", "approved_on": "PZRQ",
    "length": "TSCD", "further_lines": "TZJX", "serial": "XH", "type_code": "LXDM", "faces": "ZM",
    "group_number": "THZ", "status": "ZT", "condition": "XZ", "accuracy": "DWZWC", "survey_method": "CLFF",
    "ref1_north": "YHFWWZZB", "ref1_east": "YHFWWHZB", "ref2_north": "EHFWWZZB", "ref2_east": "EHFWWHZB",
    "ref3_north": "SHFWWZZB", "ref3_east": "SHFWWHZB", "responsible": "GLF", "keeper_id": "GHY", "set_on": "MSRQ",
    "technician": "JSFZR", "remark": "BZ",
}
_NEVER = ("id", "geom", "line_id")
_TELLS_POSITION = re.compile(r"(?<!\d)3[234]\d{5}(?!\d)|(?<!\d)(?:11[234]|3[01])(?:\.\d{3,}|\s*[°度])|方位角")


def columns_of(model: type[Record]) -> list[Column]:
    """Every column of a register, in the order of the form; a keeper is written by name and never public."""
    return [Column(_key(about), about.label, "text" if about.kind == "link" else about.kind, about.name,
                   about.public and about.kind != "link") for about in fields(model) if about.name not in _NEVER]


def _key(about: Field) -> str:
    return about.abbr or INITIALS[about.name]


def records_of(gazetteer: Gazetteer, model: type[Record], line: str | None = None) -> list[Any]:
    """All lines or markers, or those of one line by its code. Raises GazetteerError where there is no such line."""
    if line is None:
        order = BoundaryLine.code if model is BoundaryLine else BoundaryMarker.number
        return gazetteer.find(model, order_by=order)
    found = gazetteer.find(BoundaryLine, BoundaryLine.code == line)
    if not found:
        raise GazetteerError(f"没有代码为“{line}”的界线", remedy="请用 boundary lines 查看全部界线")
    return list(found) if model is BoundaryLine else [one for one in markers_on(gazetteer, line)
                                                      if one.line_code == line]


def table_for(gazetteer: Gazetteer, model: type[Record], records: Sequence[Record], *, internal: bool = False,
              crs: int = CGCS2000) -> PlacesTable:
    """Lines or markers as rows; what a public copy leaves out is named."""
    columns = columns_of(model)
    table = PlacesTable([one for one in columns if internal or one.public], [], crs, INTERNAL if internal else PUBLIC,
                        dropped=[] if internal else [f"{one.label}（{one.key}）" for one in columns if not one.public],
                        label=model.__label__)
    table.placed = internal or model is BoundaryLine
    keepers = {one.id: one.name for one in gazetteer.find(Keeper)}
    precision = 0.0 if internal else public_precision(gazetteer)
    for record in records:
        row = Row(int(record.id or 0), str(getattr(record, KEYS[table_of(model)]) or ""), "", model.__label__, {})
        row.values = {one.key: _value(table, row, one, getattr(record, one.field), keepers) for one in table.columns}
        row.geometry = _shape(table, record.geom, precision)  # type: ignore[attr-defined]
        table.rows.append(row)
    if not internal:
        table.notes.append("公开副本：不含界桩坐标、高程、位置描述和方位物" if model is BoundaryMarker else
                           f"公开副本：界线已概略处理，误差可达 {precision:g} 米")
    return table


def _shape(table: PlacesTable, geometry: Any, precision: float) -> Any:
    if geometry is None or geometry.is_empty or not table.placed:
        return None
    shown = coarse(geometry, precision) if precision else geometry
    return transform(shapely.force_2d(shown), CGCS2000, table.crs)


def _value(table: PlacesTable, row: Row, column: Column, value: Any, keepers: dict[int | None, str | None]) -> Value:
    if value in (None, ""):
        return None
    if column.field == "keeper_id":
        return keepers.get(value)
    if isinstance(value, int | float):
        return value
    text = str(value)
    told = column.kind in ("text", "longtext") and column.field != "spatial_id"
    if table.secrecy == PUBLIC and told and _TELLS_POSITION.search(text):
        table.say(f"{row.where}，{column.label}", "文字里写有位置，公开副本没有写出")
        return None
    return text
