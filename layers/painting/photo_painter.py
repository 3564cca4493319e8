"""Photos where they were taken: a small camera, with a wedge the way it looked where that is known."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from layers.labels import thin
from layers.painting.ink import Ink
from layers.painting.place_painter import origin_of
from layers.survey_layer import PHOTOS_FROM, SurveyLayer

CROWD = 400
WEDGE = 2.6  # sizes of the symbol that the wedge reaches
HALF_ANGLE = 25.0  # degrees to each side of the direction
WEDGE_ALPHA = 90  # of 255


def draw_photos(ink: Ink, layer: SurveyLayer) -> None:
    """One whose position was worked out along a track has a dashed frame."""
    look = layer.part("photo")
    if not look.shown or ink.view.scale > PHOTOS_FROM or not len(layer.photos):
        return
    photos, reach = layer.photos, look.size * WEDGE
    rows = photos.within(ink.view.epsg, ink.extent, reach * ink.view.resolution)
    x, y = photos.projected(ink.view.epsg)
    px, py = ink.view.pixels(x[rows], y[rows])
    if ink.many("photos", len(rows), CROWD):
        chosen = thin(px, py, np.zeros(len(rows)), (look.size, look.size), origin_of(ink.view))
        rows, px, py = rows[chosen], px[chosen], py[chosen]
    for row, left, top in zip(rows.tolist(), px.tolist(), py.tolist(), strict=True):
        towards = float(photos.more["towards"][row])
        if math.isfinite(towards):
            _wedge(ink, look.colour, left, top, towards, reach)
        _camera(ink, look.colour, left, top, look.size, bool(photos.more["guessed"][row]))


def _wedge(ink: Ink, token: str, x: float, y: float, towards: float, reach: float) -> None:
    """Map north is up; the convergence of the grid is less than a degree here."""
    path, colour = QPainterPath(QPointF(x, y)), QColor(ink.style[token])
    for turn in (-HALF_ANGLE, -HALF_ANGLE / 2, 0.0, HALF_ANGLE / 2, HALF_ANGLE):
        angle = math.radians(towards + turn)
        path.lineTo(x + math.sin(angle) * reach, y - math.cos(angle) * reach)
    path.closeSubpath()
    colour.setAlpha(WEDGE_ALPHA)
    ink.painter.fillPath(path, colour)


def _camera(ink: Ink, token: str, x: float, y: float, size: float, guessed: bool) -> None:
    painter, colour, paper = ink.painter, QColor(ink.style[token]), QColor(ink.style["paper"])
    body = QRectF(x - size * 0.62, y - size * 0.42, size * 1.24, size * 0.9)
    painter.setPen(QPen(colour if guessed else paper, 1.2, Qt.PenStyle.DotLine if guessed else Qt.PenStyle.SolidLine))
    painter.setBrush(paper if guessed else colour)
    painter.drawRoundedRect(body, 2, 2)
    painter.setPen(QPen(colour if guessed else paper, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(x, y + size * 0.03), size * 0.24, size * 0.24)
