"""条带图: sheets of one size along a line, each overlapping the next, north up or with the line running upwards.

Everything is in plane metres (EPSG:4547); lengths on paper are millimetres.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import shapely

from gazetteer.coordinates.turning import turn, turn_back
from gazetteer.errors import GazetteerError

MARGIN = 15.0  # millimetres that the line keeps from the edge of at least one sheet
OVERLAP = 0.15
MOST_OVERLAP = 0.4
MOST_SHEETS = 300
_STEPS = 40  # a stretch grows by this part of the sheet's shorter side
_HALVINGS = 14
_TINY = 1e-6

Spot = tuple[float, float]
Stretch = tuple[float, float]


@dataclass(frozen=True)
class Strip:
    """One sheet: where its middle is, how large it is on the ground, and the stretch of the line that it is for.

    `turn` is the grid azimuth of its upward direction in whole degrees, 0 for north up; `start` and `end` are metres
    along the line's part with the number `part`.
    """

    number: int
    east: float
    north: float
    turn: int
    width: float
    height: float
    part: int
    start: float
    end: float

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, low, right and high in the plane turned by `turn`."""
        right, up = turn(self.east, self.north, self.turn)
        return right - self.width / 2, up - self.height / 2, right + self.width / 2, up + self.height / 2

    @property
    def corners(self) -> list[Spot]:
        """East and north of its corners: upper left, upper right, lower right, lower left."""
        left, low, right, high = self.extent
        return [turn_back(x, y, self.turn) for x, y in ((left, high), (right, high), (right, low), (left, low))]

    @property
    def outline(self) -> shapely.Polygon:
        """What it covers, in plane metres."""
        return shapely.Polygon(self.corners)


def strips(line: shapely.Geometry, scale: int, size: Spot, *, overlap: float = OVERLAP, line_up: bool = False,
           margin: float = MARGIN) -> list[Strip]:
    """Sheets on which every point of the line lies, at least `margin` millimetres from the edge of one of them.

    size: width and height of the map on the paper; overlap: of a stretch with the next, as part of the shorter side.
    Raises GazetteerError when that can't be done.
    """
    _check(line, scale, size, overlap, margin)
    width, height = (length * scale / 1000 for length in size)
    roller = _Roller(width, height, margin * scale / 1000, overlap, line_up)
    found: list[Strip] = []
    parts = list(enumerate(shapely.get_parts(line)))
    for number, part in sorted(parts, key=lambda one: -one[1].length):
        inside = [one.outline.buffer(-margin * scale / 1000, join_style="mitre") for one in found]
        if any(room.covers(part) for room in inside):  # a small ring on a sheet that is there already
            continue
        way = _Way.of(part)
        for stretch in roller.stretches(way):
            if len(found) == MOST_SHEETS:
                raise _too_many(line, scale)
            found.append(roller.strip(way, stretch, len(found) + 1, number))
    found.sort(key=lambda one: (one.part, one.start))
    return [replace(one, number=number) for number, one in enumerate(found, 1)]


def _check(line: shapely.Geometry, scale: int, size: Spot, overlap: float, margin: float) -> None:
    if line.is_empty or not line.length > 0:
        raise GazetteerError("这条界线没有长度，排不出图幅", remedy="先画出或导入界线")
    if scale <= 0 or min(size) <= 4 * margin:
        raise GazetteerError("图幅太小", where=f"1:{scale}，{size[0]:g}×{size[1]:g} 毫米",
                             why=f"界线两边各要留 {margin:g} 毫米", remedy="请改用更大的纸张")
    if not 0 <= overlap <= MOST_OVERLAP:
        raise GazetteerError("重叠不能用", where=f"{overlap:.0%}", why=f"应在 0 与 {MOST_OVERLAP:.0%} 之间",
                             remedy="例如 15%")


def _too_many(line: shapely.Geometry, scale: int) -> GazetteerError:
    return GazetteerError("图幅太多", where=f"1:{scale}",
                          why=f"界线长 {line.length / 1000:.1f} 公里，要分 {MOST_SHEETS} 幅以上",
                          remedy="请改用较小的比例尺，例如 1:10000，或更大的纸张")


@dataclass(frozen=True)
class _Way:
    """The vertices of a part, and how far along it each is."""

    spots: np.ndarray
    along: np.ndarray

    @classmethod
    def of(cls, part: shapely.LineString) -> _Way:
        spots = shapely.get_coordinates(part)
        return cls(spots, np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(spots, axis=0).T)))))

    @property
    def length(self) -> float:
        return float(self.along[-1])

    def between(self, start: float, end: float) -> np.ndarray:
        """The vertices of a stretch with its ends."""
        first, last = np.searchsorted(self.along, start, "right"), np.searchsorted(self.along, end, "left")
        ends = np.column_stack([np.interp((start, end), self.along, column) for column in self.spots.T])
        return np.vstack([ends[:1], self.spots[first:last], ends[1:]])


@dataclass(frozen=True)
class _Roller:
    """Lays sheets along a line, each as far as it reaches."""

    width: float
    height: float
    margin: float
    overlap: float
    line_up: bool

    @property
    def _room(self) -> Spot:
        return self.width - 2 * self.margin, self.height - 2 * self.margin

    def stretches(self, way: _Way) -> Iterator[Stretch]:
        start, before, short = 0.0, 0.0, min(self._room)
        while True:
            end = start + self._longest(way, start, 1, way.length - start)
            if end >= way.length - _TINY:
                # The last one reaches back as far as it can, so that it is not for a mere end of the line.
                back = self._longest(way, way.length, -1, way.length - before)
                yield min(start, way.length - back), way.length
                return
            yield start, end
            start, before = end - self.overlap * short, start

    def _longest(self, way: _Way, start: float, sign: int, most: float) -> float:
        """The longest stretch from there, on (1) or back (-1), that fits; one as long as the room is narrow does."""
        length = min(self._room) * (1 - _TINY)
        step = length / _STEPS
        if length >= most or self._fits(way, start, start + sign * most):
            return most
        while self._fits(way, start, start + sign * (longer := min(length + step, most))):
            length = longer
        for _ in range(_HALVINGS):
            middle = (length + longer) / 2
            fits = self._fits(way, start, start + sign * middle)
            length, longer = (middle, longer) if fits else (length, middle)
        return length

    def _fits(self, way: _Way, one: float, other: float) -> bool:
        low, high = self._box(way, min(one, other), max(one, other))[1]
        wide, tall = high - low
        return bool(wide <= self._room[0] and tall <= self._room[1])

    def _box(self, way: _Way, start: float, end: float) -> tuple[int, tuple[np.ndarray, np.ndarray]]:
        """How the sheet of a stretch is turned, and the box of the stretch in the plane turned so."""
        spots = way.between(start, end)
        azimuth = _azimuth(spots) if self.line_up else 0
        turned = np.column_stack(turn(spots[:, 0], spots[:, 1], azimuth))
        return azimuth, (turned.min(axis=0), turned.max(axis=0))

    def strip(self, way: _Way, stretch: Stretch, number: int, part_number: int) -> Strip:
        azimuth, (low, high) = self._box(way, *stretch)
        right, up = ((low + high) / 2).tolist()
        east, north = turn_back(right, up, azimuth)
        return Strip(number, east, north, azimuth, self.width, self.height, part_number, *stretch)


def _azimuth(spots: np.ndarray) -> int:
    """Whole degrees of the grid azimuth from the first to the last."""
    east, north = spots[-1] - spots[0]
    return round(math.degrees(math.atan2(east, north))) % 360
