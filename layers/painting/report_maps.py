"""Maps for the papers of the boundaries: the main map around a place, with numbered rings over it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gazetteer.boundaries.reports.maps import MapWanted
from layers.painting.application import ensure_application
from layers.painting.frame import blank
from layers.painting.glyph_pictures import follow
from layers.painting.paint import paint
from layers.painting.text import font
from layers.stack import LayerStack
from layers.styles import LIGHT
from layers.survey_layer import SurveyLayer
from layers.view import View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer

PIXELS_A_MM = 96 / 25.4
FINENESS = 2.0  # device pixels a pixel: 192 an inch
RING, ALERT = 15.0, "#c00000"
BARS = (50, 100, 200, 500, 1000, 2000, 5000)  # metres


class ReportMaps:
    """Draws what a report wants; the layers are read once, when the first map is drawn."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        ensure_application()
        self._gazetteer = gazetteer

    @cached_property
    def _stack(self) -> LayerStack:
        follow(self._gazetteer)
        stack = LayerStack.of(self._gazetteer)
        return LayerStack(layer for layer in stack if not isinstance(layer, SurveyLayer))

    def __call__(self, wanted: MapWanted) -> bytes:
        """The map as PNG, so many millimetres at its scale."""
        view = View.at(wanted.lon, wanted.lat, wanted.scale, round(wanted.width * PIXELS_A_MM),
                       round(wanted.height * PIXELS_A_MM), ratio=FINENESS)
        image = blank(view)
        painter = QPainter(image)
        try:
            paint(painter, view, self._stack, LIGHT, steady=False)
            _rings(painter, view, wanted)
            _furniture(painter, view)
        finally:
            painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())


def _rings(painter: QPainter, view: View, wanted: MapWanted) -> None:
    """A ring around each spot, its number beside it on white."""
    painter.setFont(font("hei", 15))
    for lon, lat, text in wanted.rings:
        x, y = (float(value) for value in view.to_screen(lon, lat))
        painter.setPen(QPen(QColor(ALERT), 2.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), RING, RING)
        wide = painter.fontMetrics().horizontalAdvance(text) + 10
        flag = QRectF(x - RING * 0.7 - max(wide, 20), y - RING - 14, max(wide, 20), 20)  # names stand to the right
        painter.setBrush(QColor(ALERT))
        painter.drawRoundedRect(flag, 4, 4)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, text)


def _furniture(painter: QPainter, view: View) -> None:
    """Edge, north of the grid and a bar of a round length."""
    metres = next((bar for bar in BARS if bar / view.metres_per_pixel >= 70), BARS[-1])
    left, foot, long = 16.0, view.height - 16.0, metres / view.metres_per_pixel
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 215))
    painter.drawRoundedRect(QRectF(left - 8, foot - 24, long + 16, 32), 4, 4)
    painter.drawRoundedRect(QRectF(view.width - 40, 8, 32, 44), 4, 4)
    painter.setPen(QPen(QColor("#222222"), 1.4))
    painter.drawPolyline([QPointF(left, foot - 5), QPointF(left, foot), QPointF(left + long, foot),
                          QPointF(left + long, foot - 5)])
    painter.setFont(font("hei", 11))
    painter.drawText(QRectF(left - 8, foot - 23, long + 16, 18), Qt.AlignmentFlag.AlignCenter,
                     f"{metres} 米" if metres < 1000 else f"{metres // 1000} 千米")
    middle = view.width - 24
    painter.drawPolyline([QPointF(middle - 5, 23), QPointF(middle, 12), QPointF(middle + 5, 23)])
    painter.drawLine(QPointF(middle, 12), QPointF(middle, 34))
    painter.drawText(QRectF(middle - 16, 34, 32, 16), Qt.AlignmentFlag.AlignCenter, "北")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0.5, 0.5, view.width - 1, view.height - 1))
