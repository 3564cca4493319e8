"""Workbooks that would fill the memory are refused before the library sees them: it ends the program instead."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lxml import etree

from gazetteer.errors import UnreadableFile
from gazetteer.formats.archives import refuse_bomb

MOST_BYTES = 512 * 1024**2
MOST_CELLS = 30_000_000  # rows times columns of a sheet, most of them empty; 32 bytes each
_PIECE = 1024**2
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]{0,200}?\br=\"([A-Z]{1,3})(\d{1,7})\"")
_LONGEST_CELL = 240
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def refuse_excess(path: Path) -> None:
    """Raise UnreadableFile for a zipped workbook (XLSX, ODS) that unfolds to too much, in bytes or in cells."""
    refuse_bomb(path, MOST_BYTES)
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    with archive.open(name) as sheet:
                        _refuse_far_cells(path, sheet)
                elif name == "content.xml":
                    with archive.open(name) as sheet:
                        _refuse_repeated_cells(path, sheet)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError, RuntimeError):
        return  # damaged in some way: the library says how


def _refuse_far_cells(path: Path, sheet: IO[bytes]) -> None:
    """One cell in the last corner makes all those before it."""
    rows = columns = 0
    rest = b""
    while piece := sheet.read(_PIECE):
        text = rest + piece
        for letters, digits in _CELL.findall(text):
            rows, columns = max(rows, int(digits)), max(columns, _column(letters))
        rest = text[-_LONGEST_CELL:]
    if rows * columns > MOST_CELLS:
        raise too_wide(path, rows, columns)


def _refuse_repeated_cells(path: Path, sheet: IO[bytes]) -> None:
    """A cell or row of ODS may say that it stands there many times."""
    cells = 0
    for row in _rows(sheet):
        times = _repeated(row, "rows")
        filled = sum(_repeated(cell, "columns") for cell in row if len(cell))
        cells += times * filled
        if cells > MOST_CELLS:
            raise too_wide(path, times, filled)
        row.clear()


def _rows(sheet: IO[bytes]) -> Iterator[etree._Element]:
    parser = etree.XMLPullParser(events=("end",), tag=f"{_TABLE}table-row", resolve_entities=False, no_network=True,
                                 recover=True)
    while piece := sheet.read(_PIECE):
        parser.feed(piece)
        for _, row in parser.read_events():
            yield row


def _repeated(element: etree._Element, what: str) -> int:
    said = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(said) if said.isdigit() else 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def too_wide(path: Path, rows: int, columns: int) -> UnreadableFile:
    """The refusal of a sheet that is nearly all empty."""
    return UnreadableFile("表格的范围太大，拒绝读取", where=str(path),
                          why=f"有 {rows} 行 × {columns} 列，绝大多数是空的",
                          remedy="请删除数据以外的行和列，或另存为 CSV")
