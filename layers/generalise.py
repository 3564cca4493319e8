"""Outlines with no more vertices than a scale can show: two levels for each doubling of the scale."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely

PART_OF_PIXEL = 0.7  # by which a simplified line may leave its course at most
MANY = 30_000  # vertices in view up to which simplifying is not worth its time
SOME = 1500  # the same where the whole table has no more than MANY
AT_ONCE = 1000  # parts that are simplified without asking whether they are still wanted


@dataclass(frozen=True, eq=False)
class Outlines:
    """Part i has the vertices starts[i]…starts[i+1], in map units."""

    x: np.ndarray
    y: np.ndarray
    starts: np.ndarray

    def lines(self) -> np.ndarray:
        """As shapely lines."""
        return shapely.linestrings(self.x, self.y, indices=np.repeat(np.arange(len(self.starts) - 1),
                                                                     np.diff(self.starts)))

    def simplified(self, tolerance: float) -> Outlines:
        """The same parts with fewer vertices (Douglas and Peucker); ends stay where they are."""
        fewer, part_of = shapely.get_coordinates(
            shapely.simplify(self.lines(), tolerance, preserve_topology=False), return_index=True)
        starts = np.searchsorted(part_of, np.arange(len(self.starts)))
        return Outlines(np.ascontiguousarray(fewer[:, 0]), np.ascontiguousarray(fewer[:, 1]), starts)

    def between(self, first: int, last: int) -> Outlines:
        """The parts first…last (excluded)."""
        begin, end = int(self.starts[first]), int(self.starts[last])
        return Outlines(self.x[begin:end], self.y[begin:end], self.starts[first:last + 1] - begin)

    @classmethod
    def joined(cls, pieces: list[Outlines]) -> Outlines:
        """The parts of all, one after the other."""
        counts = [np.diff(piece.starts) for piece in pieces]
        return cls(np.concatenate([piece.x for piece in pieces]), np.concatenate([piece.y for piece in pieces]),
                   np.concatenate([[0], np.cumsum(np.concatenate(counts))]))

    def rows(self, parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Row numbers of all vertices of these parts, and where each part begins among them (one more at the end)."""
        counts = self.starts[parts + 1] - self.starts[parts]
        begins = np.concatenate([[0], np.cumsum(counts)])
        return np.repeat(self.starts[parts] - begins[:-1], counts) + np.arange(begins[-1]), begins

    def replaced(self, gone: np.ndarray, new: Outlines) -> Outlines:
        """Without these parts (ascending), the new ones behind them."""
        begin, end = self.starts[gone], self.starts[gone + 1]
        counts = np.concatenate([np.delete(np.diff(self.starts), gone), np.diff(new.starts)])
        return Outlines(spliced(self.x, begin, end, new.x), spliced(self.y, begin, end, new.y),
                        np.concatenate([[0], np.cumsum(counts)]))


def level_of(resolution: float) -> int:
    """The level that is good enough for pixels of so many map units."""
    return math.floor(2 * math.log2(resolution * PART_OF_PIXEL))


def tolerance_of(level: int) -> float:
    """Map units by which the lines of a level may leave their course."""
    return 2.0 ** (level / 2)


def spliced(column: np.ndarray, begin: np.ndarray, end: np.ndarray, fresh: np.ndarray) -> np.ndarray:
    """A column without the stretches begin…end (ascending), the fresh values behind it: pieces copied whole."""
    cuts = zip([0, *end.tolist()], [*begin.tolist(), len(column)], strict=True)
    return np.concatenate([*(column[a:b] for a, b in cuts), fresh])
