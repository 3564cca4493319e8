"""位置略图: a small plan of a marker with its reference objects as observed and as they lie, north of the grid up."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gazetteer.boundaries.marker import NUMERALS, BoundaryMarker, Sight
from ui.i18n import tr
from ui.theme import theme

HEIGHT, EDGE, DOT = 208, 34, 4.0
CORNER = QRectF(0, 0, 72, 46)
STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


class SightSketch(QWidget):
    """Lines are the observations; a ring is where an object lies by its own coordinates."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(tr("位置略图"))
        self._sights: list[Sight] = []
        self._marker = BoundaryMarker()
        self._wrong: set[int] = set()
        theme.changed.connect(self.update)

    def show_marker(self, marker: BoundaryMarker, wrong: set[int]) -> None:
        """Show a marker's objects; those in `wrong` stand out."""
        self._marker, self._wrong, self._sights = marker, wrong, marker.sights()
        self.setVisible(any(self._spots(sight) for sight in self._sights))
        self.update()

    def _spots(self, sight: Sight) -> dict[str, tuple[float, float]]:
        """Metres east and north of the marker: "seen" by the observation, "lies" by the object's own position."""
        found = {}
        if sight.azimuth is not None and sight.distance is not None:
            angle = math.radians(sight.azimuth)
            found["seen"] = (sight.distance * math.sin(angle), sight.distance * math.cos(angle))
        if None not in (sight.north, sight.east, self._marker.north, self._marker.east):
            found["lies"] = (float(sight.east or 0) - float(self._marker.east or 0),
                             float(sight.north or 0) - float(self._marker.north or 0))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        spots = {sight.number: self._spots(sight) for sight in self._sights}
        reach = max((math.hypot(*spot) for each in spots.values() for spot in each.values()), default=0.0) or 1.0
        scale = (min(self.width(), HEIGHT) / 2 - EDGE) / reach
        painter, middle = QPainter(self), QPointF(self.width() / 2, HEIGHT / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(9))
        self._paint_frame(painter, scale)
        for sight in self._sights:
            at = {name: middle + QPointF(east * scale, -north * scale)
                  for name, (east, north) in spots[sight.number].items()}
            self._paint_sight(painter, sight, middle, at)
        painter.setPen(QPen(QColor(theme.tokens.text), 1.6))
        painter.setBrush(QColor(theme.tokens.surface))
        painter.drawRect(QRectF(middle.x() - 5, middle.y() - 5, 10, 10))
        painter.setBrush(QColor(theme.tokens.text))
        painter.drawEllipse(middle, 1.6, 1.6)

    def _paint_frame(self, painter: QPainter, scale: float) -> None:
        """Edge, north and a bar of a round length."""
        tokens = theme.tokens
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawRoundedRect(QRectF(0.5, 0.5, self.width() - 1, HEIGHT - 1), 6, 6)
        painter.setPen(QPen(QColor(tokens.muted), 1.2))
        painter.drawLine(QPointF(18, 34), QPointF(18, 14))
        painter.drawLine(QPointF(18, 14), QPointF(14, 21))
        painter.drawLine(QPointF(18, 14), QPointF(22, 21))
        painter.drawText(QPointF(26, 24), tr("坐标北"))
        metres = next((step for step in STEPS if step * scale >= 36), STEPS[-1])
        left, foot = 14.0, HEIGHT - 14.0
        painter.drawLine(QPointF(left, foot), QPointF(left + metres * scale, foot))
        for end in (left, left + metres * scale):
            painter.drawLine(QPointF(end, foot - 4), QPointF(end, foot))
        painter.drawText(QPointF(left, foot - 7), tr("{n} 米", n=metres))

    def _paint_sight(self, painter: QPainter, sight: Sight, middle: QPointF, at: dict[str, QPointF]) -> None:
        wrong = sight.number in self._wrong
        colour = QColor(theme.tokens.danger if wrong else theme.tokens.accent)
        if "seen" in at:
            painter.setPen(QPen(colour, 1.4))
            painter.drawLine(middle, at["seen"])
            painter.setBrush(colour)
            painter.drawEllipse(at["seen"], DOT, DOT)
        if "lies" in at:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.tokens.muted), 1.2))
            painter.drawEllipse(at["lies"], DOT + 3, DOT + 3)
        if len(at) == 2 and wrong:
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
            painter.drawLine(at["seen"], at["lies"])
        if at:
            self._name(painter, sight, next(iter(at.values())), middle)

    def _name(self, painter: QPainter, sight: Sight, spot: QPointF, middle: QPointF) -> None:
        text = f"{NUMERALS[sight.number - 1]} {sight.what}"
        painter.setPen(QColor(theme.tokens.text))
        wide = painter.fontMetrics().horizontalAdvance(text)
        left = spot.x() + 9 if spot.x() >= middle.x() else spot.x() - 9 - wide
        left = max(4.0, min(left, self.width() - wide - 4.0))
        foot = spot.y() + (18 if spot.y() > middle.y() else -9)
        if foot < CORNER.bottom():  # the corner is the north arrow's
            left = max(left, CORNER.right())
        painter.drawText(QPointF(left, foot), text)
