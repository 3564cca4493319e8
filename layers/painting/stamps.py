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
    wide, high = width + 2 * reach, height + 2 * reach
    # Everything counts in one number: how far into the picture with a border of `reach` around it.
    spots = ((row[inside] + reach) * wide + column[inside] + reach).astype(np.int32)
    order = np.zeros((high, wide), np.int32)
    order.reshape(-1)[spots] = np.arange(1, len(spots) + 1, dtype=np.int32)  # of equal ones the last stays
    sheet = _Sheet(symbol, wide, reach, np.concatenate([[0], spots]).astype(np.int32))
    picture = np.zeros((height, width), np.uint32)

    def band(top: int) -> None:
        bottom = min(top + BAND, height)
        if not cancelled():
            _band(order[top:bottom + 2 * reach], picture[top:bottom], top, sheet)

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


class _Sheet:
    """The symbol by how far a pixel lies from its middle, and where the middle of each number stands."""

    def __init__(self, symbol: np.ndarray, wide: int, reach: int, spots: np.ndarray) -> None:
        side, half = symbol.shape[0], symbol.shape[0] // 2
        self.wide, self.reach, self.spots = wide, reach, spots
        self.covers, self.hides = _runs(symbol.tobytes(), side)
        self.first = half * wide + half
        self.colours = np.zeros(side * wide, np.uint32)
        self.colours.reshape(side, wide)[:, :side] = symbol

    def colour(self, at: np.ndarray, number: np.ndarray) -> np.ndarray:
        """What symbols of these numbers show at these pixels."""
        return self.colours[at - self.spots[number] + self.first]


def _band(order: np.ndarray, picture: np.ndarray, top: int, sheet: _Sheet) -> None:
    if not order.any():
        return
    high, wide = picture.shape
    greatest: dict[int, np.ndarray] = {1: order}
    upper = _uppermost(greatest, sheet.covers, sheet.reach, high, wide).reshape(-1)
    shown = np.flatnonzero(upper)
    # From this band's pixels to those with the border around.
    at = (shown + shown // wide * (2 * sheet.reach) + (top + sheet.reach) * sheet.wide + sheet.reach).astype(np.int32)
    colours = sheet.colour(at, upper[shown])
    rim = np.flatnonzero(colours < 0xFF000000)
    if len(rim):
        below = _uppermost(greatest, sheet.hides, sheet.reach, high, wide).reshape(-1)[shown[rim]]
        rim, below = rim[below > 0], below[below > 0]
        colours[rim] = _over(colours[rim], sheet.colour(at[rim], below))
    picture.reshape(-1)[shown] = colours


def _uppermost(greatest: dict[int, np.ndarray], runs: Runs, reach: int, high: int, wide: int) -> np.ndarray:
    """For each pixel the greatest number among the symbols that cover it, 0 where there is none."""
    result = np.zeros((high, wide), np.int32)
    for down, right, length in runs:
        # A pixel is covered by what stands up to right + length - 1 to its left, and right at least.
        first = reach - right - length + 1
        part = _greatest(greatest, length)[reach - down:reach - down + high, first:first + wide]
        np.maximum(result, part, out=result)
    return result


def _greatest(known: dict[int, np.ndarray], length: int) -> np.ndarray:
    """The greatest of `length` neighbours, the pixel itself and those to its right; `known` keeps what was found."""
    if length not in known:
        half = 1 << ((length - 1).bit_length() - 1)  # two stretches of this length cover it
        part = _greatest(known, half)
        step = length - half
        known[length] = np.maximum(part[:, :-step], part[:, step:])
    return known[length]


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
