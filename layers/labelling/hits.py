"""Which name lies under a pixel, whose it is, and what a hand that moved it has decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gazetteer.places.map_name import ACROSS, ALONG, DOWN, Decision, Position
from gazetteer.places.map_name_changes import MoveLabel
from layers.base_layer import BaseLayer
from layers.columns import Paths
from layers.division_layer import DivisionLayer
from layers.labels import Placed
from layers.lettering import Spot
from layers.place_layer import PlaceLayer
from layers.stack import LayerStack
from layers.styles import POINT
from layers.view import View

Named = PlaceLayer | DivisionLayer | BaseLayer
LAYERS: dict[str, type[Named]] = {kind.key: kind for kind in (PlaceLayer, DivisionLayer, BaseLayer)}

TABLES = {PlaceLayer.key: "place", DivisionLayer.key: "division", BaseLayer.key: "base_feature"}


@dataclass(frozen=True)
class Target:
    """Whose name a label is: a record of a register, and where a record has several, the one that stands there."""

    table: str
    record_id: int
    anchor: Position | None = None


def label_under(placed: Sequence[Placed], x: float, y: float) -> Placed | None:
    """The label that covers a pixel; a letter's own box counts where it has one."""
    for label in placed:
        if any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in label.boxes):
            return label
    return None


def movable(label: Placed) -> bool:
    """Whether a person may move it: names of places, units and of the base map."""
    return label.name.of in LAYERS


def target_of(label: Placed, view: View) -> Target:
    """Whose name it is. One of several that nobody touched yet is known by where it stands."""
    name, anchor = label.name, label.name.anchor
    one_of_many = bool(name.line) or name.of == DivisionLayer.key
    if anchor is None and one_of_many and name.moved is None and not name.insists:
        lon, lat = view.to_map(*label.middle)
        anchor = round(float(lon), 7), round(float(lat), 7)
    return Target(TABLES[name.of], name.key, anchor)


def start_of(label: Placed, view: View) -> Spot:
    """The pixel from which its move is counted: the anchor, else the position of the record."""
    anchor = target_of(label, view).anchor
    if anchor is None:
        return label.name.x + label.origin[0], label.name.y + label.origin[1]
    x, y = view.to_screen(*anchor)
    return float(x), float(y)


def move_of(label: Placed, view: View, dx: float, dy: float) -> MoveLabel:
    """The command that puts a label (dx, dy) pixels from where it stands."""
    target, (x, y), (middle_x, middle_y) = target_of(label, view), start_of(label, view), label.middle
    return MoveLabel(target.table, target.record_id, view.scale, (middle_x + dx - x) / POINT,
                     (middle_y + dy - y) / POINT, target.anchor)


def decision_of(label: Placed, view: View, stack: LayerStack) -> Decision | None:
    """What a person decided on it at this scale; None: nothing."""
    layer, anchor = layer_of(label, stack), target_of(label, view).anchor
    decided = layer.map_names.at(view.scale).get(label.name.key, ())
    return next((one for one in decided if one.anchor == anchor), None)


def orientations_of(label: Placed, stack: LayerStack) -> tuple[str | None, ...]:
    """How it can be turned; None is as the program sees fit."""
    paths, parts = shape_of(label, stack)
    is_line = len(parts) and not bool(paths.more.get("area", np.zeros(len(paths), bool))[paths.owner[parts[0]]])
    return (None, ACROSS, DOWN, ALONG) if is_line else (None, ACROSS, DOWN)


def layer_of(label: Placed, stack: LayerStack) -> Named:
    """The layer whose record it names."""
    return stack[LAYERS[label.name.of]]


def shape_of(label: Placed, stack: LayerStack) -> tuple[Paths, np.ndarray]:
    """The lines or rings of the record that a label names: columns and parts, none of a point."""
    layer = layer_of(label, stack)
    paths = layer.rivers if isinstance(layer, BaseLayer) else layer.paths if isinstance(layer, PlaceLayer) \
        else layer.areas
    return paths, np.flatnonzero(paths.ids[paths.owner] == label.name.key)
