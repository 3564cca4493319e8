"""Pictures of the map, drawn beside the window: one at a time, the newest wish next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from layers.painting.frame import render
from layers.stack import LayerStack
from layers.styles import Style
from layers.view import View
from ui.map.worker import Worker


@dataclass(frozen=True)
class Frame:
    """A finished picture and the view it shows."""

    image: QImage
    view: View


class _Wish:
    """What is to be drawn; given up as soon as `cancelled` is set, even while it is being drawn."""

    def __init__(self, view: View, stack: LayerStack, style: Style) -> None:
        self.view, self.stack, self.style = view, stack, style
        self.cancelled = False

    def draw(self) -> QImage | None:
        image = render(self.view, self.stack, self.style, lambda: self.cancelled)
        return None if self.cancelled else image


class FrameMaker(QObject):
    """Draws what was wished last. Signals arrive on the window's thread."""

    ready = Signal(object)
    failed = Signal(object)
    _drawn = Signal(object, object, object)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._running: _Wish | None = None
        self._waiting: _Wish | None = None
        self._drawn.connect(self._take)

    @property
    def busy(self) -> bool:
        return self._running is not None

    def wish(self, view: View, stack: LayerStack, style: Style, *, panned: bool = False) -> None:
        """Ask for a frame. The one being drawn is finished only where the ground has merely been moved since."""
        self._waiting = _Wish(view, stack.snapshot(), style)
        if self._running is None:
            self._start()
        elif not panned:
            self._running.cancelled = True

    def cancel(self) -> None:
        """Nothing is wanted any more."""
        self._waiting = None
        if self._running is not None:
            self._running.cancelled = True

    def _start(self) -> None:
        if self._waiting is not None:
            self._running, self._waiting = self._waiting, None
            self._worker.do(_draw(self._running, self._drawn.emit))

    @Slot(object, object, object)
    def _take(self, wish: _Wish, image: QImage | None, error: BaseException | None) -> None:
        self._running = None
        if error is not None:
            self.failed.emit(error)
        elif image is not None and not wish.cancelled:
            self.ready.emit(Frame(image, wish.view))
        self._start()


def _draw(wish: _Wish, tell: Callable[[object, object, object], None]) -> Callable[[], None]:
    def run() -> None:
        image, error = None, None
        try:
            image = None if wish.cancelled else wish.draw()
        except Exception as raised:  # noqa: BLE001 - told on the window's thread
            error = raised
        try:
            tell(wish, image, error)
        except RuntimeError:
            return  # the map was closed meanwhile
    return run
