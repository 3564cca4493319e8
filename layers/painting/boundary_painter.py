"""Registered boundary lines: a dash-dot line over a light one; a disputed one stands out."""

from __future__ import annotations

from layers.boundary_layer import BoundaryLayer
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter

DASHES = (11.0, 3.5, 2.0, 3.5)  # pixels: the long stroke and the dot of a county line
LIGHT_EDGE = 2.4  # pixels wider than the line


class BoundaryPainter(LayerPainter):
    """Lines only; their names are written with all others. Without dashes they are drawn whole."""

    def __init__(self, dashes: tuple[float, ...] = DASHES) -> None:
        super().__init__()
        self.dashes = dashes

    def lines(self, ink: Ink, layer: BoundaryLayer) -> None:
        visible = ink.visible(layer.paths)
        kinds = layer.paths.more["part"][layer.paths.owner[visible]]
        for number, name in enumerate(layer.symbols):
            look, parts = layer.part(name), visible[kinds == number]
            if look.shown and len(parts):
                ink.lines(layer.paths, parts, ink.pen("halo", look.width + LIGHT_EDGE))
                ink.lines(layer.paths, parts, ink.pen(look.colour, look.width, self.dashes))
