"""A drawn line and the net that it crosses: vertices where they meet, in the areas and on the line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely

from gazetteer.shapes.errors import Position, WrongShape
from gazetteer.shapes.net import Net
from gazetteer.shapes.paths import on_grid, paths_of

AT_END = 2e-9  # degrees: a crossing nearer than this to a vertex is at that vertex
Crossing = tuple[float, Position]
_Cuts = dict[tuple[Position, Position], list[Position]]


def crossed(net: Net, numbers: Iterable[int], line: shapely.LineString) -> tuple[Net, list[Crossing]]:
    """The net with a vertex wherever the line meets the outlines of some areas, and these vertices along the line."""
    new: _Cuts = {}
    spots: set[Position] = set()
    for number in numbers:
        if number not in net.shapes:
            raise WrongShape("没有这个面", remedy="刷新后再试")
        for path in paths_of(net.shapes[number]):
            edges = shapely.linestrings(np.stack([path[:-1], path[1:]], axis=1))
            for row in np.flatnonzero(shapely.intersects(edges, line)):
                start, end = tuple(path[row].tolist()), tuple(path[row + 1].tolist())
                for pair in shapely.get_coordinates(shapely.intersection(edges[row], line)).tolist():
                    spots.add(_spot(pair, start, end, new))
    along = sorted((float(shapely.line_locate_point(line, shapely.Point(spot))), spot) for spot in spots)
    return with_cuts(net, new), along


def with_cuts(net: Net, cuts: _Cuts) -> Net:
    """Another net with vertices put into edges."""
    made = Net(net.shapes)
    for (start, _), points in cuts.items():
        points.sort(key=lambda spot: np.hypot(spot[0] - start[0], spot[1] - start[1]))
    made.take(made.inserted(cuts))
    return made


def _spot(pair: Sequence[float], start: Position, end: Position, new: _Cuts) -> Position:
    """The vertex for a crossing: an end of the edge when it is there, else a new one noted for the edge."""
    for vertex in (start, end):
        if np.hypot(pair[0] - vertex[0], pair[1] - vertex[1]) < AT_END:
            return vertex
    spot = on_grid((pair[0], pair[1]))
    if (end, start) in new:  # an edge of two areas is cut once
        start, end = end, start
    points = new.setdefault((start, end), [])
    if spot not in points:
        points.append(spot)
    return spot


def between(line: shapely.LineString, first: Crossing, last: Crossing) -> np.ndarray:
    """The line from one crossing to another, beginning and ending exactly there."""
    inner = []
    for pair in line.coords:
        distance = shapely.line_locate_point(line, shapely.Point(pair))
        if first[0] + AT_END < distance < last[0] - AT_END:
            inner.append(on_grid(pair[:2]))
    return np.array([first[1], *inner, last[1]])
