"""Members of a ZIP file whose list is lost: found by the heads that stand before each of them."""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HEAD = b"PK\x03\x04"
_LENGTH = 30
_STORED, _DEFLATED = 0, 8
_UTF8, _ENCRYPTED, _LENGTH_AFTER = 0x800, 0x1, 0x8
_PIECE = 256 * 1024


@dataclass
class Found:
    """One member. Once `content` is at its end, `whole` says if all came out, `why` what was in the way."""

    name: bytes
    utf8: bool
    content: Iterator[bytes]
    whole: bool = False
    why: str = ""
    end: int = 0


def salvaged(path: Path) -> Iterator[Found]:
    """The members as they follow in the file; each has to be used up before the next is asked for."""
    if not path.stat().st_size:
        return
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = data.find(_HEAD)
        while at >= 0 and at + _LENGTH <= len(data):
            flags, method, _, _, size, _, name, extra = struct.unpack("<HHIIIIHH", data[at + 6:at + _LENGTH])
            begin = at + _LENGTH + name + extra
            found = Found(data[at + _LENGTH:at + _LENGTH + name], bool(flags & _UTF8), iter(()), end=begin)
            found.content = _content(data, found, begin, size, flags, method)
            yield found
            at = data.find(_HEAD, max(found.end, at + 4))


def _content(data: mmap.mmap, found: Found, begin: int, size: int, flags: int, method: int) -> Iterator[bytes]:
    if flags & _ENCRYPTED:
        found.why = "加了密码，不能取出"
    elif method == _DEFLATED:
        yield from _inflated(data, found, begin)
    elif method == _STORED and not flags & _LENGTH_AFTER:
        end = min(begin + size, len(data))
        for start in range(begin, end, _PIECE):
            yield data[start:min(start + _PIECE, end)]
        found.end, found.whole = end, end == begin + size
    else:
        found.why = "用了少见的压缩方法，不能取出"


def _inflated(data: mmap.mmap, found: Found, begin: int) -> Iterator[bytes]:
    inflate, at = zlib.decompressobj(-zlib.MAX_WBITS), begin
    try:
        while at < len(data) and not inflate.eof:
            rest = data[at:at + _PIECE]
            at += len(rest)
            while rest and not inflate.eof:
                yield inflate.decompress(rest, _PIECE)
                rest = inflate.unconsumed_tail
    except zlib.error:
        return  # `whole` stays False, and the next member is looked for from here
    finally:
        found.end = max(at - len(inflate.unused_data), begin)
    found.whole = inflate.eof
