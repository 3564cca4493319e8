"""Drawing on paper in millimetres, with what was written kept in order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from layers.painting.text import draw_text, measure
from layers.styles import MILLIMETRE, POINT, Style

SMALLEST_TEXT = 5.5  # points
FINEST_LINE = 0.1  # millimetres
Align = Qt.AlignmentFlag


class PaperPainter(QPainter):
    """Remembers the texts in the order drawn, from which a PDF's glyph tables are made right."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def drawText(self, *where) -> None:  # type: ignore[override]  # noqa: N802
        """Draws as ever; the text is the last argument."""
        self.texts.append(where[-1])
        super().drawText(*where)


class Paper:
    """A painter that counts in pixels of 1/96 inch, addressed in millimetres."""

    def __init__(self, painter: QPainter, style: Style) -> None:
        self.painter, self.style = painter, style

    def text(self, x: float, y: float, text: str, points: float, *, face: str = "hei", colour: str = "#000000",
             align: float = 0.0, turned: bool = False) -> float:
        """A line with its middle at height y; align 0 starts at x, 0.5 is centred on it, 1 ends there.

        `turned` reads upwards. Gives the width in millimetres.
        """
        size = max(points, SMALLEST_TEXT) * POINT
        width = measure(text, face, size)
        self.painter.save()
        self.painter.translate(x * MILLIMETRE, y * MILLIMETRE)
        if turned:
            self.painter.rotate(-90)
        draw_text(self.painter, QRectF(-width * align, -size / 2, width, size), text, face, size, colour)
        self.painter.restore()
        return width / MILLIMETRE

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.15, colour: str = "#000000") -> None:
        """A straight line of a width in millimetres."""
        self.painter.setPen(_pen(colour, width))
        self.painter.drawLine(QLineF(x1 * MILLIMETRE, y1 * MILLIMETRE, x2 * MILLIMETRE, y2 * MILLIMETRE))

    def rect(self, x: float, y: float, width: float, height: float, line: float = 0.15, colour: str = "#000000",
             fill: str | None = None) -> None:
        """A rectangle; a line of 0 draws only the fill."""
        self.painter.setPen(_pen(colour, line) if line else Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        self.painter.drawRect(QRectF(x * MILLIMETRE, y * MILLIMETRE, width * MILLIMETRE, height * MILLIMETRE))

    def shape(self, corners: Sequence[tuple[float, float]], fill: str | None, line: float = 0.15,
              colour: str = "#000000") -> None:
        """A filled outline."""
        self.painter.setPen(_pen(colour, line) if line else Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        self.painter.drawPolygon(QPolygonF([QPointF(x * MILLIMETRE, y * MILLIMETRE) for x, y in corners]))


def _pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), max(width, FINEST_LINE) * MILLIMETRE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap,
                Qt.PenJoinStyle.MiterJoin)
