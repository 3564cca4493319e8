"""The course of a line: chainage on the ellipsoid, and where a position lies beside it.

Standard: GB/T 17796-2009; lengths are geodesics of CGCS2000, feet of perpendiculars are found on the plane (EPSG:4547).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from gazetteer.coordinates.systems import from_plane, to_plane
from gazetteer.shapes.errors import Position
from gazetteer.shapes.measuring import ellipsoid

LEFT, RIGHT, ON = "左", "右", "上"
_ON = 0.005  # metres: nearer than this a position is on the line


@dataclass(frozen=True)
class Foot:
    """Where a position lies: metres from the start along the line, metres off it, side as one walks, and the foot."""

    chainage: float
    offset: float
    side: str
    spot: Position


class Course:
    """A line of one part or several; gaps between parts have no length."""

    def __init__(self, geometry: shapely.Geometry) -> None:
        merged = shapely.line_merge(geometry) if geometry.geom_type == "MultiLineString" else geometry
        self.parts = [np.array(part.coords, float)[:, :2] for part in _in_order(merged, geometry)]
        self._starts = np.vstack([part[:-1] for part in self.parts])
        self._ends = np.vstack([part[1:] for part in self.parts])
        self._from, self._to = _flat(self._starts), _flat(self._ends)
        _, _, lengths = ellipsoid().inv(*self._starts.T, *self._ends.T)
        self._lengths = np.asarray(lengths, float)
        self._before = np.concatenate(([0.0], np.cumsum(self._lengths)))

    @property
    def length(self) -> float:
        """Metres on the ellipsoid."""
        return float(self._before[-1])

    @property
    def start(self) -> Position:
        """The first vertex, in degrees."""
        return _pair(self._starts[0])

    @property
    def end(self) -> Position:
        """The last vertex, in degrees."""
        return _pair(self._ends[-1])

    @cached_property
    def plane(self) -> shapely.Geometry:
        """The line in metres (EPSG:4547)."""
        return shapely.MultiLineString([_flat(part) for part in self.parts])

    def foot(self, spot: Position) -> Foot:
        """The nearest point of the line, and where `spot` lies from there."""
        here = np.array(to_plane(*spot), float)
        along = self._to - self._from
        squares = (along ** 2).sum(axis=1)
        share = np.clip(((here - self._from) * along).sum(axis=1) / np.where(squares == 0, 1, squares), 0, 1)
        away = here - (self._from + share[:, None] * along)
        distances = np.hypot(*away.T)
        nearest = int(np.argmin(distances))
        on_line = self._on(nearest, share[nearest])
        chainage = self._before[nearest] + share[nearest] * self._lengths[nearest]
        side = self._side(here, distances, along, squares)
        return Foot(float(chainage), geodesic(spot, on_line)[1], side, on_line)

    def _on(self, leg: int, share: float) -> Position:
        """A position on a leg, which is straight on the plane; its ends are the very vertices."""
        if share in (0.0, 1.0):
            return _pair((self._starts, self._ends)[int(share)][leg])
        east, north = self._from[leg] + share * (self._to[leg] - self._from[leg])
        return from_plane(float(east), float(north))

    def _side(self, here: np.ndarray, distances: np.ndarray, along: np.ndarray, squares: np.ndarray) -> str:
        """At a bend two legs are equally near: the one from which the position is farther off sideways decides."""
        if distances.min() <= _ON:
            return ON
        best = np.flatnonzero(distances <= distances.min() + 1e-6)
        beside = along[best, 0] * (here - self._from[best])[:, 1] - along[best, 1] * (here - self._from[best])[:, 0]
        beside = beside / np.sqrt(np.where(squares[best] == 0, 1, squares[best]))
        return LEFT if beside[np.argmax(np.abs(beside))] > 0 else RIGHT

    def at(self, chainage: float) -> Position:
        """The position so many metres from the start, in degrees."""
        leg = int(np.clip(np.searchsorted(self._before, chainage, "right") - 1, 0, len(self._lengths) - 1))
        share = (chainage - self._before[leg]) / self._lengths[leg] if self._lengths[leg] else 0.0
        return self._on(leg, float(np.clip(share, 0, 1)))

    def stretch(self, first: float, last: float) -> list[Position]:
        """The positions between two chainages, both ends included; backwards where `first` lies behind `last`."""
        low, high = sorted((first, last))
        inside = (self._before[1:-1] > low + _ON) & (self._before[1:-1] < high - _ON)
        spots = [self.at(low), *(_pair(spot) for spot in self._starts[1:][inside]), self.at(high)]
        return spots if first <= last else spots[::-1]

    def pieces(self, first: float, last: float) -> list[list[Position]]:
        """The stretch from one chainage on to another, part by part: gaps stay gaps."""
        found, start = [], 0.0
        for part in self.parts:
            alone = Course(shapely.LineString(part))
            low, high = max(first - start, 0.0), min(last - start, alone.length)
            if high - low > _ON:
                found.append(alone.stretch(low, high))
            start += alone.length
        return found

    def outside(self, area: shapely.Geometry) -> list[tuple[float, float]]:
        """The stretches outside an area of the plane (EPSG:4547), as pairs of chainages from the start on."""
        legs = shapely.linestrings(np.stack([self._from, self._to], axis=1))
        found: list[tuple[float, float]] = []
        for leg, rest in enumerate(shapely.difference(legs, area)):
            size = float(np.hypot(*(self._to[leg] - self._from[leg])))
            for part in shapely.get_parts(rest) if size and not rest.is_empty else ():
                ends = shapely.get_coordinates(part)[[0, -1]] - self._from[leg]
                shares = np.sort(np.hypot(*ends.T)) / size
                found.append((float(self._before[leg] + shares[0] * self._lengths[leg]),
                              float(self._before[leg] + shares[1] * self._lengths[leg])))
        return _run_together(sorted(found))


def geodesic(first: Position, second: Position) -> tuple[float, float]:
    """(degrees clockwise from true north 0–360, metres) from one position to another on the ellipsoid."""
    azimuth, _, metres = ellipsoid().inv(first[0], first[1], second[0], second[1])
    return float(azimuth) % 360, float(metres)


def _in_order(merged: shapely.Geometry, as_drawn: shapely.Geometry) -> list[shapely.Geometry]:
    """Parts from the start on: merging keeps the direction of a line, yet may change the order of its parts."""
    parts = list(shapely.get_parts(merged))
    vertices = [tuple(pair) for pair in shapely.get_coordinates(as_drawn).tolist()]
    place = {pair: index for index, pair in reversed(list(enumerate(vertices)))}
    if len(parts) == 1 and parts[0].coords[-1][:2] == vertices[0] != parts[0].coords[0][:2]:
        return [parts[0].reverse()]
    return sorted(parts, key=lambda part: place.get(tuple(part.coords[0][:2]), 0))


def _flat(pairs: np.ndarray) -> np.ndarray:
    return np.column_stack(to_plane(pairs[:, 0], pairs[:, 1]))


def _pair(values: np.ndarray) -> Position:
    return float(values[0]), float(values[1])


def _run_together(pairs: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches of which one ends where the next begins are one."""
    made: list[tuple[float, float]] = []
    for start, end in pairs:
        if made and start - made[-1][1] <= _ON:
            made[-1] = made[-1][0], end
        else:
            made.append((start, end))
    return made
