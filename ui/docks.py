"""The panels around the map. Each is built when it is first seen, and the window remembers where each stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget


class LazyDock(QDockWidget):
    """A dock whose content is made at first sight; its tab is its title.

    A `passing` one comes and goes with what it serves, and is not there at the next start.
    """

    passing = False

    def __init__(self, key: str, title: str, build: Callable[[], QWidget], parent: QMainWindow) -> None:
        super().__init__(title, parent)
        self.setObjectName(key)
        self._build: Callable[[], QWidget] | None = build
        self.setTitleBarWidget(QWidget(self))
        self.visibilityChanged.connect(self._seen)
        self.topLevelChanged.connect(self._dress_title)

    @property
    def content(self) -> QWidget:
        """The content, made now if it was not."""
        if self._build is not None:
            build, self._build = self._build, None
            self.setWidget(build())
        return self.widget()

    @property
    def built(self) -> bool:
        return self._build is None

    def bring_up(self) -> None:
        """Show the dock, in front of those it shares its place with."""
        self.show()
        self.raise_()
        self.content.setFocus(Qt.FocusReason.OtherFocusReason)

    def _seen(self, visible: bool) -> None:
        if visible and self.isVisible():
            _ = self.content

    def _dress_title(self, floating: bool) -> None:
        """A floating dock needs a title to be moved by; a docked one has its tab."""
        self.setTitleBarWidget(None if floating else QWidget(self))  # type: ignore[arg-type]


def place_docks(window: QMainWindow, areas: dict[Qt.DockWidgetArea, list[LazyDock]]) -> None:
    """Dock the panels, those of one area as tabs with the tabs above them."""
    window.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AllowNestedDocks)
    window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
    window.setDocumentMode(True)
    for corner, area in ((Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea),
                         (Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)):
        window.setCorner(corner, area)
    for area, docks in areas.items():
        for dock in docks:
            window.addDockWidget(area, dock)
            if dock is not docks[0]:
                window.tabifyDockWidget(docks[0], dock)
        docks[0].raise_()


def size_docks(window: QMainWindow, areas: dict[Qt.DockWidgetArea, list[LazyDock]],
               sizes: dict[Qt.DockWidgetArea, int]) -> None:
    """Give the areas their usual width or height in pixels; only a window that is shown can do it."""
    for area, docks in areas.items():
        side = Qt.Orientation.Vertical if area == Qt.DockWidgetArea.BottomDockWidgetArea else Qt.Orientation.Horizontal
        window.resizeDocks([docks[0]], [sizes[area]], side)
