"""How a drawing under way looks: its line, its vertices, and the mark where the pointer snaps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gazetteer.shapes.paths import paths_of
from gazetteer.shapes.snapping import CROSSING, KINDS, VERTEX
from layers.styles import Style
from layers.view import View
from ui.i18n import tr
from ui.theme import theme

HALF = 4.0  # of a vertex


def paint_sketch(painter: QPainter, spots: Sequence[QPointF], pointer: QPointF | None, closed: bool,
                 style: Style) -> None:
    """The line so far, with the pointer as its next vertex; of an area also its face."""
    line = [*spots, pointer] if pointer is not None else list(spots)
    colour = QColor(style["selection"])
    if closed and len(line) > 2:
        face = QColor(colour)
        face.setAlpha(40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(face)
        painter.drawPolygon(QPolygonF(line))
        painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(line[-1], line[0])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor(style["paper"]), 4.0), QPen(colour, 2.0)):
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(line))
    paint_vertices(painter, spots, style)


def paint_outline(painter: QPainter, shape: shapely.Geometry, view: View, style: Style, dashed: bool = False) -> None:
    """The lines of a shape that is worked on, so that it stands out among others; dashed as it would become."""
    _paint_lines(painter, shape, view, (
        QPen(QColor(style["selection"]), 1.8, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine),))


def paint_exchange(painter: QPainter, old: shapely.Geometry | None, new: shapely.Geometry, view: View,
                   style: Style) -> None:
    """A line that would take the place of another, which is dashed."""
    if old is not None:
        _paint_lines(painter, old, view, (QPen(QColor(style["paper"]), 5.5),
                                          QPen(QColor(style["red"]), 1.8, Qt.PenStyle.DashLine)))
    _paint_lines(painter, new, view, (QPen(QColor(style["paper"]), 6.0), QPen(QColor(style["accent"]), 3.0)))


def paint_highlighted(painter: QPainter, shape: shapely.Geometry, view: View, style: Style) -> None:
    """A line that is selected, over a light ground."""
    _paint_lines(painter, shape, view, (QPen(QColor(style["paper"]), 5.5), QPen(QColor(style["selection"]), 3.0)))


def _paint_lines(painter: QPainter, shape: shapely.Geometry, view: View, pens: Sequence[QPen]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for path in paths_of(shape):
        x, y = view.to_screen(path[:, 0], path[:, 1])
        halves = np.round(np.stack([x, y], axis=1) * 2)  # what is nearer than half a pixel is not seen
        kept = np.append(True, (halves[1:] != halves[:-1]).any(axis=1))
        line = QPolygonF([QPointF(*pair) for pair in zip(x[kept].tolist(), y[kept].tolist(), strict=True)])
        for pen in pens:
            painter.setPen(pen)
            painter.drawPolyline(line)


def paint_vertices(painter: QPainter, spots: Sequence[QPointF], style: Style, chosen: QPointF | None = None) -> None:
    """Small squares; the one under the pointer filled."""
    painter.setPen(QPen(QColor(style["selection"]), 1.5))
    painter.setBrush(QColor(style["paper"]))
    painter.drawRects([QRectF(spot.x() - HALF, spot.y() - HALF, 2 * HALF, 2 * HALF) for spot in spots])
    if chosen is not None:
        painter.setBrush(QColor(style["selection"]))
        painter.drawRect(QRectF(chosen.x() - HALF - 1, chosen.y() - HALF - 1, 2 * HALF + 2, 2 * HALF + 2))


def paint_snap(painter: QPainter, at: QPointF, kind: str, style: Style) -> None:
    """A square for a vertex, a cross for a crossing, two bars for an edge, with its name beside."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y, size = at.x(), at.y(), 8.0
    for colour, width in ((style["paper"], 4.5), (style["accent"], 2.0)):
        painter.setPen(QPen(QColor(colour), width))
        if kind == VERTEX:
            painter.drawRect(QRectF(x - size, y - size, 2 * size, 2 * size))
        elif kind == CROSSING:
            painter.drawLine(QPointF(x - size, y - size), QPointF(x + size, y + size))
            painter.drawLine(QPointF(x - size, y + size), QPointF(x + size, y - size))
        else:
            painter.drawPolygon(QPolygonF([QPointF(x - size, y - size), QPointF(x + size, y - size),
                                           QPointF(x - size, y + size), QPointF(x + size, y + size)]))
    painter.setFont(theme.font(8.5))
    painter.setPen(QColor(style["accent"]))
    painter.drawText(QPointF(x + size + 5, y - size), tr(KINDS[kind]))
