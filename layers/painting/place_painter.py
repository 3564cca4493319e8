"""Places: lines and areas, and symbols by class."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from layers.labels import thin
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.place_layer import STYLE_KEYS, PlaceLayer
from layers.styles import CLASS_STYLES, ClassStyle

CROWD = 2500  # symbols in the window beyond which only one of those that cover each other is drawn
STYLES = [CLASS_STYLES[key] for key in STYLE_KEYS]
SYMBOL_FROM = np.array([style.symbol_from for style in STYLES])


class PlacePainter(LayerPainter):
    """The important lies above the less important; a crowd is thinned to what the eye can tell apart."""

    def areas(self, ink: Ink, layer: PlaceLayer) -> None:
        paths = layer.paths
        parts = ink.visible(paths)
        owners = np.unique(paths.owner[parts])
        for row in owners[paths.more["area"][owners]] if len(owners) else ():
            style = STYLES[paths.more["style"][row]]
            colour = QColor(ink.style[_line_token(style)])
            colour.setAlphaF(0.16)
            path = ink.area(paths, int(row))
            ink.painter.fillPath(path, colour)
            ink.painter.strokePath(path, ink.pen(_line_token(style), 1.0))

    def lines(self, ink: Ink, layer: PlaceLayer) -> None:
        paths = layer.paths
        parts = ink.visible(paths)
        parts = parts[~paths.more["area"][paths.owner[parts]]] if len(parts) else parts
        for number in np.unique(paths.more["style"][paths.owner[parts]]) if len(parts) else ():
            chosen = parts[paths.more["style"][paths.owner[parts]] == number]
            ink.lines(paths, chosen, ink.pen(_line_token(STYLES[number]), 2.0))

    def symbols(self, ink: Ink, layer: PlaceLayer) -> None:
        rows, px, py = self._seen(ink, layer)
        if len(rows) > CROWD:
            chosen = thin(px, py, layer.points.more["rank"][rows], (5.0, 5.0), _origin(ink))
            rows, px, py = rows[chosen], px[chosen], py[chosen]
        styles = layer.points.more["style"][rows]
        for number in sorted(np.unique(styles), key=lambda n: (-STYLES[n].rank, STYLE_KEYS[n])):
            if ink.cancelled():
                return
            chosen, style = styles == number, STYLES[number]
            size = style.size * ink.style.symbol
            ink.symbols(style.symbol, size, px[chosen], py[chosen])

    def _seen(self, ink: Ink, layer: PlaceLayer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows in the window whose class shows at this scale, with their pixels."""
        points = layer.points
        rows = points.within(ink.view.epsg, ink.view.extent, 10 * ink.view.resolution)
        rows = rows[SYMBOL_FROM[points.more["style"][rows]] * ink.style.reach >= ink.view.scale]
        rows = rows[~points.more["cancelled"][rows]]
        rows = rows[~points.more["extended"][rows]]
        x, y = points.projected(ink.view.epsg)
        return rows, *ink.view.pixels(x[rows], y[rows])


def _line_token(style: ClassStyle) -> str:
    if style.face == "water":
        return "water"
    return {"road": "road", "rail": "ink", "dike": "relief", "polder": "relief", "park": "green",
            "scenic": "green"}.get(style.symbol, "works")


def _origin(ink: Ink) -> tuple[float, float]:
    x, y = ink.view.pixels(0.0, 0.0)
    return float(x), float(y)
