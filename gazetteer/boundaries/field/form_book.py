"""The record form as a workbook: sheets of markers and of sections, value lists in the cells, and how to fill it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gazetteer.boundaries.field.columns import (
    MARKER_COLUMNS,
    MARKER_KEY,
    SECTION_COLUMNS,
    SECTION_KEY,
    FormColumn,
)
from gazetteer.boundaries.field.subject import Subject
from gazetteer.boundaries.inspection import MarkerRecord, SectionRecord
from gazetteer.formats.whole_file import write_whole

MARKER_SHEET, SECTION_SHEET, ABOUT_SHEET = "界桩记录", "界线段记录", "说明"
INSPECTION = "联检标识"
KNOWN = "#E8EEF4"
HELP = ("灰底的列由程序填写，请勿改动；白底的列在现场填写，空白的单元格收回时不改动原有内容。",
        "现状可选多项，以顿号分开，例如“倾斜、字迹不清”；“完好”不与其他现状同填。",
        "实测坐标为 CGCS2000 3°带（中央经线114°）米：X 为北方向 7 位，Y 为东方向 6 位，不带带号。",
        "照片的文件名写上界桩编号和方向，例如“9003001Q_东.jpg”“9003001Q 处理后.jpg”。",
        "本表含界桩精确坐标或方位物，属内部资料，用后交回。")


def write_form(subject: Subject, path: Path) -> Path:
    """A workbook that the program takes in again."""
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    formats = {"head": book.add_format({"bold": True, "bg_color": "#C9D6E3", "border": 1, "text_wrap": True,
                                        "valign": "vcenter", "align": "center"}),
               "known": book.add_format({"bg_color": KNOWN, "border": 1, "text_wrap": True, "valign": "vcenter"}),
               "fill": book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@"}),
               "day": book.add_format({"border": 1, "valign": "vcenter", "num_format": "yyyy-mm-dd"}),
               "number": book.add_format({"border": 1, "valign": "vcenter", "num_format": "0.000"})}
    markers = [((str(marker.number), record.planned_on or "", marker.condition or ""), record)
               for marker, record in subject.markers]
    _sheet(book.add_worksheet(MARKER_SHEET), (MARKER_KEY, "计划日期", "登记现状"), (15, 12, 10), MARKER_COLUMNS,
           markers, formats)
    sections = [((str(section.position), one.start.number if one.start else "", one.end.number if one.end else "",
                  record.planned_on or ""), record) for one, section, record in subject.sections]
    _sheet(book.add_worksheet(SECTION_SHEET), (SECTION_KEY, "起桩", "止桩", "计划日期"), (7, 15, 15, 12),
           SECTION_COLUMNS, sections, formats)
    _about(book.add_worksheet(ABOUT_SHEET), subject, formats)
    book.close()
    return write_whole(path, held.getvalue())


def _sheet(sheet: Any, heads: Sequence[str], widths: Sequence[float], columns: Sequence[FormColumn],
           rows: Sequence[tuple[tuple[str, ...], MarkerRecord | SectionRecord]], formats: dict[str, Any]) -> None:
    sheet.set_row(0, 30)
    for at, text in enumerate([*heads, *(column.label for column in columns)]):
        sheet.write_string(0, at, text, formats["head"])
    for at, width in enumerate([*widths, *(column.width for column in columns)]):
        sheet.set_column(at, at, width)
    for number, (known, record) in enumerate(rows, start=1):
        for at, text in enumerate(known):
            sheet.write_string(number, at, text, formats["known"])
        for at, column in enumerate(columns, start=len(known)):
            _cell(sheet, number, at, column, getattr(record, column.name, None), formats)
    for at, column in enumerate(columns, start=len(heads)):
        _values(sheet, at, column, max(len(rows), 1))
    sheet.freeze_panes(1, len(heads))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _cell(sheet: Any, row: int, at: int, column: FormColumn, value: Any, formats: dict[str, Any]) -> None:
    look = formats["day" if column.kind == "date" else "number" if column.kind == "number" else "fill"]
    if value in (None, "", []):
        sheet.write_blank(row, at, None, look)
    elif isinstance(value, float | int):
        sheet.write_number(row, at, value, look)
    else:
        sheet.write_string(row, at, "、".join(value) if isinstance(value, list) else str(value), look)


def _values(sheet: Any, at: int, column: FormColumn, last: int) -> None:
    """The list of a column's values; of conditions several may be written, so other text is let in."""
    if column.choices:
        sheet.data_validation(1, at, last, at, {
            "validate": "list", "source": list(column.choices), "ignore_blank": True,
            "show_error": column.kind == "choice", "error_title": column.label,
            "error_message": "请从值表里选：" + "、".join(column.choices),
            **({"input_title": column.label, "input_message": "多项以顿号分开"} if column.kind == "list" else {})})


def _about(sheet: Any, subject: Subject, formats: dict[str, Any]) -> None:
    told = [("联检", subject.title), ("界线", f"{subject.line.name}（{subject.line.code}）"), ("密级", "内部"),
            (INSPECTION, identity(subject.line.code, subject.inspection.id)),
            *((f"说明 {number}", text) for number, text in enumerate(HELP, start=1))]
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 90)
    for number, (name, text) in enumerate(told):
        sheet.write_string(number, 0, name, formats["head"])
        sheet.write_string(number, 1, text, formats["known"])


def identity(line_code: str | None, inspection_id: int | None) -> str:
    """What tells the forms of one inspection from those of another: 9003-联检2."""
    return f"{line_code}-联检{inspection_id}"
