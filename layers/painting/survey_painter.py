"""Survey points in the colour of their state, above their tracks."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen

from layers.labels import thin
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.painting.place_painter import origin_of
from layers.parts import PartLook
from layers.survey_layer import STATE_COLOURS, SurveyLayer

CROWD = 3000


class SurveyPainter(LayerPainter):
    """A waiting point is a full drop of colour; a decided one is only a ring."""

    def lines(self, ink: Ink, layer: SurveyLayer) -> None:
        look = layer.part("track")
        if look.shown:
            ink.lines(layer.tracks, ink.visible(layer.tracks), ink.pen(look.colour, look.width, (5, 3)))

    def symbols(self, ink: Ink, layer: SurveyLayer) -> None:
        rows, px, py = self._seen(ink, layer)
        states = layer.points.more["state"][rows]
        for state in range(len(STATE_COLOURS) - 1, -1, -1):
            chosen = states == state
            self._dots(ink, layer.part(STATE_COLOURS[state]), px[chosen], py[chosen], waiting=state == 0)

    def _dots(self, ink: Ink, look: PartLook, px: np.ndarray, py: np.ndarray, waiting: bool) -> None:
        colour, paper = QColor(ink.style[look.colour]), QColor(ink.style["paper"])
        ink.painter.setPen(QPen(paper if waiting else colour, 1.2 if waiting else 1.6))
        ink.painter.setBrush(colour if waiting else Qt.BrushStyle.NoBrush)
        radius = look.size / 2
        for x, y in zip(px.tolist(), py.tolist(), strict=True):
            ink.painter.drawEllipse(QPointF(x, y), radius, radius)

    def _seen(self, ink: Ink, layer: SurveyLayer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        rows = layer.shown(layer.points.within(ink.view.epsg, ink.extent, 8 * ink.view.resolution))
        x, y = layer.points.projected(ink.view.epsg)
        px, py = ink.view.pixels(x[rows], y[rows])
        if ink.many("crowd", len(rows), CROWD):
            chosen = thin(px, py, layer.points.more["state"][rows], (5.0, 5.0), origin_of(ink.view))
            rows, px, py = rows[chosen], px[chosen], py[chosen]
        return rows, px, py
