"""Which records lie under a pixel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from layers.columns import Paths, Points
from layers.view import View


def nearest_points(points: Points, view: View, x: float, y: float, tolerance: float,
                   shown: Callable[[np.ndarray], np.ndarray] | None = None) -> list[int]:
    """Numbers of the points within `tolerance` pixels, nearest first; `shown` gives those rows that are drawn."""
    here_x, here_y = view.units(x, y)
    reach = tolerance * view.resolution
    rows = points.within(view.epsg, (here_x, here_y, here_x, here_y), reach)
    if shown is not None:
        rows = shown(rows)
    all_x, all_y = points.projected(view.epsg)
    distance = np.hypot(all_x[rows] - here_x, all_y[rows] - here_y)
    near = distance <= reach
    order = np.lexsort((points.ids[rows][near], distance[near]))
    return [int(number) for number in points.ids[rows][near][order]]


def nearest_paths(paths: Paths, view: View, x: float, y: float, tolerance: float) -> list[int]:
    """Numbers of the lines within `tolerance` pixels (nearest first), then of the areas around the pixel."""
    here_x, here_y = view.units(x, y)
    reach = tolerance * view.resolution
    parts = paths.within(view.epsg, (here_x, here_y, here_x, here_y), reach)
    if not len(parts):
        return []
    here = shapely.Point(here_x, here_y)
    distance = shapely.distance(paths.lines(view.epsg, parts), here)
    order = np.argsort(distance, kind="stable")
    near = [int(paths.ids[paths.owner[parts[i]]]) for i in order if distance[i] <= reach]
    return list(dict.fromkeys(near + _around(paths, view, here, parts)))


def _around(paths: Paths, view: View, here: shapely.Point, parts: np.ndarray) -> list[int]:
    """Areas that hold the position: it lies within an odd number of their rings."""
    areal = paths.more.get("area")
    if areal is None:
        return []
    rings = parts[areal[paths.owner[parts]]]
    closed = shapely.polygons(paths.lines(view.epsg, rings, rings=True)) if len(rings) else np.empty(0, object)
    counts: dict[int, int] = {}
    for owner, holds in zip(paths.owner[rings], shapely.contains_xy(closed, here.x, here.y), strict=True):
        counts[int(owner)] = counts.get(int(owner), 0) + int(holds)
    return [int(paths.ids[owner]) for owner, count in counts.items() if count % 2]
