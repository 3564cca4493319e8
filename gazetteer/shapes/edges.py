"""Straight edges of many areas as arrays, and the question whether new ones would run into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from gazetteer.shapes.errors import Position

NEAR = 1e-10  # degrees: nearer than this to an edge counts as on it
Shapes = Mapping[int, shapely.Geometry]


@dataclass(frozen=True)
class Edges:
    """Edge i runs from start[i] to end[i] (n, 2) in a ring of the area owner[i]; each area lies to its own side."""

    owner: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @classmethod
    def of(cls, shapes: Shapes) -> Edges:
        """Every edge of every ring."""
        ids = np.fromiter(shapes, np.int64, len(shapes))
        parts, part_of = shapely.get_parts(np.array(list(shapes.values()), object), return_index=True)
        rings, ring_of = shapely.get_rings(parts, return_index=True)
        pairs, line_of = shapely.get_coordinates(rings, return_index=True)
        within = line_of[:-1] == line_of[1:]
        owner = ids[part_of[ring_of[line_of[:-1][within]]]] if len(pairs) else ids[:0]
        return cls(owner, pairs[:-1][within], pairs[1:][within])

    def at(self, position: Position) -> np.ndarray:
        """Numbers of the edges that begin or end there."""
        return np.flatnonzero(_same(self.start, position) | _same(self.end, position))

    def between(self, first: Position, second: Position) -> np.ndarray:
        """Numbers of the edges from one position to the other, either way."""
        return np.flatnonzero((_same(self.start, first) & _same(self.end, second))
                              | (_same(self.start, second) & _same(self.end, first)))

    def neighbours(self, position: Position) -> list[Position]:
        """The other ends of the edges at a vertex, each once."""
        rows = self.at(position)
        others = np.where(_same(self.start[rows], position)[:, None], self.end[rows], self.start[rows])
        return [tuple(pair) for pair in dict.fromkeys(map(tuple, others.tolist()))]

    def owners(self, rows: np.ndarray) -> list[int]:
        return [int(number) for number in np.unique(self.owner[rows])]

    def changed(self, change: Shapes) -> Edges:
        """With the edges of some areas as they are now."""
        keep, new = ~np.isin(self.owner, list(change)), Edges.of(change)
        return Edges(np.concatenate([self.owner[keep], new.owner]), np.concatenate([self.start[keep], new.start]),
                     np.concatenate([self.end[keep], new.end]))

    def without(self, rows: np.ndarray) -> Edges:
        keep = np.ones(len(self.owner), bool)
        keep[np.asarray(rows, int)] = False
        return Edges(self.owner[keep], self.start[keep], self.end[keep])

    def near(self, points: Sequence[Position]) -> Edges:
        """Only those whose box meets the box of the points."""
        pairs = np.asarray(points)
        keep = np.ones(len(self.owner), bool)
        for axis in (0, 1):  # column by column: ten times as fast as by rows
            low, high = pairs[:, axis].min() - NEAR, pairs[:, axis].max() + NEAR
            start, end = self.start[:, axis], self.end[:, axis]
            keep &= ((start >= low) | (end >= low)) & ((start <= high) | (end <= high))
        return Edges(self.owner[keep], self.start[keep], self.end[keep])

    def touching(self, first: Position, second: Position) -> np.ndarray:
        """Numbers of the edges that an edge between two positions would cross or touch beyond a common end."""
        a, b = np.asarray(first), np.asarray(second)
        reach = NEAR * max(np.hypot(*(b - a)), NEAR)
        own = NEAR * np.maximum(np.hypot(*(self.end - self.start).T), NEAR)
        s, e = _side(a, b, self.start), _side(a, b, self.end)
        p, q = _sides(self.start, self.end, a), _sides(self.start, self.end, b)
        apart = ((s > reach) & (e > reach)) | ((s < -reach) & (e < -reach))
        apart |= ((p > own) & (q > own)) | ((p < -own) & (q < -own))
        rows = np.flatnonzero(~apart)
        return rows[[self._beyond_ends(int(row), a, b) for row in rows]] if len(rows) else rows

    def _beyond_ends(self, row: int, a: np.ndarray, b: np.ndarray) -> bool:
        start, end = self.start[row], self.end[row]
        common = [one for one in (a, b) if (one == start).all() or (one == end).all()]
        if len(common) == 2:
            return False  # the very same edge
        if not common:
            return bool(shapely.LineString([a, b]).dwithin(shapely.LineString([start, end]), NEAR))
        corner = common[0]
        ours, theirs = (b if (a == corner).all() else a), (end if (start == corner).all() else start)
        return bool((_on(corner, ours, theirs)) or _on(corner, theirs, ours))


def _on(start: np.ndarray, end: np.ndarray, point: np.ndarray) -> bool:
    return bool(shapely.Point(point).dwithin(shapely.LineString([start, end]), NEAR))


def in_triangle(corners: Sequence[Position], points: np.ndarray) -> np.ndarray:
    """Which of the points (n, 2) lie in the triangle or, for safety, as good as on its edge."""
    a, b, c = (np.asarray(corner) for corner in corners)
    reach = NEAR * max(np.hypot(*(b - a)), np.hypot(*(c - b)), np.hypot(*(a - c)), NEAR)
    first, second, third = _side(a, b, points), _side(b, c, points), _side(c, a, points)
    inside = ((first >= -reach) & (second >= -reach) & (third >= -reach)) | (
        (first <= reach) & (second <= reach) & (third <= reach))
    pairs = np.stack([a, b, c])
    box = (points >= pairs.min(axis=0) - NEAR) & (points <= pairs.max(axis=0) + NEAR)
    return inside & box.all(axis=1)


def _same(pairs: np.ndarray, position: Position) -> np.ndarray:
    return (pairs[:, 0] == position[0]) & (pairs[:, 1] == position[1])


def _side(a: np.ndarray, b: np.ndarray, points: np.ndarray) -> np.ndarray:
    return (b[0] - a[0]) * (points[:, 1] - a[1]) - (b[1] - a[1]) * (points[:, 0] - a[0])


def _sides(start: np.ndarray, end: np.ndarray, point: np.ndarray) -> np.ndarray:
    return ((end[:, 0] - start[:, 0]) * (point[1] - start[:, 1])
            - (end[:, 1] - start[:, 1]) * (point[0] - start[:, 0]))
