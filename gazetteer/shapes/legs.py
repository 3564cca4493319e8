"""The next point of a line from the last one: by length and bearing, on the ellipsoid or the plane, or by a shift."""

from __future__ import annotations

import math

from gazetteer.coordinates.angles import read_angle
from gazetteer.coordinates.systems import from_plane, to_plane
from gazetteer.errors import GazetteerError
from gazetteer.shapes.errors import Position
from gazetteer.shapes.measuring import ellipsoid
from gazetteer.shapes.paths import on_grid

LONGEST = 1_000_000.0  # metres; the plane of the city means nothing so far away


def by_bearing(start: Position, metres: float, degrees: float, plane: bool = False) -> Position:
    """So far in a direction, clockwise from true north on the ellipsoid, or from the grid's north on the plane."""
    _check(metres)
    if plane:
        turned = math.radians(degrees)
        return by_shift(start, metres * math.sin(turned), metres * math.cos(turned))
    lon, lat, _ = ellipsoid().fwd(start[0], start[1], degrees, metres)
    return on_grid((lon, lat))


def by_shift(start: Position, east: float, north: float) -> Position:
    """So many metres to the east and to the north on the plane (EPSG:4547)."""
    for metres in (east, north):
        _check(metres)
    x, y = to_plane(start[0], start[1])
    return on_grid(from_plane(x + east, y + north))


def read_bearing(text: str) -> float:
    """A bearing from 0° to 360° as degrees, or as degrees, minutes and seconds in any form. Raises GazetteerError."""
    angle = read_angle(text)
    if angle.axis is not None or not 0 <= angle.value <= 360:
        raise GazetteerError("方位角应在0°到360°之间", where=text.strip(), why="从北起顺时针计",
                             remedy="例如 85.5，或 85°12′30″")
    return angle.value % 360


def _check(metres: float) -> None:
    if not abs(metres) <= LONGEST:
        raise GazetteerError("距离太远", where=f"{metres:g} 米", remedy="最多一千千米；要去别处，请输入坐标")
