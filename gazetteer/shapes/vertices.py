"""Single vertices of one geometry: counted through all its lines, moved, put in, taken out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from gazetteer.shapes.errors import Position, WrongShape
from gazetteer.shapes.paths import closed, on_grid, paths_of, rebuilt


@dataclass(frozen=True)
class Vertex:
    """A vertex: which line of `paths_of`, and which place in it; of a ring the closing vertex is not counted."""

    path: int
    index: int
    lon: float
    lat: float

    @property
    def position(self) -> Position:
        return self.lon, self.lat


def vertices(geometry: shapely.Geometry) -> list[Vertex]:
    """Every vertex in the order in which it is drawn."""
    found = []
    for number, path in enumerate(paths_of(geometry)):
        last = len(path) - 1 if closed(path) else len(path)
        found += [Vertex(number, index, float(lon), float(lat)) for index, (lon, lat) in enumerate(path[:last])]
    return found


def move_vertex(geometry: shapely.Geometry, path: int, index: int, to: Position) -> shapely.Geometry:
    """The geometry with one vertex somewhere else; of a ring first and last move together."""
    paths = paths_of(geometry)
    line = _line(paths, path, index).copy()
    ring = closed(line)
    line[index] = on_grid(to)
    if ring and index in (0, len(line) - 1):
        line[0] = line[-1] = on_grid(to)
    return rebuilt(geometry, _with(paths, path, line))


def insert_vertex(geometry: shapely.Geometry, path: int, after: int, at: Position) -> shapely.Geometry:
    """The geometry with one vertex more, behind the vertex `after`."""
    paths = paths_of(geometry)
    line = _line(paths, path, after)
    if geometry.geom_type in ("Point", "MultiPoint"):
        raise WrongShape("点状图形不能加点", at, remedy="改画线或面")
    return rebuilt(geometry, _with(paths, path, np.insert(line, after + 1, on_grid(at), axis=0)))


def delete_vertex(geometry: shapely.Geometry, path: int, index: int) -> shapely.Geometry:
    """The geometry without one vertex. A hole that loses its third vertex goes; a last line or ring is refused."""
    paths = paths_of(geometry)
    line = _line(paths, path, index)
    ring = closed(line)
    if len(line) <= (4 if ring else 2):
        if len(paths) == 1 or (ring and _is_shell(geometry, path)):
            raise WrongShape("不能再删点", tuple(line[index]), why=f"{'面至少要三个点' if ring else '线至少要两个点'}",
                             remedy="要去掉整个图形，请清空位置")
        return rebuilt(geometry, _with(paths, path, None))
    if ring:
        body = np.delete(line[:-1], index % (len(line) - 1), axis=0)
        return rebuilt(geometry, _with(paths, path, np.vstack([body, body[:1]])))
    return rebuilt(geometry, _with(paths, path, np.delete(line, index, axis=0)))


def nearest_edge(geometry: shapely.Geometry, at: Position) -> tuple[int, int]:
    """The line and the vertex before the edge that lies nearest to a position."""
    best = (float("inf"), 0, 0)
    for number, path in enumerate(paths_of(geometry)):
        if len(path) < 2:
            continue
        edges = shapely.linestrings(np.stack([path[:-1], path[1:]], axis=1))
        distance = shapely.distance(edges, shapely.Point(at))
        index = int(np.argmin(distance))
        best = min(best, (float(distance[index]), number, index))
    return best[1], best[2]


def _is_shell(geometry: shapely.Geometry, path: int) -> bool:
    number = 0
    for part in shapely.get_parts(geometry):
        if number == path:
            return True
        number += 1 + int(shapely.get_num_interior_rings(part))
    return False


def _line(paths: list[np.ndarray], path: int, index: int) -> np.ndarray:
    if not (0 <= path < len(paths) and 0 <= index < len(paths[path])):
        raise WrongShape("没有这个点", why="图形可能已被改动", remedy="重新选择后再试")
    return paths[path]


def _with(paths: list[np.ndarray], number: int, line: np.ndarray | None) -> list[np.ndarray | None]:
    return [line if index == number else path for index, path in enumerate(paths)]
