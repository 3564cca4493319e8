"""What an edit of common boundaries may not do, each refusal with its spot."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

from gazetteer.shapes.edges import Edges, Shapes
from gazetteer.shapes.errors import Position, WrongShape


def refuse_touching(edges: Edges, first: Position, second: Position) -> None:
    """Raises WrongShape where an edge between two positions would cross or touch one of `edges`."""
    near = edges.near([first, second])
    rows = near.touching(first, second)
    if len(rows):
        line = shapely.LineString([first, second])
        other = shapely.LineString([near.start[rows[0]], near.end[rows[0]]])
        spot = shapely.get_coordinates(shapely.shortest_line(line, other))[0]
        raise WrongShape("界线会碰到另一段界线", tuple(spot), why="两段界线只能在共同的端点相接",
                         remedy="绕开它，或捕捉到它的端点")


def overlap_of(first: shapely.Geometry, second: shapely.Geometry) -> Position | None:
    """A position inside both areas; None when they at most touch."""
    if not shapely.relate_pattern(first, second, "T********"):
        return None
    common = [part for part in shapely.get_parts(shapely.intersection(first, second)) if part.area > 0]
    if not common:
        return tuple(shapely.get_coordinates(shapely.intersection(first, second))[0])
    spot = max(common, key=lambda part: part.area).representative_point()
    return spot.x, spot.y


def _was_there(first: shapely.Geometry, second: shapely.Geometry, first_before: shapely.Geometry | None,
               second_before: shapely.Geometry | None) -> bool:
    """Whether two areas overlapped before as much as now: such data may be edited elsewhere, and mended."""
    if first_before is None or second_before is None or first is first_before:
        return False
    common = shapely.intersection(first, second)
    return bool(common.area <= shapely.intersection(first_before, second_before).area)


def refuse_overlaps(change: Mapping[int, shapely.Geometry], shapes: Shapes) -> None:
    """Raises WrongShape where a changed area lies on another one, more than it did in `shapes`."""
    after = {**shapes, **change}
    ids, areas = list(after), np.array(list(after.values()), object)
    tree = shapely.STRtree(areas)
    for number, geometry in change.items():
        for row in tree.query(geometry, predicate="intersects"):
            if ids[row] != number and (ids[row] not in change or ids[row] > number):
                spot = overlap_of(geometry, areas[row])
                if spot and not _was_there(geometry, areas[row], shapes.get(number), shapes.get(ids[row])):
                    raise WrongShape("改动后两个面互相重叠", spot, why="界线越过了另一个面", remedy="把界线画在它以外")
