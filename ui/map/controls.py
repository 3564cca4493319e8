"""The few buttons on the map itself, and the scale as a number that can be typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QToolButton, QWidget

from ui.i18n import tr
from ui.theme import theme

EDGE = 12
BUTTON, GAP = 32, 2
_UNITS = {"万": 10_000, "千": 1_000, "百万": 1_000_000}
_SCALE = re.compile(r"^(?:1\s*[:：∶/]\s*)?(\d[\d\s,，]*(?:\.\d+)?)\s*(百万|万|千)?$")


class Buttons(QFrame):
    """Actions on one card, in a column; in several where the map is too low."""

    def __init__(self, actions: list[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3, 3, 3, 3)
        self._grid.setSpacing(GAP)
        self._buttons: list[QToolButton] = []
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(18, 18))
            button.setFixedSize(BUTTON, BUTTON)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(action.text())
            self._buttons.append(button)
        self.fit(len(actions) * (BUTTON + GAP) + 2 * GAP)

    def fit(self, height: int) -> None:
        """As few columns of equal length as the height allows."""
        most = max(1, (height - 6) // (BUTTON + GAP))
        columns = -(-len(self._buttons) // most)
        rows = -(-len(self._buttons) // columns)
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number % rows, number // rows)
        self._grid.activate()
        self.resize(self._grid.sizeHint())

    def button_of(self, action: QAction) -> QToolButton:
        """The button of one of the actions."""
        return next(button for button in self._buttons if button.defaultAction() is action)


class ScaleLine(QLineEdit):
    """1:50 000; another number typed here is the new scale."""

    asked = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setToolTip(tr("比例尺，可直接输入，例如 1:50000 或 5万"))
        self.setAccessibleName(tr("比例尺"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFixedWidth(round(112 * theme.scale))
        self._scale = 0.0
        self.returnPressed.connect(self._ask)

    def show_scale(self, denominator: float) -> None:
        self._scale = denominator
        if not self.hasFocus():
            self.setText(scale_text(denominator))

    def _ask(self) -> None:
        asked = read_scale(self.text())
        if asked is None:
            self.selectAll()
            return
        self.clearFocus()
        self._home.setFocus()
        self.asked.emit(asked)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.setText(scale_text(self._scale))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._home.setFocus()
        else:
            super().keyPressEvent(event)


def scale_text(denominator: float) -> str:
    """1:50 000, to three figures: more the eye cannot tell."""
    digits = max(0, len(f"{denominator:.0f}") - 3)
    return f"1:{round(denominator, -digits):,.0f}".replace(",", "\u202f")


def read_scale(text: str) -> float | None:
    """The n of 1:n as people type it: 1:50000, 50 000, 1：5万; None when it is no scale."""
    match = _SCALE.match(text.strip().replace("\u202f", " "))
    if not match:
        return None
    value = float(re.sub(r"[\s,，]", "", match[1])) * _UNITS.get(match[2] or "", 1)
    return value or None


def map_buttons(actions: Mapping[str, QAction], parent: QWidget) -> tuple[Buttons, Buttons]:
    """The tools for places, and the ways to move."""
    tools = Buttons([actions[name] for name in ("pan", "select", "add", "locate", "move", "labels")], parent)
    moves = Buttons([actions[name] for name in ("zoom_in", "zoom_out", "whole", "back")], parent)
    return tools, moves
