"""Which names a map shows and where: the important first, none over another.

Deterministic: the same names at the same places give the same picture, whatever order they come in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from layers.lettering import Spot, along

AIR = 2.0  # pixels kept free around a label
CELL = 2.0  # pixels; what a label covers is noted on a grid this fine
Box = tuple[float, float, float, float]  # left, top, right, bottom
Measure = Callable[[str, str, float], float]  # text, face, size → width in pixels
# Where a name may stand around its symbol, best first: right, above right, below right, left …
POSITIONS = ((1, 0), (1, -1), (1, 1), (-1, 0), (-1, -1), (-1, 1), (0, -1), (0, 1))


@dataclass(frozen=True)
class Name:
    """A name that wants a place. `gap` is the half size of its symbol; spacing is in parts of the text size."""

    text: str
    x: float
    y: float
    rank: int
    key: int  # breaks ties between equal ranks, so that the outcome never depends on the order read
    size: float
    gap: float = 0.0
    face: str = "hei"
    colour: str = "ink"
    halo: str = "halo"
    spacing: float = 0.0
    centred: bool = False  # over its position, as the name of an area
    line: tuple[Spot, ...] = ()  # along which its letters stand, `gap` beside it
    keeps_out: bool = False  # never on a band of colour, as it names what lies beyond


@dataclass(frozen=True)
class Placed:
    """A name with the box it was given; along a line each of its letters has its own."""

    name: Name
    box: Box
    letters: tuple[Box, ...] = ()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What it covers."""
        return self.letters or (self.box,)


TAKEN, BAND, WATER = range(3)  # what covers a cell: a label, symbol or border; the city's band; a river


class Occupancy:
    """A grid of what is taken; whatever leaves the window is refused.

    Rows are kept as whole numbers of bits: testing a box is a handful of Python's own ands.
    """

    def __init__(self, width: float, height: float, margin: float = 2.0) -> None:
        self.width, self.height, self.margin = width, height, margin
        shape = (int(height / CELL) + 2, int(width / CELL) + 2)
        self._rows = [[0] * shape[0] for _ in range(3)]
        self._marks = [np.zeros(shape, bool) for _ in range(3)]
        self._new = [False] * 3  # marks that the rows do not know yet
        self.soft: set[int] = set()  # which of band and water there are

    def free(self, box: Box, avoiding: Iterable[int] = ()) -> bool:
        """Whether a label may stand here: in the window, on no label, symbol or border, nor on what it avoids."""
        left, top, right, bottom = box
        if left < self.margin or top < self.margin:
            return False
        if right > self.width - self.margin or bottom > self.height - self.margin:
            return False
        if any(self._new):
            self._take_marks()
        rows, bits = _cells(box)
        return not any(row & bits for kind in (TAKEN, *avoiding) for row in self._rows[kind][rows])

    def take(self, box: Box) -> None:
        """Notes a label."""
        left, top, right, bottom = box
        rows, bits = _cells((left - AIR, top - AIR / 2, right + AIR, bottom + AIR / 2))
        taken = self._rows[TAKEN]
        for row in range(rows.start, min(rows.stop, len(taken))):
            taken[row] |= bits

    def block(self, x: np.ndarray, y: np.ndarray, half: float, kind: int = TAKEN) -> None:
        """Keeps labels off symbols or line points of this half size; off band and water where there is other room."""
        reach = int(half // CELL)
        column, row = np.floor(x / CELL).astype(np.int64), np.floor(y / CELL).astype(np.int64)
        for down in range(-reach, reach + 1):
            for right in range(-reach, reach + 1):
                _mark(self._marks[kind], column + right, row + down)
        self._new[kind] = True
        if kind != TAKEN:
            self.soft.add(kind)

    def _take_marks(self) -> None:
        for rows, grid in zip(self._rows, self._marks, strict=True):
            packed = np.packbits(grid, axis=1, bitorder="little")
            for number in np.flatnonzero(grid.any(axis=1)).tolist():
                rows[number] |= int.from_bytes(packed[number].tobytes(), "little")
        self._new = [False] * 3


def _mark(grid: np.ndarray, column: np.ndarray, row: np.ndarray) -> None:
    rows, columns = grid.shape
    inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    grid[row[inside], column[inside]] = True


def place(names: Iterable[Name], width: float, height: float, measure: Measure,
          occupancy: Occupancy | None = None, cancelled: Callable[[], bool] = lambda: False) -> list[Placed]:
    """Names that found room, in order of rank."""
    ground = occupancy or Occupancy(width, height)
    placed: list[Placed] = []
    for number, name in enumerate(sorted(names, key=_order)):
        if number % 256 == 0 and cancelled():
            return placed
        label = _along(name, ground) if name.line else _room(name, ground, measure)
        if label is not None:
            for box in label.boxes:
                ground.take(box)
            placed.append(label)
    return placed


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


def size_of(name: Name, measure: Measure) -> tuple[float, float]:
    """Width and height of a name in pixels."""
    width = measure(name.text, name.face, name.size) + name.spacing * name.size * max(len(name.text) - 1, 0)
    return width, name.size * 1.18


def _order(name: Name) -> tuple:
    """Rank first; the rest so that no two different names are ever equal."""
    return (name.rank, name.key, name.text, name.x, name.y, name.size, name.gap, name.spacing, name.centred, name.face,
            name.line, name.keeps_out)


def _along(name: Name, ground: Occupancy) -> Placed | None:
    half = name.size * 0.59
    for spots in along(name.line, len(name.text), name.size * (1 + name.spacing), name.gap + half):
        boxes = tuple((x - half, y - half, x + half, y + half) for x, y in spots)
        if all(ground.free(box) for box in boxes):
            left, top, right, bottom = zip(*boxes, strict=True)
            return Placed(name, (min(left), min(top), max(right), max(bottom)), boxes)
    return None


def _room(name: Name, ground: Occupancy, measure: Measure) -> Placed | None:
    width, height = size_of(name, measure)
    if name.centred:
        box = (name.x - width / 2, name.y - height / 2, name.x + width / 2, name.y + height / 2)
        return Placed(name, box) if ground.free(box, ground.soft if name.keeps_out else ()) else None
    boxes = [_beside(name, width, height, right, down) for right, down in POSITIONS]
    for avoiding in _wishes(name, ground):
        for box in boxes:
            if ground.free(box, avoiding):
                return Placed(name, box)
    return None


def _wishes(name: Name, ground: Occupancy) -> list[set[int]]:
    """What a name keeps off, at first all of it, at last only what it must."""
    must = {BAND} if name.keeps_out else set()
    wishes = [ground.soft, ground.soft & {BAND}, set()]
    return [wish for number, wish in enumerate(wishes) if wish >= must & ground.soft and wish not in wishes[:number]]


def _beside(name: Name, width: float, height: float, right: int, down: int) -> Box:
    """The box at one of the POSITIONS."""
    reach = name.gap + CELL
    left = name.x - width / 2 if right == 0 else name.x + reach if right > 0 else name.x - reach - width
    rise = reach if right == 0 else name.gap * 0.6
    top = name.y - height / 2 if down == 0 else name.y + rise if down > 0 else name.y - rise - height
    return left, top, left + width, top + height


def _cells(box: Box) -> tuple[slice, int]:
    """The rows that a box touches, and the bits of its columns in each."""
    left, top, right, bottom = box
    first, last = max(int(left / CELL), 0), max(math.ceil(right / CELL), 0)
    rows = slice(max(int(top / CELL), 0), max(math.ceil(bottom / CELL), 0))
    return rows, ((1 << (last - first)) - 1) << first
