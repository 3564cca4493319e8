"""What a pressed and moved pointer means: moving the ground, a box to zoom to, a rectangle to select."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from ui.i18n import tr
from ui.map.overlay import paint_band
from ui.theme import theme

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

Modifiers = Qt.KeyboardModifier


class Gesture:
    """From press to release. Less than a drag's distance is a click; what `drag_begins` refuses moves the ground."""

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, canvas: MapCanvas) -> None:
        self.canvas = canvas
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._modifiers = Modifiers.NoModifier
        self._dragging = self._panning = False

    @property
    def prompt(self) -> str:
        """What the person can do now; "" where it needs no saying."""
        return ""

    @property
    def active(self) -> bool:
        """Whether a drag is under way."""
        return self._dragging

    # --- what a kind of gesture says for itself --------------------------------------------------

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        self.canvas.select_at(at, modifiers)

    def drag_begins(self, at: QPointF, modifiers: Modifiers) -> bool:
        return False

    def drag(self, at: QPointF) -> None:
        """The pointer is there now."""

    def drop(self, at: QPointF) -> None:
        """The button was let go there."""

    def paint(self, painter: QPainter) -> None:
        """What shows over the map meanwhile."""

    def hover(self, at: QPointF) -> None:
        """The pointer is there, no button pressed."""

    def wants(self, key: int) -> bool:
        """Whether a key means something to the tool now, more than to the map."""
        return False

    def key(self, key: int) -> None:
        """A key that the tool wants was pressed."""

    def double_click(self, at: QPointF) -> bool:
        """Whether a double click means something to the tool."""
        return False

    def escape(self) -> bool:
        """Leave what was begun; False when nothing was, then the tool itself is left."""
        return False

    # --- events ----------------------------------------------------------------------------------

    def press(self, at: QPointF, modifiers: Modifiers) -> None:
        self._pressed = self._last = at
        self._modifiers = modifiers
        self._dragging = self._panning = False

    def move(self, at: QPointF) -> None:
        if self._pressed is None:
            return
        if not self._dragging:
            if (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return
            self._dragging = True
            self._panning = not self.drag_begins(self._pressed, self._modifiers)
        if self._panning:
            self.canvas.navigator.pan(at.x() - self._last.x(), at.y() - self._last.y())
        else:
            self.drag(at)
            self.canvas.update()
        self._last = at

    def release(self, at: QPointF) -> None:
        pressed, dragging, panning = self._pressed, self._dragging, self._panning
        self._forget()
        if pressed is None:
            return
        if not dragging:
            self.click(at, self._modifiers)
        elif not panning:
            self.drop(at)
        self.canvas.update()

    def cancel(self) -> bool:
        """Give up what is under way; False when there was nothing."""
        was = self._dragging and not self._panning
        self._forget()
        self.canvas.update()
        return was

    def _forget(self) -> None:
        self._pressed = None
        self._dragging = self._panning = False


class Hand(Gesture):
    """浏览: a drag moves the ground, a click selects."""

    cursor = Qt.CursorShape.OpenHandCursor


class Band(Gesture):
    """A rectangle drawn by a drag."""

    cursor = Qt.CursorShape.CrossCursor

    def drag_begins(self, at: QPointF, modifiers: Modifiers) -> bool:
        self._corner = self._other = at
        return True

    def drag(self, at: QPointF) -> None:
        self._other = at

    @property
    def box(self) -> QRectF:
        return QRectF(self._corner, self._other).normalized()

    def paint(self, painter: QPainter) -> None:
        if self._dragging:
            paint_band(painter, self.box, theme.tokens)


class BoxZoom(Band):
    """Shift and a drag: the box fills the window."""

    def drop(self, at: QPointF) -> None:
        box = self.box
        if box.width() > 4 and box.height() > 4:
            self.canvas.navigator.zoom_to_box(box.left(), box.top(), box.right(), box.bottom())


class RectangleSelect(Band):
    """框选: what is shown in the rectangle; with Ctrl in addition to what is selected."""

    cursor = Qt.CursorShape.CrossCursor

    @property
    def prompt(self) -> str:
        return tr("拖出矩形选择地名，按住 Ctrl 追加")

    def drop(self, at: QPointF) -> None:
        self.canvas.select_in(self.box, self._modifiers)
