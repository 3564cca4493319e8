"""CSV and XLSX: a row for each place; lines and areas as WKT; text too long for a cell goes on in the next."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import shapely

from gazetteer.coordinates.systems import system
from gazetteer.exports.columns import EDGES
from gazetteer.exports.encodings import settle
from gazetteer.exports.places_table import PlacesTable, Row, Value
from gazetteer.formats.whole_file import write_whole

LONGEST_CELL = 32_767  # characters, Excel
WKT = "WKT"


def write_csv(table: PlacesTable, path: Path, encoding: str) -> list[Path]:
    """A CSV with a BOM in UTF-8, as Excel wants it."""
    codec = settle(table, encoding)
    stream = io.StringIO(newline="")
    lines = csv.writer(stream, lineterminator="\r\n")
    lines.writerows(["" if cell is None else cell for cell in line] for line in _lines(table))
    return [write_whole(path, stream.getvalue().encode("utf-8-sig" if codec == "utf-8" else codec))]


def write_xlsx(table: PlacesTable, path: Path, encoding: str) -> list[Path]:
    """A workbook of two sheets: the records, and what the columns mean."""
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    bold, sheet = book.add_format({"bold": True, "bg_color": "#E8EEF4"}), book.add_worksheet(table.label)
    lines = list(_lines(table))
    continued = _continued(table, lines)
    for number, line in enumerate(continued):
        for column, cell in enumerate(line):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell, bold if number == 0 else None)
            elif cell is not None:
                sheet.write_number(number, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(lines[0]) - 1, 0), 16)
    _explain(table, book.add_worksheet("列说明"), bold)
    book.close()
    return [write_whole(path, held.getvalue())]


def _explain(table: PlacesTable, sheet, bold) -> None:
    said = [("列", "含义"), *((column.key, column.label) for column in table.columns),
            ("密级", table.secrecy), ("坐标系", f"{system(table.crs).name}（EPSG:{table.crs}）"),
            *(("说明", note) for note in table.notes)]
    for number, (key, text) in enumerate(said):
        sheet.write_string(number, 0, key, bold if number == 0 else None)
        sheet.write_string(number, 1, text, bold if number == 0 else None)
    sheet.set_column(0, 1, 24)


def _lines(table: PlacesTable) -> Iterator[list[Value]]:
    plane = system(table.crs).kind == "plane"
    if plane and any(column.key in EDGES for column in table.columns):
        table.notes.append("平面坐标写在 X（北）、Y（东）两列，不再写度数（DJ、ZDJ、BW、ZBW）")
        table.columns = [column for column in table.columns if column.key not in EDGES]
    if not table.placed:
        yield [column.key for column in table.columns]
        yield from ([row.values[column.key] for column in table.columns] for row in table.rows)
        return
    shapes = any(row.geometry is not None and row.geometry.geom_type != "Point" for row in table.rows)
    place = ["X", "Y"] if plane else ["经度", "纬度"]  # X north, Y east, as surveyors have it
    yield [*(column.key for column in table.columns), *place, *([WKT] if shapes else [])]
    for row in table.rows:
        line = [row.values[column.key] for column in table.columns] + list(_position(row, plane))
        yield [*line, _wkt(row)] if shapes else line


def _position(row: Row, plane: bool) -> tuple[Value, Value]:
    """A point itself; of a line or an area a point on it, so that every program can show where it is."""
    if row.geometry is None:
        return None, None
    point = row.geometry if row.geometry.geom_type == "Point" else row.geometry.representative_point()
    return (round(point.y, 4), round(point.x, 4)) if plane else (round(point.x, 9), round(point.y, 9))


def _wkt(row: Row) -> str | None:
    if row.geometry is None or row.geometry.geom_type == "Point":
        return None
    return str(shapely.to_wkt(row.geometry, rounding_precision=9, trim=True))


def _continued(table: PlacesTable, lines: list[list[Value]]) -> list[list[Value]]:
    """Text that one cell cannot hold goes on in columns of its own (DMDLL_2 …), which is told."""
    heads = [str(cell) for cell in lines[0]]
    pieces = [max((-(-len(cell) // LONGEST_CELL) for line in lines if isinstance(cell := line[at], str)), default=1)
              for at in range(len(heads))]
    if max(pieces, default=1) <= 1:
        return lines
    made: list[list[Value]] = []
    for number, line in enumerate(lines):
        cells: list[Value] = []
        for at, cell in enumerate(line):
            parts = [cell] if not isinstance(cell, str) else [
                cell[start:start + LONGEST_CELL] for start in range(0, len(cell), LONGEST_CELL)] or [""]
            if number == 0:
                parts = [heads[at], *(f"{heads[at]}_{more}" for more in range(2, pieces[at] + 1))]
            cells += [*parts, *[None] * (pieces[at] - len(parts))]
        made.append(cells)
    for at, count in enumerate(pieces):
        if count > 1:
            table.say(f"列 {heads[at]}", f"有的文字超过 {LONGEST_CELL} 字，接着写在 {heads[at]}_2 起的列里")
    return made
