"""Which fonts print a name, in which order they are asked, and which of them has a character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.characters.coverage import Coverage, Ranges, covers
from gazetteer.characters.font_order import LATIN, SANS, SERIF, rare_fonts

if TYPE_CHECKING:
    import typst

_PRIVATE = "Co"
# The Latin face comes with typst and has no file to look into: it has Latin with all tone marks, and usual signs.
BUILT_IN = ((0x20, 0x24F), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x205E))


@dataclass(frozen=True)
class Support:
    """What the fonts in use have of one character: all that have it, and the one that is taken."""

    character: str
    fonts: tuple[str, ...]
    used: str
    fallback: bool

    @property
    def missing(self) -> bool:
        """Whether it prints as an empty box; a private-use character shows something else on every machine."""
        return not self.used


@cache
def installed() -> typst.Fonts:
    """All fonts of the machine and those that typst brings; scanning takes long enough to do it once."""
    import typst

    return typst.Fonts()


def in_use() -> tuple[str, ...]:
    """Every installed family that prints names: the faces of texts, then the rare ones, in order."""
    return tuple(family for family, _, _ in _chain())


def faces() -> tuple[tuple[Path, int], ...]:
    """File and face number of the same fonts, in the same order."""
    return tuple((path, index) for _, path, index in _chain())


def support(characters: Iterable[str]) -> list[Support]:
    """What the fonts in use have of each character, in the order given, each once."""
    coverage = Coverage()
    having = [(family, coverage.ranges(path, index)) for family, path, index in _chain()]
    coverage.keep()
    return [_support(character, having) for character in dict.fromkeys(characters)]


def _support(character: str, faces: list[tuple[str, Ranges]]) -> Support:
    having = tuple(family for family, ranges in faces if covers(ranges, ord(character)))
    if not having and covers(BUILT_IN, ord(character)):
        having = (LATIN,)
    used = "" if not having or unicodedata.category(character) == _PRIVATE else having[0]
    return Support(character, having, used, used in rare_fonts())


def without_glyph(characters: Iterable[str]) -> set[str]:
    """Those that no font in use has, and every private-use one."""
    left = {one for one in characters if not covers(BUILT_IN, ord(one))}
    private = {one for one in left if unicodedata.category(one) == _PRIVATE}
    left -= private
    coverage = Coverage()
    for _, path, index in _chain():
        if not left:
            break
        ranges = coverage.ranges(path, index)
        left = {one for one in left if not covers(ranges, ord(one))}
    coverage.keep()
    return left | private


def _chain() -> list[tuple[str, Path, int]]:
    """Family, file and face number of the installed fonts that print names, in the order they are asked."""
    order: dict[str, int] = {}
    for family in (*SERIF, *rare_fonts(), *SANS):
        order.setdefault(family.casefold(), len(order))
    found: dict[str, tuple[str, Path, int]] = {}
    for face in installed().fonts():
        if face.path and face.family.casefold() in order:
            found.setdefault(face.family.casefold(), (face.family, Path(face.path), face.index))
    return [found[family] for family in sorted(found, key=lambda family: order[family])]
