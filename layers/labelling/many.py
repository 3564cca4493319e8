"""The many lesser names, tried all at once against what stands already, then one after the other among themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from layers.labelling.occupancy import AIR, ALL, CELL, DRY, OPEN, Box, Occupancy

REFUSED = 99


@dataclass(frozen=True)
class Wishes:
    """Of each name where it stands, how large it is, and whether it keeps off the band in any case; in their order."""

    x: np.ndarray
    y: np.ndarray
    gap: np.ndarray
    width: np.ndarray
    height: np.ndarray
    keeps_out: np.ndarray

    def boxes(self, positions: Sequence[tuple[int, int]]) -> np.ndarray:
        """(names, positions, 4): left, top, right, bottom at each of the positions."""
        made = np.empty((len(self.x), len(positions), 4))
        reach = self.gap + 2.0
        for number, (right, down) in enumerate(positions):
            left = self._edge(self.x, self.width, reach, right)
            top = self._edge(self.y, self.height, reach if right == 0 else self.gap * 0.6, down)
            made[:, number] = np.column_stack([left, top, left + self.width, top + self.height])
        return made

    @staticmethod
    def _edge(middle: np.ndarray, size: np.ndarray, away: np.ndarray, side: int) -> np.ndarray:
        """Left or upper edges of boxes before (-1), over (0) or behind (1) their positions."""
        if side == 0:
            return middle - size / 2
        return middle + away if side > 0 else middle - away - size


def place_many(wishes: Wishes, positions: Sequence[tuple[int, int]], ground: Occupancy,
               cancelled: Callable[[], bool]) -> Iterator[tuple[int, Box]]:
    """Number and box of each name that found room, in their order."""
    boxes = wishes.boxes(positions)
    scores = _scores(wishes, boxes, ground) + np.arange(len(positions))
    order, possible = np.argsort(scores, axis=1).tolist(), (scores < REFUSED).sum(axis=1)
    block = ground.blocks(wishes.x, wishes.y).tolist()
    cells = np.concatenate([_cells(boxes), _cells(boxes + (-AIR, -AIR / 2, AIR, AIR / 2)).clip(0)], axis=2)
    first = int(cells[..., 1::2].min(initial=0))
    cells[..., 1::2] -= first
    count_of_rows = int(cells[..., 3::4].max(initial=0))
    taken: dict[int, list[int]] = {}  # of each block its rows, as whole numbers of bits
    for count, number in enumerate(np.flatnonzero(possible).tolist()):
        if count % 256 == 0 and cancelled():
            return
        rows = taken.get(block[number])
        if rows is None:
            rows = taken[block[number]] = [0] * count_of_rows
        spots = cells[number].tolist()
        for position in order[number][:possible[number]]:
            left, top, right, bottom, *around = spots[position]
            bits = ((1 << (right - left)) - 1) << left
            for row in rows[top:bottom]:
                if row & bits:
                    break
            else:
                _take(rows, *around)
                yield number, tuple(boxes[number, position].tolist())
                break


def _scores(wishes: Wishes, boxes: np.ndarray, ground: Occupancy) -> np.ndarray:
    """How little each box is liked: 0 where it keeps off everything, REFUSED where it must not stand."""
    scores = np.full(boxes.shape[:2], REFUSED)
    inside = ground.at_home(wishes.x, wishes.y, boxes)
    in_band = ground.in_band(wishes.x, wishes.y) & ~wishes.keeps_out
    known: dict[frozenset[int], np.ndarray] = {}  # levels differ only where there is a band or water
    for level, score in ((OPEN, 20), (DRY, 10), (ALL, 0)):
        kinds = ground.noted(level)
        if kinds not in known:
            known[kinds] = inside & ground.all_free(boxes, level)
        free = known[kinds]
        if level == OPEN:
            free = free & in_band[:, None]
        scores[free] = score
    return scores


def _cells(boxes: np.ndarray) -> np.ndarray:
    return np.concatenate([np.floor(boxes[..., :2] / CELL), np.ceil(boxes[..., 2:] / CELL)], axis=2).astype(np.int64)


def _take(rows: list[int], left: int, top: int, right: int, bottom: int) -> None:
    bits = ((1 << (right - left)) - 1) << left
    for row in range(top, bottom):
        rows[row] |= bits
