"""Longer edits of common boundaries: a stretch replaced by a drawn line, an area split by one, areas merged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from gazetteer.shapes.conflicts import refuse_overlaps, refuse_touching
from gazetteer.shapes.errors import Position, WrongShape
from gazetteer.shapes.net import Change, Net
from gazetteer.shapes.paths import check, on_grid, paths_of, rebuilt

_AT_END = 2e-9  # degrees: a crossing nearer than this to a vertex is at that vertex


def reshape(net: Net, number: int, line: shapely.LineString) -> Change:
    """The stretch between the line's first and last crossing with an area's outline, replaced by the line.

    Every neighbour that has the stretch gets the new one. Raises WrongShape: the line does not cross twice, a third
    line ends within the stretch, or the new line would run into another boundary.
    """
    noded, along = _noded(net, number, line)
    for path in paths_of(noded.shapes[number]):
        known = {tuple(pair) for pair in path.tolist()}
        ends = [(distance, spot) for distance, spot in along if spot in known]
        if len(ends) >= 2 and ends[0][1] != ends[-1][1]:
            new = _between(line, ends[0], ends[-1])
            return _replace(net, noded, number, _stretch(path, new), new)
    raise WrongShape("改形的线没有两次穿过边线", line.coords[0], why="新线要从边线的一处开始，到同一条边线的另一处结束",
                     remedy="两端都画过边线")


def split(net: Net, number: int, line: shapely.LineString) -> tuple[list[shapely.Geometry], Change]:
    """The pieces of an area, largest first, and the neighbours that get a vertex where the line meets them."""
    noded, along = _noded(net, number, line)
    area = noded.shapes[number]
    cuts = []
    for first, second in zip(along, along[1:], strict=False):
        cut = shapely.LineString(_between(line, first, second)) if first[1] != second[1] else None
        if cut is not None and area.contains(cut.interpolate(0.5, normalized=True)) and not _along_edge(cut, area):
            cuts.append(cut)
    pieces = _pieces(area, cuts)
    if len(pieces) <= len(shapely.get_parts(area)):
        raise WrongShape("分割线没有把面切开", line.coords[0], why="线要从面的外面进去，再穿出来",
                         remedy="两端都画到面以外，或捕捉到边线上")
    change = {other: shape for other, shape in noded.shapes.items()
              if other != number and shape is not net.shapes[other]}
    return [check(piece) for piece in pieces], change


def merge(geometries: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """One area of several that share their edges exactly; every outer vertex stays. Raises WrongShape."""
    joined = shapely.coverage_union_all(list(geometries))
    return check(joined)


def _pieces(area: shapely.Geometry, cuts: Sequence[shapely.Geometry]) -> list[shapely.Geometry]:
    lines = shapely.union_all([shapely.boundary(area), *cuts]) if cuts else shapely.boundary(area)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inside = [face for face in faces if area.contains(face.representative_point())]
    return sorted(inside, key=lambda face: -face.area)


def _along_edge(cut: shapely.Geometry, area: shapely.Geometry) -> bool:
    return bool(shapely.boundary(area).covers(cut))


Crossing = tuple[float, Position]


def _noded(net: Net, number: int, line: shapely.LineString) -> tuple[Net, list[Crossing]]:
    """The net with a vertex wherever the line meets the area's outline, and these vertices along the line."""
    if number not in net.shapes:
        raise WrongShape("没有这个面", remedy="刷新后再试")
    new: dict[tuple[Position, Position], list[Position]] = {}
    spots: set[Position] = set()
    for path in paths_of(net.shapes[number]):
        edges = shapely.linestrings(np.stack([path[:-1], path[1:]], axis=1))
        for row in np.flatnonzero(shapely.intersects(edges, line)):
            start, end = tuple(path[row].tolist()), tuple(path[row + 1].tolist())
            for pair in shapely.get_coordinates(shapely.intersection(edges[row], line)).tolist():
                spots.add(_spot(pair, start, end, new))
    noded = Net(net.shapes)
    for (start, _), points in new.items():
        points.sort(key=lambda spot: np.hypot(spot[0] - start[0], spot[1] - start[1]))
    noded.take(noded.inserted(new))
    along = sorted((float(shapely.line_locate_point(line, shapely.Point(spot))), spot) for spot in spots)
    return noded, along


def _spot(pair: Sequence[float], start: Position, end: Position,
          new: dict[tuple[Position, Position], list[Position]]) -> Position:
    """The vertex for a crossing: an end of the edge when it is there, else a new one noted for the edge."""
    for vertex in (start, end):
        if np.hypot(pair[0] - vertex[0], pair[1] - vertex[1]) < _AT_END:
            return vertex
    spot = on_grid((pair[0], pair[1]))
    points = new.setdefault((start, end), [])
    if spot not in points:
        points.append(spot)
    return spot


def _between(line: shapely.LineString, first: Crossing, last: Crossing) -> np.ndarray:
    """The line from one crossing to another, beginning and ending exactly there."""
    inner = []
    for pair in line.coords:
        distance = shapely.line_locate_point(line, shapely.Point(pair))
        if first[0] + _AT_END < distance < last[0] - _AT_END:
            inner.append(on_grid(pair[:2]))
    return np.array([first[1], *inner, last[1]])


def _stretch(path: np.ndarray, new: np.ndarray) -> np.ndarray:
    """The shorter way on a ring from the first to the last position of `new`."""
    ring = path[:-1]
    start, end = (int(np.flatnonzero((ring == spot).all(axis=1))[0]) for spot in (new[0], new[-1]))
    forth = ring[np.arange(start, start + (end - start) % len(ring) + 1) % len(ring)]
    back = ring[np.arange(start, start - (start - end) % len(ring) - 1, -1) % len(ring)]
    return min(forth, back, key=lambda way: shapely.LineString(way).length)


def _replace(net: Net, noded: Net, number: int, old: np.ndarray, new: np.ndarray) -> Change:
    inner = [tuple(pair) for pair in old[1:-1].tolist()]
    for vertex in inner:
        if len(noded.edges.neighbours(vertex)) != 2:
            raise WrongShape("新线跨过了几条界线的交点", vertex, why="不清楚交点应移到哪里",
                             remedy="先把交点移到位，再分别改交点两边的界线")
    owners = noded.edges.owners(noded.edges.between(tuple(old[0]), tuple(old[1])))
    change = {owner: _swapped(noded.shapes[owner], old, new) for owner in owners}
    _refuse_running_into(noded, old, new)
    for geometry in change.values():
        check(geometry)
    after = {other: shape for other, shape in noded.shapes.items()
             if other not in change and shape is not net.shapes[other]}
    refuse_overlaps(change, noded.shapes)
    return {**after, **change}


def _refuse_running_into(noded: Net, old: np.ndarray, new: np.ndarray) -> None:
    gone = np.concatenate([noded.edges.between(tuple(first), tuple(second))
                           for first, second in zip(old[:-1], old[1:], strict=True)])
    rest = noded.edges.without(gone)
    for first, second in zip(new[:-1].tolist(), new[1:].tolist(), strict=True):
        refuse_touching(rest, tuple(first), tuple(second))


def _swapped(geometry: shapely.Geometry, old: np.ndarray, new: np.ndarray) -> shapely.Geometry:
    return rebuilt(geometry, [_swapped_in(path, old, new) for path in paths_of(geometry)])


def _swapped_in(path: np.ndarray, old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """A ring with `old` (either way round) replaced by `new`; as it is when it does not have it."""
    for gone, come in ((old, new), (old[::-1], new[::-1])):
        ring = path[:-1]
        here = np.flatnonzero((ring == gone[0]).all(axis=1) & (np.roll(ring, -1, axis=0) == gone[1]).all(axis=1))
        if len(here):
            rest = np.roll(ring, -int(here[0]), axis=0)[len(gone):]
            body = np.vstack([come, rest])
            return np.vstack([body, body[:1]])
    return path
