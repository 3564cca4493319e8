"""A stretch of a track as a line to draw: without noise, and with no more vertices than a tolerance needs."""

from __future__ import annotations

import numpy as np
import shapely

from gazetteer.errors import GazetteerError
from gazetteer.shapes.errors import Position
from gazetteer.shapes.operations import refuse_length
from gazetteer.shapes.paths import on_grid
from gazetteer.shapes.plane import in_plane
from gazetteer.tracks.fixes import Fixes, clock_text

USUAL_TOLERANCE = 3.0  # metres: what a hand receiver scatters by


def stretch(fixes: Fixes, first: int, last: int, kept: np.ndarray | None = None) -> Fixes:
    """The fixes between two row numbers, both included, in the order in which they are named; only those `kept`."""
    low, high = sorted((first, last))
    rows = np.arange(max(low, 0), min(high, len(fixes) - 1) + 1)
    if kept is not None:
        rows = rows[kept[rows] | (rows == low) | (rows == high)]
    return fixes.rows(rows if first <= last else rows[::-1])


def between(fixes: Fixes, start: float, end: float) -> tuple[int, int]:
    """Row numbers of the first and the last fix from one moment to another (seconds since 1970).

    Raises GazetteerError where fewer than two fixes lie between them."""
    rows = np.flatnonzero((fixes.seconds >= min(start, end)) & (fixes.seconds <= max(start, end)))
    if len(rows) < 2:
        raise GazetteerError("这段时间里没有航迹", why=f"{clock_text(start)} 至 {clock_text(end)} 之间不到 2 个点",
                             remedy="请改时间，或在地图上点选起点和终点")
    return int(rows[0]), int(rows[-1])


def simplified(fixes: Fixes, metres: float) -> list[Position]:
    """Positions (lon, lat) of a line that nowhere leaves the track by more than `metres`; both ends stay.

    Raises GazetteerError for a tolerance that is no length, and where less than a line would be left."""
    refuse_length(metres, "允许偏离")
    spots = [on_grid((lon, lat)) for lon, lat in zip(fixes.lon.tolist(), fixes.lat.tolist(), strict=True)]
    spots = [spot for spot, before in zip(spots, [None, *spots], strict=False) if spot != before]
    if len(spots) < 2:
        raise GazetteerError("这一段航迹不成线", why="起点和终点之间没有移动", remedy="请选长一点的一段")
    thin = in_plane(lambda flat: shapely.simplify(flat, metres, preserve_topology=False), shapely.LineString(spots))
    return [on_grid((lon, lat)) for lon, lat in shapely.get_coordinates(thin).tolist()]
