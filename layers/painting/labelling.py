"""Names over the drawn map: placed over the ground around the window, those seen whole are written."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import ModuleType

from layers.base_layer import BaseLayer
from layers.labelling import (
    base_names,
    division_names,
    graticule_names,
    place_names,
    register_names,
    survey_names,
    vector_names,
)
from layers.labelling.ground import Ground
from layers.labelling.hits import label_under
from layers.labels import Name, Placed, place
from layers.layer import Layer
from layers.painting.glyph_pictures import marked
from layers.painting.text import measure
from layers.selection_layer import SelectionLayer
from layers.stack import LayerStack
from layers.styles import LIGHT, Style
from layers.view import View

SEAT = 1000.0  # pixels around a county's seat in which its land is not named
# By the name of the layer's class.
WRITERS: dict[str, ModuleType] = {
    "DivisionLayer": division_names, "BaseLayer": base_names, "GraticuleLayer": graticule_names,
    "PlaceLayer": place_names, "SurveyLayer": survey_names, "VectorLayer": vector_names,
    "SignLayer": register_names,
    **dict.fromkeys(("BoundaryLayer", "WalkedLayer", "MarkerLayer", "OldMarkerLayer", "DisputeLayer", "ProblemLayer",
                     "HotSpotLayer"), register_names),
}


def labels(view: View, stack: LayerStack, style: Style = LIGHT, *, steady: bool = True, margin: float = 2.0,
           cancelled: Callable[[], bool] = lambda: False) -> list[Placed]:
    """The labels of a view in the window's pixels, the most important first; always the same for the same view.

    `steady`: panning leaves them where they are, and those that the window cuts are left out; otherwise all are
    brought into the window, `margin` from its edge, as a sheet of paper wants it.
    """
    shown = [layer for layer in stack.shown(view) if type(layer).__name__ in WRITERS]
    chosen = stack.get(SelectionLayer)
    ground = Ground(view, style, steady=steady, margin=margin, cancelled=cancelled,
                    selected=chosen.place_ids if chosen is not None and chosen.visible else frozenset())
    wanted = _wanted(ground, shown)
    placed = place(wanted, ground, measure, cancelled)
    left, top, right, bottom = ground.seen
    return [label.shifted(ground.dx, ground.dy) for label in placed
            if label.box[0] >= left and label.box[1] >= top and label.box[2] <= right and label.box[3] <= bottom]


def hit_label(view: View, stack: LayerStack, x: float, y: float, style: Style = LIGHT) -> Placed | None:
    """The label under a pixel of the view, or None; `name.of` and `name.key` say whose it is.

    Places the names as drawing does; who holds the labels of the last frame asks `label_under` instead.
    """
    return label_under(labels(view, stack, style), x, y)


def _wanted(ground: Ground, shown: Sequence[Layer]) -> list[Name]:
    wanted: list[Name] = []
    for layer in shown:
        if ground.cancelled():
            return []
        WRITERS[type(layer).__name__].keep_off(ground, layer)
    for layer in shown:
        if ground.cancelled():
            return []
        wanted.extend(WRITERS[type(layer).__name__].names(ground, layer))
    seats = {text: spot for layer in shown if isinstance(layer, BaseLayer)
             for text, spot in base_names.seats(ground, layer).items()}
    return [_as_drawn(name) for name in wanted if not _named_at_seat(name, seats)]


def _as_drawn(name: Name) -> Name:
    """With one letter for each piece that is drawn as a picture, so that letters apart are counted right."""
    text = marked(name.text)
    return name if text == name.text else replace(name, text=text)


def _named_at_seat(name: Name, seats: Mapping[str, tuple[float, float]]) -> bool:
    """Whether a county is named at its seat so near that its land needs no name of its own."""
    seat = seats.get(name.text) if name.centred and name.moved is None else None
    return seat is not None and math.hypot(name.x - seat[0], name.y - seat[1]) < SEAT
