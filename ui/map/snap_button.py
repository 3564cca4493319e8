"""The magnet beside the drawing tools: snapping on and off, and in its menu to what and from how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from gazetteer.shapes.snapping import KINDS
from ui.i18n import tr
from ui.map import actions
from ui.map.snap_settings import REACHES, SnapSettings

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas


class SnapActions:
    """The actions of snapping, for button, menu and keys; they show how it is set."""

    def __init__(self, canvas: MapCanvas, settings: SnapSettings) -> None:
        self._settings = settings
        self.on = actions.action(canvas, "捕捉", "magnet", ("B",), lambda: settings.turn(not settings.on))
        self.follow = actions.action(canvas, "沿已有的线走", "spline", ("F",),
                                     lambda: settings.turn_following(not settings.follow))
        self.on.setToolTip(tr("捕捉（B）：按住 Ctrl 暂停；右击设置容差和对象"))
        self.menu = QMenu(canvas)
        self.menu.addActions([self.on, self.follow])
        self._head(tr("捕捉到"))
        self.kinds = {kind: self._add(tr(label), lambda wanted, one=kind: settings.set_kind(one, wanted))
                      for kind, label in KINDS.items()}
        self._head(tr("容差"))
        group = QActionGroup(self.menu)
        self.reaches = {}
        for pixels in REACHES:
            self.reaches[pixels] = self._add(tr("{n} 像素", n=pixels), lambda _, n=pixels: settings.set_reach(n))
            group.addAction(self.reaches[pixels])
        for one in (self.on, self.follow):
            one.setCheckable(True)
        settings.changed.connect(self.show)
        self.show()

    def _head(self, text: str) -> None:
        self.menu.addSeparator()
        self.menu.addAction(text).setEnabled(False)  # sections show no words in this style

    def _add(self, text: str, act) -> QAction:
        made = self.menu.addAction(text)
        made.setCheckable(True)
        made.triggered.connect(act)
        return made

    def show(self) -> None:
        """How it is set now."""
        settings = self._settings
        self.on.setChecked(settings.on)
        self.follow.setChecked(settings.follow)
        for kind, action in self.kinds.items():
            action.setChecked(kind in settings.kinds)
            action.setEnabled(settings.on)
        for pixels, action in self.reaches.items():
            action.setChecked(pixels == settings.reach)
            action.setEnabled(settings.on)


def dress(button: QToolButton, menu: QMenu) -> None:
    """The menu opens with the right button, or when the left one is held."""
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.DelayedPopup)
    button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    button.customContextMenuRequested.connect(lambda _: menu.popup(button.mapToGlobal(QPoint(button.width() + 4, 0))))
