"""Outlines of divisions: ground, soft band inside the city, dashes by level."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen

from layers.division_layer import LEVELS, DivisionLayer
from layers.labelling.division_names import FINER_FROM, band_width
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter

# Dash patterns in pixels by level, as on Chinese maps: county dash-dot, township short dashes, village dots.
DASHES = ((12, 3, 1.6, 3), (6, 3), (1.6, 3))


class DivisionPainter(LayerPainter):
    """Lines are drawn once although two divisions share them."""

    def ground(self, ink: Ink, layer: DivisionLayer) -> None:
        look = layer.part("ground")
        for row in self._own(layer) if look.shown else ():
            path = ink.area(layer.areas, row)
            if path.intersects(QRectF(0, 0, ink.view.width, ink.view.height)):
                ink.painter.fillPath(path, QColor(ink.style[look.fill]))

    def areas(self, ink: Ink, layer: DivisionLayer) -> None:
        painter, look = ink.painter, layer.part("band")
        wide = 2 * band_width(ink.style, layer)
        for row in self._own(layer) if wide else ():
            edges = ink.edges(layer.areas, row)
            if edges.isEmpty():
                continue
            painter.save()
            painter.setClipPath(ink.area(layer.areas, row), Qt.ClipOperation.IntersectClip)
            # Half of the stroke lies outside and is clipped away: what stays is a band on the city's side.
            painter.strokePath(edges, QPen(QColor(ink.style[look.colour]), wide, Qt.PenStyle.SolidLine,
                                           Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            painter.restore()

    def _own(self, layer: DivisionLayer) -> list[int]:
        """The rows of the city's own outline."""
        return np.flatnonzero(layer.own & (layer.level == 0)).tolist()

    def lines(self, ink: Ink, layer: DivisionLayer) -> None:
        borders = layer.borders
        parts = ink.visible(borders)
        outlines = ink.outlines(borders, parts)
        for level in range(len(LEVELS) - 1, -1, -1):
            if ink.view.scale > FINER_FROM[level]:
                continue
            for own in (False, True):
                look = layer.border(level, own)
                rows = (borders.more["level"] == level) & (borders.more["own"] == own)
                chosen = parts[rows[borders.owner[parts]]]
                if look.shown:
                    ink.lines(borders, chosen, ink.pen(look.colour, look.width, DASHES[level]), outlines)
