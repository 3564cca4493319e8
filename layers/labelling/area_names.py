"""Names across areas: letters spread over the width, or from above to below where an area is narrow and tall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np

from layers.columns import Paths
from layers.labelling.ground import Ground
from layers.labels import Name
from layers.lettering import letters_of

FILLED = 0.6  # of the room that a spread name fills at most
MOST = 2.5  # parts of the text size between letters at most
STEPS = (0, 1.5, -1.5, 3, -3, 5, -5)  # text heights from the middle that are tried
SPREADS = (1.0, 0.5, 0.0)  # parts of the best spacing


def across(ground: Ground, paths: Paths, parts: list[int], name: Name) -> Iterator[Name]:
    """The name in the middle of its area, with other heights and spacings to turn to where something stands there.

    A narrow, tall area has it from above to below; of a small one it stands beside the position.
    """
    rings = [ground.vertices(paths, part) for part in parts]
    count, size = len(letters_of(name.text)), name.size
    left, right = _room(rings, name.x, name.y, size / 2)
    top, bottom = _room([(y, x) for x, y in rings], name.y, name.x, size / 2)
    least, written = size * (count + 0.6), replace(name, centred=True, apart=(right - left) + (bottom - top))
    if right - left >= least:
        for turn, (spread, y) in enumerate(product(SPREADS, _around(name.y, size))):
            left, right = _room(rings, name.x, y, size / 2)
            if right - left >= least:
                spacing = _spacing(right - left, count, size) * spread
                yield replace(written, x=(left + right) / 2, y=y, spacing=spacing, turn=turn)
    elif bottom - top >= least and right - left >= size:
        spacing = min(_spacing(bottom - top, count, size), 1.0)
        for turn, (spread, shift) in enumerate(product(SPREADS, _around(0.0, size * 1.5))):
            if abs(shift) <= (bottom - top - least) / 2:
                yield replace(written, y=(top + bottom) / 2 + shift, vertical=True, spacing=spacing * spread, turn=turn)
    else:
        yield replace(name, gap=2.0)


def holds(rings: list[tuple[np.ndarray, np.ndarray]], x: float, y: float) -> bool:
    """Whether a position lies inside the rings."""
    crossed = 0
    for xs, ys in rings:
        over = ys > y
        edges = np.flatnonzero(over[:-1] != over[1:])
        run = (y - ys[edges]) / (ys[edges + 1] - ys[edges])
        crossed += int((xs[edges] + run * (xs[edges + 1] - xs[edges]) > x).sum())
    return crossed % 2 == 1


def _around(middle: float, size: float) -> list[float]:
    return [middle + step * size for step in STEPS]


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
