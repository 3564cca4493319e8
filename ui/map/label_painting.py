"""A frame around a label, and a label on its way over the map."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from layers.labels import Placed
from layers.painting.ink import Ink
from layers.styles import Style
from layers.view import View

AIR = 3.0  # pixels between a label and its frame


def paint_frame(painter: QPainter, label: Placed, style: Style, chosen: bool = False) -> None:
    """An outline around all of a label's letters."""
    colour = QColor(style["accent"])
    painter.setPen(QPen(colour, 1.6 if chosen else 1.0))
    colour.setAlpha(36 if chosen else 20)
    painter.setBrush(colour)
    painter.drawPath(_around(label, AIR))


def paint_on_the_way(painter: QPainter, label: Placed, ghost: Placed, view: View, style: Style) -> None:
    """The label where it is going, as it will be drawn; where it stands now it fades."""
    faded = QColor(style[label.name.halo])
    faded.setAlpha(190)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded)
    painter.drawPath(_around(label, 1.0))
    paint_ghost(painter, ghost, view, style)
    paint_frame(painter, ghost, style)


def paint_ghost(painter: QPainter, ghost: Placed, view: View, style: Style) -> None:
    """A label with its leader over the map."""
    Ink(painter, view, style, False, lambda: False).label(ghost)


def _around(label: Placed, air: float) -> QPainterPath:
    """Along a line the letters of a name are framed together where they are near."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    wide = air + (label.name.size * label.name.spacing / 2 if label.letters and label.name.line else 0.0)
    for left, top, right, bottom in label.boxes:
        path.addRoundedRect(QRectF(left - wide, top - air, right - left + 2 * wide, bottom - top + 2 * air), 3, 3)
    return path.simplified()
