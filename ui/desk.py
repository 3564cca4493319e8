"""The map with its panels around it: a window within the window, so that the start page stands free of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QMenu, QTabBar, QWidget

from ui.common.settings import remember, remembered
from ui.docks import LazyDock

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

STATE, SIZES = "docks", "dock_sizes"
AGAIN_MS = 250  # for 150 ms Qt itself may put back sizes that were meant for a window not yet shown


class Desk(QMainWindow):
    """Docks are made at once but stay empty until they are seen; the map is made when it is first wanted."""

    def __init__(self, make_map: Callable[[], MapCanvas], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Widget)
        self._make_map: Callable[[], MapCanvas] | None = make_map
        self.docks: dict[str, LazyDock] = {}
        self.lay_out: Callable[[], None] = lambda: None
        self._laid_out = False

    @property
    def has_map(self) -> bool:
        """Whether the map was made already."""
        return self._make_map is None

    @property
    def map(self) -> MapCanvas:
        """The map, made now if it was not."""
        if self._make_map is not None:
            make, self._make_map = self._make_map, None
            self.setCentralWidget(make())
        return self.centralWidget()  # type: ignore[return-value]

    def showEvent(self, event: object) -> None:
        _ = self.map
        if not self._laid_out:
            self._laid_out = True
            for wait in (0, AGAIN_MS):
                QTimer.singleShot(wait, self, self._size_docks)

    def _size_docks(self) -> None:
        """The sizes that the person left, else the usual ones; both only stick in a window that has its own size."""
        docked = {self.dockWidgetArea(dock): dock for dock in self.docks.values()
                  if dock.isVisible() and not dock.isFloating()}  # one of each place speaks for those it shares it with
        left = {dock: remembered(f"{SIZES}/{area.name}", 0) for area, dock in docked.items()}
        if not any(left.values()):
            self.lay_out()
        for side in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
            sized = [dock for dock, size in left.items() if size and self._side(dock) == side]
            if sized:
                self.resizeDocks(sized, [left[dock] for dock in sized], side)

    def _side(self, dock: LazyDock) -> Qt.Orientation:
        below = self.dockWidgetArea(dock) == Qt.DockWidgetArea.BottomDockWidgetArea
        return Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal

    def remember_state(self) -> None:
        """Where each panel stands and how large it is, for the next start."""
        remember(STATE, self.saveState())
        for dock in self.docks.values():
            # Of those that share a place the one in front has its size; what was never shown has none.
            if dock.isVisible() and not dock.isFloating() and not dock.visibleRegion().isEmpty():
                below = self._side(dock) == Qt.Orientation.Vertical
                remember(f"{SIZES}/{self.dockWidgetArea(dock).name}", self._with_tabs(dock) if below else dock.width())

    def _with_tabs(self, dock: LazyDock) -> int:
        """The height of a dock with the tabs above it, which count where a height is asked for."""
        bars = self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        over = [bar.y() for bar in bars if bar.isVisible() and bar.x() == dock.x() and bar.y() < dock.y()]
        return dock.geometry().bottom() + 1 - max(over, default=dock.y())

    def restore(self) -> None:
        """Put the panels where they stood."""
        state = remembered(STATE)
        if state is not None:
            self.restoreState(state)
        for dock in self.docks.values():
            if dock.passing:
                dock.hide()

    def createPopupMenu(self) -> QMenu | None:
        return None  # the view menu shows and hides panels
