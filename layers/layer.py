"""What every kind of layer has: a name, whether and how strongly it shows, and at which scales."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Self

import numpy as np

from gazetteer.map_layer import Styles
from layers.parts import PartLook, look_of
from layers.view import Bounds, View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed

_PLAIN = (bool, int, float, str, tuple)


class Layer:
    """A kind of layer re-reads what changed and knows which of its records lie under a pixel."""

    key: str = ""
    label: str = ""  # Chinese, for the layer tree

    def __init__(self) -> None:
        self.visible = True
        self.opacity = 1.0
        self.styles: Styles = {}  # what is drawn otherwise than usual, by part
        self.nearest, self.farthest = 0.0, float("inf")  # scale denominators between which it shows

    def shows(self, view: View) -> bool:
        """Whether anything of it is drawn at this view's scale."""
        return self.visible and self.opacity > 0 and self.nearest <= view.scale <= self.farthest

    def dress(self, styles: Styles) -> None:
        """Draw its parts as a person wants them."""
        if styles != self.styles:
            self.styles = styles

    def part(self, name: str) -> PartLook:
        """How a part of it is drawn."""
        return look_of(self.key, name, self.styles)

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

    def damage(self, old: Layer, view: View) -> list[Bounds] | None:
        """Boxes of map units where it looks different from what it was; None for everywhere."""
        return [] if self.differs_only_in(old) else None

    def moves(self, old: Layer, view: View) -> dict[int, tuple[float, float] | None]:
        """By how many pixels changed records have moved since; None for those that have gone."""
        return {}

    def differs_only_in(self, old: Layer, *names: str) -> bool:
        """Whether it is the same layer and nothing but these attributes is another."""
        ours, theirs = vars(self), vars(old)
        return type(self) is type(old) and ours.keys() == theirs.keys() and all(
            name in names or value is theirs[name] or (isinstance(value, _PLAIN) and value == theirs[name])
            for name, value in ours.items())

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


def around(*boxes: Bounds | None) -> Bounds | None:
    """The box around boxes; None when there is none."""
    there = [box for box in boxes if box is not None]
    if not there:
        return None
    west, south, east, north = zip(*there, strict=True)
    return min(west), min(south), max(east), max(north)
