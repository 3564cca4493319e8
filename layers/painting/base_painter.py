"""Rivers with a darker edge, and the symbols of neighbouring places."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from layers.base_layer import BaseLayer
from layers.labelling.base_names import neighbour_radius, neighbours_shown, river_width
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter


class BasePainter(LayerPainter):
    """Wider rivers are drawn as a light bed between darker banks."""

    def water(self, ink: Ink, layer: BaseLayer) -> None:
        rivers, look = layer.rivers, layer.part("river")
        parts = ink.visible(rivers) if look.shown else rivers.owner[:0]
        outlines = ink.outlines(rivers, parts)
        ranks = rivers.more["rank"][rivers.owner[parts]] if len(parts) else np.empty(0)
        for bed in (False, True):
            for rank in np.unique(ranks)[::-1]:
                width = river_width(ink.view.scale, int(rank)) * look.width
                if bed and width < 2.2:
                    continue
                pen = ink.pen(look.fill if bed else look.colour, width - (1.6 if bed else 0))
                ink.lines(rivers, parts[ranks == rank], pen, outlines)

    def symbols(self, ink: Ink, layer: BaseLayer) -> None:
        rows, px, py = self._seen(ink, layer)
        look = layer.part("neighbour")
        ranks = layer.neighbours.more["rank"][rows]
        for rank in np.unique(ranks):
            chosen, radius = ranks == rank, neighbour_radius(ink.style.symbol * look.size, int(rank))
            ink.painter.setPen(ink.pen(look.colour, 1.0))
            ink.painter.setBrush(QColor(ink.style["ground"]))
            for x, y in zip(px[chosen].tolist(), py[chosen].tolist(), strict=True):
                ink.painter.drawEllipse(QPointF(x, y), radius, radius)

    def _seen(self, ink: Ink, layer: BaseLayer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows of the neighbours in the window, with their pixels; farther out only the county seats."""
        points = layer.neighbours
        rows = points.within(ink.view.epsg, ink.extent)
        rows = neighbours_shown(layer, rows, ink.view.scale / ink.style.reach)
        x, y = points.projected(ink.view.epsg)
        return rows, *ink.view.pixels(x[rows], y[rows])
