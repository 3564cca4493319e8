"""Names along a line: letters apart and upright, read from left to right or from above to below."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

Spot = tuple[float, float]
STRAIGHT = (0.94, 0.85)  # chord by length of a stretch: the better first, worse than the last not at all


# Signs that stand beside letters are turned in a column; Unicode has their upright forms (UAX 50).
_UPRIGHT = str.maketrans("（）()〈〉《》“”「」—－-…·", "︵︶︵︶︿﹀︽︾﹁﹂﹁﹂︱︱︱︙・")


@lru_cache(maxsize=200_000)
def letters_of(text: str) -> tuple[str, ...]:
    """Characters with the marks and variation selectors that belong to them."""
    letters: list[str] = []
    for character in text:
        joined = unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf")
        if joined and letters:
            letters[-1] += character
        else:
            letters.append(character)
    return tuple(letters)


def upright(letter: str) -> str:
    """A letter as it stands in a column."""
    return letter.translate(_UPRIGHT)


def along(line: tuple[Spot, ...], count: int, step: float, beside: float) -> Iterator[list[Spot]]:
    """Places for `count` letters `step` pixels apart, `beside` pixels off the line.

    Straight stretches come first, and of these the middle of the line. A line that is too short gives none.
    """
    x, y = (np.array(column) for column in zip(*line, strict=True))
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    long = step * (count - 1)
    free = lengths[-1] - long - 2 * step
    if free < 0:
        return
    starts = (lengths[-1] - long) / 2 + np.array(list(_outwards(free / 2, step / 2)))
    straight = _straightness(x, y, lengths, starts - step / 2, long + step)
    for best, least in zip((2.0, *STRAIGHT), STRAIGHT, strict=False):
        for start in starts[(straight < best) & (straight >= least)]:
            for side in (1, -1):
                yield _letters(x, y, lengths, start + step * np.arange(count), side * beside)


def _outwards(reach: float, step: float) -> Iterator[float]:
    yield 0.0
    for number in range(1, int(reach / step) + 1):
        yield number * step
        yield -number * step


def _straightness(x: np.ndarray, y: np.ndarray, lengths: np.ndarray, starts: np.ndarray, long: float) -> np.ndarray:
    ends = starts + long
    across = np.interp(ends, lengths, x) - np.interp(starts, lengths, x)
    down = np.interp(ends, lengths, y) - np.interp(starts, lengths, y)
    return np.hypot(across, down) / long


def _letters(x: np.ndarray, y: np.ndarray, lengths: np.ndarray, at: np.ndarray, beside: float) -> list[Spot]:
    """Positions at these lengths, moved off the line all to one side, in the order in which they are read."""
    here_x, here_y = np.interp(at, lengths, x), np.interp(at, lengths, y)
    across, down = here_x[-1] - here_x[0], here_y[-1] - here_y[0]
    if len(at) == 1:
        across, down = 1.0, 0.0
    # Off the line as it runs around each letter: along the whole name it may bend away.
    around = max(abs(beside), (at[-1] - at[0]) / max(len(at) - 1, 1))
    way_x = np.interp(at + around, lengths, x) - np.interp(at - around, lengths, x)
    way_y = np.interp(at + around, lengths, y) - np.interp(at - around, lengths, y)
    # An upright letter reaches farther to its corners than to its sides.
    away = beside * (np.abs(way_x) + np.abs(way_y)) / np.maximum(way_x**2 + way_y**2, 1e-9)
    spots = list(zip((here_x + way_y * away).tolist(), (here_y - way_x * away).tolist(), strict=True))
    backwards = across < 0 if abs(across) >= abs(down) else down < 0
    return spots[::-1] if backwards else spots
