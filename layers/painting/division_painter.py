"""Outlines of divisions: ground, soft band inside the city, dashes by level."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from layers.division_layer import LEVELS, DivisionLayer
from layers.labelling.division_names import FINER_FROM
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter

# Dash patterns in pixels by level, as on Chinese maps: county dash-dot, township short dashes, village dots.
DASHES = ((12, 3, 1.6, 3), (6, 3), (1.6, 3))
WIDTHS = (1.5, 1.1, 0.9)


class DivisionPainter(LayerPainter):
    """Lines are drawn once although two divisions share them."""

    def areas(self, ink: Ink, layer: DivisionLayer) -> None:
        for row in np.flatnonzero(layer.own & (layer.level == 0)):
            path = ink.area(layer.areas, int(row))
            if path.intersects(QRectF(0, 0, ink.view.width, ink.view.height)):
                self._ground(ink, path)

    def _ground(self, ink: Ink, path: QPainterPath) -> None:
        painter, style = ink.painter, ink.style
        painter.fillPath(path, QColor(style["home"]))
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        # Half of the stroke lies outside and is clipped away: what stays is a band on the city's side.
        painter.strokePath(path, QPen(QColor(style["band"]), 2 * style.band, Qt.PenStyle.SolidLine,
                                      Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.restore()

    def lines(self, ink: Ink, layer: DivisionLayer) -> None:
        borders = layer.borders
        parts = ink.visible(borders)
        for level in range(len(LEVELS) - 1, -1, -1):
            if ink.view.scale > FINER_FROM[level]:
                continue
            for own, token in ((False, "outer_boundary"), (True, "boundary")):
                rows = (borders.more["level"] == level) & (borders.more["own"] == own)
                pen = ink.pen(token, WIDTHS[level] * (1.0 if own else 0.8), DASHES[level])
                chosen = parts[rows[borders.owner[parts]]]
                ink.lines(borders, chosen, pen)
