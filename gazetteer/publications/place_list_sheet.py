"""标准地名录 as a workbook: about, list and pinyin index; ready to filter and to print."""

from __future__ import annotations

import datetime
import io
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gazetteer.publications.place_list import COLUMNS, KIND, PlaceList, imprint

WIDTHS = (7, 25, 36, 16, 13, 23)
INDEX_COLUMNS = ("字母", "标准名称", "所在政区", "序号")
SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"


def xlsx(document: PlaceList) -> bytes:
    """The workbook of a place list."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    )
    edition = document.edition
    book.set_properties(
        {
            "title": edition.title,
            "author": edition.issuer,
            "comments": edition.remark,
            "created": datetime.datetime.combine(edition.cut_off, datetime.time()),
        }
    )
    formats = _formats(book)
    _about(book.add_worksheet("说明"), document, formats)
    lines = _list(book.add_worksheet(KIND), document, formats)
    _index(book.add_worksheet("拼音索引"), document, formats, lines)
    book.close()
    return out.getvalue()


FORMATS: dict[str, dict[str, Any]] = {
    "title": {"font_name": HEI, "font_size": 20, "align": "center"},
    "plain": {},
    "line": {"bottom": 7, "bottom_color": "#C0C0C0", "indent": 1},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "label": {"font_name": HEI, "valign": "top"},
    "head": {"font_name": HEI, "bg_color": "#E8EEEE", "top": 1, "bottom": 1, "align": "center"},
    "number": {"bottom": 7, "bottom_color": "#C0C0C0", "font_name": LATIN, "align": "right", "font_color": "#777777"},
    "roman": {"bottom": 7, "bottom_color": "#C0C0C0", "font_name": LATIN},
    "code": {"bottom": 7, "bottom_color": "#C0C0C0", "font_name": "Consolas", "font_size": 9, "num_format": "@"},
    "link": {"font_name": LATIN, "font_color": "#0B6E6E", "align": "right"},
}


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    base = {"font_name": SONG, "font_size": 10, "valign": "vcenter"}
    return {name: book.add_format(base | more) for name, more in FORMATS.items()}


def _about(sheet: Worksheet, document: PlaceList, formats: dict[str, Format]) -> None:
    edition = document.edition
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 84)
    sheet.set_row(0, 44)
    sheet.merge_range(0, 0, 0, 1, edition.title, formats["title"])
    row = 2
    for label, text in imprint(document)[1:]:
        if text:
            sheet.write_string(row, 0, label, formats["label"])
            sheet.write_string(row, 1, text, formats["plain"])
            row += 1
    row += 1
    for number, note in enumerate(document.notes, 1):
        sheet.write_string(row, 0, "凡例" if number == 1 else "", formats["label"])
        sheet.write_string(row, 1, f"{number}. {note}", formats["wrapped"])
        sheet.set_row(row, 15 * (1 + len(note) // 40))
        row += 1
    _contents(sheet, document, formats, row + 1)
    _paper(sheet, document)


def _contents(sheet: Worksheet, document: PlaceList, formats: dict[str, Format], row: int) -> None:
    line = 1
    for chapter in document.chapters:
        for section in chapter.sections:
            sheet.write_string(row, 0, "目录" if line == 1 else "", formats["label"])
            sheet.write_url(
                row,
                1,
                f"internal:'{KIND}'!A{line + 1}",
                formats["plain"],
                f"{chapter.name} · {section.name}（{section.count}条，自第{line}条）",
            )
            line += section.count
            row += 1


def _list(sheet: Worksheet, document: PlaceList, formats: dict[str, Format]) -> dict[int, int]:
    """Write the list; returns number of entry → row."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 20)
    sheet.write_row(0, 0, COLUMNS, formats["head"])
    kinds = [formats[name] for name in ("number", "line", "roman", "line", "line", "code")]
    lines = {}
    for row, entry in enumerate(document.entries, 1):
        lines[entry.number] = row
        for column, (value, kind) in enumerate(zip(entry.cells, kinds, strict=True)):
            if isinstance(value, int):
                sheet.write_number(row, column, value, kind)
            else:
                sheet.write_string(row, column, value, kind)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(lines), len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    _breaks(sheet, document)
    _paper(sheet, document)
    return lines


def _breaks(sheet: Worksheet, document: PlaceList) -> None:
    """Each 大类 begins a page."""
    row, breaks = 1, []
    for chapter in document.chapters:
        row += sum(section.count for section in chapter.sections)
        breaks.append(row)
    sheet.set_h_pagebreaks(breaks[:-1])


def _index(sheet: Worksheet, document: PlaceList, formats: dict[str, Format], lines: dict[int, int]) -> None:
    for column, width in enumerate((7, 30, 18, 9)):
        sheet.set_column(column, column, width)
    sheet.write_row(0, 0, INDEX_COLUMNS, formats["head"])
    divisions = {entry.number: entry.division for entry in document.entries}
    row = 1
    for letter, names in document.index:
        for line in names:
            sheet.write_string(row, 0, letter, formats["plain"])
            sheet.write_string(row, 1, line.name, formats["plain"])
            sheet.write_string(row, 2, divisions[line.number], formats["plain"])
            # A formula, because a sheet may hold no more than 65,530 links.
            sheet.write_formula(
                row,
                3,
                f"=HYPERLINK(\"#'{KIND}'!B{lines[line.number] + 1}\",{line.number})",
                formats["link"],
                line.number,
            )
            row += 1
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(row - 1, 1), len(INDEX_COLUMNS) - 1)
    sheet.repeat_rows(0)
    _paper(sheet, document)


def _paper(sheet: Worksheet, document: PlaceList) -> None:
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f'&L&"{HEI}"&9{document.edition.title}&R&"{HEI}"&9&A')
    sheet.set_footer('&C&"Times New Roman"&9第 &P 页，共 &N 页')
