"""What of a map is taken: by labels, symbols, borders, the city's band and water."""

from __future__ import annotations

import math

import numpy as np

AIR = 2.0  # pixels kept free around a label
FEW = 300  # boxes up to which looking at each is quicker than summing up the whole grid
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

    steady = False  # whether the window shows a part only of what is placed

    def __init__(self, width: float, height: float, margin: float = 0.0) -> None:
        self.width, self.height, self.margin = width, height, margin
        shape = (int(height / CELL) + 2, int(width / CELL) + 2)
        self._rows = [[0] * shape[0] for _ in _LEVELS]
        self._marks = np.zeros((5, *shape), bool)
        self._marked: set[int] = set()  # kinds of marks that the rows do not know yet
        self._noted: set[int] = {LABEL}  # kinds of which there is any
        self.seen: Box = (margin, margin, width - margin, height - margin)

    def blocks(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """A number for the block of the map that each position lies in; here the whole is one."""
        return np.zeros(len(x), np.int64)

    def at_home(self, x: np.ndarray, y: np.ndarray, boxes: np.ndarray) -> np.ndarray:
        """Which boxes (names, positions, 4) a lesser name may use: those inside the block of its position."""
        low, high = self.margin, (self.width - self.margin, self.height - self.margin)
        return np.logical_and((boxes[..., :2] >= low).all(axis=2), (boxes[..., 2:] <= high).all(axis=2))

    def holds(self, box: Box) -> bool:
        """Whether a box lies on the grid."""
        left, top, right, bottom = box
        margin = self.margin
        return margin <= left and margin <= top and right <= self.width - margin and bottom <= self.height - margin

    def free(self, box: Box, level: int = OPEN) -> bool:
        """Whether a label may stand here: on the grid, and on nothing that the level keeps off."""
        if not self.holds(box):
            return False
        left, top, right, bottom = box
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
        self._marks[LABEL, begin:end, first:last] = True

    def block(self, x: np.ndarray, y: np.ndarray, half: float, kind: int = SYMBOL) -> None:
        """Keeps labels off symbols or points of lines that reach `half` pixels around."""
        reach = int(half // CELL)
        column, row = np.floor(x / CELL).astype(np.int64), np.floor(y / CELL).astype(np.int64)
        marks = self._marks[kind]
        for down in range(-reach, reach + 1):
            for right in range(-reach, reach + 1):
                _mark(marks, column + right, row + down)
        self._marked.add(kind)
        self._noted.add(kind)

    def all_free(self, boxes: np.ndarray, level: int) -> np.ndarray:
        """Which of many boxes (…, 4) lie on nothing that the level keeps off, whatever was noted until now."""
        rows, columns = self._marks.shape[1:]
        left, top = (np.floor(boxes[..., axis] / CELL).astype(np.int64) for axis in (0, 1))
        right, bottom = (np.ceil(boxes[..., axis] / CELL).astype(np.int64) for axis in (2, 3))
        left, right = left.clip(0, columns), right.clip(0, columns)
        top, bottom = top.clip(0, rows), bottom.clip(0, rows)
        if boxes.size < 4 * FEW:
            marks = [self._marks[kind] for kind in sorted(self.noted(level))]
            cells = zip(top.ravel().tolist(), bottom.ravel().tolist(), left.ravel().tolist(), right.ravel().tolist(),
                        strict=True)
            return np.array([not any(grid[a:b, c:d].any() for grid in marks) for a, b, c, d in cells],
                            bool).reshape(top.shape)
        # Only the part of the grid where boxes are is summed up.
        above, first = int(top.min()), int(left.min())
        summed = self._summed(level, slice(above, int(bottom.max())), slice(first, int(right.max())))
        free = np.ones(top.shape, bool)
        for down in range(int((bottom - top).max())):
            row = np.minimum(top + down - above, len(summed) - 1)
            free &= (summed[row, right - first] == summed[row, left - first]) | (top + down >= bottom)
        return free

    def noted(self, level: int) -> frozenset[int]:
        """What a level keeps off of which there is any."""
        return frozenset(_LEVELS[level] & self._noted)

    def _summed(self, level: int, rows: slice, columns: slice) -> np.ndarray:
        """How many cells left of each are taken in its row."""
        taken = np.zeros((rows.stop - rows.start, columns.stop - columns.start), bool)
        for kind in self.noted(level):
            taken |= self._marks[kind, rows, columns]
        summed = np.zeros((len(taken), taken.shape[1] + 1), np.int16)
        np.cumsum(taken.astype(np.int16), axis=1, out=summed[:, 1:])  # quicker to sum than truth values
        return summed

    def in_band(self, x: np.ndarray | float, y: np.ndarray | float) -> np.ndarray:
        """Which positions lie in the city's band."""
        rows, columns = self._marks.shape[1:]
        row, column = np.floor(np.asarray(y) / CELL).astype(int), np.floor(np.asarray(x) / CELL).astype(int)
        here = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        return here & self._marks[BAND, row.clip(0, rows - 1), column.clip(0, columns - 1)]

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
