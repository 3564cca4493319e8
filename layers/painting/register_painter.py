"""Points of a register: each part in its symbol and colour, what needs attention above the rest."""

from __future__ import annotations

import numpy as np

from layers.labels import thin
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.painting.place_painter import origin_of
from layers.register_points import RegisterPoints

CROWD = 2500


class RegisterPainter(LayerPainter):
    """A sign stands with its foot on its position, so that it hides no place."""

    def __init__(self, *, on_foot: bool = False) -> None:
        self._on_foot = on_foot

    def symbols(self, ink: Ink, layer: RegisterPoints) -> None:
        rows = layer.shown(layer.points.within(ink.view.epsg, ink.extent, 16 * ink.view.resolution))
        x, y = layer.points.projected(ink.view.epsg)
        px, py = ink.view.pixels(x[rows], y[rows])
        parts = layer.points.more["part"][rows]
        if ink.many("crowd", len(rows), CROWD):
            chosen = thin(px, py, parts, (6.0, 6.0), origin_of(ink.view))
            px, py, parts = px[chosen], py[chosen], parts[chosen]
        for number, (part, symbol) in reversed(list(enumerate(layer.symbols.items()))):
            look = layer.part(part)
            size = look.size * ink.style.symbol
            here = parts == number
            up = size / 2 if self._on_foot else 0.0
            if np.any(here):
                ink.symbols(symbol, size, px[here], py[here] - up, ink.style[look.colour])
