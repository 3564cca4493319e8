"""A geometry as its lines: arrays of vertices that can be changed one by one and put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from gazetteer.shapes.errors import Position, WrongShape

GRID_DIGITS = 9  # degrees: 0.1 mm, the grid on which every new vertex is put
GRID = 10.0 ** -GRID_DIGITS


def on_grid(position: Position) -> Position:
    """A position on the grid of new vertices, so that two that mean the same are equal."""
    return round(float(position[0]), GRID_DIGITS), round(float(position[1]), GRID_DIGITS)


def lines_of(geometry: shapely.Geometry) -> Iterator[shapely.Geometry]:
    """Every line of a geometry: points as they are, of an area each part's shell before its holes."""
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            yield from shapely.get_rings(part)
        else:
            yield part


def paths_of(geometry: shapely.Geometry) -> list[np.ndarray]:
    """The vertices (n, 2) of every line in the order of `lines_of`; rings end where they begin."""
    return [shapely.get_coordinates(line) for line in lines_of(geometry)]


def rebuilt(like: shapely.Geometry, paths: Sequence[np.ndarray | None]) -> shapely.Geometry:
    """A geometry made as `like` is, of other paths; None leaves out a hole, or the whole part when it is its shell."""
    rest = iter(paths)
    parts = [made for made in (_part(part, rest) for part in shapely.get_parts(like)) if made is not None]
    if not parts:
        raise WrongShape("图形没有剩下任何点", remedy="要去掉整个图形，请清空位置")
    if like.geom_type.startswith("Multi"):
        return {"MultiPolygon": shapely.MultiPolygon, "MultiLineString": shapely.MultiLineString,
                "MultiPoint": shapely.MultiPoint}[like.geom_type](parts)
    return parts[0]


def _part(part: shapely.Geometry, rest: Iterator[np.ndarray | None]) -> shapely.Geometry | None:
    if part.geom_type == "Polygon":
        shell, *holes = (next(rest) for _ in shapely.get_rings(part))
        return None if shell is None else shapely.Polygon(shell, [hole for hole in holes if hole is not None])
    path = next(rest)
    if path is None:
        return None
    return shapely.Point(path[0]) if part.geom_type == "Point" else shapely.LineString(path)


def closed(path: np.ndarray) -> bool:
    """Whether the path is a ring."""
    return len(path) > 3 and bool((path[0] == path[-1]).all())


def check(geometry: shapely.Geometry) -> shapely.Geometry:
    """The geometry itself when it is one. Raises WrongShape with the spot: empty, crossing itself, beyond the earth."""
    if geometry is None or geometry.is_empty:
        raise WrongShape("图形是空的", remedy="请画出至少一个点")
    coordinates = shapely.get_coordinates(geometry)
    outside = ~((np.abs(coordinates[:, 0]) <= 180) & (np.abs(coordinates[:, 1]) <= 90))
    if outside.any():
        raise WrongShape("坐标超出经纬度范围", why="可能填成了平面坐标", remedy="请核对坐标系")
    if not geometry.is_valid:
        raise WrongShape("图形自相交", crossing_of(geometry), why=_reason(geometry),
                         remedy="移动或删去这里的点，使边线不交叉")
    return geometry


def crossing_of(geometry: shapely.Geometry) -> Position | None:
    """Where an area is not valid; None when it is."""
    said = shapely.is_valid_reason(geometry)
    if "[" not in said:
        return None
    lon, lat = said[said.index("[") + 1:said.index("]")].split()[:2]
    return float(lon), float(lat)


_REASONS = {"Self-intersection": "边线交叉", "Ring Self-intersection": "边线在一点碰到自己",
            "Too few points": "点数太少",
            "Hole lies outside shell": "洞在外边界以外", "Nested": "图形的几部分互相重叠或包含",
            "Interior is disconnected": "内部被隔断"}


def _reason(geometry: shapely.Geometry) -> str:
    said = shapely.is_valid_reason(geometry)
    return next((text for key, text in _REASONS.items() if said.startswith(key)), "边线或各部分的关系不对")
