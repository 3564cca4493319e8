"""A scanned picture to look at closely and to put control points on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsScene, QGraphicsView, QWidget

from ui.i18n import tr
from ui.theme import theme


@dataclass(frozen=True)
class Mark:
    """A cross with its number; `token` names its colour."""

    column: float
    row: float
    number: str
    token: str = "accent"


class PictureView(QGraphicsView):
    """Signals: spotted(column, row) in pixels of the file when the person clicks."""

    spotted = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks: list[Mark] = []
        self.width_of_file = self.height_of_file = 0
        self._coarse = 1.0
        self._pressed: QPointF | None = None
        self._touched = False
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)  # marks are not in the scene
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("扫描图"))
        theme.changed.connect(self._dress)
        self._dress()

    def show_picture(self, pixels: np.ndarray, width: int, height: int) -> None:
        """RGBA bytes of the whole picture, maybe coarser than the file of `width` × `height` pixels."""
        rows, columns = pixels.shape[:2]
        image = QImage(pixels.tobytes(), columns, rows, columns * 4, QImage.Format.Format_RGBA8888)
        self.width_of_file, self.height_of_file, self._coarse = width, height, width / columns
        scene = QGraphicsScene(self)
        scene.addPixmap(QPixmap.fromImage(image)).setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.setScene(scene)
        self.setSceneRect(QRectF(0, 0, columns, rows))
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def _dress(self) -> None:
        self.setBackgroundBrush(QColor(theme.tokens.sunken))
        self.viewport().update()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """The control points, in pixels of the file."""
        self.marks = list(marks)
        self.viewport().update()

    def look_at(self, column: float, row: float) -> None:
        """Bring a spot into the middle."""
        self.centerOn(column / self._coarse, row / self._coarse)

    def spot_at(self, at: QPointF) -> tuple[float, float]:
        """Column and row in the file of a pixel of this widget."""
        inside = self.viewportTransform().inverted()[0].map(at)
        return inside.x() * self._coarse, inside.y() * self._coarse

    def pixel_of(self, column: float, row: float) -> QPointF:
        return self.viewportTransform().map(QPointF(column / self._coarse, row / self._coarse))

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.resetTransform()
        tokens = theme.tokens
        for mark in self.marks:
            at, colour = self.pixel_of(mark.column, mark.row), QColor(getattr(tokens, mark.token))
            for pen in (QPen(QColor(tokens.surface), 4), QPen(colour, 2)):
                painter.setPen(pen)
                painter.drawLine(at - QPointF(9, 0), at + QPointF(9, 0))
                painter.drawLine(at - QPointF(0, 9), at + QPointF(0, 9))
            width = painter.fontMetrics().horizontalAdvance(mark.number) + 8
            box = QRectF(at.x() + 8, at.y() - 24, width, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(tokens.surface))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.number)

    # --- pointer ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton or not self.width_of_file:
            return
        if (event.position() - pressed).manhattanLength() < QApplication.startDragDistance():
            column, row = self.spot_at(event.position())
            if 0 <= column <= self.width_of_file and 0 <= row <= self.height_of_file:
                self.spotted.emit(column, row)

    def wheelEvent(self, event: QWheelEvent) -> None:
        factor = 2.0 ** (event.angleDelta().y() / 240.0)
        now = self.transform().m11()
        if 0.01 < now * factor < 40:
            self._touched = True
            self.scale(factor, factor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._touched:
            self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
