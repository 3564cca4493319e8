"""Points of a track that carry nothing but position, height and time, read in bulk before the XML parser sees them.

A track of a day has tens of thousands of these, all alike: an element tree for each is what reading costs most.
"""

from __future__ import annotations

import re
import secrets
from array import array
from dataclasses import dataclass

import numpy as np

_NUMBER = r"-?\d{1,5}(?:\.\d{1,15})?"
_MOMENT = r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))?"
_POINT = (
    rf"<(?:trkpt|rtept)\s+lat=\"({{n}})\"\s+lon=\"({{n}})\"\s*(?:/>|>\s*(?:<ele>({{n}})</ele>\s*)?"
    rf"(?:<time>({_MOMENT})</time>\s*)?</(?:trkpt|rtept)>)"
).replace("{n}", _NUMBER)
_FEW = 8  # fewer in a row are left to the parser


def _run_of(tag: str) -> re.Pattern[str]:
    """Many points of one kind one after the other; nothing in it can match in two ways, so it never backtracks far."""
    point = re.sub(r"\((?!\?)", "(?:", _POINT).replace("(?:trkpt|rtept)", tag)
    return re.compile(rf"(?:{point}\s*){{{_FEW},}}")  # possessive repeats lose points in CPython before 3.11.5


_RUNS = {tag: _run_of(tag) for tag in ("trkpt", "rtept")}
_ONE = re.compile(_POINT)


@dataclass(frozen=True)
class Run:
    """The points of one run: degrees as written, and height and time of each (None: it has none)."""

    lon: array[float]
    lat: array[float]
    elevations: list[float | None]
    times: list[str | None]


class PlainPoints:
    """Lifts runs of plain points out of a text and leaves a mark for each, an instruction that no file can hold.

    Line numbers stay true: a mark has as many line ends as what it stands for. A file with comments or CDATA is left
    alone from there on, since what looks like a point may be text there.
    """

    def __init__(self) -> None:
        self.target = f"run-{secrets.token_hex(8)}"
        self._runs: dict[int, Run] = {}
        self._count = 0
        self._off = False

    def lift(self, text: str) -> str:
        """The text with marks in place of runs."""
        self._off = self._off or "<!" in text
        if self._off:
            return text
        for pattern in _RUNS.values():
            text = pattern.sub(self._mark, text)
        return text

    def take(self, number: str) -> Run:
        """The run that a mark stands for."""
        return self._runs.pop(int(number))

    def _mark(self, found: re.Match[str]) -> str:
        run = _read(found[0])
        if run is None:
            return found[0]
        self._count += 1
        self._runs[self._count] = run
        return f"<?{self.target} {self._count}{chr(10) * found[0].count(chr(10))}?>"


def _read(text: str) -> Run | None:
    """The points of a run; None where one lies outside the globe, which the parser then tells with its line."""
    lat, lon, heights, times = zip(*_ONE.findall(text), strict=True)
    x, y = np.array(lon, dtype=float), np.array(lat, dtype=float)
    if np.abs(x).max() > 180 or np.abs(y).max() > 90:
        return None
    elevations = [float(height) if height else None for height in heights]
    return Run(array("d", x.tobytes()), array("d", y.tobytes()), elevations, [time or None for time in times])
