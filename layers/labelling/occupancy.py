"""What of a map is taken: by labels, symbols, borders, the city's band and water."""

from __future__ import annotations

import math

import numpy as np

AIR = 2.0  # pixels kept free around a label
CELL = 2.0  # pixels; what is taken is noted on a grid this fine
Box = tuple[float, float, float, float]  # left, top, right, bottom
LABEL, SYMBOL, BORDER, BAND, WATER = range(5)
# What a box may keep off, from the most to the least.
_LEVELS = ({LABEL, SYMBOL, BORDER, BAND, WATER}, {LABEL, SYMBOL, BORDER, BAND}, {LABEL, SYMBOL, BORDER},
           {LABEL, BORDER, BAND}, {LABEL, BORDER}, {LABEL})
ALL, DRY, OPEN, OVER_SYMBOLS, BORDERED, ANYWHERE = range(6)


class Occupancy:
    """A grid of what is taken; whatever leaves it is refused.

    Rows are kept as whole numbers of bits: testing a box is a handful of Python's own ands.
    """

    def __init__(self, width: float, height: float, margin: float = 0.0) -> None:
        self.width, self.height, self.margin = width, height, margin
        shape = (int(height / CELL) + 2, int(width / CELL) + 2)
        self._rows = [[0] * shape[0] for _ in _LEVELS]
        self._marks = np.zeros((5, *shape), bool)
        self._marked: set[int] = set()  # kinds of marks that the rows do not know yet
        self.seen: Box = (margin, margin, width - margin, height - margin)

    def home(self, x: float, y: float) -> Box | None:
        """The block that a lesser name at this position stays within; None where the whole is one."""
        return None

    def free(self, box: Box, level: int = OPEN) -> bool:
        """Whether a label may stand here: on the grid, and on nothing that the level keeps off."""
        left, top, right, bottom = box
        margin = self.margin
        if left < margin or top < margin or right > self.width - margin or bottom > self.height - margin:
            return False
        if self._marked:
            self._take_marks()
        first = int(left / CELL)
        bits = ((1 << (math.ceil(right / CELL) - first)) - 1) << first
        for row in self._rows[level][int(top / CELL):math.ceil(bottom / CELL)]:
            if row & bits:
                return False
        return True

    def take(self, box: Box) -> None:
        """Notes a label."""
        left, top, right, bottom = box
        first, last = max(int((left - AIR) / CELL), 0), max(math.ceil((right + AIR) / CELL), 0)
        bits = ((1 << (last - first)) - 1) << first
        begin, end = max(int((top - AIR / 2) / CELL), 0), max(math.ceil((bottom + AIR / 2) / CELL), 0)
        for rows in self._rows:
            for row in range(begin, min(end, len(rows))):
                rows[row] |= bits

    def block(self, x: np.ndarray, y: np.ndarray, half: float, kind: int = SYMBOL) -> None:
        """Keeps labels off symbols or points of lines that reach `half` pixels around."""
        reach = int(half // CELL)
        column, row = np.floor(x / CELL).astype(np.int64), np.floor(y / CELL).astype(np.int64)
        marks = self._marks[kind]
        for down in range(-reach, reach + 1):
            for right in range(-reach, reach + 1):
                _mark(marks, column + right, row + down)
        self._marked.add(kind)

    def in_band(self, x: float, y: float) -> bool:
        """Whether a position lies in the city's band."""
        row, column = int(y // CELL), int(x // CELL)
        rows, columns = self._marks.shape[1:]
        return 0 <= row < rows and 0 <= column < columns and bool(self._marks[BAND, row, column])

    def _take_marks(self) -> None:
        for level, kinds in zip(self._rows, _LEVELS, strict=True):
            fresh = sorted(kinds & self._marked)
            if not fresh:
                continue
            packed = np.packbits(self._marks[fresh].any(axis=0), axis=1, bitorder="little")
            for number in np.flatnonzero(packed.any(axis=1)).tolist():
                level[number] |= int.from_bytes(packed[number].tobytes(), "little")
        self._marked = set()


def _mark(grid: np.ndarray, column: np.ndarray, row: np.ndarray) -> None:
    rows, columns = grid.shape
    inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    grid[row[inside], column[inside]] = True
