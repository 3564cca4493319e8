"""One position told twice: plane metres (EPSG:4547) and degrees (EPSG:4490) of a marker are kept together."""

from __future__ import annotations

from collections.abc import Collection

import shapely

from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.coordinates.systems import from_plane, to_plane
from gazetteer.errors import Problem

PLANE_FIELDS = ("north", "east")
MOST_NORTH, LEAST_NORTH = 3_600_000.0, 3_200_000.0  # the province's north and south edge with room around it


def keep_together(marker: BoundaryMarker, entered: Collection[str]) -> list[Problem]:
    """Let degrees follow the metres that were entered, or the metres the degrees; both entered stay as they are."""
    plane, degrees = any(name in entered for name in PLANE_FIELDS), "geom" in entered
    if degrees and not plane:
        _plane_of(marker)
    elif plane and not degrees:
        if (marker.north is None) != (marker.east is None):
            return []  # the other one is still to be entered
        return _degrees_of(marker)
    return []


def _plane_of(marker: BoundaryMarker) -> None:
    if marker.geom is None or marker.geom.is_empty:
        marker.north = marker.east = None
        return
    east, north = to_plane(marker.geom.x, marker.geom.y)
    marker.north, marker.east = round(north, 3), round(east, 3)


def _degrees_of(marker: BoundaryMarker) -> list[Problem]:
    if marker.north is None or marker.east is None:
        marker.geom = None
        return []
    wrong = plane_problem(float(marker.north), float(marker.east))
    if not wrong:
        marker.geom = shapely.Point(*from_plane(float(marker.east), float(marker.north)))
    return wrong


def plane_problem(north: float, east: float) -> list[Problem]:
    """Why a pair of metres is no position of this zone: exchanged, or with the zone's number before it."""
    if LEAST_NORTH < east < MOST_NORTH and 0 < north < 1_000_000:
        return [Problem("north", "纵、横坐标好像写反了：纵坐标 X 是北方向，为 33 或 34 开头的 7 位数")]
    if 38_000_000 < east < 39_000_000:
        return [Problem("east", "横坐标带了带号 38：这里填 6 位，不带带号")]
    found = []
    if not LEAST_NORTH < north < MOST_NORTH:
        found.append(Problem("north", "纵坐标 X 应为 33 或 34 开头的 7 位数（米）"))
    if not 100_000 < east < 900_000:
        found.append(Problem("east", "横坐标 Y 应为 6 位数（米），不带带号"))
    return found
