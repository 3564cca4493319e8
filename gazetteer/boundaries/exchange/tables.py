"""Records of the boundaries as tables for export: their fields under short names, and what may leave.

A public copy has no position of a marker, no reference object, no keeper and no file; lines are made coarse, and a
text that tells a position is withheld and named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import shapely

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.changes import markers_on
from gazetteer.boundaries.exchange.called import OWNERS, Called
from gazetteer.boundaries.exchange.registers import INTERNAL_ONLY, PLACED, columns_of
from gazetteer.boundaries.keeping import Keeper
from gazetteer.boundaries.line import BoundaryDocument, BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.coordinates.systems import CGCS2000, transform
from gazetteer.errors import GazetteerError
from gazetteer.exports.columns import Column
from gazetteer.exports.places_table import INTERNAL, PlacesTable, Row, Value
from gazetteer.gazetteer import Gazetteer
from gazetteer.publications.share_map import coarse, public_precision
from gazetteer.record import Record, table_of
from gazetteer.secrecy import PUBLIC

SYSTEM = Column("ZBX", "坐标系")  # of a copy that is not in degrees of CGCS2000: so that a text file says its own
_TELLS_POSITION = re.compile(r"(?<!\d)3[234]\d{5}(?!\d)|(?<!\d)(?:11[234]|3[01])(?:\.\d{3,}|\s*[°度])|方位角")
Lines = str | Sequence[str] | None


class Source:
    """The records of some lines, or of all: a marker at a triple point goes with each of its lines."""

    def __init__(self, gazetteer: Gazetteer, lines: Lines = None) -> None:
        """Raises GazetteerError where there is no such line."""
        self.gazetteer, self.called = gazetteer, Called(gazetteer)
        codes = [lines] if isinstance(lines, str) else lines
        known = gazetteer.find(BoundaryLine, order_by=BoundaryLine.code)
        unknown = [code for code in codes or () if code not in {line.code for line in known}]
        if unknown:
            raise GazetteerError(f"没有代码为“{unknown[0]}”的界线", remedy="请用 boundary lines 查看全部界线")
        self.whole = codes is None
        self.lines = [line for line in known if codes is None or line.code in codes]
        self.markers = self._markers()

    def _markers(self) -> list[BoundaryMarker]:
        if self.whole:
            return self.gazetteer.find(BoundaryMarker, order_by=BoundaryMarker.number)
        found = {one.id: one for line in self.lines for one in markers_on(self.gazetteer, str(line.code))}
        return sorted(found.values(), key=lambda one: str(one.number))

    @property
    def guests(self) -> list[BoundaryMarker]:
        """The markers among them that belong to a line that was not asked for."""
        codes = {line.code for line in self.lines}
        return [] if self.whole else [one for one in self.markers if one.line_code not in codes]

    def records(self, model: type[Record]) -> list[Any]:
        """Those of a register that go with these lines."""
        if model is BoundaryLine:
            return list(self.lines)
        if model is BoundaryMarker:
            return list(self.markers)
        if model is Keeper:
            kept = {one.keeper_id for one in self.markers}
            return [one for one in self.gazetteer.find(Keeper) if self.whole or one.id in kept]
        if model is BoundaryMedia:
            return self._files()
        ids = {line.id for line in self.lines}
        order = [column for column in (model.__table__.c.get(name) for name in ("line_id", "position"))
                 if column is not None]
        return [one for one in self.gazetteer.find(model, order_by=order) if self.whole or one.line_id in ids]  # type: ignore[attr-defined]

    def _files(self) -> list[BoundaryMedia]:
        held: dict[tuple[str, int], Record] = {
            (table_of(model), int(one.id)): one
            for model in (BoundaryLine, BoundaryMarker, LineSection, BoundaryDocument) for one in self.records(model)}
        some = self.gazetteer.find(BoundaryMedia, BoundaryMedia.table_name.in_([table_of(one) for one in OWNERS]))
        return [one for one in some if (str(one.table_name), int(one.record_id or 0)) in held]


def table_for(source: Source, model: type[Record], *, internal: bool = False, crs: int = CGCS2000) -> PlacesTable:
    """The records of a register as rows; what a public copy leaves out is named."""
    columns = columns_of(model)
    table = PlacesTable([one for one in columns if internal or one.public], [], crs, INTERNAL if internal else PUBLIC,
                        label=model.__label__, placed=model in PLACED and (internal or model is BoundaryLine))
    if model in INTERNAL_ONLY and not internal:
        return table
    table.dropped = [] if internal else [f"{one.label}（{one.key}）" for one in columns if not one.public]
    precision = 0.0 if internal else public_precision(source.gazetteer)
    told = [SYSTEM] if table.placed and crs != CGCS2000 else []
    for record in source.records(model):
        row = Row(int(record.id or 0), source.called.key(record), "", model.__label__, {})
        row.values = {one.key: _value(table, row, one, source.called.value(record, one.field))
                      for one in table.columns}
        row.values.update({one.key: f"EPSG:{crs}" for one in told})
        row.geometry = _shape(table, getattr(record, "geom", None), precision)
        table.rows.append(row)
    table.columns += told
    _note(table, source, model, precision)
    return table


def _note(table: PlacesTable, source: Source, model: type[Record], precision: float) -> None:
    if precision and model in PLACED:
        table.notes.append("公开副本：不含界桩坐标、高程、位置描述和方位物" if model is BoundaryMarker else
                           f"公开副本：界线已概略处理，误差可达 {precision:g} 米")
    if model is BoundaryMarker and source.guests:
        others = "、".join(sorted({str(one.line_code) for one in source.guests}))
        table.notes.append(f"三交点上的界桩 {len(source.guests)} 颗登记在其他界线（{others}），一并写出")


def _shape(table: PlacesTable, geometry: Any, precision: float) -> Any:
    if geometry is None or geometry.is_empty or not table.placed:
        return None
    shown = coarse(geometry, precision) if precision else geometry
    return transform(shapely.force_2d(shown), CGCS2000, table.crs)


def _value(table: PlacesTable, row: Row, column: Column, value: Any) -> Value:
    if value in (None, ""):
        return None
    if isinstance(value, int | float):
        return value
    text = str(value)
    told = column.kind in ("text", "longtext") and column.field not in ("spatial_id", "line_id")
    if table.secrecy == PUBLIC and told and _TELLS_POSITION.search(text):
        table.say(f"{row.where}，{column.label}", "文字里写有位置，公开副本没有写出")
        return None
    return text
