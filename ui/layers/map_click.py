"""One click on the map that gives a position to somebody else than the tool in hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from ui.map.map_view import MapView


class MapClick(QObject):
    """While it waits, the next left click on the map is its own; a drag still moves the ground.

    Signals: clicked(lon, lat) in EPSG:4490; given_up after Esc.
    """

    clicked = Signal(float, float)
    given_up = Signal()

    def __init__(self, map_view: MapView, parent: QObject) -> None:
        super().__init__(parent)
        self._map, self.waiting = map_view, False
        self._pressed: QPointF | None = None
        self._last = QPointF()

    def wait(self, on: bool = True) -> None:
        """Begin or cease to wait."""
        if on == self.waiting:
            return
        self.waiting, self._pressed = on, None
        if on:
            self._map.installEventFilter(self)
            self._map.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self._map.removeEventFilter(self)
            self._map.unsetCursor()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.wait(False)
            self.given_up.emit()
            return True
        if not isinstance(event, QMouseEvent):
            return False
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._last = event.position()
            return True
        if self._pressed is None:
            return False
        if kind == QEvent.Type.MouseMove:
            self._drag(event.position())
            return True
        if kind == QEvent.Type.MouseButtonRelease:
            pressed, self._pressed = self._pressed, None
            if not self._far(pressed, event.position()):
                self.wait(False)
                self.clicked.emit(*self._map.position_at(event.position()))
            return True
        return False

    def _drag(self, at: QPointF) -> None:
        if self._pressed is not None and self._far(self._pressed, at):
            self._map.navigator.pan(at.x() - self._last.x(), at.y() - self._last.y())
            self._last = at

    @staticmethod
    def _far(one: QPointF, other: QPointF) -> bool:
        return (one - other).manhattanLength() >= QApplication.startDragDistance()
