"""Areas that touch, edited as one net of lines: what moves on a common boundary moves in every area that has it.

Two areas share a vertex when its degrees are equal to the last bit; no tolerance is at work in an edit. An edit is
accepted when it is a bending of the net in which no line runs into another, so neither gap nor overlap can arise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from gazetteer.shapes.conflicts import refuse_overlaps, refuse_touching
from gazetteer.shapes.edges import Edges, in_triangle
from gazetteer.shapes.errors import Position, WrongShape
from gazetteer.shapes.paths import check, on_grid, paths_of, rebuilt

Change = dict[int, shapely.Geometry]
Triangle = tuple[Position, Position, Position]


class Net:
    """The areas around an edit. Every edit returns the areas it changes and leaves the net as it is until `take`."""

    def __init__(self, shapes: Mapping[int, shapely.Geometry]) -> None:
        self.shapes = dict(shapes)
        self._edges: Edges | None = None

    @property
    def edges(self) -> Edges:
        if self._edges is None:
            self._edges = Edges.of(self.shapes)
        return self._edges

    def take(self, change: Change) -> None:
        """Go on with what an edit returned."""
        self.shapes.update(change)
        if self._edges is not None and change:
            self._edges = self._edges.changed(change)

    def move_vertex(self, at: Position, to: Position) -> Change:
        """A vertex of the net put elsewhere, in every area that has it. Raises WrongShape."""
        at, to = _plain(at), self._known(on_grid(to)) or on_grid(to)
        ends = self._ends(at)
        if at == to:
            return {}
        owners = self.edges.owners(self.edges.at(at))
        change = {number: _moved(self.shapes[number], at, to) for number in owners}
        self._accept(change, [(to, end) for end in ends if end != to], [(end, at, to) for end in ends], 1, at)
        return change

    def insert_vertex(self, start: Position, end: Position, at: Position) -> Change:
        """A new vertex on an edge, in both areas that have it. Raises WrongShape."""
        start, end, at = _plain(start), _plain(end), on_grid(at)
        change = self.inserted({(start, end): [at]})
        rows = self.edges.between(start, end)
        if self._known(at):
            raise WrongShape("这里已经有一个点", at, remedy="直接拖动它")
        self._accept(change, [(start, at), (at, end)], [(start, end, at)], 2, rows=rows)
        return change

    def inserted(self, new: Mapping[tuple[Position, Position], Sequence[Position]]) -> Change:
        """Vertices put into edges in the order from start to end; nothing is checked."""
        change: Change = {}
        for (start, end), points in new.items():
            owners = self.edges.owners(self.edges.between(start, end))
            if not owners:
                raise WrongShape("没有这条边", start, why="图形可能已被改动", remedy="重新选择后再试")
            for number in owners:
                change[number] = _inserted(change.get(number, self.shapes[number]), start, end, points)
        return change

    def delete_vertex(self, at: Position) -> Change:
        """A vertex taken out of every area that has it. Raises WrongShape where three lines meet."""
        at = _plain(at)
        ends = self._ends(at)
        if len(ends) != 2:
            raise WrongShape("不能删去这个点", at, why=f"有{len(ends)}条界线在此相接", remedy="可以移动它")
        owners = self.edges.owners(self.edges.at(at))
        change = {number: _deleted(self.shapes[number], at) for number in owners}
        self._accept(change, [(ends[0], ends[1])], [(ends[0], ends[1], at)], 2, at)
        return change

    def _ends(self, at: Position) -> list[Position]:
        ends = self.edges.neighbours(at)
        if not ends:
            raise WrongShape("没有这个点", at, why="图形可能已被改动", remedy="重新选择后再试")
        return ends

    def _known(self, position: Position) -> Position | None:
        """The vertex that stands on the same spot of the grid, with its own degrees."""
        edges = self.edges
        near = np.flatnonzero((np.abs(edges.start[:, 0] - position[0]) < 6e-10)
                              & (np.abs(edges.start[:, 1] - position[1]) < 6e-10))
        return _plain(edges.start[near[0]]) if len(near) else None

    def _accept(self, change: Change, new: Sequence[tuple[Position, Position]], swept: Sequence[Triangle], ends: int,
                gone: Position | None = None, rows: Any = ()) -> None:
        """Refuse what is no bending of the net: edges that touch, or areas that come to lie on each other.

        `swept` are the triangles over which edges go; the first `ends` corners of each stay where they are.
        """
        rest = self.edges.without(self.edges.at(gone) if gone is not None else rows)
        for number, (first, second) in enumerate(new):
            refuse_touching(rest, first, second)
            for other in new[number + 1:]:
                refuse_touching(Edges(np.zeros(1, int), np.array([other[0]]), np.array([other[1]])), first, second)
        if not all(_free(triangle, ends, rest) for triangle in swept):
            for geometry in change.values():
                check(geometry)
            refuse_overlaps(change, self.shapes)


def _free(triangle: Triangle, ends: int, rest: Edges) -> bool:
    """Whether nothing else lies where the net is swept over: then nothing can come to lie inside another.

    A vertex there need be no harm, but then the areas themselves have to be compared.
    """
    near = rest.near(triangle)
    if ends == 1 and len(near.touching(triangle[1], triangle[2])):
        return False
    inside = near.start[in_triangle(triangle, near.start)]
    return bool((inside[:, None, :] == np.array(triangle[:ends])[None]).all(axis=2).any(axis=1).all())


def _plain(position: Sequence[float]) -> Position:
    return float(position[0]), float(position[1])


def _each_path(geometry: shapely.Geometry, alter: Callable[[np.ndarray], np.ndarray | None]) -> shapely.Geometry:
    return rebuilt(geometry, [alter(path) for path in paths_of(geometry)])


def _moved(geometry: shapely.Geometry, at: Position, to: Position) -> shapely.Geometry:
    def alter(path: np.ndarray) -> np.ndarray:
        here = (path == at).all(axis=1)
        if not here.any():
            return path
        path = path.copy()
        path[here] = to
        return _without_repeats(path, to)

    return _each_path(geometry, alter)


def _without_repeats(path: np.ndarray, spot: Position) -> np.ndarray:
    """A vertex put upon the next one becomes one with it."""
    kept = path[np.append(True, (path[1:] != path[:-1]).any(axis=1))]
    if len(kept) < 4:
        raise WrongShape("移动后图形不再是面", spot, why="面至少要三个点", remedy="移到别处")
    return kept


def _inserted(geometry: shapely.Geometry, start: Position, end: Position,
              points: Sequence[Position]) -> shapely.Geometry:
    def alter(path: np.ndarray) -> np.ndarray:
        for first, second, new in ((start, end, points), (end, start, points[::-1])):
            here = np.flatnonzero((path[:-1] == first).all(axis=1) & (path[1:] == second).all(axis=1))
            for index in here[::-1]:
                path = np.insert(path, index + 1, np.asarray(new), axis=0)
        return path

    return _each_path(geometry, alter)


def _deleted(geometry: shapely.Geometry, at: Position) -> shapely.Geometry:
    def alter(path: np.ndarray) -> np.ndarray:
        here = (path[:-1] == at).all(axis=1)
        if not here.any():
            return path
        if len(path) <= 4:
            raise WrongShape("不能再删点", at, why="面至少要三个点")
        body = path[:-1][~here]
        return np.vstack([body, body[:1]])

    return _each_path(geometry, alter)
