"""How the sheets of a strip map lie along their line: outlines and numbers, north up."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gazetteer.boundaries.strips import Strip
from ui.i18n import tr
from ui.theme import theme

EDGE, LEAST = 14.0, QSize(420, 230)
CROWD = 20  # with more sheets only some numbers have room


class StripPreview(QWidget):
    """Empty until it is told what to show."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("图幅接合"))
        self._line: shapely.Geometry | None = None
        self._strips: Sequence[Strip] = ()
        theme.changed.connect(self.update)

    def show_strips(self, line: shapely.Geometry | None, strips: Sequence[Strip]) -> None:
        """A line in plane metres with its sheets; None shows nothing."""
        self._line, self._strips = line, strips
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = theme.tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self._line is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.muted), 1))
        for strip in self._strips:
            painter.drawPolygon(self._polygon(strip.corners))
        painter.setPen(QPen(QColor(tokens.danger), 1.8))
        for part in shapely.get_parts(self._line):
            painter.drawPolyline(self._polygon(shapely.get_coordinates(part.simplify(self._scale())).tolist()))
        self._numbers(painter)

    def _numbers(self, painter: QPainter) -> None:
        painter.setFont(theme.font(9))
        every = -(-len(self._strips) // CROWD) or 1
        for strip in self._strips[::every]:
            middle = self._polygon([(strip.east, strip.north)]).at(0)
            wide = painter.fontMetrics().horizontalAdvance(str(strip.number)) + 8
            box = QRectF(middle.x() - wide / 2, middle.y() - 9, wide, 18)
            painter.setPen(QPen(QColor(theme.tokens.border), 1))
            painter.setBrush(QColor(theme.tokens.surface))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(theme.tokens.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(strip.number))

    def _bounds(self) -> tuple[float, float, float, float]:
        return shapely.union_all([self._line, *(strip.outline for strip in self._strips)]).bounds

    def _scale(self) -> float:
        """Metres a pixel."""
        west, south, east, north = self._bounds()
        return max((east - west) / (self.width() - 2 * EDGE), (north - south) / (self.height() - 2 * EDGE), 1e-6)

    def _polygon(self, spots: Sequence[Sequence[float]]) -> QPolygonF:
        west, south, east, north = self._bounds()
        scale, x, y = self._scale(), (west + east) / 2, (south + north) / 2
        return QPolygonF([QPointF(self.width() / 2 + (spot[0] - x) / scale, self.height() / 2 - (spot[1] - y) / scale)
                          for spot in spots])
