"""A font of the office's own for characters that no font in use has, so that texts keep the true character.

Each glyph is traced from the office's glyph picture, else composed from its description, else a frame with its code.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import shapely
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph
from platformdirs import user_cache_path
from shapely import affinity

from gazetteer.characters.composing import composed
from gazetteer.characters.font_order import MADE
from gazetteer.characters.fonts import faces, without_glyph
from gazetteer.characters.outlines import DESCENT, EM, from_fonts, rings, traced
from gazetteer.formats.whole_file import write_whole
from gazetteer.language.characters import is_han

TRACED, COMPOSED, FRAMED = "描摹字形", "拼合字形", "码位框"
_MAKING = 1  # changes with the way glyphs are made, so that older files are not used
_FRAME, _EDGE = 22, 60


@dataclass(frozen=True)
class OfficeFont:
    """The font file and how each of its characters came about; no file where nothing is lacking."""

    path: Path | None
    ways: Mapping[str, str]

    @property
    def families(self) -> tuple[str, ...]:
        """Its family, asked after all others."""
        return (MADE,) if self.path else ()


def office_font(characters: Iterable[str], pictures: Mapping[str, Path]) -> OfficeFont:
    """The font for those of the characters that no font in use has; private-use ones have no glyph to rely on.

    `pictures`: character → glyph picture of the office.
    """
    lacking = sorted(one for one in without_glyph(set(characters)) if is_han(one))
    return _kept(tuple((one, pictures.get(one)) for one in lacking), faces())


@lru_cache(maxsize=8)
def _kept(wanted: tuple[tuple[str, Path | None], ...], asked: tuple[tuple[Path, int], ...]) -> OfficeFont:
    if not wanted:
        return OfficeFont(None, {})
    glyphs = {character: _glyph(character, picture, asked) for character, picture in wanted}
    content = _file({character: area for character, (area, _) in glyphs.items()})
    sign = hashlib.sha256(content).hexdigest()[:16]
    path = user_cache_path("tianmen-gazetteer", appauthor=False) / "composed" / sign / f"composed-{_MAKING}.ttf"
    if not path.is_file():
        write_whole(path, content)
    return OfficeFont(path, {character: way for character, (_, way) in glyphs.items()})


@lru_cache(maxsize=4000)
def _glyph(character: str, picture: Path | None, asked: tuple[tuple[Path, int], ...]) -> tuple[shapely.Geometry, str]:
    area = traced(picture) if picture is not None else None
    if area is not None:
        return area, TRACED
    area = composed(character, lambda part: from_fonts(part, asked))
    return (area, COMPOSED) if area is not None else (_framed(character, asked), FRAMED)


def _framed(character: str, asked: tuple[tuple[Path, int], ...]) -> shapely.Geometry:
    """The code point in small digits in a frame."""
    outer = shapely.box(_EDGE, _EDGE, EM - _EDGE, EM - _EDGE)
    found = [outer.difference(outer.buffer(-_FRAME, join_style="mitre"))]
    code = f"{ord(character):06X}"
    for place, digit in enumerate(code):
        shape = from_fonts(digit, asked)
        if shape is not None:
            row, column = divmod(place, 3)
            small = affinity.scale(shape, 0.42, 0.42, origin=(0, DESCENT, 0))
            left, _, right, _ = small.bounds
            found.append(affinity.translate(small, 260 + 240 * column - (left + right) / 2, 440 - 300 * row))
    return shapely.union_all(found)


def _file(areas: Mapping[str, shapely.Geometry]) -> bytes:
    """A TrueType file; the same glyphs give the same bytes."""
    names = {character: f"u{ord(character):05X}" for character in areas}
    builder = FontBuilder(EM, isTTF=True)
    builder.font.recalcTimestamp = False
    builder.updateHead(created=0, modified=0)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(character): name for character, name in names.items()})
    builder.setupGlyf({".notdef": Glyph()} | {names[character]: _outlined(area) for character, area in areas.items()})
    builder.setupHorizontalMetrics({name: (EM, 0) for name in (".notdef", *names.values())})
    builder.setupHorizontalHeader(ascent=EM - DESCENT, descent=-DESCENT)
    builder.setupNameTable({"familyName": MADE, "styleName": "Regular", "fullName": MADE,
                            "psName": MADE.replace(" ", "")})
    builder.setupOS2(sTypoAscender=EM - DESCENT, sTypoDescender=-DESCENT, usWinAscent=EM - DESCENT,
                     usWinDescent=DESCENT)
    builder.setupPost()
    written = io.BytesIO()
    builder.save(written)
    return written.getvalue()


def _outlined(area: shapely.Geometry) -> Glyph:
    pen = TTGlyphPen(None)
    for ring in rings(shapely.simplify(area, 1.0)):
        if len(ring) > 2:
            pen.moveTo(ring[0])
            for point in ring[1:]:
                pen.lineTo(point)
            pen.closePath()
    return pen.glyph()
