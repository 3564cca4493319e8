"""Filled record forms (XLSX, XLS, ODS, CSV): every filled cell becomes a value, or is told with row, field and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import shapely

from gazetteer.boundaries.field.brought import MARKER, SECTION, Brought, Entry
from gazetteer.boundaries.field.columns import (
    EAST,
    MARKER_COLUMNS,
    MARKER_KEY,
    NORTH,
    SECTION_COLUMNS,
    SECTION_KEY,
    FormColumn,
    Unfit,
    cell_value,
    column_called,
    plain,
)
from gazetteer.boundaries.field.form_book import ABOUT_SHEET, INSPECTION
from gazetteer.boundaries.field.naming import Names
from gazetteer.boundaries.line import LineSection
from gazetteer.boundaries.positions import plane_problem
from gazetteer.coordinates.systems import from_plane
from gazetteer.errors import UnreadableFile
from gazetteer.formats import delimited, workbook

TABLES, TEXTS = (".xlsx", ".xls", ".ods", ".xlsm"), (".csv", ".tsv", ".txt")
KNOWN = ("计划日期", "登记现状", "起桩", "止桩", "序号")  # columns that the program fills
_HEAD_ROWS = 10
Rows = list[tuple[str, list[str]]]  # where a row stands, and its cells


@dataclass(frozen=True)
class Sheet:
    """One table of a file from its heading on: the kind of records, and which column holds what."""

    kind: str
    key_at: int
    columns: Mapping[int, FormColumn]
    strange: tuple[str, ...]
    rows: Rows


def sheets_of(path: Path, identity: str) -> list[Sheet]:
    """The record forms in a file; none where it is something else. Raises UnreadableFile for another inspection's."""
    found = []
    for name, rows in _tables(path):
        if name == ABOUT_SHEET:
            _refuse_strange(path, rows, identity)
        sheet = _sheet(rows)
        if sheet is not None:
            found.append(sheet)
    return found


def take_sheet(sheet: Sheet, file: str, names: Names, sections: Sequence[LineSection], brought: Brought) -> None:
    """Put the filled cells of a form into what was brought."""
    if sheet.strange:
        brought.note(f"{file}：不认识的列没有读取：{'、'.join(sheet.strange)}")
    by_position = {str(section.position): int(section.id or 0) for section in sections}
    for where, cells in sheet.rows:
        filled = {column: cells[at].strip() for at, column in sheet.columns.items()
                  if at < len(cells) and cells[at].strip()}
        written = cells[sheet.key_at].strip() if sheet.key_at < len(cells) else ""
        if not filled:
            brought.blank += bool(written)
            continue
        key = names.row_of(written) if sheet.kind == MARKER else by_position.get(_whole(written))
        if key is None:
            label = MARKER_KEY if sheet.kind == MARKER else SECTION_KEY
            why = f"“{written}”不是这条界线上唯一的一个" if written else "没有填写，不知道说的是哪一个"
            brought.miss(file, where, label, why)
            continue
        _take_row(sheet.kind, key, filled, (file, where), brought)


def _take_row(kind: str, key: int, filled: Mapping[FormColumn, str], at: tuple[str, str], brought: Brought) -> None:
    plane: dict[str, float] = {}
    for column, text in filled.items():
        try:
            value = cell_value(column, text)
        except Unfit as unfit:
            brought.miss(*at, column.label, str(unfit))
            continue
        if column.name in (NORTH, EAST):
            plane[column.name] = value
        else:
            brought.put(kind, key, column.name, Entry(value, column.label, *at))
    asked = {column.name for column in filled}
    if plane and (len(plane) == 2 or not {NORTH, EAST} <= asked):  # else one of both was no number, as is told
        take_plane(plane, key, at, brought)


def take_plane(plane: Mapping[str, float], key: int, at: tuple[str, str], brought: Brought) -> None:
    """Metres of the plane as the measured position of a marker; what they cannot be is told."""
    if len(plane) < 2:
        brought.miss(*at, "实测坐标", "纵、横坐标只填了一个")
        return
    wrong = plane_problem(plane[NORTH], plane[EAST])
    for problem in wrong:
        brought.miss(*at, "实测坐标", problem.text)
    if not wrong:
        point = shapely.Point(*from_plane(plane[EAST], plane[NORTH]))
        brought.put(MARKER, key, "geom", Entry(point, "实测位置", *at))


def _tables(path: Path) -> Iterable[tuple[str, Rows]]:
    if path.suffix.lower() in TABLES:
        _, sheets = workbook.read(path)
        return [(name, [(f"{name}第 {number} 行", cells) for number, cells in enumerate(rows, start=1)])
                for name, rows in sheets]
    read = delimited.read(path)
    rows = [(f"第 {number} 行", cells) for number, cells in zip(read.numbers, read.rows, strict=True)]
    return [("", rows)]


def _sheet(rows: Rows) -> Sheet | None:
    """The heading is a row with the key column and one more column of its form."""
    for number, (_, cells) in enumerate(rows[:_HEAD_ROWS]):
        heads = [plain(cell) for cell in cells]
        for kind, key, columns in ((MARKER, MARKER_KEY, MARKER_COLUMNS), (SECTION, SECTION_KEY, SECTION_COLUMNS)):
            found = {at: column for at, cell in enumerate(cells)
                     if (column := column_called(columns, cell)) is not None}
            if key in heads and found:
                strange = tuple(cell for at, cell in enumerate(cells)
                                if cell.strip() and at not in found and heads[at] not in (key, *KNOWN))
                return Sheet(kind, heads.index(key), found, strange, rows[number + 1:])
    return None


def _refuse_strange(path: Path, rows: Rows, identity: str) -> None:
    written = next((cells[1] for _, cells in rows if len(cells) > 1 and cells[0] == INSPECTION), identity)
    if written != identity:
        raise UnreadableFile("这份记录表属于另一次联检", where=path.name,
                             why=f"表上写的是 {written}，这次是 {identity}", remedy="请打开对应的联检再收回")


def _whole(text: str) -> str:
    """第3段, 3 and 03 are the same."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return str(int(digits)) if digits else ""
