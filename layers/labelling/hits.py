"""Which name lies under a pixel, and what a hand that moved it has decided."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.places.map_name_changes import MoveLabel
from layers.labels import Placed
from layers.place_layer import PlaceLayer
from layers.styles import POINT
from layers.view import View


def label_under(placed: Sequence[Placed], x: float, y: float) -> Placed | None:
    """The label that covers a pixel; a letter's own box counts where it has one."""
    for label in placed:
        if any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in label.boxes):
            return label
    return None


def movable(label: Placed) -> bool:
    """Whether a person may move it: names of the register's places, not those of the base map."""
    return label.name.of == PlaceLayer.key


def move_of(label: Placed, view: View, place_xy: tuple[float, float], dx: float, dy: float) -> MoveLabel:
    """The command that puts a label (dx, dy) pixels from where it stands, for a place at longitude and latitude."""
    left, top, right, bottom = label.box
    x, y = view.to_screen(*place_xy)
    return MoveLabel("place", label.name.key, view.scale, ((left + right) / 2 + dx - float(x)) / POINT,
                     ((top + bottom) / 2 + dy - float(y)) / POINT)
