"""Pictures of the ground laid under a view: which source pixel each pixel of the view shows, and its colour.

Arrays are rows × columns; colours are bytes R, G, B, A with the colours already multiplied by the alpha.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from layers.view import View

STEP = 32  # pixels between exact positions: in between, straight lines are right to a hundredth of a pixel
ROWS = 128  # rows sampled at a time, so that a cancelled frame ends soon
Locate = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
_LANES = np.uint32(0x00FF00FF)


class Warp:
    """For each device pixel of a view, column and row in the source; `locate` takes degrees to those."""

    def __init__(self, view: View, locate: Locate) -> None:
        self.width, self.height = max(1, round(view.width * view.ratio)), max(1, round(view.height * view.ratio))
        self._across, self._down = _knots(self.width), _knots(self.height)
        x, y = np.meshgrid(self._across / view.ratio, self._down / view.ratio)
        self.columns, self.rows = (np.asarray(part, float) for part in locate(*view.to_map(x, y)))

    def box(self, width: float, height: float) -> tuple[int, int, int, int] | None:
        """First and last column, first and last row (excluded) of the source that are seen; None when it is not."""
        sound = np.isfinite(self.columns) & np.isfinite(self.rows)
        if not sound.any():
            return None
        columns, rows = self.columns[sound], self.rows[sound]
        left, right = max(0.0, columns.min() - 2), min(width, columns.max() + 2)
        top, bottom = max(0.0, rows.min() - 2), min(height, rows.max() + 2)
        if left >= right or top >= bottom:
            return None
        return int(left), int(np.ceil(right)), int(top), int(np.ceil(bottom))

    @property
    def shrinking(self) -> float:
        """How many source pixels a pixel of the view spans, in the direction where it is fewest."""
        with np.errstate(invalid="ignore"):
            across = np.hypot(np.diff(self.columns, axis=1), np.diff(self.rows, axis=1)) / np.diff(self._across)
            down = np.hypot(np.diff(self.columns, axis=0), np.diff(self.rows, axis=0)) / np.diff(self._down)[:, None]
        found = [float(np.median(part[np.isfinite(part)])) for part in (across, down) if np.isfinite(part).any()]
        return min(found, default=1.0)

    def sample(self, source: np.ndarray, left: float, top: float, grown: tuple[float, float],
               cancelled: Callable[[], bool]) -> np.ndarray | None:
        """The view's pixels out of `source`, whose upper left corner is column `left`, row `top` of the whole.

        `grown`: columns and rows of the whole that one pixel of `source` spans. None once cancelled.
        """
        # A rim of nothing around it: what lies outside is transparent without being asked for.
        packed = np.pad(np.ascontiguousarray(source).view(np.uint32)[..., 0], 1)
        made = np.empty((self.height, self.width), np.uint32)
        columns = (self.columns - left) / grown[0] + 0.5  # of the middles, behind the rim
        rows = (self.rows - top) / grown[1] + 0.5
        cell, part = _cells(self._across, self.width)
        for first in range(0, self.height, ROWS):
            if cancelled():
                return None
            last = min(first + ROWS, self.height)
            down = _between(self._down, self.height)[first:last]
            made[first:last] = _mixed(packed, *(_spread(down @ knots, cell, part) for knots in (columns, rows)))
        return made.view(np.uint8).reshape(self.height, self.width, 4)


def _knots(length: int) -> np.ndarray:
    """Positions along an edge at which the way to the source is worked out."""
    return np.linspace(0, length, max(2, int(np.ceil(length / STEP)) + 1))


def _between(knots: np.ndarray, length: int) -> np.ndarray:
    """Weights of the knots for the middle of each pixel: pixels × knots."""
    cell, part = _cells(knots, length)
    weights = np.zeros((length, len(knots)))
    weights[np.arange(length), cell] = 1 - part
    weights[np.arange(length), cell + 1] = part
    return weights


def _cells(knots: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """For the middle of each pixel the knot before it, and how far it is on the way to the next."""
    at = (np.arange(length) + 0.5) / (knots[1] - knots[0])
    cell = np.minimum(at.astype(int), len(knots) - 2)
    return cell, at - cell


def _spread(knots: np.ndarray, cell: np.ndarray, part: np.ndarray) -> np.ndarray:
    """Rows of knots as rows of pixels."""
    return knots[:, cell] + np.diff(knots, axis=1)[:, cell] * part


def _mixed(packed: np.ndarray, columns: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The four neighbours of each position, mixed by nearness; two colours at a time in one number."""
    height, width = packed.shape
    with np.errstate(invalid="ignore"):
        outside = ~((columns >= 0) & (columns < width - 1) & (rows >= 0) & (rows < height - 1))
    columns, rows = np.where(outside, 0.0, columns), np.where(outside, 0.0, rows)
    column, row = columns.astype(np.int64), rows.astype(np.int64)
    x = ((columns - column) * 256).astype(np.uint32)
    y = ((rows - row) * 256).astype(np.uint32)
    flat, at = packed.ravel(), row * width + column
    upper = _blend(flat[at], flat[at + 1], x)
    lower = _blend(flat[at + width], flat[at + width + 1], x)
    mixed = _blend(upper, lower, y)
    mixed[outside] = 0
    return mixed


def _blend(one: np.ndarray, other: np.ndarray, part: np.ndarray) -> np.ndarray:
    """one × (1 − part/256) + other × part/256 for the four bytes of each number."""
    rest = 256 - part
    low = ((one & _LANES) * rest + (other & _LANES) * part) >> np.uint32(8)
    high = ((one >> np.uint32(8)) & _LANES) * rest + ((other >> np.uint32(8)) & _LANES) * part
    return (low & _LANES) | (high & ~_LANES)


def multiplied(colours: np.ndarray) -> np.ndarray:
    """R, G, B, A bytes with the colours multiplied by the alpha, as pictures are mixed and drawn."""
    alpha = colours[..., 3]
    if alpha.min(initial=255) == 255:
        return colours
    made = colours.copy()
    made[..., :3] = (colours[..., :3].astype(np.uint16) * alpha[..., None] + 127) // 255
    return made
