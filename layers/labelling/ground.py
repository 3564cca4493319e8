"""The map around a window, in pixels that hang on the map itself and not on the window.

The map is cut into blocks of BLOCK pixels from its origin. A lesser name keeps to its own block and the great ones
are placed over the blocks around as well, so that panning shows other parts of one and the same arrangement.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from layers.columns import Paths
from layers.labelling.occupancy import Box, Occupancy
from layers.styles import Style
from layers.view import Bounds, View

BLOCK = 512  # pixels
FINE = 64  # parts of a pixel that positions are rounded to, the same ones from every window
APART = 2.0  # pixels between the positions noted along a line


class Ground(Occupancy):
    """What labels stand on. `steady` as on screen; else the window is all there is, as on a sheet of paper."""

    def __init__(self, view: View, style: Style, *, steady: bool = True, margin: float = 2.0,
                 selected: frozenset[int] = frozenset(), cancelled: Callable[[], bool] = lambda: False) -> None:
        self.view, self.style, self.steady, self.selected, self.cancelled = view, style, steady, selected, cancelled
        left, top = view.x / view.resolution - view.width / 2, -view.y / view.resolution - view.height / 2
        self.left: float
        self.top: float
        if steady:
            self.left, right = _blocks(left, view.width)
            self.top, bottom = _blocks(top, view.height)
            super().__init__(right - self.left, bottom - self.top)
        else:
            self.left, self.top = left, top
            super().__init__(view.width, view.height, margin)
        self.dx, self.dy = self.left - left, self.top - top  # from here to the window's pixels
        self.seen: Box = (margin - self.dx, margin - self.dy, view.width - margin - self.dx,
                          view.height - margin - self.dy)

    @property
    def extent(self) -> Bounds:
        """West, south, east, north in map units."""
        size = self.view.resolution
        return (self.left * size, -(self.top + self.height) * size, (self.left + self.width) * size, -self.top * size)

    def blocks(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        if not self.steady:
            return super().blocks(x, y)
        return (y // BLOCK).astype(np.int64) * (1 << 16) + (x // BLOCK).astype(np.int64)

    def at_home(self, x: np.ndarray, y: np.ndarray, boxes: np.ndarray) -> np.ndarray:
        if not self.steady:
            return super().at_home(x, y, boxes)
        corner = (np.column_stack([x, y]) // BLOCK * BLOCK)[:, None, :]
        return np.logical_and((boxes[..., :2] >= corner).all(axis=2), (boxes[..., 2:] <= corner + BLOCK).all(axis=2))

    def near(self, px: np.ndarray, py: np.ndarray) -> np.ndarray:
        """Which positions lie in blocks of which the window shows something."""
        if not self.steady:
            return np.ones(len(px), bool)
        return (px >= BLOCK) & (px < self.width - BLOCK) & (py >= BLOCK) & (py < self.height - BLOCK)

    def crowded(self, px: np.ndarray, py: np.ndarray, limit: int) -> np.ndarray:
        """Which positions share their block with more than `limit` others."""
        columns = int(self.width // BLOCK) + 2
        block = (np.floor(py / BLOCK).astype(np.int64) + 1) * columns + np.floor(px / BLOCK).astype(np.int64) + 1
        block -= block.min(initial=0)
        return np.bincount(block)[block] > limit if len(block) else np.zeros(0, bool)

    def pixels(self, x, y) -> tuple[np.ndarray, np.ndarray]:
        """Map units to pixels from the upper left of the ground."""
        size = self.view.resolution
        return (np.round(np.asarray(x) / size * FINE) / FINE - self.left,
                np.round(-np.asarray(y) / size * FINE) / FINE - self.top)

    def parts(self, paths: Paths) -> np.ndarray:
        """Parts that touch the ground."""
        return paths.within(self.view.epsg, self.extent)

    def along(self, paths: Paths, part: int) -> tuple[np.ndarray, np.ndarray]:
        """Positions along the stretches of a part that lie on the ground."""
        px, py = self.vertices(paths, part)
        low_x, low_y = np.minimum(px[:-1], px[1:]), np.minimum(py[:-1], py[1:])
        high_x, high_y = np.maximum(px[:-1], px[1:]), np.maximum(py[:-1], py[1:])
        here = np.flatnonzero((high_x >= 0) & (low_x <= self.width) & (high_y >= 0) & (low_y <= self.height))
        length = np.hypot(px[here + 1] - px[here], py[here + 1] - py[here])
        count = np.clip(np.ceil(length / APART).astype(np.int64), 1, 20_000)
        first = np.repeat(here, count)
        way = (np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)) / np.repeat(count, count)
        return px[first] + way * (px[first + 1] - px[first]), py[first] + way * (py[first + 1] - py[first])

    def vertices(self, paths: Paths, part: int) -> tuple[np.ndarray, np.ndarray]:
        """The vertices of a part."""
        chosen = slice(int(paths.starts[part]), int(paths.starts[part + 1]))
        x, y = paths.projected(self.view.epsg)
        return self.pixels(x[chosen], y[chosen])


def turn(*numbers: int) -> int:
    """A number that mixes others: an order of names that favours no side of the map."""
    mixed = 0x9E3779B9
    for number in numbers:
        mixed = ((mixed ^ (number & 0xFFFFFFFF)) * 0x85EBCA6B) & 0xFFFFFFFF
        mixed ^= mixed >> 15
    return mixed


def _blocks(begin: float, long: float) -> tuple[int, int]:
    """From where to where the blocks reach that a stretch touches, with one more at both ends."""
    return (int(begin // BLOCK) - 1) * BLOCK, (int((begin + long) // BLOCK) + 2) * BLOCK
