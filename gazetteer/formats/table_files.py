"""Points from tables: delimited text and workbooks; every column that is not understood stays in `raw` as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from gazetteer.coordinates.systems import CGCS2000, transform
from gazetteer.errors import GazetteerError, UnreadableFile
from gazetteer.formats import columns as heads
from gazetteer.formats import delimited, located, workbook
from gazetteer.formats.column_uses import ReadColumn, read_columns, settle
from gazetteer.formats.columns import Columns
from gazetteer.formats.heights import said_of_heights
from gazetteer.formats.readers import MOST_TABLE, Ask, NoCoordinates, reader
from gazetteer.formats.report import PointRecord, Report, ShapeRecord
from gazetteer.formats.times import CLOCK, iso_time

EVERY = 2000


@dataclass(frozen=True)
class Table:
    """One table of a file: rows of text cells, the number of each row in the file, and how to call its place."""

    rows: list[list[str]]
    numbers: list[int]
    place: str = ""


@reader("Excel 表格", (".xlsx", ".xlsm", ".xls", ".ods"), workbook.holds)
def read_workbook(ask: Ask) -> Report:
    """Read every sheet that has coordinate columns; the others are named in the notes."""
    label, sheets = workbook.read(ask.path)
    report = Report(ask.path, label, encoding="UTF-8", encoding_why=f"{label}自带编码，不需判断")
    tables = [Table(rows, list(range(1, len(rows) + 1)), f"工作表“{name}”") for name, rows in sheets]
    return _read_tables(ask, report, tables)


@reader("CSV 或文本表格", (".csv", ".tsv", ".txt", ".dat", ".tab"), delimited.holds, MOST_TABLE)
def read_delimited(ask: Ask) -> Report:
    """Read a delimited text; delimiter and encoding are found and told."""
    text = delimited.read(ask.path, ask.encoding)
    report = Report(ask.path, text.label, encoding=text.charset.label, encoding_why=text.charset.why)
    report.rivals = text.charset.rivals
    report.notes += text.notes
    report.unread += text.unread
    return _read_tables(ask, report, [Table(text.rows, text.numbers)])


def _read_tables(ask: Ask, report: Report, tables: Sequence[Table]) -> Report:
    filled = [table for table in tables if any(any(cell.strip() for cell in row) for row in table.rows)]
    if not filled:
        raise UnreadableFile("表格是空的", where=str(ask.path), why="没有一个单元格有内容", remedy="请检查导出的文件")
    found = [(table, settle(heads.find(table.rows), table.rows, ask.columns)) for table in filled]
    report.columns = [column for table, columns in found for column in _columns_of(ask, table, columns)]
    if not any(columns.located for _, columns in found):
        _refuse(ask, found, report.columns)
    for table, columns in found:
        if columns.located:
            _Points(ask, report, table, columns).read()
        else:
            report.note(f"{table.place}没有坐标列，未读取")
    return report


def _columns_of(ask: Ask, table: Table, columns: Columns) -> list[ReadColumn]:
    """The columns of a table; of one without coordinates too, where a person may say which they are."""
    if not columns.headings:
        return []
    body = table.rows[0 if columns.header is None else columns.header + 1 :]
    return read_columns(columns.headings, columns.roles, body, stated=ask.columns, place=table.place)


def _refuse(ask: Ask, found: Sequence[tuple[Table, Columns]], columns_read: list[ReadColumn]) -> None:
    seen = []
    for table, columns in found:
        names = columns.headings or heads.headings(next(row for row in table.rows if any(map(str.strip, row))))
        seen.append(f"{table.place}{'、'.join(f'“{name}”' for name in names[:30])}")
    raise NoCoordinates(
        "没有找到坐标列",
        where=str(ask.path),
        why=f"看到的列是：{'；'.join(seen)}",
        remedy="请指明哪几列是坐标，或把坐标列命名为 经度、纬度（或 X、Y，或一列 坐标）",
        columns=columns_read,
    )


class _Points:
    """Reads the points of one table into the report."""

    def __init__(self, ask: Ask, report: Report, table: Table, columns: Columns) -> None:
        self.ask, self.report, self.table, self.columns = ask, report, table, columns
        start = 0 if columns.header is None else columns.header + 1
        body = list(zip(table.numbers, table.rows, strict=True))[start:]
        self.body = [(number, row) for number, row in body if any(cell.strip() for cell in row)]
        named = [heads.plain(heading) for heading in columns.headings]
        self.shapes = named.index("wkt") if "wkt" in named else None
        self.roles = next(pair for pair in (("lon", "lat"), ("x", "y"), ("position",))
                          if columns.roles.keys() >= set(pair))

    def read(self) -> None:
        """Read all rows; those that give no position are listed with row, column and reason."""
        coordinates = [tuple(self._cell(row, role) for role in self.roles) for _, row in self.body]
        remarks = [self._cell(row, "crs") for _, row in self.body] if "crs" in self.columns.roles else []
        frame = located.decide(self.columns, coordinates, self.ask.crs, remarks)
        self._say(frame)
        for done, ((number, row), cells) in enumerate(zip(self.body, coordinates, strict=True)):
            if done % EVERY == 0:
                self.ask.tell(done, len(self.body))
            self._row(number, row, cells, frame)
        self.ask.tell(len(self.body), len(self.body))

    def _row(self, number: int, row: list[str], cells: located.Cells, frame: located.Frame) -> None:
        self.report.read += 1
        name = self._cell(row, "name")
        where = f"{self.table.place}第 {number} 行" + (f"“{name}”" if name else "")
        missing = [self._heading(role) for role, cell in zip(self.roles, cells, strict=True) if not cell]
        if missing:
            self.report.miss(where, f"{'、'.join(missing)}列是空的，没有坐标")
            return
        if self._shape(row, name, where, frame):
            return
        try:
            lon, lat = frame.read(cells)
        except GazetteerError as error:
            self.report.miss(f"{where}，{'、'.join(map(self._heading, self.roles))}列", _reason(error, cells))
            return
        self.report.points.append(
            PointRecord(
                name,
                lon,
                lat,
                self._elevation(row, where),
                self._time(row),
                self._cell(row, "note"),
                self._cell(row, "kind"),
                self._raw(row),
                self.report.read,
            )
        )

    def _shape(self, row: list[str], name: str, where: str, frame: located.Frame) -> bool:
        """Take a line or an area that stands as WKT beside the columns of a point on it; False where there is none."""
        text = row[self.shapes].strip() if self.shapes is not None and self.shapes < len(row) else ""
        if not text or text.upper().startswith("POINT") or frame.vendor:
            return False
        try:
            geometry = transform(shapely.from_wkt(text), frame.epsg, CGCS2000)
        except (shapely.errors.GEOSException, GazetteerError) as error:
            self.report.miss(f"{where}，WKT 列", f"图形读不出来，只取用点位：{str(error)[:80]}")
            return False
        self.report.shapes.append(ShapeRecord(name, geometry, self._time(row), self._cell(row, "note"),
                                              self._cell(row, "kind"), self._raw(row), self.report.read))
        return True

    def _say(self, frame: located.Frame) -> None:
        prefix = f"{self.table.place}：" if self.table.place else ""
        if not self.report.crs_why:
            self.report.crs, self.report.crs_why = frame.epsg, frame.why
        elif frame.epsg != self.report.crs:
            self.report.crs_why += f"；{prefix}{frame.why}"
        if self.columns.header is None:
            self.report.note(f"{prefix}没有表头，按内容判断各列")
        for line in self.columns.said():
            self.report.note(prefix + line)
        height = self.columns.roles.get("elevation")
        for line in said_of_heights(self.columns.headings, None if height is None else self.columns.headings[height]):
            self.report.note(prefix + line)
        first, *second = (self._heading(role) for role in self.roles)
        if not second:
            return
        if frame.plane:
            north, east = (first, second[0]) if frame.swapped else (second[0], first)
            self.report.note(f"{prefix}{north}列是北坐标，{east}列是东坐标")
        elif self.roles[0] == "x":
            lon, lat = (second[0], first) if frame.swapped else (first, second[0])
            self.report.note(f"{prefix}{lon}列是经度，{lat}列是纬度")
        elif frame.swapped:
            self.report.note(f"{prefix}{first}列与{second[0]}列的数值填反了，已按数值互换")

    def _heading(self, role: str) -> str:
        return f"“{self.columns.headings[self.columns.roles[role]]}”"

    def _cell(self, row: list[str], role: str) -> str:
        column = self.columns.roles.get(role)
        return row[column].strip() if column is not None and column < len(row) else ""

    def _elevation(self, row: list[str], where: str) -> float | None:
        text = self._cell(row, "elevation")
        value = heads.number(re.sub(r"\s*(米|m)$", "", text, flags=re.IGNORECASE)) if text else None
        if text and value is None:
            self.report.miss(
                f"{where}，{self._heading('elevation')}列", f"高程“{text}”不是数字；该点保留，高程留空，原文保留"
            )
        return value

    def _time(self, row: list[str]) -> str | None:
        time, date = self._cell(row, "time"), self._cell(row, "date")
        text = f"{date} {time}".strip() if CLOCK.match(time) or not time else time
        iso = iso_time(text)
        if text and iso is None:
            self.report.note(f"有的时间看不懂（如“{text}”），未取用，原文保留")
        return iso

    def _raw(self, row: list[str]) -> str:
        """The whole row as it came, heading → text; cells beyond the header are called by their place."""
        names = self.columns.headings + [f"列{number + 1}" for number in range(len(self.columns.headings), len(row))]
        return json.dumps(dict(zip(names, row, strict=False)), ensure_ascii=False)


def _reason(error: GazetteerError, cells: located.Cells) -> str:
    why = f"（{error.why}）" if error.why else ""
    return f"{error.what}{why}：{'，'.join(f'“{cell}”' for cell in cells)}"
