"""What every kind of layer has: a name, whether and how strongly it shows, and at which scales."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Self

import numpy as np

from layers.view import Bounds, View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed


class Layer:
    """A kind of layer re-reads what changed and knows which of its records lie under a pixel."""

    key: str = ""
    label: str = ""  # Chinese, for the layer tree

    def __init__(self) -> None:
        self.visible = True
        self.opacity = 1.0
        self.nearest, self.farthest = 0.0, float("inf")  # scale denominators between which it shows

    def shows(self, view: View) -> bool:
        """Whether anything of it is drawn at this view's scale."""
        return self.visible and self.opacity > 0 and self.nearest <= view.scale <= self.farthest

    def refresh(self, gazetteer: Gazetteer, changed: Changed | None = None) -> bool:
        """Reads what changed (everything without `changed`); True when a redraw is due."""
        return False

    def pick(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        """Record numbers under the pixel, nearest first."""
        return []

    def inside(self, bounds: Bounds) -> np.ndarray:
        """Record numbers that lie in the box of degrees."""
        return np.empty(0, np.int64)

    def count(self, view: View) -> int:
        """How many of its records a view shows at most: those that lie in it."""
        return 0

    @property
    def bounds(self) -> Bounds | None:
        """West, south, east, north of what it holds; None when it holds nothing."""
        return None

    def snapshot(self) -> Self:
        """A copy for a worker: columns are shared, as they never change."""
        return copy.copy(self)


def bounds_of(lon: np.ndarray, lat: np.ndarray) -> Bounds | None:
    """The box around positions; None when there are none."""
    if not len(lon):
        return None
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
