"""Places: lines and areas, and symbols by class."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from layers.labels import thin
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.place_layer import PlaceLayer
from layers.styles import ClassStyle
from layers.view import View

CROWD = 2500  # symbols in the window beyond which only one of those that cover each other is drawn


class PlacePainter(LayerPainter):
    """The important lies above the less important; a crowd is thinned to what the eye can tell apart."""

    def areas(self, ink: Ink, layer: PlaceLayer) -> None:
        paths = layer.paths
        parts = ink.visible(paths)
        parts = parts[paths.more["area"][paths.owner[parts]]]
        looks, outlines = layer.outline_look(paths.owner[parts]), ink.outlines(paths, parts)
        for number in np.unique(looks[layer.looks.outlined(ink.view.scale)[looks]]):
            token = _line_token(layer.looks.styles[number])
            colour = QColor(ink.style[token])
            colour.setAlphaF(0.16)
            ink.painter.setBrush(colour)
            ink.painter.setPen(ink.pen(token, 1.0))
            ink.crowd(paths, parts[looks == number], outlines)

    def lines(self, ink: Ink, layer: PlaceLayer) -> None:
        paths = layer.paths
        parts = ink.visible(paths)
        parts = parts[~paths.more["area"][paths.owner[parts]]]
        looks, outlines = layer.outline_look(paths.owner[parts]), ink.outlines(paths, parts)
        for number in np.unique(looks[layer.looks.outlined(ink.view.scale)[looks]]):
            pen = ink.pen(_line_token(layer.looks.styles[number]), 2.0)
            ink.lines(paths, parts[looks == number], pen, outlines)

    def symbols(self, ink: Ink, layer: PlaceLayer) -> None:
        rows, px, py = self._seen(ink, layer)
        if ink.many("crowd", len(rows), CROWD):
            chosen = thin(px, py, layer.looks.rank[layer.look(rows)], (5.0, 5.0), origin_of(ink.view))
            rows, px, py = rows[chosen], px[chosen], py[chosen]
        looks, styles = layer.look(rows), layer.looks.styles
        for number in layer.looks.in_order(np.unique(looks)):
            if ink.cancelled():
                return
            chosen, style = looks == number, styles[number]
            ink.symbols(style.symbol, style.size * ink.style.symbol, px[chosen], py[chosen], style.tint)

    def _seen(self, ink: Ink, layer: PlaceLayer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows in the window whose class shows at this scale, with their pixels."""
        points = layer.points
        rows = points.within(ink.view.epsg, ink.extent, layer.looks.size.max() * ink.view.resolution)
        rows = rows[layer.looks.drawn(ink.view.scale, ink.style.reach)[layer.look(rows)]]
        rows = rows[~points.more["cancelled"][rows]]
        rows = rows[~points.more["extended"][rows]]
        x, y = points.projected(ink.view.epsg)
        return rows, *ink.view.pixels(x[rows], y[rows])


def _line_token(style: ClassStyle) -> str:
    if style.tint:
        return style.tint
    if style.face == "water":
        return "water"
    return {"road": "road", "rail": "ink", "dike": "relief", "polder": "relief", "park": "green",
            "scenic": "green"}.get(style.symbol, "works")


def origin_of(view: View) -> tuple[float, float]:
    """The pixel on which cells hang, whatever the window shows."""
    x, y = view.pixels(0.0, 0.0)
    return float(x), float(y)
