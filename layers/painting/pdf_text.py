"""Makes the text in a PDF by QPdfWriter readable again.

Qt notes for each glyph the first character that a font maps to it: of Noto CJK that is 門's radical ⻔ for 门,
and nothing at all beyond U+FFFF. The glyphs stand in the file in the order in which we drew the characters,
so the table (ToUnicode, ISO 32000-1, 9.10.3) can be written anew from what was drawn.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]{4})> Tj")
# A bold face that a font lacks is made by drawing the letters twice; Qt says of the second that it is no text.
_SHADOW = re.compile(rb"/Span << /ActualText <> >> BDC.*?EMC", re.DOTALL)
Table = dict[int, str]  # glyph → character


def repaired(content: bytes, drawn: Iterable[str]) -> bytes:
    """The PDF with its glyph tables written anew from the texts drawn, in their order.

    Where a font joined letters into one glyph the two do not go together: then the file stays as it was.
    """
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    page: Any = writer.pages[0]
    characters = [c for text in drawn for c in text if not _invisible(c)]
    glyphs = _glyphs(page.get_contents().get_data())
    if len(glyphs) != len(characters):
        logging.getLogger(__name__).warning("%d glyphs for %d characters", len(glyphs), len(characters))
        return content
    tables = _tables(glyphs, characters)
    for name, font in page["/Resources"]["/Font"].items():
        stream = StreamObject()
        stream.set_data(_cmap(tables.get(name, {})))
        font.get_object()[NameObject("/ToUnicode")] = writer._add_object(stream.flate_encode())
    result = BytesIO()
    writer.write(result)
    return result.getvalue()


def _glyphs(content: bytes) -> list[tuple[str, int]]:
    """Font and glyph of everything shown, in order."""
    font, found = "", []
    for match in _SHOWN.finditer(_SHADOW.sub(b"", content)):
        if match[1]:
            font = "/" + match[1].decode()
        else:
            found.append((font, int(match[2], 16)))
    return found


def _tables(glyphs: list[tuple[str, int]], characters: list[str]) -> dict[str, Table]:
    """Character of each font's glyphs."""
    tables: dict[str, Table] = {}
    for (font, glyph), character in zip(glyphs, characters, strict=True):
        table = tables.setdefault(font, {})
        if glyph and table.setdefault(glyph, character) != character:
            # Two characters that look the same may share a glyph: the plain one is kept.
            table[glyph] = min(table[glyph], character, key=_oddness)
    return tables


def _oddness(character: str) -> tuple[bool, int]:
    return unicodedata.normalize("NFKC", character) != character, ord(character)


def _invisible(character: str) -> bool:
    """Variation selectors and joiners choose a glyph and have none of their own."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f" \
        or "\U000e0100" <= character <= "\U000e01ef"


def _cmap(table: Table) -> bytes:
    lines = [f"<{glyph:04X}> <{character.encode('utf-16-be').hex().upper()}>"
             for glyph, character in sorted(table.items())]
    blocks = [lines[start:start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return ("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").encode()
