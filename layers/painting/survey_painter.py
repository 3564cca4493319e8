"""Survey points, lines and areas in the colour of their state, above their tracks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen

from layers.labels import thin
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.painting.photo_painter import draw_photos
from layers.painting.place_painter import origin_of
from layers.painting.track_painter import draw_tracks
from layers.parts import PartLook
from layers.survey_layer import STATE_COLOURS, SurveyLayer
from layers.track_motion import SPEED, TIME

CROWD = 3000
GROUND_ALPHA = 46  # of 255, inside a measured area
DECIDED = (4, 4)  # pixels of line and gap once somebody decided on a line


class SurveyPainter(LayerPainter):
    """A waiting point is a full drop of colour; a decided one is only a ring."""

    def areas(self, ink: Ink, layer: SurveyLayer) -> None:
        for state, parts in self._by_state(ink, layer):
            colour = QColor(ink.style[_shape_colour(layer, state)])
            colour.setAlpha(GROUND_ALPHA)
            ink.painter.setPen(Qt.PenStyle.NoPen)
            ink.painter.setBrush(colour)
            ink.crowd(layer.shapes, parts[layer.shapes.more["area"][layer.shapes.owner[parts]]])

    def lines(self, ink: Ink, layer: SurveyLayer) -> None:
        look = layer.part("track")
        if look.shown and look.by in (SPEED, TIME):
            draw_tracks(ink, layer, look)
        elif look.shown:
            ink.lines(layer.tracks, ink.visible(layer.tracks), ink.pen(look.colour, look.width, (5, 3)))
        for state, parts in self._by_state(ink, layer):
            ink.lines(layer.shapes, parts, ink.pen(_shape_colour(layer, state), layer.part("shape").width,
                                                   None if state == 0 else DECIDED))

    def _by_state(self, ink: Ink, layer: SurveyLayer) -> Iterator[tuple[int, np.ndarray]]:
        """State and visible parts of the shapes, those that wait at last: above the others."""
        parts = ink.visible(layer.shapes) if layer.part("shape").shown else np.empty(0, np.int64)
        states = layer.shapes.more["state"][layer.shapes.owner[parts]]
        for state in range(len(STATE_COLOURS) - 1, -1, -1):
            chosen = parts[states == state]
            if len(chosen) and layer.part(STATE_COLOURS[state]).shown:
                yield state, chosen

    def symbols(self, ink: Ink, layer: SurveyLayer) -> None:
        draw_photos(ink, layer)
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


def _shape_colour(layer: SurveyLayer, state: int) -> str:
    return layer.part("shape" if state == 0 else STATE_COLOURS[state]).colour
