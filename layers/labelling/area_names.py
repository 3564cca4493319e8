"""Names across areas: letters spread over the width, or from above to below where an area is narrow and tall."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from layers.columns import Paths
from layers.labelling.ground import Ground
from layers.labels import Name
from layers.lettering import letters_of

FILLED = 0.6  # of the room that a spread name fills at most
MOST = 2.5  # parts of the text size between letters at most
Spread = tuple[float, float, float]  # middle, length of the room, spacing


def across(ground: Ground, paths: Paths, parts: list[int], name: Name) -> Name:
    """The name in the middle of its area; beside its position where the area is too small for it."""
    rings = [ground.vertices(paths, part) for part in parts]
    count, size = len(letters_of(name.text)), name.size
    left, right = _room(rings, name.x, name.y, size / 2)
    if right - left >= size * (count + 0.6):
        return replace(name, x=(left + right) / 2, centred=True, spacing=_spacing(right - left, count, size))
    turned = [(y, x) for x, y in rings]
    top, bottom = _room(turned, name.y, name.x, size / 2)
    if bottom - top >= size * (count + 0.6) and right - left >= size:
        return replace(name, y=(top + bottom) / 2, centred=True, vertical=True,
                       spacing=min(_spacing(bottom - top, count, size), 1.0))
    return replace(name, gap=2.0)


def _spacing(room: float, count: int, size: float) -> float:
    if count < 2:
        return 0.0
    return float(np.clip((room * FILLED - count * size) / (count - 1) / size, 0.0, MOST))


def _room(rings: list[tuple[np.ndarray, np.ndarray]], x: float, y: float, half: float) -> tuple[float, float]:
    """From where to where one can go left and right of a position inside, `half` pixels above and below as well."""
    left, right = -np.inf, np.inf
    for level in (y - half, y, y + half):
        for xs, ys in rings:
            over = ys > level
            edges = np.flatnonzero(over[:-1] != over[1:])
            run = (level - ys[edges]) / (ys[edges + 1] - ys[edges])
            crossings = xs[edges] + run * (xs[edges + 1] - xs[edges])
            left = max(left, crossings[crossings <= x].max(initial=-np.inf))
            right = min(right, crossings[crossings > x].min(initial=np.inf))
    if not (np.isfinite(left) and np.isfinite(right)):
        return x, x
    return float(left), float(right)
