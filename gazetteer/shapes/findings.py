"""What is doubtful about an area or line at the edit: where it is wrong, in words, with a repair that can be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely

from gazetteer.shapes.conflicts import overlap_of
from gazetteer.shapes.errors import Position
from gazetteer.shapes.mending import METRES_PER_DEGREE, mended
from gazetteer.shapes.paths import crossing_of, lines_of, paths_of, rebuilt

THINNEST = 1.0  # metres: a part, hole or gap narrower than this is a sliver
ERROR, WARNING = "错误", "警告"

Shapes = Mapping[int, shapely.Geometry]
Repair = Callable[[], dict[int, shapely.Geometry]]


@dataclass(frozen=True)
class ShapeFinding:
    """Rule, severity, a sentence, the spot (lon, lat), and the repair: its text and a function giving new shapes."""

    rule: str
    severity: str
    text: str
    spot: Position
    repair_text: str = ""
    repair: Repair | None = None


def shape_findings(number: int, geometry: shapely.Geometry, others: Shapes | None = None,
                   city: shapely.Geometry | None = None, thinnest: float = THINNEST) -> list[ShapeFinding]:
    """Everything doubtful about a shape: among `others` of its register that it may touch, within `city` if given."""
    crossing = self_crossing(number, geometry)
    if crossing:
        return crossing  # nothing else can be said of a shape that crosses itself
    found = slivers(number, geometry, thinnest)
    found += overlaps(number, geometry, others or {})
    found += gaps(number, geometry, others or {}, thinnest)
    return found + outside(number, geometry, city)


def self_crossing(number: int, geometry: shapely.Geometry) -> list[ShapeFinding]:
    """T01 边线不自相交"""
    spot = crossing_of(geometry)
    if spot is None:
        return []
    return [ShapeFinding("T01", ERROR, "边线自相交", spot, "在交叉处断开，保留围成的面",
                         lambda: {number: _of_kind(geometry, shapely.make_valid(geometry))})]


def slivers(number: int, geometry: shapely.Geometry, thinnest: float = THINNEST) -> list[ShapeFinding]:
    """T02 没有细碎的部分和洞"""
    found: list[ShapeFinding] = []
    if not geometry.geom_type.endswith("Polygon"):
        return found
    for row, ring in enumerate(lines_of(geometry)):
        area = shapely.Polygon(ring)
        if _width(area) < thinnest:
            spot = area.representative_point()
            found.append(ShapeFinding("T02", WARNING, f"有一个宽不到{thinnest:g}米的细碎部分或洞", (spot.x, spot.y),
                                      "去掉它", partial(_dropped, number, geometry, row)))
    return found


def overlaps(number: int, geometry: shapely.Geometry, others: Shapes) -> list[ShapeFinding]:
    """T03 同级的面互不重叠"""
    found = []
    for other, shape in others.items():
        spot = overlap_of(geometry, shape) if other != number and geometry.intersects(shape) else None
        if spot is not None:
            found.append(ShapeFinding("T03", ERROR, "与相邻的面重叠", spot, "把重叠部分归相邻的面",
                                      partial(_cut_back, number, geometry, {**others, number: geometry}, other)))
    return found


def gaps(number: int, geometry: shapely.Geometry, others: Shapes, thinnest: float = THINNEST) -> list[ShapeFinding]:
    """T04 相邻的面之间没有缝隙"""
    near = {other: shape for other, shape in others.items() if other != number and geometry.intersects(shape)}
    if not near or not geometry.geom_type.endswith("Polygon"):
        return []
    whole = shapely.union_all([geometry, *near.values()])
    found = []
    for gap in _enclosed(whole):
        spot = gap.representative_point()
        if _width(gap) < thinnest and gap.intersects(geometry) and not whole.contains(spot):
            repair = partial(mended, {number: geometry, **near}, 1.01 * thinnest)
            found.append(ShapeFinding("T04", ERROR, "与相邻的面之间有缝隙", (spot.x, spot.y), "合上缝隙", repair))
    return found


def _enclosed(whole: shapely.Geometry) -> list[shapely.Geometry]:
    """Everything that the lines around areas enclose; also what only corners that touch close off."""
    lines = shapely.union_all(list(lines_of(whole)))
    return list(shapely.get_parts(shapely.polygonize(shapely.get_parts(lines))))


def outside(number: int, geometry: shapely.Geometry, city: shapely.Geometry | None) -> list[ShapeFinding]:
    """T05 在市域以内"""
    if city is None or city.covers(geometry):
        return []
    beyond = geometry.difference(city)
    spot = beyond.representative_point()
    inside = geometry.intersection(city)
    keep = None if inside.is_empty else lambda: {number: _of_kind(geometry, inside)}
    return [ShapeFinding("T05", WARNING, "有一部分在市域以外", (spot.x, spot.y), "沿市界裁去" if keep else "", keep)]


def may_leave_city(class_code: str | None) -> bool:
    """Whether places of a class may reach beyond the city: nature, traffic and waterworks (GB/T 18521) do."""
    return not class_code or class_code.startswith(("1", "23", "24"))


def _width(area: shapely.Geometry) -> float:
    """Metres, of an area as thin as a strip."""
    length = area.length
    return 2 * area.area / length * METRES_PER_DEGREE if length else 0.0


def _dropped(number: int, geometry: shapely.Geometry, row: int) -> dict[int, shapely.Geometry]:
    paths: list[np.ndarray | None] = list(paths_of(geometry))
    paths[row] = None
    return {number: rebuilt(geometry, paths)}


def _cut_back(number: int, geometry: shapely.Geometry, shapes: Shapes, other: int) -> dict[int, shapely.Geometry]:
    cut = _of_kind(geometry, shapely.difference(geometry, shapes[other]))
    after = {**shapes, number: cut}
    return {number: cut, **mended({key: after[key] for key in (other, number)}, 0.01)}


def _of_kind(like: shapely.Geometry, shape: shapely.Geometry) -> shapely.Geometry:
    """Only what is of the same kind: of areas no lines and points that an operation left over."""
    kind = like.geom_type.removeprefix("Multi")
    parts = [part for one in shapely.get_parts(shape) for part in shapely.get_parts(one) if part.geom_type == kind]
    if len(parts) == 1:
        return parts[0]
    return {"Polygon": shapely.MultiPolygon, "LineString": shapely.MultiLineString,
            "Point": shapely.MultiPoint}[kind](parts)
