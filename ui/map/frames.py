"""Pictures of the map, drawn beside the window: one at a time, the newest wish next, after an edit in two steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal, Slot

from layers.painting.frame import Frame, draw
from layers.painting.revision import fits, renamed, revised
from layers.stack import LayerStack
from layers.styles import Style
from layers.view import View
from ui.map.worker import Worker


class _Wish:
    """What is to be drawn; given up as soon as `cancelled` is set, even while it is being drawn.

    `edited`: the register changed and nothing else, so that the last frame may be revised.
    """

    def __init__(self, view: View, stack: LayerStack, style: Style, edited: bool = False) -> None:
        self.view, self.stack, self.style, self.edited = view, stack, style, edited
        self.last: Frame | None = None
        self.cancelled = False

    def draw(self) -> Iterator[Frame]:
        """The frame; after an edit first with the names as they were."""
        quick = None
        if self.edited and self.last is not None and fits(self.last, self.view, self.stack, self.style):
            quick = revised(self.last, self.stack, self._stopped)
        if quick is not None:
            yield quick
            whole = renamed(quick, self._stopped)
        else:
            whole = None if self.cancelled else draw(self.view, self.stack, self.style, self._stopped)
        if whole is not None and whole is not quick:
            yield whole

    def _stopped(self) -> bool:
        return self.cancelled


class FrameMaker(QObject):
    """Draws what was wished last. Signals arrive on the window's thread."""

    ready = Signal(object)
    failed = Signal(object)
    _drawn = Signal(object, object)
    _done = Signal(object)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._running: _Wish | None = None
        self._waiting: _Wish | None = None
        self._last: Frame | None = None
        self._drawn.connect(self._take)
        self._done.connect(self._go_on)

    @property
    def busy(self) -> bool:
        return self._running is not None

    def wish(self, view: View, stack: LayerStack, style: Style, *, panned: bool = False, edited: bool = False) -> None:
        """Ask for a frame.

        The one being drawn is finished only where the ground has merely been moved a little or the register edited.
        """
        self._waiting = _Wish(view, stack.snapshot(), style, edited)
        if self._running is None:
            self._start()
        elif not ((panned and _still_seen(view, self._running.view)) or edited):
            self._running.cancelled = True

    def cancel(self) -> None:
        """Nothing is wanted any more."""
        self._waiting = None
        if self._running is not None:
            self._running.cancelled = True

    def _start(self) -> None:
        if self._waiting is not None:
            self._running, self._waiting = self._waiting, None
            self._running.last = self._last
            self._worker.do(_drawing(self._running, self._drawn.emit, self._done.emit))

    @Slot(object, object)
    def _take(self, wish: _Wish, made: Frame | Exception) -> None:
        if isinstance(made, Exception):
            self.failed.emit(made)
        elif not wish.cancelled:
            self._last = made
            self.ready.emit(made)

    @Slot(object)
    def _go_on(self, wish: _Wish) -> None:
        self._running = None
        self._start()


def _still_seen(view: View, older: View) -> bool:
    """Whether something of an older view is still worth seeing after panning."""
    across, down = abs(view.x - older.x) / view.resolution, abs(view.y - older.y) / view.resolution
    return (1 - across / view.width) * (1 - down / view.height) > 0.1 and across < view.width and down < view.height


def _drawing(wish: _Wish, tell: Callable[[object, object], None], done: Callable[[object], None]) -> Callable[[], None]:
    def run() -> None:
        try:
            try:
                for frame in wish.draw():
                    tell(wish, frame)
            except Exception as raised:  # noqa: BLE001 - told on the window's thread
                tell(wish, raised)
            done(wish)
        except RuntimeError:
            return  # the map was closed meanwhile
    return run
