"""Where a description that a person edited and the geometry part: direction words, distances, marker numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gazetteer.boundaries.course import geodesic
from gazetteer.boundaries.directions import outside, word_of, words_in
from gazetteer.boundaries.legs import Leg
from gazetteer.boundaries.tolerance import Tolerances

DIRECTION, DISTANCE, MARKER = "方向", "距离", "界桩号"
_DISTANCE = re.compile(r"(全长|总长|共长|长度)?(?:为|约|计)*\s*(\d+(?:\.\d+)?)\s*(千米|公里|km|米|m(?![a-z]))",
                       re.IGNORECASE)
_MARKER = re.compile(r"(?<!\d)(?:第)?(\d{1,4})\s*号")
_FULL_NUMBER = re.compile(r"\d*?(\d{3})[QABCDE]\s*号")  # 9003005Q号: the serial stands before the letter


@dataclass(frozen=True)
class Difference:
    """What the text says, what the geometry has, by how much they part and may, and where in the text it stands."""

    kind: str
    said: str
    is_: str
    measured: float
    tolerance: float
    start: int
    end: int

    @property
    def text(self) -> str:
        return f"{self.kind}写的是{self.said}，图形为{self.is_}"

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"kind": self.kind, "said": self.said, "is": self.is_, "measured": round(self.measured, 2),
                "tolerance": round(self.tolerance, 2), "start": self.start, "end": self.end}


def compare_text(text: str, legs: Sequence[Leg], length: float, serials: tuple[int | None, ...],
                 tolerances: Tolerances) -> list[Difference]:
    """Every difference, in the order of the text; `serials` of the markers at both ends, None where there is none."""
    found = [*_directions(text, legs, tolerances["text_direction"]),
             *_distances(text, legs, length, tolerances), *_markers(text, serials)]
    return sorted(found, key=lambda one: one.start)


def _directions(text: str, legs: Sequence[Leg], limit: float) -> Iterator[Difference]:
    """One word tells the whole way; several are found among the legs in their order."""
    said = words_in(text)
    if not said or not legs:
        return
    if len(said) == 1:
        (word, start, end), (azimuth, _) = said[0], geodesic(legs[0].start, legs[-1].end)
        if outside(azimuth, word) > limit and (len(legs) > 1 or outside(legs[0].azimuth, word) > limit):
            yield Difference(DIRECTION, word, f"{word_of(azimuth)}（{azimuth:.1f}°）", outside(azimuth, word), limit,
                             start, end)
        return
    at = 0
    for number, (word, start, end) in enumerate(said):
        place = next((index for index in range(at, len(legs)) if outside(legs[index].azimuth, word) <= limit), None)
        if place is not None:
            at = place + (len(said) <= len(legs))
            continue
        own = legs[min(number, len(legs) - 1)]
        yield Difference(DIRECTION, word, f"{own.word}（{own.azimuth:.1f}°）", outside(own.azimuth, word), limit,
                         start, end)
        at = min(at + 1, len(legs))


def _distances(text: str, legs: Sequence[Leg], length: float, tolerances: Tolerances) -> Iterator[Difference]:
    """The whole length where the text names it, else the sum; each leg where there are as many distances as legs."""
    said = [(bool(found[1]), _metres(found), found) for found in _DISTANCE.finditer(text)]
    parts, wholes = [one for one in said if not one[0]], [one for one in said if one[0]]
    if len(parts) == len(legs) > 1:
        for (_, metres, where), leg in zip(parts, legs, strict=True):
            yield from _apart(metres, leg.metres, where.start(2), where.end(), tolerances)
    elif parts and not wholes:
        total = sum(metres for _, metres, _ in parts)
        yield from _apart(total, length, parts[0][2].start(2), parts[-1][2].end(), tolerances)
    for _, metres, where in wholes:
        yield from _apart(metres, length, where.start(2), where.end(), tolerances)


def _apart(said: float, is_: float, start: int, end: int, tolerances: Tolerances) -> Iterator[Difference]:
    limit = max(tolerances["text_distance_least"], tolerances["text_distance"] / 100 * is_)
    if abs(said - is_) > limit:
        yield Difference(DISTANCE, f"{said:g} 米", f"{is_:.0f} 米", abs(said - is_), limit, start, end)


def _metres(found: re.Match[str]) -> float:
    return float(found[2]) * (1000 if found[3].lower() in ("千米", "公里", "km") else 1)


def _markers(text: str, serials: tuple[int | None, ...]) -> Iterator[Difference]:
    """The first and the last number of the text are those of the section's ends."""
    said = sorted((int(found[1]), found.start(1), found.end(1)) for pattern in (_MARKER, _FULL_NUMBER)
                  for found in pattern.finditer(text))
    said.sort(key=lambda one: one[1])
    if not said:
        return
    ends = [(said[0], serials[0])] if len(said) == 1 else [(said[0], serials[0]), (said[-1], serials[-1])]
    for (number, start, end), serial in ends:
        if serial is not None and number != serial:
            yield Difference(MARKER, f"{number:03}号", f"{serial:03}号", float(abs(number - serial)), 0.0, start, end)
