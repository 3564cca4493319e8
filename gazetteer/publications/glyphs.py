"""Which characters no installed font of a publication has; typst and Word print an empty box and say nothing."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError
from platformdirs import user_cache_path

from gazetteer.formats.typeset import RARE, SANS, SERIF, fonts

# The Latin face comes with typst and has no file to look into: it has Latin with all tone marks, and usual signs.
BUILT_IN = ((0x20, 0x24F), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x205E))
PRIVATE = "Co"
MOST_PLACES = 3
Ranges = list[tuple[int, int]]


def missing_glyphs(texts: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Characters of (where, text) that cannot be printed, each with its code point and where it stands.

    A private-use character is always listed: what it shows depends on the machine.
    """
    wanted: dict[str, list[str]] = {}
    for where, text in texts:
        for character in set(text):
            if character > "\x7f":
                wanted.setdefault(character, []).append(where)
    found = _without_glyph(wanted)
    return [_finding(character, wanted[character]) for character in sorted(found)]


def _finding(character: str, places: list[str]) -> dict[str, str]:
    distinct = list(dict.fromkeys(places))
    where = "、".join(distinct[:MOST_PLACES])
    if len(distinct) > MOST_PLACES:
        where += f"等{len(distinct)}处"
    if unicodedata.category(character) == PRIVATE:
        where += "（私用区字符，各机显示不一，应改为正式编码的字）"
    return {"character": character, "codepoint": f"U+{ord(character):04X}", "where": where}


def _without_glyph(characters: Iterable[str]) -> set[str]:
    left = {character for character in characters if not _covers(BUILT_IN, ord(character))}
    private = {character for character in left if unicodedata.category(character) == PRIVATE}
    left -= private
    cache = _Cache()
    for path, index in _faces():
        if not left:
            break
        ranges = cache.ranges(path, index)
        left = {character for character in left if not _covers(ranges, ord(character))}
    cache.keep()
    return left | private


def _faces() -> list[tuple[Path, int]]:
    """File and face number of the installed fonts of a publication, in the order they are looked into."""
    order = {family.casefold(): place for place, family in enumerate((*SERIF, *RARE, *SANS))}
    faces: dict[str, tuple[Path, int]] = {}
    for face in fonts().fonts():
        if face.path and face.family.casefold() in order:
            faces.setdefault(face.family.casefold(), (Path(face.path), face.index))
    return [faces[family] for family in sorted(faces, key=lambda name: order[name])]


def _covers(ranges: Iterable[tuple[int, int]], code: int) -> bool:
    return any(first <= code <= last for first, last in ranges)


class _Cache:
    """Coverage of font files, kept between runs by path, size and time; reading a large font takes half a second."""

    def __init__(self) -> None:
        self._path = user_cache_path("tianmen-gazetteer", appauthor=False) / "font_coverage.json"
        self._changed = False
        try:
            read = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            read = {}
        self._known: dict[str, Any] = read if isinstance(read, dict) else {}

    def ranges(self, path: Path, index: int) -> Ranges:
        """The code points a face has, as ranges; an unreadable font has none."""
        try:
            state = path.stat()
        except OSError:
            return []
        key = f"{path}#{index}"
        stamp = [state.st_size, state.st_mtime_ns]
        known = self._known.get(key)
        if not known or known[0] != stamp:
            known = self._known[key] = [stamp, _read_ranges(path, index, state.st_mtime_ns)]
            self._changed = True
        return known[1]

    def keep(self) -> None:
        """Write what was learned; where that cannot be done it is learned again next time."""
        if not self._changed:
            return
        draft = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(self._known), encoding="utf-8")
            draft.replace(self._path)
        except OSError:
            self._changed = False


@cache
def _read_ranges(path: Path, index: int, changed: int) -> Ranges:
    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            codes = sorted(font.getBestCmap() or ())
    except (TTLibError, OSError):
        return []
    result: Ranges = []
    for code in codes:
        if result and result[-1][1] == code - 1:
            result[-1] = (result[-1][0], code)
        else:
            result.append((code, code))
    return result
