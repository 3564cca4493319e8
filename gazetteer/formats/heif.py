"""Where a HEIF picture (HEIC …) keeps its EXIF. Source: ISO/IEC 14496-12 (boxes meta, iinf, iloc), 23008-12 annex A."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_MOST_OF_ITEMS = 16 * 1024**2  # bytes of the list of items, and of an EXIF
_FARTHEST = 2**40  # bytes into a file
_IN_FILE = 0
_EXIF = b"Exif"


def exif_of(path: Path) -> bytes:
    """The EXIF as it stands, from its TIFF head on; nothing where there is none. Raises ValueError for damage."""
    try:
        with path.open("rb") as stream:
            meta = _meta(stream)
            item = _exif_item(meta.get(b"iinf", b""))
            pieces = _pieces(meta.get(b"iloc", b""), item) if item is not None else []
            content = b"".join(_read(stream, start, length) for start, length in pieces)
    except struct.error as error:
        raise ValueError(f"图片的目录不完整：{error}") from error
    return content[4 + int.from_bytes(content[:4], "big"):]


def _meta(stream: BinaryIO) -> dict[bytes, bytes]:
    """The boxes within the box “meta” of a file, by kind."""
    while len(head := stream.read(8)) == 8:
        size, kind = struct.unpack(">I4s", head)
        used = 8
        if size == 1:
            (size,), used = struct.unpack(">Q", stream.read(8)), 16
        if kind == b"meta":
            return dict(_boxes(_read(stream, stream.tell(), size - used)[4:]))
        if size < used:
            break
        if size > _FARTHEST:
            raise ValueError("图片的目录大得不合理")
        stream.seek(size - used, 1)
    return {}


def _read(stream: BinaryIO, start: int, length: int) -> bytes:
    if not (0 <= length <= _MOST_OF_ITEMS and start <= _FARTHEST):
        raise ValueError("图片的目录大得不合理")
    stream.seek(start)
    return stream.read(length)


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        yield kind, content[at + 8:at + size]
        at += max(size, 8)


def _exif_item(iinf: bytes) -> int | None:
    """The number of the item that is the EXIF."""
    for _, entry in _boxes(iinf[6 if iinf[:1] == b"\x00" else 8:]):
        layout = ">H2x4s" if entry[:1] == b"\x02" else ">I2x4s"
        if entry[:1] >= b"\x02":
            number, kind = struct.unpack_from(layout, entry, 4)
            if kind == _EXIF:
                return int(number)
    return None


def _pieces(iloc: bytes, wanted: int) -> list[tuple[int, int]]:
    """Start in the file and length of each piece of an item."""
    cells = _Cells(iloc)
    version = cells.next(1)
    cells.next(3)
    sizes, more = cells.next(1), cells.next(1)
    offset_size, length_size, base_size, index_size = sizes >> 4, sizes & 15, more >> 4, more & 15 if version else 0
    wide = 4 if version > 1 else 2
    for _ in range(cells.next(wide)):
        number, kept = cells.next(wide), cells.next(2) & 15 if version else _IN_FILE
        cells.next(2)
        base, found = cells.next(base_size), []
        for _ in range(cells.next(2)):
            cells.next(index_size)
            found.append((base + cells.next(offset_size), cells.next(length_size)))
        if number == wanted:
            return found if kept == _IN_FILE else []
    return []


class _Cells:
    """Whole numbers of a few bytes, one after the other."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    def next(self, size: int) -> int:
        self._at += size
        if self._at > len(self._content):
            raise ValueError("图片的目录不完整")
        return int.from_bytes(self._content[self._at - size:self._at], "big")
