"""Which positions may lie in a box, without asking all of them: rows sorted by the cell they stand in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SIDE = 254  # cells across and down; with the cell of what stands nowhere their number fits 16 bits
NOWHERE = SIDE * SIDE
FEW = 20_000  # positions up to which asking each of them is as quick


@dataclass(frozen=True)
class Grid:
    """`order` holds the rows of cell c, ascending, from starts[c] to starts[c + 1]."""

    west: float
    south: float
    wide: float  # of a cell
    high: float
    order: np.ndarray
    starts: np.ndarray

    @classmethod
    def of(cls, x: np.ndarray, y: np.ndarray) -> Grid:
        """The cells of these positions; what is infinite stands in none."""
        finite = np.isfinite(x) & np.isfinite(y)
        seen_x, seen_y = (x, y) if finite.all() else (x[finite], y[finite])
        west, east = (float(seen_x.min()), float(seen_x.max())) if len(seen_x) else (0.0, 1.0)
        south, north = (float(seen_y.min()), float(seen_y.max())) if len(seen_y) else (0.0, 1.0)
        empty = cls(west, south, max((east - west) / SIDE, 1e-12), max((north - south) / SIDE, 1e-12),
                    np.empty(0, np.int32), np.empty(0, np.int64))
        cell = empty.cells(x, y)
        order = np.argsort(cell, kind="stable").astype(np.int32)  # by radix, as the cells have 16 bits
        counts = np.bincount(cell, minlength=NOWHERE + 1)
        return cls(empty.west, empty.south, empty.wide, empty.high, order, np.concatenate([[0], np.cumsum(counts)]))

    def cells(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The cell of each position; what lies beyond the edge counts to the cell at the edge."""
        with np.errstate(invalid="ignore"):
            column = np.clip((x - self.west) / self.wide, 0, SIDE - 1)
            row = np.clip((y - self.south) / self.high, 0, SIDE - 1)
            finite = np.isfinite(x) & np.isfinite(y)
        if finite.all():
            return (row.astype(np.uint16) * np.uint16(SIDE) + column.astype(np.uint16)).astype(np.uint16)
        cell = np.full(len(x), NOWHERE, np.uint16)
        cell[finite] = row[finite].astype(np.uint16) * np.uint16(SIDE) + column[finite].astype(np.uint16)
        return cell

    def near(self, extent: tuple[float, float, float, float], most: int) -> np.ndarray | None:
        """Rows, ascending, of the cells that the box touches; None when these are more than `most`."""
        west, south, east, north = extent
        first, last = self._clipped(west - self.west, self.wide), self._clipped(east - self.west, self.wide)
        low, high = self._clipped(south - self.south, self.high), self._clipped(north - self.south, self.high)
        lines = np.arange(low, high + 1) * SIDE
        begin, end = self.starts[lines + first], self.starts[lines + last + 1]
        if int((end - begin).sum()) > most:
            return None
        return np.sort(np.concatenate([self.order[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)]))

    def replaced(self, gone: np.ndarray, old_x: np.ndarray, old_y: np.ndarray, moved: np.ndarray | None,
                 new: np.ndarray, x: np.ndarray, y: np.ndarray) -> Grid:
        """Without the rows `gone`, which stood at old_x, old_y; `new` rows stand at x, y.

        `moved` gives each old row its new number; None where they all keep theirs.
        """
        left = self.cells(old_x, old_y)
        spots = [begin + int(np.searchsorted(self.order[begin:end], row)) for row, begin, end in
                 zip(gone.tolist(), self.starts[left].tolist(), self.starts[left.astype(np.int64) + 1].tolist(),
                     strict=True)]
        order = np.delete(self.order, spots)
        counts = np.diff(self.starts) - np.bincount(left, minlength=NOWHERE + 1)
        entered = self.cells(x, y)
        order = order if moved is None else moved[order]
        begins = np.concatenate([[0], np.cumsum(counts)])
        # Within its cell a new row stands where the order of rows wants it.
        at = [begins[cell] + int(np.searchsorted(order[begins[cell]:begins[cell + 1]], row))
              for row, cell in zip(new.tolist(), entered.tolist(), strict=True)]
        order = np.insert(order, np.array(at, np.int64), new).astype(np.int32, copy=False)
        counts += np.bincount(entered, minlength=NOWHERE + 1)
        return Grid(self.west, self.south, self.wide, self.high, order, np.concatenate([[0], np.cumsum(counts)]))

    def _clipped(self, distance: float, size: float) -> int:
        return int(min(max(distance / size, 0), SIDE - 1))
