"""The quality score as a workbook: by township, by class, and every place that lacks something."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from gazetteer.formats.whole_file import write_whole
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.rules.score import CLASSES, TOWNSHIPS, Line, Score
from gazetteer.secrecy import refusals

_MOST_ROWS = 200_000  # a sheet of Excel holds a million; nobody reads that many
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16}, "note": {"font_color": "#666666", "text_wrap": True, "valign": "top"},
    "head": {"bg_color": "#E8EEEE", "bottom": 1, "text_wrap": True, "align": "center", "valign": "vcenter"},
    "share": {"num_format": "0.0%"}, "total": {"num_format": "0.0", "bold": True}, "plain": {}, "number": {}}


def write_score(path: Path, gazetteer: Gazetteer, score: Score) -> Path:
    """Write the workbook; places that may not be shown are counted but not listed. Raises GazetteerError."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats = {name: book.add_format({"font_name": "宋体", "font_size": 10, **about})
               for name, about in _FORMATS.items()}
    for by in (TOWNSHIPS, CLASSES):
        _matrix(book.add_worksheet(by), score, by, formats)
    _sheet_of_items(book.add_worksheet("评分项目"), score, formats)
    _details(book.add_worksheet("扣分明细"), gazetteer, score, formats)
    book.close()
    return write_whole(path, out.getvalue())


def _matrix(sheet: Any, score: Score, by: str, formats: dict[str, Any]) -> None:
    sheet.write(0, 0, f"地名库质量评分（{by}）　{date.today().isoformat()}", formats["title"])
    heads = [by.removeprefix("按"), "地名数", "总分", *(item.title for item in score.items)]
    for place, head in enumerate(heads):
        sheet.write(2, place, head, formats["head"])
    sheet.set_row(2, 48)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, len(heads), 9)
    for row, line in enumerate([*score.lines(by), score.whole], start=3):
        _line(sheet, row, line, formats)
    sheet.freeze_panes(3, 1)


def _line(sheet: Any, row: int, line: Line, formats: dict[str, Any]) -> None:
    sheet.write_string(row, 0, line.label, formats["plain"])
    sheet.write_number(row, 1, line.count, formats["number"])
    if line.total is not None:
        sheet.write_number(row, 2, round(line.total, 1), formats["total"])
    for place, share in enumerate(line.shares, start=3):
        if share is not None:
            sheet.write_number(row, place, share, formats["share"])


def _sheet_of_items(sheet: Any, score: Score, formats: dict[str, Any]) -> None:
    _heads(sheet, ("方面", "项目", "分值", "说明"), (12, 24, 8, 40), formats)
    for row, item in enumerate(score.items, start=1):
        for place, value in enumerate((item.aspect, item.title, item.weight, item.certainty)):
            sheet.write(row, place, value, formats["plain"])


def _details(sheet: Any, gazetteer: Gazetteer, score: Score, formats: dict[str, Any]) -> None:
    _heads(sheet, ("编号", "标准名称", "政区", "项目", "问题"), (8, 28, 16, 20, 80), formats)
    failing = score.failing()
    row = 1
    withheld = 0
    for start in range(0, len(failing), 1000):
        places = gazetteer.get_many(Place, failing[start:start + 1000])
        closed = {one.id for one in refusals(gazetteer, places.values())}
        withheld += len(closed)
        for place_id, place in places.items():
            if place_id in closed or row > _MOST_ROWS:
                continue
            unit = score.labels.get(str(place.division_code or "")[:9], "")
            for item, why in score.why(place_id):
                for at, value in enumerate((place_id, place.name or "", unit, item.title, why)):
                    sheet.write(row, at, value, formats["plain"])
                row += 1
    note = f"{withheld}条地名因密级未列入明细" if withheld else ""
    note += "；明细太多，其余未列" if row > _MOST_ROWS else ""
    if note:
        sheet.write(row + 1, 1, note.strip("；"), formats["note"])


def _heads(sheet: Any, heads: Sequence[str], widths: Sequence[int], formats: dict[str, Any]) -> None:
    for place, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write(0, place, head, formats["head"])
    sheet.freeze_panes(1, 0)
