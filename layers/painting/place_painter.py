"""Places: lines and areas, symbols by class, names by rank."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtGui import QColor

from layers.labels import Name, thin
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.place_layer import STYLE_KEYS, PlaceLayer
from layers.styles import CLASS_STYLES, ClassStyle

CROWD = 2500  # symbols in the window beyond which only one of those that cover each other is drawn
STYLES = [CLASS_STYLES[key] for key in STYLE_KEYS]
SYMBOL_FROM = np.array([style.symbol_from for style in STYLES])
LABEL_FROM = np.array([style.label_from for style in STYLES])


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
        rows, px, py = self._seen(ink, layer, SYMBOL_FROM, symbols=True)
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
            if len(rows) <= CROWD:
                ink.occupancy.block(px[chosen], py[chosen], size / 2)

    def names(self, ink: Ink, layer: PlaceLayer) -> Iterable[Name]:
        rows, px, py = self._seen(ink, layer, LABEL_FROM, symbols=False)
        points = layer.points
        if len(rows) > CROWD:
            chosen = thin(px, py, points.more["rank"][rows], (40.0, 14.0), _origin(ink))
            rows, px, py = rows[chosen], px[chosen], py[chosen]
        for row, x, y in zip(rows.tolist(), px.tolist(), py.tolist(), strict=True):
            style = STYLES[points.more["style"][row]]
            text = points.more["name"][row]
            if text:
                yield Name(text, x, y, style.rank, int(points.ids[row]), _text_size(ink, style),
                           gap=style.size * ink.style.symbol / 2, face=style.face,
                           colour="planned" if points.more["planned"][row] else style.colour)

    def _seen(self, ink: Ink, layer: PlaceLayer, limits: np.ndarray,
              symbols: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows in the window whose class shows at this scale, with their pixels."""
        points = layer.points
        rows = points.within(ink.view.epsg, ink.view.extent, 10 * ink.view.resolution if symbols else 0.0)
        rows = rows[limits[points.more["style"][rows]] * ink.style.reach >= ink.view.scale]
        rows = rows[~points.more["cancelled"][rows]]
        if symbols:
            rows = rows[~points.more["extended"][rows]]
        x, y = points.projected(ink.view.epsg)
        return rows, *ink.view.pixels(x[rows], y[rows])


def _text_size(ink: Ink, style: ClassStyle) -> float:
    return max(style.text * ink.style.symbol, ink.style.least_text)


def _line_token(style: ClassStyle) -> str:
    if style.face == "water":
        return "water"
    return {"road": "road", "rail": "ink", "dike": "relief", "polder": "relief", "park": "green",
            "scenic": "green"}.get(style.symbol, "works")


def _origin(ink: Ink) -> tuple[float, float]:
    x, y = ink.view.pixels(0.0, 0.0)
    return float(x), float(y)
