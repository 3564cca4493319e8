"""Names along a long line, again and again at lengths that hang on the line and not on the window."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from layers.columns import Paths
from layers.labelling.ground import Ground, turn
from layers.lettering import Spot

STRETCH = 560.0  # pixels of a line that share one name
STEP = 6.0  # pixels between the positions that stand for the line


def stretches(ground: Ground, paths: Paths, part: int, least: float) -> Iterator[tuple[int, tuple[Spot, ...]]]:
    """The line's equal stretches of about STRETCH pixels that touch the ground, each with its turn; none of a
    line shorter than `least`."""
    px, py = ground.vertices(paths, part)
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(px), np.diff(py)))])
    total = float(lengths[-1])
    if total < least:
        return
    count = max(1, round(total / STRETCH))
    long = total / count
    for number in _on_ground(ground, px, py, lengths, count):
        at = np.linspace(number * long, (number + 1) * long, max(int(long / STEP), 2))
        x, y = np.interp(at, lengths, px), np.interp(at, lengths, py)
        yield turn(part, number), tuple(zip(x.tolist(), y.tolist(), strict=True))


def _on_ground(ground: Ground, px: np.ndarray, py: np.ndarray, lengths: np.ndarray, count: int) -> list[int]:
    """Numbers of the stretches of which some vertex or segment touches the ground."""
    low_x, low_y = np.minimum(px[:-1], px[1:]), np.minimum(py[:-1], py[1:])
    high_x, high_y = np.maximum(px[:-1], px[1:]), np.maximum(py[:-1], py[1:])
    here = np.flatnonzero((high_x >= 0) & (low_x <= ground.width) & (high_y >= 0) & (low_y <= ground.height))
    if not len(here):
        return []
    # A segment far longer than the ground would name every stretch of it: only its part near the ground counts.
    found: set[int] = set()
    for segment in here.tolist():
        begin, end = _clipped(ground, px[segment:segment + 2], py[segment:segment + 2])
        long = lengths[segment + 1] - lengths[segment]
        scale = count / max(float(lengths[-1]), 1e-9)
        first = int((lengths[segment] + begin * long) * scale)
        last = int((lengths[segment] + end * long) * scale)
        found.update(range(first, min(last, count - 1) + 1))
    return sorted(found)


def _clipped(ground: Ground, x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """From which to which part of a segment it may lie on the ground."""
    begin, end = 0.0, 1.0
    for one, other, size in ((x[0], x[1], ground.width), (y[0], y[1], ground.height)):
        way = other - one
        if abs(way) < 1e-9:
            continue
        low, high = sorted(((0 - one) / way, (size - one) / way))
        begin, end = max(begin, low), min(end, high)
    return begin, max(begin, end)
