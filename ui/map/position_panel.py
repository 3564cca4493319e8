"""What a panel of the map that takes a typed position does, whichever ways it offers to say one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from gazetteer.shapes.errors import Position
from ui.common.small import said
from ui.map.panels import Panel

if TYPE_CHECKING:
    from ui.map.map_view import MapView


class PositionPanel(Panel):
    """A head with its keys, fields of the subclass, and below them how what was typed is understood.

    Signals:
        chosen(lon, lat): the position, when Enter was pressed.
        left: closed without one.
    """

    chosen = Signal(float, float)
    left = Signal()

    def __init__(self, home: MapView, title: str, keys: str, width: int) -> None:
        super().__init__(home)
        self._position: Position | None = None
        self.understood = said(role="muted")
        head = QHBoxLayout()
        head.addWidget(QLabel(title))
        head.addStretch()
        head.addWidget(said(keys, "muted"))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        self.setFixedWidth(width)

    def go(self) -> None:
        if self._position is not None:
            self.chosen.emit(*self._position)

    def leave(self) -> None:
        if self.isVisible():
            self.hide()
            self._home.setFocus()
            self.left.emit()

    def _tell(self, position: Position | None, text: str, wrong: bool) -> None:
        self._position = position
        self.understood.setText(text)
        self.understood.setProperty("danger", wrong)
        self.understood.style().unpolish(self.understood)
        self.understood.style().polish(self.understood)
        self._column.activate()
        self.setFixedHeight(self._column.heightForWidth(self.width()))
        self.place_on_top()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # the line took it, the map shall not
            super().keyPressEvent(event)
