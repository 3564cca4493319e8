"""What can be done to one geometry: moved, turned, scaled, offset, simplified, densified, reshaped, split, merged.

Degrees (EPSG:4490) in and out, lengths in metres on the plane EPSG:4547.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely
from shapely import affinity
from shapely.ops import split as split_by

from gazetteer.shapes.errors import Position, WrongShape
from gazetteer.shapes.paths import check, closed, paths_of, rebuilt
from gazetteer.shapes.plane import from_plane, in_plane, to_plane

MOST_ADDED = 100_000  # vertices; more make a shape that no map can use
AREAS = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString")
_MULTI = {"Point": shapely.MultiPoint, "LineString": shapely.MultiLineString, "Polygon": shapely.MultiPolygon}


def moved(geometry: shapely.Geometry, east: float, north: float) -> shapely.Geometry:
    """As it is, so many metres to the east and north; also the way to copy it elsewhere."""
    return check(in_plane(lambda flat: affinity.translate(flat, east, north), geometry))


def moved_to(geometry: shapely.Geometry, start: Position, end: Position) -> shapely.Geometry:
    """As it is, with what lay at `start` now at `end`."""
    first, second = (to_plane(shapely.Point(position)) for position in (start, end))
    return moved(geometry, second.x - first.x, second.y - first.y)


def rotated(geometry: shapely.Geometry, degrees: float, about: Position | None = None) -> shapely.Geometry:
    """Turned clockwise (as bearings are counted) about a position, else about its middle."""
    return check(in_plane(lambda flat: affinity.rotate(flat, -degrees, _middle(flat, about)), geometry))


def scaled(geometry: shapely.Geometry, factor: float, about: Position | None = None) -> shapely.Geometry:
    """Larger by `factor` about a position, else about its middle. Raises WrongShape for a factor of zero or less."""
    if not (math.isfinite(factor) and factor > 0):
        raise WrongShape("缩放倍数应大于零", why=f"不能是{factor:g}", remedy="例如 1.1 放大一成，0.9 缩小一成")
    return check(in_plane(lambda flat: affinity.scale(flat, factor, factor, origin=_middle(flat, about)), geometry))


def offset(geometry: shapely.Geometry, metres: float) -> shapely.Geometry:
    """A parallel: of a line to the left (negative: right) as it runs, of an area outwards (negative: inwards)."""
    if geometry.geom_type in AREAS:
        made = in_plane(lambda flat: flat.buffer(metres, join_style="mitre"), geometry)
    elif geometry.geom_type in LINES:
        made = in_plane(lambda flat: shapely.offset_curve(flat, metres, join_style="mitre"), geometry)
    else:
        raise WrongShape("点没有平行线", remedy="请选线或面")
    if made.is_empty:
        raise WrongShape("偏移后没有剩下图形", why=f"{abs(metres):g}米超过了它的宽度", remedy="请用较小的距离")
    return check(made)


def simplified(geometry: shapely.Geometry, metres: float) -> shapely.Geometry:
    """With fewer vertices, nowhere farther than `metres` from the former line; those that stay do not move."""
    refuse_length(metres, "允许偏离")
    return check(in_plane(lambda flat: shapely.simplify(flat, metres, preserve_topology=True), geometry))


def densified(geometry: shapely.Geometry, metres: float) -> shapely.Geometry:
    """With more vertices, none farther than `metres` from the next; the former ones stay."""
    refuse_length(metres, "最大点距")
    if to_plane(geometry).length / metres > MOST_ADDED:
        raise WrongShape("点距太小", why=f"会加出{MOST_ADDED}个以上的点", remedy="请用较大的点距")
    return check(in_plane(lambda flat: shapely.segmentize(flat, metres), geometry))


def refuse_length(metres: float, what: str) -> None:
    """Raises WrongShape for what is no length above zero."""
    if not (math.isfinite(metres) and metres > 0):
        raise WrongShape(f"{what}应大于零", why=f"不能是{metres:g}", remedy="请填一个以米计的数")


def split(geometry: shapely.Geometry, line: shapely.LineString) -> list[shapely.Geometry]:
    """The pieces that a drawn line makes of a line or area, largest first. Raises WrongShape when it does not cut."""
    if geometry.geom_type not in AREAS + LINES:
        raise WrongShape("点不能分割", remedy="请选线或面")
    flat_line = to_plane(line)
    whole = in_plane(lambda flat: _pieces(flat, flat_line), geometry, line)
    pieces = sorted(shapely.get_parts(whole), key=lambda piece: -(piece.area or piece.length))
    if len(pieces) <= len(shapely.get_parts(geometry)):
        raise WrongShape("分割线没有把图形切开", line.coords[0], why="线要从图形外面进去，再穿出来",
                         remedy="两端都画到图形以外")
    return [check(piece) for piece in pieces]


def _pieces(flat: shapely.Geometry, line: shapely.Geometry) -> shapely.Geometry:
    pieces = [piece for part in shapely.get_parts(flat) for piece in split_by(part, line).geoms]
    return (shapely.MultiPolygon if flat.geom_type in AREAS else shapely.MultiLineString)(pieces)


def merged(geometries: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """One geometry of several of a kind; lines that meet end to end become one."""
    kinds = {geometry.geom_type.removeprefix("Multi") for geometry in geometries}
    if len(kinds) != 1:
        raise WrongShape("不同种类的图形不能合并", why="点、线、面各与同类合并")
    if kinds == {"Polygon"}:
        return check(shapely.union_all(geometries))
    parts = [part for geometry in geometries for part in shapely.get_parts(geometry)]
    if kinds == {"Point"}:
        return check(shapely.MultiPoint(parts))
    joined = shapely.line_merge(shapely.MultiLineString(parts))
    return check(joined)


def part_added(geometry: shapely.Geometry, part: shapely.Geometry) -> shapely.Geometry:
    """The geometry with one part more; one that touches or overlaps it becomes one with it."""
    if geometry.geom_type.removeprefix("Multi") != part.geom_type.removeprefix("Multi"):
        raise WrongShape("不同种类的部分不能加在一起", why="点、线、面各与同类相加")
    if geometry.disjoint(part) or part.geom_type == "LineString":
        parts = [*shapely.get_parts(geometry), *shapely.get_parts(part)]
        return check(_MULTI[part.geom_type.removeprefix("Multi")](parts))
    return merged([geometry, part])


def part_removed(geometry: shapely.Geometry, at: Position) -> shapely.Geometry:
    """The geometry without the part that is nearest to a position. Raises WrongShape when it is the only one."""
    parts = list(shapely.get_parts(geometry))
    if len(parts) < 2:
        raise WrongShape("图形只有这一部分", at, remedy="要去掉整个图形，请清空位置")
    here = shapely.Point(at)
    parts.remove(min(parts, key=lambda part: part.distance(here)))
    return parts[0] if len(parts) == 1 else _MULTI[parts[0].geom_type](parts)


def hole_cut(geometry: shapely.Geometry, ring: Sequence[Position]) -> shapely.Geometry:
    """An area without what the ring holds. Raises WrongShape when the ring is not wholly inside one of its parts."""
    hole = check(shapely.Polygon(ring))
    for number, part in enumerate(shapely.get_parts(geometry)):
        if part.geom_type == "Polygon" and part.contains_properly(hole):
            parts = list(shapely.get_parts(geometry))
            parts[number] = shapely.Polygon(part.exterior, [*part.interiors, hole.exterior])
            return check(parts[0] if geometry.geom_type == "Polygon" else shapely.MultiPolygon(parts))
    outside = shapely.difference(hole, geometry)
    spot = (outside if not outside.is_empty else hole).representative_point()
    raise WrongShape("洞要完全在面的里面", (spot.x, spot.y), why="画出的洞伸到面外，或碰到边界、别的洞",
                     remedy="把洞画小一些，或改用“改形”")


def hole_filled(geometry: shapely.Geometry, at: Position) -> shapely.Geometry:
    """An area without the hole that lies at a position."""
    here = shapely.Point(at)
    paths: list[np.ndarray | None] = list(paths_of(geometry))
    number = 0
    for part in shapely.get_parts(geometry):
        for index, ring in enumerate(shapely.get_rings(part)):
            if index and shapely.Polygon(ring).covers(here):
                paths[number] = None
                return check(rebuilt(geometry, paths))
            number += 1
    raise WrongShape("这里没有洞", at, remedy="请点在洞的里面")


def reshaped(geometry: shapely.Geometry, line: shapely.LineString) -> shapely.Geometry:
    """The stretch between the line's first and last crossing with the outline replaced by the line between them."""
    flat_line = to_plane(line)
    return check(in_plane(lambda flat: _reshaped(flat, flat_line, line.coords[0]), geometry, line))


def _reshaped(flat: shapely.Geometry, line: shapely.LineString, spot: Position) -> shapely.Geometry:
    paths = paths_of(flat)
    for number, path in enumerate(paths):
        meets = shapely.get_parts(shapely.LineString(path).intersection(line))
        along = sorted({shapely.line_locate_point(line, shapely.Point(pair)) for meet in meets
                        for pair in shapely.get_coordinates(meet)})
        if len(along) >= 2:
            new = shapely.get_coordinates(shapely.ops.substring(line, along[0], along[-1]))
            paths[number] = _replaced(path, new)
            return rebuilt(flat, paths)
    raise WrongShape("改形的线没有两次穿过边线", spot, why="新线要从边线的一处开始，到另一处结束",
                     remedy="两端都画过边线")


def _replaced(path: np.ndarray, new: np.ndarray) -> np.ndarray:
    """A path with what lies between the ends of `new` replaced; of a ring the shorter way round."""
    old = shapely.LineString(path)
    start, end = (float(shapely.line_locate_point(old, shapely.Point(new[i]))) for i in (0, -1))
    if start > end:
        start, end, new = end, start, new[::-1]
    before, between, after = (shapely.get_coordinates(shapely.ops.substring(old, *pair))
                              for pair in ((0, start), (start, end), (end, old.length)))
    if closed(path) and end - start > old.length / 2:
        return np.vstack([between[:-1], new[::-1]])
    body = np.vstack([before[:-1], new, after[1:]]) if start > 0 else np.vstack([new, after[1:]])
    return np.vstack([body, body[:1]]) if closed(path) and (body[0] != body[-1]).any() else body


def middle(geometry: shapely.Geometry) -> Position:
    """About what a shape is turned and scaled when nothing else is said."""
    spot = from_plane(to_plane(geometry).envelope.centroid)
    return spot.x, spot.y


def _middle(flat: shapely.Geometry, about: Position | None) -> tuple[float, float]:
    point = to_plane(shapely.Point(about)) if about is not None else flat.envelope.centroid
    return point.x, point.y
