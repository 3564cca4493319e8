"""dBASE tables byte by byte: exact widths, an encoding of our choice, and long text in continued fields."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from gazetteer.errors import GazetteerError

MOST_BYTES, MOST_FIELDS, MOST_RECORD = 254, 255, 65_000
NAME_BYTES, NUMBER_BYTES = 10, 24
LANGUAGE = {"gbk": 0x4D, "utf-8": 0x00}


def pieces(text: str, codec: str, most: int = MOST_BYTES) -> list[str]:
    """A text cut between characters into parts of at most `most` bytes, none of which ends in a blank.

    A dBASE field cannot end in a blank, so a cut moves before it.
    """
    parts, start = [], 0
    while start < len(text):
        end, size = start, 0
        while end < len(text) and size + len(text[end].encode(codec)) <= most:
            size += len(text[end].encode(codec))
            end += 1
        if end < len(text):
            end = next((cut for cut in range(end, start, -1) if not text[cut - 1].isspace()), end)
        parts.append(text[start:end])
        start = end
    return parts or [""]


def continued_name(name: str, number: int) -> str:
    """DMDLL, DMDLL_2, DMDLL_3 …, in ten letters."""
    tail = f"_{number}" if number > 1 else ""
    return name[:NAME_BYTES - len(tail)] + tail


def dbf(columns: Sequence[tuple[str, bool, Sequence[str | int | float | None]]], count: int, codec: str) -> bytes:
    """A table of `count` records of columns (name, are they numbers, values). Raises GazetteerError when too wide."""
    made = [_field(name, values, codec) if not numbers else _numbers(name, values, codec)
            for name, numbers, values in columns]
    width = 1 + sum(size for _, _, size, _, _ in made)
    if len(made) > MOST_FIELDS or width > MOST_RECORD:
        raise GazetteerError("字段太多或太长，Shapefile 装不下", why=f"{len(made)} 个字段，每条 {width} 字节",
                             remedy="请少选几个字段，或导出为 GeoJSON、XLSX")
    today = date.today()
    head = struct.pack("<4BIHH17xB2x", 3, today.year - 1900, today.month, today.day, count, 33 + 32 * len(made), width,
                       LANGUAGE[codec])
    fields = b"".join(struct.pack("<11sc4xBB14x", name.encode("ascii"), kind, size, decimals)
                      for name, kind, size, decimals, _ in made)
    records = b"".join(b" " + b"".join(cells[number] for *_, cells in made) for number in range(count))
    return head + fields + b"\r" + records + b"\x1a"


def _field(name: str, values: Sequence[object], codec: str) -> tuple[str, bytes, int, int, list[bytes]]:
    texts = ["" if value is None else str(value) for value in values]
    cells = [text.encode(codec) for text in texts]
    size = max([len(cell) for cell in cells] + [1])
    return name, b"C", size, 0, [cell.ljust(size) for cell in cells]


def _numbers(name: str, values: Sequence[object], codec: str) -> tuple[str, bytes, int, int, list[bytes]]:
    """Numbers with as many digits as they have; a column that is not all numbers, or too long, is text."""
    try:
        plain = ["" if value is None else format(Decimal(repr(value)), "f") for value in values]
    except ArithmeticError:
        return _field(name, values, codec)
    decimals = max((len(text.partition(".")[2]) for text in plain), default=0)
    padded = [text if not text or not decimals else f"{Decimal(text):.{decimals}f}" for text in plain]
    size = max([len(text) for text in padded] + [1])
    if size > NUMBER_BYTES or decimals > 15:
        return _field(name, values, codec)
    return name, b"N", size, decimals, [text.rjust(size).encode("ascii") for text in padded]
