"""The map with its panels around it: a window within the window, so that the start page stands free of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from ui.common.settings import remember, remembered
from ui.docks import LazyDock

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

STATE = "docks"


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
            QTimer.singleShot(0, self, self.lay_out)

    def remember_state(self) -> None:
        """Where each panel stands, for the next start."""
        remember(STATE, self.saveState())

    def restore(self) -> None:
        """Put the panels where they stood."""
        state = remembered(STATE)
        if state is not None:
            self.restoreState(state)
            self._laid_out = True

    def createPopupMenu(self) -> QMenu | None:
        return None  # the view menu shows and hides panels
