"""What is drawn over the frame at once, without waiting for a new one: selection, marks, rubber band, scale bar."""

from __future__ import annotations

import math

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from layers.columns import Paths, Points
from layers.labelling.survey_names import DECIDED_FROM, WAITING_FROM
from layers.painting.text import draw_text, measure
from layers.selection_layer import SelectionLayer
from layers.styles import Style
from layers.view import View
from ui.i18n import tr
from ui.theme import Tokens, theme

LONGEST_BAR = 128.0
NAME_SIZE = 13.0
BADGE = 18.0
RING = 9.0


def nice_length(most: float) -> float:
    """The largest of 1, 2, 5 × 10ⁿ that is not above `most`."""
    ten = 10.0 ** (math.floor(math.log10(most)) - 1)  # one less: the logarithm of 9.99…9 is rounded up
    return max(step * ten for step in (1, 2, 5, 10, 20, 50) if step * ten <= most)


def length_text(metres: float) -> str:
    """A round length as on a scale bar: 500 米, 2 千米."""
    return tr("{n} 千米", n=f"{metres / 1000:g}") if metres >= 1000 else tr("{n} 米", n=f"{metres:g}")


def paint_scale_bar(painter: QPainter, left: float, bottom: float, view: View, tokens: Tokens) -> None:
    """A bar of a round length with its value above, over a light ground so that it shows on any map."""
    metres = nice_length(LONGEST_BAR * view.metres_per_pixel)
    width = metres / view.metres_per_pixel
    text = length_text(metres)
    painter.setFont(theme.font(8.5))
    height = QFontMetricsF(painter.font()).height()
    bar = QPainterPath(QPointF(left, bottom - 5))
    for x, y in ((left, bottom), (left + width, bottom), (left + width, bottom - 5)):
        bar.lineTo(x, y)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ground = QColor(tokens.surface)
    ground.setAlpha(200)
    for colour, pen in ((ground, 4.0), (QColor(tokens.text), 1.5)):
        painter.setPen(QPen(colour, pen, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
        painter.drawPath(bar)
    box = QRectF(left, bottom - 5 - height, width, height)
    _haloed(painter, box, text, tokens)


def _haloed(painter: QPainter, box: QRectF, text: str, tokens: Tokens) -> None:
    metrics = QFontMetricsF(painter.font())
    path = QPainterPath()
    left = box.center().x() - metrics.horizontalAdvance(text) / 2
    path.addText(QPointF(left, box.top() + metrics.ascent()), painter.font(), text)
    ground = QColor(tokens.surface)
    ground.setAlpha(220)
    painter.strokePath(path, QPen(ground, 3.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                                  Qt.PenJoinStyle.RoundJoin))
    painter.fillPath(path, QColor(tokens.text))


def paint_selection(painter: QPainter, view: View, style: Style, layer: SelectionLayer) -> None:
    """Rings around what is selected; of one alone also the name, where the map is too small to name it."""
    for paths, parts in layer.lines():
        _paint_lines(painter, view, style, paths, parts)
    px, py = view.to_screen(*layer.positions())
    inside = (px > -RING) & (px < view.width + RING) & (py > -RING) & (py < view.height + RING)
    spots = [QPointF(x, y) for x, y in zip(px[inside].tolist(), py[inside].tolist(), strict=True)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((style["paper"], 4.0), (style["selection"], 2.5)):
        painter.setPen(QPen(QColor(colour), width))
        for spot in spots:
            painter.drawEllipse(spot, RING, RING)
    if len(layer.place_ids) + len(layer.point_ids) == 1 and spots and view.scale > _named_from(layer):
        name = _text_of(layer)
        _name(painter, spots[0].x() + RING + 5, spots[0].y(), name, style)


def _paint_lines(painter: QPainter, view: View, style: Style, shapes: Paths, parts: np.ndarray) -> None:
    """Lines and outlines that are selected, over a light ground."""
    if not len(parts):
        return
    path = QPainterPath()
    for line in shapes.lines(view.epsg, parts):
        px, py = view.pixels(*shapely.get_coordinates(line).T)
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in zip(px.tolist(), py.tolist(), strict=True)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((style["paper"], 5.5), (style["selection"], 3.0)):
        painter.strokePath(path, QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                                      Qt.PenJoinStyle.RoundJoin))


def _row(layer: SelectionLayer) -> tuple[Points, int]:
    """The columns of the one selected record, and its row."""
    points = layer.places.points if layer.place_ids else layer.surveys.points
    (wanted,) = layer.place_ids or layer.point_ids
    return points, int(np.flatnonzero(points.ids == wanted)[0])


def _text_of(layer: SelectionLayer) -> str:
    points, row = _row(layer)
    return str(points.more["name"][row])


def _named_from(layer: SelectionLayer) -> float:
    """The largest scale denominator at which the map itself names the one selected record."""
    points, row = _row(layer)
    if layer.place_ids:
        return layer.places.looks.named_from(points.more["class"][row])
    return WAITING_FROM if points.more["state"][row] == 0 else DECIDED_FROM


def _name(painter: QPainter, left: float, middle: float, text: str, style: Style) -> None:
    box = QRectF(left, middle - NAME_SIZE * 0.6, measure(text, "hei", NAME_SIZE), NAME_SIZE * 1.2)
    draw_text(painter, box, text, "hei", NAME_SIZE, style["ink"], style["halo"], halo_width=4.0)


def paint_badges(painter: QPainter, spots: list[tuple[float, float, str]], origin: tuple[float, float] | None,
                 style: Style) -> None:
    """Numbered candidates with a thin line from the point that they may be."""
    colour = QColor(style["accent"])
    painter.setFont(theme.font(8.5))
    if origin is not None:
        painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
        for x, y, _ in spots:
            painter.drawLine(QPointF(*origin), QPointF(x, y))
    for x, y, text in reversed(spots):
        box = QRectF(x - BADGE / 2, y - BADGE / 2, BADGE, BADGE)
        painter.setPen(QPen(QColor(style["paper"]), 1.5))
        painter.setBrush(colour)
        painter.drawEllipse(box)
        painter.setPen(QColor(style["paper"]))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_mark(painter: QPainter, x: float, y: float, style: Style) -> None:
    """A crosshair at a position that was gone to, or that a new place will have."""
    for colour, width in ((style["paper"], 4.0), (style["red"], 1.6)):
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), 7, 7)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(QPointF(x + dx * 3, y + dy * 3), QPointF(x + dx * 13, y + dy * 13))


def paint_band(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    """The box that a person is drawing."""
    fill = QColor(tokens.accent)
    painter.setPen(QPen(fill, 1.0))
    fill.setAlpha(36)
    painter.setBrush(fill)
    painter.drawRect(box)


def paint_moving(painter: QPainter, start: QPointF, end: QPointF, name: str, style: Style) -> None:
    """A place on its way: from where, a line, and where it would stand."""
    painter.setPen(QPen(QColor(style["selection"]), 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(start, 6, 6)
    painter.drawLine(start, end)
    painter.setPen(QPen(QColor(style["paper"]), 1.5))
    painter.setBrush(QColor(style["selection"]))
    painter.drawEllipse(end, 6, 6)
    _name(painter, end.x() + 12, end.y(), name, style)
