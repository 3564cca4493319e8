"""What edits took out of a table of columns and put in: the way from one table to a later one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from layers.view import Bounds, View

if TYPE_CHECKING:
    from layers.columns import Points

MOST_KEPT = 16  # edits that a table remembers
MANY = 200  # records in one edit beyond which nothing is remembered: all is drawn anew
FEW_VERTICES = 100_000  # up to which two tables are compared part by part
Table = TypeVar("Table")


@dataclass(frozen=True)
class Edit(Generic[Table]):
    """The rows that went and those that came; `before` tells which table they went from."""

    before: object
    gone: Table
    come: Table


def remembered(edits: tuple[Edit, ...], edit: Edit) -> tuple[Edit, ...]:
    """Some edits with one more; none where it was of too many records."""
    return () if max(len(edit.gone), len(edit.come)) > MANY else (*edits, edit)[-MOST_KEPT:]


def since(token: object, new_token: object, edits: Sequence[Edit[Table]]) -> list[Edit[Table]] | None:
    """The edits that lead from the table of one token to that of another; None where that is not known."""
    if token is new_token:
        return []
    begin = next((number for number, edit in enumerate(edits) if edit.before is token), None)
    return None if begin is None else list(edits[begin:])


def boxes_of(x: np.ndarray, y: np.ndarray) -> list[Bounds]:
    """Positions as boxes without size; what lies nowhere has none."""
    there = np.isfinite(x) & np.isfinite(y)
    return [(a, b, a, b) for a, b in zip(x[there].tolist(), y[there].tolist(), strict=True)]


def joined(*found: list[Bounds] | None) -> list[Bounds] | None:
    """Boxes together; None when any of them is everywhere."""
    return None if any(boxes is None for boxes in found) else [box for boxes in found for box in boxes or ()]


def point_moves(points: Points, old: Points, view: View) -> dict[int, tuple[float, float] | None]:
    """By how many pixels the changed ones among points have moved; None for those that have gone."""
    moves: dict[int, tuple[float, float] | None] = {}
    for edit in points.edits_since(old) or ():
        left, arrived = (_spots(side, view) for side in (edit.gone, edit.come))
        for number, (x, y) in left.items():
            there, before = arrived.get(number), moves.get(number, (0.0, 0.0))
            moves[number] = (None if there is None or before is None
                             else (before[0] + there[0] - x, before[1] + there[1] - y))
    return moves


def _spots(points: Points, view: View) -> dict[int, tuple[float, float]]:
    px, py = view.pixels(*points.projected(view.epsg))
    return dict(zip(points.ids.tolist(), zip(px.tolist(), py.tolist(), strict=True), strict=True))
