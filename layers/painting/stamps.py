"""One symbol at a great many positions, worked out by numpy for each pixel and not painted one by one.

The picture is what painting them in their order would give: a pixel shows the last symbol that covers it, and at
that symbol's smoothed rim the last one below which covers it wholly.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache

import numpy as np

BAND = 96  # rows worked on at a time, so that they stay in the processor's own memory
Runs = list[tuple[int, int, int]]  # down, first right, length: a row of a symbol, counted from its middle


def stamped(width: int, height: int, column: np.ndarray, row: np.ndarray, symbol: np.ndarray,
            cancelled: Callable[[], bool] = lambda: False) -> np.ndarray:
    """Premultiplied ARGB pixels (height, width) with the symbol's middle at each position, the last one uppermost.

    `symbol` is a square of such pixels; positions are whole pixels, also outside the picture.
    """
    reach = symbol.shape[0] // 2 + 1
    inside = (column > -reach) & (column < width + reach) & (row > -reach) & (row < height + reach)
    column, row = column[inside].astype(np.int32), row[inside].astype(np.int32)
    wide, high = width + 2 * reach, height + 2 * reach
    order = np.zeros((high, wide), np.int32)
    # Of equal positions the last one written stays.
    order.reshape(-1)[(row + reach) * wide + column + reach] = np.arange(1, len(column) + 1, dtype=np.int32)
    picture = np.zeros((height, width), np.uint32)

    def band(top: int) -> None:
        bottom = min(top + BAND, height)
        if not cancelled():
            _band(order[top:bottom + 2 * reach], picture[top:bottom], top, column, row, symbol)

    # numpy lets go of the interpreter while it works, so bands are done side by side.
    list(_helpers().map(band, range(0, height, BAND)))
    return picture


@cache
def _helpers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="stamps")


def stampable(symbol: np.ndarray) -> bool:
    """Whether enough of the symbol is opaque: of thin strokes over each other too many would be rims over rims."""
    alpha = symbol >> 24
    return int((alpha == 255).sum()) * 3 >= int((alpha > 0).sum())


def _band(order: np.ndarray, picture: np.ndarray, top: int, column: np.ndarray, row: np.ndarray,
          symbol: np.ndarray) -> None:
    if not order.any():
        return
    covers, hides = _runs(symbol.tobytes(), symbol.shape[0])
    high, wide = picture.shape
    reach = symbol.shape[0] // 2 + 1
    upper = _uppermost(order, covers, reach, high, wide)
    spots = np.flatnonzero(upper)
    colours = _colours(spots, upper.reshape(-1)[spots], wide, top, column, row, symbol)
    rim = np.flatnonzero(colours >> 24 < 255)
    if len(rim):
        below = _uppermost(order, hides, reach, high, wide).reshape(-1)[spots[rim]]
        rim, below = rim[below > 0], below[below > 0]
        ground = _colours(spots[rim], below, wide, top, column, row, symbol)
        colours[rim] = _over(colours[rim], ground)
    picture.reshape(-1)[spots] = colours


def _uppermost(order: np.ndarray, runs: Runs, reach: int, high: int, wide: int) -> np.ndarray:
    """For each pixel the greatest number among the symbols that cover it, 0 where there is none."""
    widest = {length: _greatest(order, length) for length in {length for _, _, length in runs}}
    result = np.zeros((high, wide), np.int32)
    for down, right, length in runs:
        # A pixel is covered by what stands up to right + length - 1 to its left, and right at least.
        first = reach - right - length + 1
        np.maximum(result, widest[length][reach - down:reach - down + high, first:first + wide], out=result)
    return result


def _greatest(order: np.ndarray, length: int) -> np.ndarray:
    """The greatest of `length` neighbours, the pixel itself and those to its right."""
    found, reached = order, 1
    while reached < length:
        step = min(reached, length - reached)
        found = np.maximum(found[:, :-step], found[:, step:])
        reached += step
    return found


def _colours(spots: np.ndarray, number: np.ndarray, wide: int, top: int, column: np.ndarray, row: np.ndarray,
             symbol: np.ndarray) -> np.ndarray:
    half = symbol.shape[0] // 2
    y, x = np.divmod(spots.astype(np.int32), np.int32(wide))
    return symbol[y + (top + half) - row[number - 1], x + half - column[number - 1]]


def _over(upper: np.ndarray, lower: np.ndarray) -> np.ndarray:
    """Premultiplied colours over opaque ones."""
    rest = 255 - (upper >> 24)
    mixed = np.zeros_like(upper)
    for shift in (0, 8, 16, 24):
        value = (upper >> shift & 255) + ((lower >> shift & 255) * rest + 127) // 255
        mixed |= np.minimum(value, 255) << np.uint32(shift)
    return mixed


@lru_cache(maxsize=64)
def _runs(pixels: bytes, side: int) -> tuple[Runs, Runs]:
    """Rows of the symbol that are not empty, and the part of them that is opaque."""
    alpha = np.frombuffer(pixels, np.uint32).reshape(side, side) >> 24
    return _rows(alpha > 0), _rows(alpha == 255)


def _rows(mask: np.ndarray) -> Runs:
    half, runs = mask.shape[0] // 2, []
    for down in np.flatnonzero(mask.any(axis=1)).tolist():
        steps = np.flatnonzero(np.diff(np.concatenate([[0], mask[down].astype(np.int8), [0]])))
        runs += [(down - half, int(a) - half, int(b - a)) for a, b in zip(steps[::2], steps[1::2], strict=True)]
    return runs
