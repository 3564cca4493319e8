"""Ground that goes from one area to another: what a drawn ring encloses, or a whole hole or exclave (飞地、插花地)."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
import shapely

from gazetteer.shapes.conflicts import refuse_overlaps
from gazetteer.shapes.crossing import AT_END, Crossing, crossed
from gazetteer.shapes.errors import Position, WrongShape
from gazetteer.shapes.net import Change, Net
from gazetteer.shapes.paths import check, lines_of, on_grid

Wanted = Callable[[shapely.Geometry], bool]


def take_ring(net: Net, receiver: int, ring: shapely.Polygon) -> Change:
    """The ground in a ring goes to `receiver`, whoever had it; inside another area it becomes a hole there.

    Raises WrongShape: the ring holds nothing new, would leave an area without ground, or runs too near to a line.
    """
    ring = check(ring)
    touched = [number for number, shape in net.shapes.items() if shape.intersects(ring)]
    line = shapely.LineString(ring.exterior.coords)
    noded, along = crossed(net, touched, line)
    path = _with_crossings(line, along)
    inside = check(shapely.Polygon(path))
    return _handed(net, noded, receiver, {*touched, receiver}, [shapely.LineString(path)],
                   lambda face: inside.contains(face.representative_point()), ring.exterior.coords[0])


def take_piece(net: Net, receiver: int, at: Position) -> Change:
    """The whole piece of ground at a position, a hole or a part of another area, goes to `receiver`."""
    here = shapely.Point(at)
    if net.shapes[receiver].covers(here):
        raise WrongShape("这块地已经属于它", at, remedy="请点别的政区的飞地，或没有归属的洞")
    owner = next((number for number, shape in net.shapes.items() if shape.contains(here)), None)
    if owner is not None and len(shapely.get_parts(net.shapes[owner])) == 1:
        raise WrongShape("这是一个完整的面，不是飞地", at, why="划走以后它就没有地了",
                         remedy="要并入，请用合并；只划一部分，请画出范围")
    return _handed(net, Net(net.shapes), receiver, set(net.shapes), [], lambda face: face.contains(here), at)


def _handed(net: Net, noded: Net, receiver: int, touched: Collection[int], more: list[shapely.Geometry],
            wanted: Wanted, spot: Position) -> Change:
    """Every touched area put together again from the faces that all lines make; the wanted ones go to `receiver`."""
    areas = {number: noded.shapes[number] for number in touched}
    faces = _faces([*(line for area in areas.values() for line in lines_of(area)), *more], spot)
    mine: dict[int, list[shapely.Geometry]] = {number: [] for number in areas}
    fresh = False
    for face in faces:
        inner = face.representative_point()
        owner = next((number for number, area in areas.items() if area.contains(inner)), None)
        taken = wanted(face)
        fresh |= taken and owner != receiver
        if taken or owner is not None:
            mine[receiver if taken else owner].append(face)  # type: ignore[index]
    if not fresh:
        raise WrongShape("这里没有可以划入的地", spot, why="它已经属于这个面，或者没有围起来")
    change = {number: _joined(noded.shapes[number], mine[number], spot) for number in areas}
    change = {number: shape for number, shape in change.items()
              if shapely.normalize(shape) != shapely.normalize(net.shapes[number])}
    refuse_overlaps(change, noded.shapes)
    others = {number: shape for number, shape in noded.shapes.items()
              if shape is not net.shapes[number] and number not in areas}
    return {**others, **change}


def _faces(lines: list[shapely.Geometry], spot: Position) -> list[shapely.Geometry]:
    """What lines enclose. Raises WrongShape where two of them cross without a common vertex."""
    known = {tuple(pair) for line in lines for pair in shapely.get_coordinates(line).tolist()}
    faces = list(shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(lines)))))
    for pair in shapely.get_coordinates(faces).tolist():
        if tuple(pair) not in known:
            raise WrongShape("线与界线几乎重合，分不清归属", tuple(pair), why="两条线相交处没有共同的点",
                             remedy="请捕捉到界线上，或先使相邻界线吻合")
    return faces


def _joined(like: shapely.Geometry, faces: list[shapely.Geometry], spot: Position) -> shapely.Geometry:
    if not faces:
        raise WrongShape("会把一个面整个划走", spot, why="它就没有地了", remedy="要并入，请用合并")
    joined = check(shapely.coverage_union_all(np.array(faces, object)))
    if like.geom_type == "MultiPolygon" and joined.geom_type == "Polygon":
        return shapely.MultiPolygon([joined])
    return joined


def _with_crossings(line: shapely.LineString, along: list[Crossing]) -> np.ndarray:
    """A closed line with the vertices where it meets others, in order; one that is all but there stands for both."""
    own = [(float(shapely.line_locate_point(line, shapely.Point(pair))), on_grid(pair)) for pair in line.coords[:-1]]
    known = {spot for _, spot in along}
    own = [(distance, spot) for distance, spot in own
           if not any(np.hypot(spot[0] - other[0], spot[1] - other[1]) < AT_END for other in known)]
    spots = [spot for _, spot in sorted({*own, *along})]
    return np.array([*spots, spots[0]])

