"""A character drawn from its description: the outlines of its parts, put where ⿰ ⿱ … say (Unicode 17, section 18.2).

The result is a help for reading, not a designed glyph; whoever shows it says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import affinity

from gazetteer.characters.describing import UNKNOWN, operands, sequence_at
from gazetteer.characters.knowledge import known
from gazetteer.characters.outlines import EM

Outline = Callable[[str], shapely.Geometry | None]
_MARGIN, _GAP = 45, 26  # around the character, and between its parts
_SIDEWAYS, _DOWNWARDS = "⿰⿲", "⿱⿳"
# Which sides of the free room inside the outer part are the sides of the character: left, bottom, right, top.
_ROOMS = {"⿴": (), "⿵": ("bottom",), "⿶": ("top",), "⿷": ("right",), "⿸": ("right", "bottom"),
          "⿹": ("left", "bottom"), "⿺": ("right", "top"), "⿼": ("left",), "⿽": ("left", "top")}
_STEM, _BAR = 75, 42  # how thick upright and lying strokes of a Song face are
_CELLS = 32
_DEEPEST = 8


@dataclass(frozen=True)
class Box:
    """A part of the em square."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


class _NotComposable(Exception):
    """A part is unknown, or stands in a way that cannot be drawn."""


def composed(character: str, outline: Outline) -> shapely.Geometry | None:
    """The character from the first of its descriptions whose parts `outline` can give; None without one."""
    for ids in known(character).ids:
        found = described(ids, outline)
        if found is not None:
            return found
    return None


def described(ids: str, outline: Outline) -> shapely.Geometry | None:
    """What a description draws; None where a part is unknown."""
    try:
        return _drawn(ids, Box(_MARGIN, _MARGIN, EM - _MARGIN, EM - _MARGIN), outline, 0)
    except _NotComposable:
        return None


def _drawn(ids: str, box: Box, outline: Outline, depth: int) -> shapely.Geometry:
    if depth > _DEEPEST or len(ids) != 1 and sequence_at(ids, 0) != ids:
        raise _NotComposable
    operator, parts = ids[0], _operands(ids)
    if not parts:
        return _leaf(operator, box, outline, depth)
    if operator in _SIDEWAYS or operator in _DOWNWARDS:
        boxes = _shared(box, parts, outline, sideways=operator in _SIDEWAYS)
        return shapely.union_all([_drawn(part, room, outline, depth + 1)
                                  for part, room in zip(parts, boxes, strict=True)])
    whole = _drawn(parts[0], box, outline, depth + 1)
    if operator in _ROOMS:
        inner = _drawn(parts[1], _free_room(whole, box, _ROOMS[operator]), outline, depth + 1)
        return shapely.union(whole, inner)
    middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    if operator == "⿻":
        return shapely.union(whole, _drawn(parts[1], box, outline, depth + 1))
    if operator == "⿾":
        return affinity.scale(whole, -1, 1, origin=middle)
    if operator == "⿿":
        return affinity.rotate(whole, 180, origin=middle)
    raise _NotComposable


def _operands(ids: str) -> list[str]:
    """The parts of a description; each is a character or a description itself."""
    found, at = [], 1
    for _ in range(operands(ids[0])):
        part = sequence_at(ids, at) or ids[at:at + 1]
        found.append(part)
        at += len(part)
    return found


def _leaf(character: str, box: Box, outline: Outline, depth: int) -> shapely.Geometry:
    area = outline(character) if character != UNKNOWN else None
    if area is not None:
        return _fitted(area, box)
    for ids in known(character).ids:
        if ids != character:
            return _drawn(ids, box, outline, depth + 1)
    raise _NotComposable


def _fitted(area: shapely.Geometry, box: Box) -> shapely.Geometry:
    """The area squeezed into a box, its strokes not as thin as squeezing alone makes them.

    What is smaller than the box (一, 丶) keeps its size; a low part (口) does not grow tall and thin."""
    left, bottom, right, top = area.bounds
    wide, high = max(right - left, 1), max(top - bottom, 1)
    across, up = min(1.0, box.width / wide), min(1.0, box.height / high)
    if high < 0.8 * EM:
        up = min(up, 1.5 * across)
    if wide < 0.8 * EM:
        across = min(across, 1.5 * up)
    thick = _thickened(area, _STEM * (1 / math.sqrt(across) - 1) / 2, _BAR * (1 / math.sqrt(up) - 1) / 2)
    left, bottom, right, top = thick.bounds
    across, up = min(across, box.width / (right - left)), min(up, box.height / (top - bottom))
    squeezed = affinity.scale(thick, across, up, origin=((left + right) / 2, (bottom + top) / 2))
    return affinity.translate(squeezed, (box.left + box.right - left - right) / 2,
                              (box.bottom + box.top - bottom - top) / 2)


def _thickened(area: shapely.Geometry, across: float, up: float) -> shapely.Geometry:
    """The area grown by `across` to both sides and by `up` upwards and downwards."""
    across, up = max(across, 0.5), max(up, 0.5)
    grown = affinity.scale(area, 1, across / up, origin=(0, 0)).buffer(across, join_style="mitre", mitre_limit=2)
    return affinity.scale(grown, 1, up / across, origin=(0, 0))


def _shared(box: Box, parts: list[str], outline: Outline, *, sideways: bool) -> Iterator[Box]:
    """The boxes of parts side by side or one above the other: more room for what is wide or has many strokes."""
    weights = np.array([_size(part, outline, sideways) * _strokes(part) ** 0.4 for part in parts])
    shares = np.clip(weights / weights.sum(), 0.6 / (len(parts) + 1), 1)
    length = (box.width if sideways else box.height) - _GAP * (len(parts) - 1)
    ends = np.cumsum(shares / shares.sum() * length + _GAP)
    for start, end in zip([0, *ends[:-1]], ends - _GAP, strict=True):
        if sideways:
            yield Box(box.left + start, box.bottom, box.left + end, box.top)
        else:
            yield Box(box.left, box.top - end, box.right, box.top - start)


def _size(part: str, outline: Outline, sideways: bool) -> float:
    """How much of the em a part takes by itself, along the row; a nested description takes all."""
    area = outline(part) if len(part) == 1 else None
    if area is None:
        return 0.9
    left, bottom, right, top = area.bounds
    return max(0.2, (right - left if sideways else top - bottom) / EM)


def _strokes(part: str) -> int:
    return sum(max(1, known(one).strokes) for one in part if not operands(one))


def _free_room(outer: shapely.Geometry, box: Box, sides: tuple[str, ...]) -> Box:
    """The largest room free of ink that reaches the given sides of the box and is neither low nor narrow."""
    step_x, step_y = box.width / _CELLS, box.height / _CELLS
    xs = box.left + step_x * np.arange(_CELLS)
    ys = box.bottom + step_y * np.arange(_CELLS)
    x, y = np.meshgrid(xs, ys)
    shapely.prepare(outer)
    inked = shapely.intersects(outer, shapely.box(x, y, x + step_x, y + step_y))
    ink = np.zeros((_CELLS + 1, _CELLS + 1), int)
    ink[1:, 1:] = inked.cumsum(0).cumsum(1)
    low, high = _ends("bottom" in sides, "top" in sides)
    west, east = _ends("left" in sides, "right" in sides)
    free = (ink[high[:, None], east] - ink[low[:, None], east] - ink[high[:, None], west]
            + ink[low[:, None], west]) == 0
    tall, wide = (high - low)[:, None], (east - west)[None, :]
    worth = np.where(free, np.minimum(tall, wide) ** 2 * np.maximum(tall, wide), 0)
    row, column = np.unravel_index(np.argmax(worth), worth.shape)
    if not worth[row, column]:
        raise _NotComposable
    gap = _GAP / 2
    return Box(box.left + west[column] * step_x + gap * ("left" not in sides),
               box.bottom + low[row] * step_y + gap * ("bottom" not in sides),
               box.left + east[column] * step_x - gap * ("right" not in sides),
               box.bottom + high[row] * step_y - gap * ("top" not in sides))


def _ends(from_first: bool, to_last: bool) -> tuple[np.ndarray, np.ndarray]:
    """Every pair of grid lines that a room may lie between."""
    low, high = np.triu_indices(_CELLS + 1, 4)
    chosen = (~np.bool_(from_first) | (low == 0)) & (~np.bool_(to_last) | (high == _CELLS))
    return low[chosen], high[chosen]
