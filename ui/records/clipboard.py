"""Cells to and from the clipboard, as tab-separated text that spreadsheets understand."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from gazetteer.characters.changes import readable
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import Field, Record, table_of
from ui.i18n import tr
from ui.records.options import Lookups
from ui.records.values import NotUnderstood, parsed, shown

SHOWN_PROBLEMS = 20
Grid = list[list[str]]


def as_text(grid: Sequence[Sequence[str]]) -> str:
    """Rows of cells as tab-separated lines; cells with tabs or line breaks are quoted."""
    lines = io.StringIO()
    csv.writer(lines, delimiter="\t", lineterminator="\n").writerows(grid)
    return lines.getvalue().removesuffix("\n")


def as_grid(text: str) -> Grid:
    """The rows and cells of a clipboard text."""
    return list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))


def read_cells(gazetteer: Gazetteer, model: type[Record], ids: Sequence[int], fields: Sequence[Field],
               lookups: Lookups) -> Grid:
    """The shown texts of whole rows, in the order of `ids`."""
    records = gazetteer.get_many(model, ids)
    table = table_of(model)
    return [[shown(field, getattr(records[one], field.name), lookups, table) for field in fields]
            for one in ids if one in records]


def spread(grid: Grid, rows: int, columns: int) -> Grid:
    """One cell fills the whole selection, one row or column repeats over it; anything else stays as it is."""
    if not grid or not grid[0]:
        return []
    high, wide = len(grid), max(len(line) for line in grid)
    rows = rows if rows % high == 0 else high
    columns = columns if columns % wide == 0 else wide
    rows, columns = max(rows, high), max(columns, wide)
    return [[_cell(grid[row % high], column % wide) for column in range(columns)] for row in range(rows)]


def _cell(line: Sequence[str], column: int) -> str:
    return line[column] if column < len(line) else ""


def understood(grid: Grid, ids: Sequence[int], fields: Sequence[Field], editable: Sequence[bool], lookups: Lookups,
               table: str, first_row: int = 0) -> list[tuple[int, Mapping[str, Any]]]:
    """The edits that pasting a grid means. Raises GazetteerError that lists every wrong cell; nothing is changed."""
    edits: list[tuple[int, Mapping[str, Any]]] = []
    wrong: list[str] = []
    for row, (line, record_id) in enumerate(zip(grid, ids, strict=False)):
        values: dict[str, Any] = {}
        for text, field, can_edit in zip(line, fields, editable, strict=False):
            problem = _take(field, can_edit, text, values, lookups, table)
            if problem:
                wrong.append(tr("第 {row} 行“{label}”：{why}", row=first_row + row + 1, label=field.label, why=problem))
        edits.append((record_id, values))
    if wrong:
        raise _refusal(wrong)
    return edits


def _take(field: Field, can_edit: bool, text: str, values: dict[str, Any], lookups: Lookups, table: str) -> str | None:
    if not can_edit:
        return tr("此列不能修改")
    try:
        value = parsed(field, text, lookups, table)
    except NotUnderstood as said:
        return str(said)
    problem = field.problem(value)
    if not problem and isinstance(value, str) and lookups.offers(field.name, value):
        return tr("“{text}”里有自造字或拆写的字，请在登记表中决定", text=readable(value))
    if not problem:
        values[field.name] = value
    return problem


def _refusal(wrong: list[str]) -> GazetteerError:
    listed = wrong[:SHOWN_PROBLEMS]
    if len(wrong) > SHOWN_PROBLEMS:
        listed.append(tr("另有 {n} 处", n=len(wrong) - SHOWN_PROBLEMS))
    return GazetteerError(tr("粘贴的内容有 {n} 处不合要求，未作任何更改", n=len(wrong)), why="\n".join(listed),
                          remedy=tr("改正后重新复制、粘贴"))
