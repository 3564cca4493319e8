"""Following lines that are already there from one position on them to another, by the shortest way."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable

import numpy as np
import shapely

from gazetteer.shapes.errors import Position, WrongShape
from gazetteer.shapes.paths import paths_of

_ON = 1e-8  # degrees: a position this near to an edge (1 mm) lies on it

Graph = dict[Position, dict[Position, float]]


def trace(geometries: Iterable[shapely.Geometry], start: Position, end: Position) -> list[Position]:
    """The vertices from `start` to `end` along lines and outlines, both ends included.

    Lines that share a vertex are followed from one to the other. Raises WrongShape when there is no way.
    """
    start, end = (float(start[0]), float(start[1])), (float(end[0]), float(end[1]))
    graph = _graph(geometries, (start, end))
    for spot in (start, end):
        if spot not in graph:
            raise WrongShape("这里没有可以跟踪的线", spot, remedy="先捕捉到一条线上")
    way = _shortest(graph, start, end)
    if way is None:
        raise WrongShape("两点之间的线不相连", end, remedy="先画到下一条线，再继续跟踪")
    return way


def _graph(geometries: Iterable[shapely.Geometry], ends: tuple[Position, Position]) -> Graph:
    graph: Graph = {}
    for geometry in geometries:
        for path in paths_of(geometry):
            for end in ends:
                path = _with_vertex(path, end)
            pairs = [tuple(pair) for pair in path.tolist()]
            for first, second in zip(pairs, pairs[1:], strict=False):
                length = _length(first, second)
                graph.setdefault(first, {})[second] = length
                graph.setdefault(second, {})[first] = length
    return graph


def _with_vertex(path: np.ndarray, spot: Position) -> np.ndarray:
    if len(path) < 2 or (path == spot).all(axis=1).any():
        return path
    edges = shapely.linestrings(np.stack([path[:-1], path[1:]], axis=1))
    distance = shapely.distance(edges, shapely.Point(spot))
    index = int(np.argmin(distance))
    return np.insert(path, index + 1, spot, axis=0) if distance[index] <= _ON else path


def _shortest(graph: Graph, start: Position, end: Position) -> list[Position] | None:
    before: dict[Position, Position | None] = {}
    waiting: list[tuple[float, Position, Position | None]] = [(0.0, start, None)]
    while waiting:
        distance, here, origin = heapq.heappop(waiting)
        if here in before:
            continue
        before[here] = origin
        if here == end:
            return _way(before, end)
        for other, length in graph[here].items():
            if other not in before:
                heapq.heappush(waiting, (distance + length, other, here))
    return None


def _way(before: dict[Position, Position | None], end: Position) -> list[Position]:
    way: list[Position] = []
    here: Position | None = end
    while here is not None:
        way.append(here)
        here = before[here]
    return way[::-1]


def _length(first: Position, second: Position) -> float:
    narrow = math.cos(math.radians(first[1]))
    return math.hypot((second[0] - first[0]) * narrow, second[1] - first[1])
