"""Ruled tables for Word: cells over several columns and rows, repeated heads, pictures in cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from gazetteer.boundaries.reports.paper import Cell, Picture, Table
from gazetteer.formats.word import CELL_MARGIN, runs

_MM = 2.834646  # points
_TOGETHER = 3  # so many rows stay on one page
_ALIGN = {"left": "left", "right": "right", "center": "center"}


@dataclass(frozen=True)
class _Slot:
    """A cell in its row, or what an upper cell covers there."""

    cell: Cell
    column: int
    begins: bool


def table_element(table: Table, width: float):
    """The XML of a table `width` points wide, and its cells that hold pictures, in order."""
    whole = sum(table.widths)
    widths = [share / whole * width for share in table.widths]
    grid = "".join(f'<w:gridCol w:w="{round(each * 20)}"/>' for each in widths)
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="222222"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    borders = f"<w:tblBorders>{edges}</w:tblBorders>" if table.ruled else ""
    side = round(CELL_MARGIN * 20)
    placed = list(_placed(table))
    last = len(placed) - 1
    body = "".join(_row(table, slots, widths, number < table.head, len(placed) <= _TOGETHER and number < last)
                   for number, slots in enumerate(placed))
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{round(width * 20)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'{borders}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="28" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>'
        f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>")
    return element, list(_with_pictures(element, placed))


def _placed(table: Table) -> Iterator[list[_Slot]]:
    """Each row from left to right; what reaches down from above is there again, not beginning."""
    reaching: dict[int, tuple[Cell, int]] = {}  # column → cell, rows still covered
    for cells in table.rows:
        slots, column, waiting = [], 0, list(cells)
        while column < len(table.widths):
            if column in reaching:
                cell, left = reaching.pop(column)
                slots.append(_Slot(cell, column, False))
                if left > 1:
                    reaching[column] = (cell, left - 1)
            else:
                cell = waiting.pop(0) if waiting else Cell()
                slots.append(_Slot(cell, column, True))
                if cell.rows > 1:
                    reaching[column] = (cell, cell.rows - 1)
            column += slots[-1].cell.columns
        yield slots


def _row(table: Table, slots: list[_Slot], widths: list[float], head: bool, kept: bool) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    cells = "".join(_cell(slot, table, sum(widths[slot.column:slot.column + slot.cell.columns]), kept)
                    for slot in slots)
    return (f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{round(table.height * _MM * 20)}" w:hRule="atLeast"/>'
            f"{repeated}</w:trPr>{cells}</w:tr>")


def _cell(slot: _Slot, table: Table, width: float, kept: bool) -> str:
    cell = slot.cell
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merged = ('<w:vMerge w:val="restart"/>' if slot.begins else "<w:vMerge/>") if cell.rows > 1 else ""
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="EFEFEF"/>' if cell.label else ""
    keep = "<w:keepNext/>" if kept else ""
    shape = (f'<w:pPr>{keep}<w:spacing w:before="0" w:after="0" w:line="250" w:lineRule="auto"/>'
             f'<w:jc w:val="{_ALIGN[cell.align]}"/></w:pPr>')
    words = (cell.text if slot.begins else "").split("\n")
    paragraphs = "".join(f"<w:p>{shape}{runs(text, table.size, hei=cell.label)}</w:p>" for text in words)
    return (f'<w:tc><w:tcPr><w:tcW w:w="{round(width * 20)}" w:type="dxa"/>{span}{merged}{fill}'
            f'<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>')


def _with_pictures(element, placed: list[list[_Slot]]) -> Iterator[tuple[object, Picture]]:
    for row, slots in zip(element.findall(qn("w:tr")), placed, strict=True):
        for found, slot in zip(row.findall(qn("w:tc")), slots, strict=True):
            if slot.begins and slot.cell.picture is not None:
                yield found.find(qn("w:p")), slot.cell.picture
