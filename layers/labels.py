"""Which names a map shows and where: the important first, none over another.

Deterministic: the same names at the same places give the same picture, whatever order they come in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from layers.labelling.by_hand import insisted, put
from layers.labelling.many import Wishes, place_many
from layers.labelling.name import (
    BY_HAND,
    GREAT,
    SELECTED,
    Measure,
    Name,
    Placed,
    lettered,
    size_of,
    stand_apart,
)
from layers.labelling.occupancy import ALL, ANYWHERE, BORDERED, DRY, OPEN, OVER_SYMBOLS, Box, Occupancy
from layers.lettering import Spot, along, letters_of

__all__ = ["BY_HAND", "GREAT", "SELECTED", "Measure", "Name", "Placed", "place", "size_of", "thin"]


# Where a name may stand around its symbol, best first: right, above right, below right, left …
POSITIONS = ((1, 0), (1, -1), (1, 1), (-1, 0), (-1, -1), (-1, 1), (0, -1), (0, 1))


def place(names: Iterable[Name], ground: Occupancy, measure: Measure,
          cancelled: Callable[[], bool] = lambda: False) -> list[Placed]:
    """Names that found room, the great ones first, in order of rank."""
    wanted = sorted(names, key=_order)
    first_lesser = next((number for number, name in enumerate(wanted) if not name.great), len(wanted))
    placed: list[Placed] = []
    alike: dict[str, list[Spot]] = {}
    for name in wanted[:first_lesser]:
        if cancelled():
            return placed
        label = _label(name, ground, measure, alike.get(name.text, ()))
        if label is not None:
            for box in label.boxes:
                ground.take(box)
            alike.setdefault(name.text, []).append(label.middle)
            placed.append(label)
    return placed + _lesser(wanted[first_lesser:], ground, measure, cancelled)


def _lesser(names: list[Name], ground: Occupancy, measure: Measure, cancelled: Callable[[], bool]) -> list[Placed]:
    if not names or cancelled():
        return []
    x, y, gap = (np.array(column, float) for column in zip(*((n.x, n.y, n.gap) for n in names), strict=True))
    width, height = (np.array(column) for column in zip(*(size_of(name, measure) for name in names), strict=True))
    wishes = Wishes(x, y, gap, width, height, np.array([name.keeps_out for name in names], bool))
    return [lettered(names[number], box) for number, box in place_many(wishes, POSITIONS, ground, cancelled)]


def thin(x: np.ndarray, y: np.ndarray, rank: np.ndarray, cell: tuple[float, float],
         origin: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """Rows of the most important point of each cell, the first of equals; cells hang on `origin`, so that
    panning changes nothing."""
    if not len(x):
        return np.empty(0, np.int64)
    column = np.floor((x - origin[0]) / cell[0]).astype(np.int64)
    row = np.floor((y - origin[1]) / cell[1]).astype(np.int64)
    column -= column.min()
    row -= row.min()
    width = int(column.max()) + 1
    code = row * width + column
    best = np.full(width * (int(row.max()) + 1), -1, np.int64)
    for level in np.unique(rank)[::-1]:
        chosen = np.flatnonzero(rank == level)[::-1]
        best[code[chosen]] = chosen  # the last one written stays
    return np.sort(best[best >= 0])


def _order(name: Name) -> tuple:
    """The few great ones, then by rank; the rest so that no two different names are ever equal."""
    return (not name.great, name.rank, name.centred, name.key, name.turn, name.text, name.x, name.y, name.size,
            name.gap, name.spacing, name.vertical, name.face, name.line, name.keeps_out, name.apart,
            name.moved or (), name.anchor or (), name.of)


def _label(name: Name, ground: Occupancy, measure: Measure, alike: Sequence[Spot]) -> Placed | None:
    if name.moved is not None:
        there = put(name, measure)
        if ground.steady and not ground.holds(there.box):
            return None  # far outside the window; another place for it would come and go while panning
        if all(ground.free(box, ANYWHERE) for box in there.boxes):
            return there
        # Of two that were put over each other the second looks for its own room.
    label = _along(name, ground, alike) if name.line else _room(name, ground, measure)
    if label is None and name.insists:
        label = insisted(name, lambda box: ground.free(box, ANYWHERE))
    return None if label is None or _too_near(label.box, alike, name.apart) else label


def _along(name: Name, ground: Occupancy, alike: Sequence[Spot]) -> Placed | None:
    half = name.size * 0.59
    count = len(letters_of(name.text))
    places = along(name.line, count, name.size * (1 + name.spacing), name.gap + half)
    tried: list[tuple[Box, ...]] = []
    for level in (ALL, OPEN, BORDERED):
        for boxes in _letter_boxes(places, half, tried) if level == ALL else tried:
            if not all(ground.free(box, level) for box in boxes) or not stand_apart(boxes):
                continue
            left, top, right, bottom = zip(*boxes, strict=True)
            around = min(left), min(top), max(right), max(bottom)
            if not _too_near(around, alike, name.apart):
                return Placed(name, around, boxes)
    return None


def _letter_boxes(places: Iterable[list[Spot]], half: float, tried: list[tuple[Box, ...]]) -> Iterator[tuple[Box, ...]]:
    """The boxes of letters at each place, worked out one after the other and kept for another round."""
    for spots in places:
        tried.append(tuple((x - half, y - half, x + half, y + half) for x, y in spots))
        yield tried[-1]


def _room(name: Name, ground: Occupancy, measure: Measure) -> Placed | None:
    """The first box that keeps off as much as can be; one must keep off the least of its levels."""
    width, height = size_of(name, measure)
    half = width / 2, height / 2
    if name.centred:
        boxes = [(name.x - half[0], name.y - half[1], name.x + half[0], name.y + half[1])]
    else:
        one = (np.array([value]) for value in (name.x, name.y, name.gap, width, height, name.keeps_out))
        boxes = [tuple(box) for box in Wishes(*one).boxes(POSITIONS)[0].tolist()]
    levels = _levels(name, ground)
    if name.rank == SELECTED:
        boxes = [box for box in boxes if _inside(box, ground.seen)] or boxes
    for level in levels:
        for box in boxes:
            if ground.free(box, level):
                return lettered(name, box)
    return None


def _levels(name: Name, ground: Occupancy) -> tuple[int, ...]:
    """What a great name keeps off, at first all of it, at last only what it must."""
    if name.centred:
        return (DRY,) if name.keeps_out else (ALL, DRY, OPEN)
    if name.rank == SELECTED:
        return ALL, DRY, OPEN, OVER_SYMBOLS, BORDERED, ANYWHERE
    if name.keeps_out:
        return ALL, DRY
    return (ALL, DRY, OPEN, OVER_SYMBOLS, BORDERED) if ground.in_band(name.x, name.y) else (ALL, DRY, OVER_SYMBOLS)


def _middle(box: Box) -> Spot:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _too_near(box: Box, alike: Sequence[Spot], apart: float) -> bool:
    x, y = _middle(box)
    return any((x - other_x) ** 2 + (y - other_y) ** 2 < apart * apart for other_x, other_y in alike)


def _inside(box: Box, other: Box) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]
