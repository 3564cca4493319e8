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
    return _as_read(spots, across, down)


def _as_read(spots: list[Spot], across: float, down: float) -> list[Spot]:
    """Letters from left to right, or from above to below where the line rather runs that way."""
    backwards = across < 0 if abs(across) >= abs(down) else down < 0
    return spots[::-1] if backwards else spots


def outwards(line: tuple[Spot, ...], step: float) -> Iterator[float]:
    """Lengths from the middle of a line, to both of its sides, up to its ends."""
    x, y = (np.array(column) for column in zip(*line, strict=True))
    return _outwards(float(np.hypot(np.diff(x), np.diff(y)).sum()) / 2, step)


def midway(line: tuple[Spot, ...], shift: float, beside: float) -> Spot:
    """The position `shift` pixels from the middle of a line and `beside` pixels off it."""
    x, y, lengths = _measured(line)
    at = lengths[-1] / 2 + shift
    (way_x,), (way_y,) = _ways(x, y, lengths, np.array([at]), 2 * abs(beside))
    return (float(np.interp(at, lengths, x) + way_y * beside), float(np.interp(at, lengths, y) - way_x * beside))


def through(line: tuple[Spot, ...], count: int, step: float, middle: Spot) -> tuple[list[Spot], float]:
    """Letters `step` pixels apart as far off the line as `middle` is, with that as the middle of what they cover; and
    how far off that is. Beyond its ends the line goes straight on."""
    x, y, lengths = _measured(line)
    nearest, away = foot(x, y, lengths, middle)
    (way_x,), (way_y,) = _ways(x, y, lengths, np.array([nearest]), max(step, away))
    across, down = middle[0] - np.interp(nearest, lengths, x), middle[1] - np.interp(nearest, lengths, y)
    aside = float(np.sign(across * way_y - down * way_x)) * away
    apart = step
    for _ in range(3):  # beside a bend letters stand closer or wider than on the line itself
        at = nearest + apart * (np.arange(count) - (count - 1) / 2)
        here_x, here_y = _aside(x, y, lengths, at, aside, max(step, away))
        found = float(np.hypot(np.diff(here_x), np.diff(here_y)).mean()) if count > 1 else step
        apart *= min(max(step / max(found, 1e-9), 0.5), 2.0)
    ends = _onwards(x, lengths, at[[0, -1]]), _onwards(y, lengths, at[[0, -1]])
    spots = _centred(here_x, here_y, middle)
    return _as_read(spots, float(np.diff(ends[0])[0]) or 1.0, float(np.diff(ends[1])[0])), away


def _aside(x: np.ndarray, y: np.ndarray, lengths: np.ndarray, at: np.ndarray, aside: float,
           around: float) -> tuple[np.ndarray, np.ndarray]:
    """Positions at these lengths, moved off the line."""
    way_x, way_y = _ways(x, y, lengths, at, around)
    return _onwards(x, lengths, at) + way_y * aside, _onwards(y, lengths, at) - way_x * aside


def straight_row(line: tuple[Spot, ...], count: int, step: float, middle: Spot) -> list[Spot]:
    """Letters in a straight row through `middle`, as the line runs on the whole near it."""
    x, y, lengths = _measured(line)
    nearest, _ = foot(x, y, lengths, middle)
    (way_x,), (way_y,) = _ways(x, y, lengths, np.array([nearest]), max(step * count / 2, step))
    at = step * np.arange(count)
    return _as_read(_centred(at * way_x, at * way_y, middle), float(way_x), float(way_y))


def _measured(line: tuple[Spot, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, y = (np.array(column, float) for column in zip(*line, strict=True))
    return x, y, np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])


def foot(x: np.ndarray, y: np.ndarray, lengths: np.ndarray, to: Spot) -> tuple[float, float]:
    """The length at which a line comes nearest to a position, and how near."""
    ways, across, down = np.diff(lengths), np.diff(x), np.diff(y)
    part = ((to[0] - x[:-1]) * across + (to[1] - y[:-1]) * down) / np.maximum(ways**2, 1e-12)
    part = part.clip(0, 1)
    away = np.hypot(x[:-1] + part * across - to[0], y[:-1] + part * down - to[1])
    best = int(np.argmin(away))
    return float(lengths[best] + part[best] * ways[best]), float(away[best])


def _ways(x: np.ndarray, y: np.ndarray, lengths: np.ndarray, at: np.ndarray,
          around: float) -> tuple[np.ndarray, np.ndarray]:
    """Directions of length 1 in which the line runs around these lengths."""
    across = _onwards(x, lengths, at + around) - _onwards(x, lengths, at - around)
    down = _onwards(y, lengths, at + around) - _onwards(y, lengths, at - around)
    long = np.hypot(across, down)
    return np.where(long > 1e-9, across / np.maximum(long, 1e-9), 1.0), np.where(long > 1e-9, down
                                                                                  / np.maximum(long, 1e-9), 0.0)


def _onwards(values: np.ndarray, lengths: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Coordinates at these lengths; beyond the ends the line goes straight on."""
    first = (values[1] - values[0]) / max(lengths[1] - lengths[0], 1e-9)
    last = (values[-1] - values[-2]) / max(lengths[-1] - lengths[-2], 1e-9)
    return (np.interp(at, lengths, values) + np.minimum(at, 0) * first
            + np.maximum(at - lengths[-1], 0) * last)


def _centred(x: np.ndarray, y: np.ndarray, middle: Spot) -> list[Spot]:
    """Positions moved so that the middle of what they cover is there."""
    x = x + middle[0] - (x.min() + x.max()) / 2
    y = y + middle[1] - (y.min() + y.max()) / 2
    return list(zip(x.tolist(), y.tolist(), strict=True))
