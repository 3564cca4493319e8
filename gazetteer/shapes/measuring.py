"""Lengths, areas and bearings: on the ellipsoid of CGCS2000 (geodesic) and on the city's plane (EPSG:4547)."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from gazetteer.coordinates.systems import to_plane
from gazetteer.shapes.errors import Position

MU = 2000.0 / 3.0  # square metres
_of_thread = threading.local()


@dataclass(frozen=True)
class Measured:
    """Metres and square metres; bearings in degrees clockwise from true north and from the grid's north.

    Bearings are of the last leg, None while there is no leg; areas are None while there is no ring.
    """

    length: float
    plane_length: float
    area: float | None = None
    plane_area: float | None = None
    bearing: float | None = None
    grid_bearing: float | None = None


def measure(points: Sequence[Position], closed: bool = False) -> Measured:
    """A line of positions (lon, lat), or the ring that they make; the length of a ring is all the way round."""
    if len(points) < 2:
        return Measured(0.0, 0.0)
    line = [*points, points[0]] if closed and len(points) > 2 else list(points)
    lon, lat = np.array(line, float)[:, :2].T
    east, north = to_plane(lon, lat)
    length = float(ellipsoid().line_length(lon, lat))
    plane_length = float(np.hypot(np.diff(east), np.diff(north)).sum())
    area, plane_area = _areas(lon, lat, east, north) if closed and len(points) > 2 else (None, None)
    true, grid = _bearings(points[-2], points[-1])
    return Measured(length, plane_length, area, plane_area, true, grid)


def measure_geometry(geometry: shapely.Geometry) -> Measured:
    """Length of a line or of an area's whole outline, and the area without its holes."""
    rings = [ring for part in shapely.get_parts(geometry) for ring in _lines(part)]
    sums = [(measure(list(line.coords)[:-1] if area else list(line.coords), closed=area), sign)
            for line, area, sign in rings]
    areal = any(measured.area is not None for measured, _ in sums)
    return Measured(
        sum(measured.length for measured, _ in sums), sum(measured.plane_length for measured, _ in sums),
        sum((measured.area or 0.0) * sign for measured, sign in sums) if areal else None,
        sum((measured.plane_area or 0.0) * sign for measured, sign in sums) if areal else None)


def _lines(part: shapely.Geometry) -> list[tuple[Any, bool, int]]:
    if part.geom_type == "Polygon":
        return [(part.exterior, True, 1), *((ring, True, -1) for ring in part.interiors)]
    return [(part, False, 0)] if part.geom_type == "LineString" else []


def _areas(lon: np.ndarray, lat: np.ndarray, east: np.ndarray, north: np.ndarray) -> tuple[float, float]:
    area, _ = ellipsoid().polygon_area_perimeter(lon, lat)
    east, north = east - east[0], north - north[0]
    flat = float((east[:-1] * north[1:] - east[1:] * north[:-1]).sum()) / 2
    return abs(float(area)), abs(flat)


def _bearings(first: Position, second: Position) -> tuple[float | None, float | None]:
    if tuple(first[:2]) == tuple(second[:2]):
        return None, None
    true, _, _ = ellipsoid().inv(first[0], first[1], second[0], second[1])
    (east, north), (other_east, other_north) = to_plane(*first[:2]), to_plane(*second[:2])
    grid = math.degrees(math.atan2(other_east - east, other_north - north))
    return float(true) % 360, grid % 360


def ellipsoid() -> Any:
    """The ellipsoid of CGCS2000 to reckon with, one for each thread."""
    if not hasattr(_of_thread, "geod"):
        from pyproj import Geod  # loaded late: the window starts without it

        _of_thread.geod = Geod(a=6378137.0, rf=298.257222101)  # CGCS2000
    return _of_thread.geod


def length_text(metres: float) -> str:
    """12.34 米, 1234.6 米, 12.346 千米."""
    if metres < 1000:
        return f"{metres:.2f} 米"
    return f"{metres:.1f} 米" if metres < 10_000 else f"{metres / 1000:.3f} 千米"


def area_text(square_metres: float) -> str:
    """Small areas in square metres and mu, large ones in square kilometres."""
    if square_metres < 1_000_000:
        return f"{square_metres:.1f} 平方米（{square_metres / MU:.2f} 亩）"
    return f"{square_metres / 1e6:.4f} 平方千米（{square_metres / MU / 10_000:.2f} 万亩）"


def bearing_text(degrees: float) -> str:
    """A direction in whole seconds: 85°12′30″."""
    minutes, seconds = divmod(round(degrees * 3600) % (360 * 3600), 60)
    return f"{minutes // 60}°{minutes % 60:02d}′{seconds:02d}″"
