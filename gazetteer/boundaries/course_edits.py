"""Another course for a line, or for a stretch of it between two markers: what it would be, and what it would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from gazetteer.boundaries.borders import directed
from gazetteer.boundaries.course import Course, geodesic
from gazetteer.boundaries.network import Station, View, label_of, limit_of
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.errors import GazetteerError
from gazetteer.shapes.errors import Position
from gazetteer.shapes.paths import check
from gazetteer.shapes.plane import to_plane
from gazetteer.tracks.fixes import Fixes
from gazetteer.tracks.lines import simplified

_LEAST = 1.0  # metres that a stretch has at least
_SAME = 0.001  # metres: nearer than this two positions are one vertex


@dataclass(frozen=True)
class Off:
    """A marker that would lie off the line: metres before (None without a line) and after, and the metres let pass."""

    label: str
    spot: Position
    before: float | None
    after: float
    limit: float


@dataclass(frozen=True)
class Proposed:
    """A course not taken yet: `stretch` is new and stands for `replaced`; lengths and `farthest` in metres.

    `joins`: metres by which its ends are led straight on to what stays, parts of `stretch` too. `off`: markers beyond
    their tolerance that were not so far off before.
    """

    line: shapely.Geometry
    stretch: tuple[Position, ...]
    replaced: tuple[Position, ...]
    length: float
    length_before: float | None
    farthest: float | None
    joins: tuple[float, ...]
    off: tuple[Off, ...]
    crosses: bool


def propose(view: View, tolerances: Tolerances, path: Sequence[Position], first: Station | None = None,
            last: Station | None = None, thin: float = 0.0) -> Proposed:
    """The course by a path from the marker `first` to `last`; None for the line's own start and end.

    `thin`: metres by which the path may be simplified, 0 for as it is. Raises GazetteerError where it makes no line.
    """
    spots, course = _thinned(path, thin), view.course
    own = Course(_directed(view, shapely.LineString(spots)))
    joins: list[float] = []
    replaced: list[Position] = []
    if course is None:
        stretch = own.stretch(0.0, own.length)
        parts = [stretch]
    else:
        low, high = first.chainage if first else 0.0, last.chainage if last else course.length
        if high - low < _LEAST and (last or not first):  # behind the last marker a line is made longer
            raise GazetteerError("起桩和止桩之间没有界线", why="止桩不在起桩前方", remedy="请改选起桩或止桩")
        stretch = _clipped(own, course.at(low) if first else None, course.at(high) if last else None)
        replaced = course.stretch(low, high)
        parts, joins = _joined(course.pieces(0.0, low) if first else [], stretch,
                               course.pieces(high, course.length) if last else [])
    line = shapely.LineString(parts[0]) if len(parts) == 1 else shapely.MultiLineString(parts)
    made = Course(check(line))
    return Proposed(line, tuple(_led(stretch, replaced, first, last)), tuple(replaced), made.length,
                    course.length if course else None, _farthest(stretch, replaced), tuple(joins),
                    tuple(_off(view, made, tolerances)), not line.is_simple)


def _thinned(path: Sequence[Position], thin: float) -> list[Position]:
    spots = [spot for spot, before in zip(path, [None, *path], strict=False) if spot != before]
    if len(spots) < 2:
        raise GazetteerError("所取的不成线", why="不到两个不同的点", remedy="请另选一条")
    if thin <= 0:
        return spots
    lon, lat = np.array(spots, float)[:, :2].T
    return simplified(Fixes(lon, lat, np.full(len(lon), np.nan)), thin)


def _directed(view: View, line: shapely.LineString) -> shapely.LineString:
    """As the line runs now, else as its markers are numbered, else from west or north."""
    course = Course(line)
    if view.course is not None:
        forward = _forward(view.course, course)
        return line if forward >= 0 else shapely.reverse(line)
    placed = [(int(one.serial), course.foot((one.geom.x, one.geom.y)).chainage) for one in view.markers
              if one.serial and one.geom is not None and not one.geom.is_empty]
    serials, along = (np.array(column, float) for column in zip(*placed, strict=True)) if placed else ((), ())
    if len(placed) > 1 and np.ptp(serials) and np.ptp(along):
        return line if np.corrcoef(serials, along)[0, 1] >= 0 else shapely.reverse(line)
    return directed(line)


def _forward(old: Course, new: Course) -> float:
    """Positive where both run the same way; beyond an end of the old one, what is nearer to it comes first or last."""
    start, end = old.foot(new.start), old.foot(new.end)
    if abs(end.chainage - start.chainage) >= _LEAST:
        return end.chainage - start.chainage
    return (end.offset - start.offset) * (1 if start.chainage > old.length / 2 else -1)


def _clipped(own: Course, start: Position | None, end: Position | None) -> list[Position]:
    """What of a path lies between two positions, by where it passes nearest to them."""
    low = own.foot(start).chainage if start else 0.0
    high = own.foot(end).chainage if end else own.length
    if high - low < _LEAST:
        raise GazetteerError("所取的线不在这两颗界桩之间", why="它从离起桩最近处到离止桩最近处没有长度",
                             remedy="请改选起桩、止桩，或另取一条")
    return own.stretch(low, high)


def _joined(before: list[list[Position]], stretch: list[Position],
            after: list[list[Position]]) -> tuple[list[list[Position]], list[float]]:
    """The parts of the whole line, and the metres led straight at each end that stays."""
    middle, joins = list(stretch), []
    rest_before, rest_after = list(before), list(after)
    if rest_before:
        kept = rest_before.pop()
        joins.append(geodesic(kept[-1], stretch[0])[1])
        middle = [*(kept[:-1] if joins[-1] < _SAME else kept), *middle]
    if rest_after:
        kept = rest_after.pop(0)
        joins.append(geodesic(stretch[-1], kept[0])[1])
        middle = [*middle, *(kept[1:] if joins[-1] < _SAME else kept)]
    return [*rest_before, middle, *rest_after], joins


def _led(stretch: list[Position], replaced: list[Position], first: Station | None,
         last: Station | None) -> list[Position]:
    """A stretch with the ends of what stays."""
    return [*(replaced[:1] if first else []), *stretch, *(replaced[-1:] if last else [])]


def _farthest(stretch: Sequence[Position], replaced: Sequence[Position]) -> float | None:
    if len(replaced) < 2 or geodesic(replaced[0], replaced[-1])[1] < _SAME:
        return None
    return float(shapely.hausdorff_distance(*(to_plane(shapely.LineString(one)) for one in (stretch, replaced))))


def _off(view: View, made: Course, tolerances: Tolerances) -> list[Off]:
    found = []
    for marker in (*view.markers, *view.guests):
        if marker.geom is None or marker.geom.is_empty:
            continue
        after, before = made.foot((marker.geom.x, marker.geom.y)).offset, view.foot(marker)
        limit = limit_of(marker, tolerances)
        if after > limit and (before is None or after > before.offset + _LEAST):
            found.append(Off(label_of(marker), (marker.geom.x, marker.geom.y), before.offset if before else None,
                             after, limit))
    return sorted(found, key=lambda one: one.limit - one.after)
