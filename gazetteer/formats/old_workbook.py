"""XLS files that would fill the memory or end the program in the library are refused before it sees them.

An XLS is a small file system (MS-CFB 2.x): sectors chained by a table. Damage can close a chain to a ring, name sectors
that are not there, or put one cell of the table (MS-XLS 2.4) into the last corner of a sheet.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gazetteer.errors import UnreadableFile
from gazetteer.formats.workbook_limits import MOST_CELLS, too_wide

_LAST = 0xFFFFFFFA  # greater numbers of sectors mean an end or a gap
_SMALL_STREAM = 4096
_BOOKS = ("workbook", "book")
_CELLS = frozenset((0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x0207, 0x027E, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0406))
_STARTS, _STRINGS = 0x0809, 0x00FC


class _Broken(Exception):
    """The chains do not lead anywhere."""


@dataclass(frozen=True)
class _Sectors:
    """The content cut into sectors of `size` bytes, the first after the first `skipped` bytes."""

    content: bytes
    size: int
    skipped: int

    def chain(self, start: int, table: np.ndarray, most: int | None = None) -> bytes:
        """The sectors from one on as the table chains them. Raises _Broken for a ring or a missing sector."""
        found, seen = [], set[int]()
        while start < _LAST:
            if start in seen or start >= len(table) or self.skipped + start * self.size >= len(self.content):
                raise _Broken
            seen.add(start)
            begin = self.skipped + start * self.size
            found.append(self.content[begin:begin + self.size])
            start = int(table[start])
        joined = b"".join(found)
        return joined if most is None else joined[:most]


def refuse_broken(path: Path, content: bytes) -> None:
    """Raise UnreadableFile for an XLS whose chains are rings or whose cells are too far apart."""
    try:
        book = _book(content)
    except (_Broken, struct.error, IndexError) as error:
        raise UnreadableFile("打不开这个表格", where=str(path), why="文件已损坏：内部的目录前后矛盾",
                             remedy="请在 Excel 或 WPS 中打开后另存为 XLSX") from error
    rows = columns = 0
    for kind, about in _records(book):
        if kind == _STARTS:
            rows = columns = 0
        elif kind in _CELLS and len(about) >= 4:
            row, column = struct.unpack_from("<HH", about)
            if kind in (0x00BD, 0x00BE) and len(about) >= 6:  # several cells in a row, the last one told at the end
                column = max(column, struct.unpack_from("<H", about, len(about) - 2)[0])
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if rows * columns > MOST_CELLS:
                raise too_wide(path, rows, columns)
        elif kind == _STRINGS and len(about) >= 8 and not 0 <= struct.unpack_from("<i", about, 4)[0] <= len(book):
            raise UnreadableFile("打不开这个表格", where=str(path), why="文件已损坏：文字的个数比文件还长",
                                 remedy="请在 Excel 或 WPS 中打开后另存为 XLSX")


def _book(content: bytes) -> bytes:
    """The stream of the workbook; empty where there is none."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise _Broken
    sectors = _Sectors(content, size, size)
    table = _table(sectors, content)
    start, small_start = struct.unpack_from("<I", content, 48)[0], struct.unpack_from("<I", content, 60)[0]
    entries = sectors.chain(start, table)
    small_table = np.frombuffer(_whole(sectors.chain(small_start, table)), "<u4")
    small = b""
    for at in range(0, len(entries) - 127, 128):
        name = entries[at:at + 64].decode("utf-16-le", "replace").partition("\0")[0].casefold()
        first, length = struct.unpack_from("<II", entries, at + 116)
        if at == 0:
            small = sectors.chain(first, table, length)
        elif name in _BOOKS:
            if length < _SMALL_STREAM:
                return _Sectors(small, 64, 0).chain(first, small_table, length)
            return sectors.chain(first, table, length)
    return b""


def _table(sectors: _Sectors, content: bytes) -> np.ndarray:
    """Which sector follows which: its own sectors are named in the head of the file, further ones in a chain."""
    named = list(struct.unpack_from("<109I", content, 76))
    further, seen = struct.unpack_from("<I", content, 68)[0], set[int]()
    while further < _LAST:
        begin = sectors.skipped + further * sectors.size
        if further in seen or begin + sectors.size > len(content):
            raise _Broken
        seen.add(further)
        *more, further = struct.unpack_from(f"<{sectors.size // 4}I", content, begin)
        named += more
    parts = []
    for number in named:
        if number < _LAST:
            begin = sectors.skipped + number * sectors.size
            if begin >= len(content):
                raise _Broken
            parts.append(_whole(content[begin:begin + sectors.size]))
    return np.frombuffer(b"".join(parts), "<u4")


def _whole(part: bytes) -> bytes:
    return part[:len(part) // 4 * 4]


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4:at + 4 + length]
        at += 4 + length
