"""DXF (R12, which every CAD program opens): points with names, lines, outlines; a drawing layer for each class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import shapely

from gazetteer.coordinates.systems import system
from gazetteer.exports.encodings import settle
from gazetteer.exports.places_table import NOT_PLACED, PlacesTable, Row
from gazetteer.formats.whole_file import write_whole

PAGES = {"gbk": "ANSI_936", "utf-8": "UTF-8"}
_NOT_IN_LAYER_NAMES = re.compile(r"[<>/\\\":;?*|=`,\s]+")
TEXT_METRES = 20.0
Pair = tuple[int, object]


def write_dxf(table: PlacesTable, path: Path, encoding: str) -> list[Path]:
    """POINT and TEXT (or POLYLINE and TEXT) for each place; other fields than name and class have no room here."""
    codec = settle(table, encoding)
    rows = [row for row in table.rows if row.geometry is not None]
    for row in table.rows:
        if row.geometry is None:
            table.say(row.where, NOT_PLACED)
    left = [column.label for column in table.columns if column.key not in ("BZMC", "DMLB")]
    if left:
        table.notes.append(f"DXF 只写名称、类别（图层）和图形，{len(left)} 个其他字段没有写入")
    size = TEXT_METRES if system(table.crs).kind == "plane" else TEXT_METRES / 111_000
    pairs = [*_head(rows, PAGES[codec]), (0, "SECTION"), (2, "ENTITIES"),
             *(pair for row in rows for pair in _entities(table, row, size)), (0, "ENDSEC"), (0, "EOF")]
    text = "".join(f"{code:>3}\r\n{value}\r\n" for code, value in pairs)
    return [write_whole(path, text.encode(codec))]


def layer_name(row: Row) -> str:
    """The drawing layer of a place: its class."""
    return _NOT_IN_LAYER_NAMES.sub("_", row.class_name or row.class_code) or "0"


def _head(rows: list[Row], page: str) -> Iterator[Pair]:
    layers = sorted({layer_name(row) for row in rows})
    yield from ((0, "SECTION"), (2, "HEADER"), (9, "$ACADVER"), (1, "AC1009"), (9, "$DWGCODEPAGE"), (3, page),
                (0, "ENDSEC"), (0, "SECTION"), (2, "TABLES"), (0, "TABLE"), (2, "LAYER"), (70, len(layers)))
    for number, layer in enumerate(layers):
        yield from ((0, "LAYER"), (2, layer), (70, 0), (62, number % 7 + 1), (6, "CONTINUOUS"))
    yield from ((0, "ENDTAB"), (0, "ENDSEC"))


def _entities(table: PlacesTable, row: Row, size: float) -> Iterator[Pair]:
    layer = layer_name(row)
    assert row.geometry is not None
    at = row.geometry if row.geometry.geom_type == "Point" else row.geometry.representative_point()
    if row.geometry.geom_type in ("Point", "MultiPoint"):
        for point in shapely.get_parts(row.geometry):
            yield from ((0, "POINT"), (8, layer), (10, repr(point.x)), (20, repr(point.y)), (30, 0.0))
    else:
        area = row.geometry.geom_type.endswith("Polygon")
        for part in shapely.get_parts(row.geometry.boundary if area else row.geometry):
            for ring in shapely.get_parts(part):
                yield from _polyline(ring, layer, area)
    yield from ((0, "TEXT"), (8, layer), (10, repr(at.x)), (20, repr(at.y)), (30, 0.0), (40, repr(size)),
                (1, _text(table, row)))


def _polyline(line, layer: str, closed: bool) -> Iterator[Pair]:
    points = shapely.get_coordinates(line).tolist()
    yield from ((0, "POLYLINE"), (8, layer), (66, 1), (70, 1 if closed else 0), (10, 0.0), (20, 0.0), (30, 0.0))
    for x, y in points[:-1] if closed else points:
        yield from ((0, "VERTEX"), (8, layer), (10, repr(x)), (20, repr(y)), (30, 0.0))
    yield from ((0, "SEQEND"), (8, layer))


def _text(table: PlacesTable, row: Row) -> str:
    """The name as a TEXT carries it: on one line, and ^ as the sign itself."""
    plain = " ".join(row.name.split())
    if plain != row.name:
        table.say(row.where, "名称中的换行或连续空白在 DXF 里写成一个空格")
    return plain.replace("^", "^ ")
