"""Which code points a font file has, read once by fontTools and kept between runs."""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError
from platformdirs import user_cache_path

Ranges = list[tuple[int, int]]


def covers(ranges: Sequence[Sequence[int]], code: int) -> bool:
    """Whether a code point lies in any of the ranges, which stand in order."""
    at = bisect_right(ranges, code, key=lambda each: each[0])
    return at > 0 and code <= ranges[at - 1][1]


class Coverage:
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
