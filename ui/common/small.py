"""Small widgets in our dress, so that every screen makes them the same way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QStyledItemDelegate, QToolButton

from ui import icons


def said(text: str = "", role: str = "", *, selectable: bool = False) -> QLabel:
    """A text that breaks into lines; `role` is "muted" or "danger"."""
    label = QLabel(text, wordWrap=True)
    if role:
        label.setProperty(role, True)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def problem_line() -> QLabel:
    """Where a field or card says what is wrong; hidden until it does."""
    label = said(role="danger")
    label.hide()
    return label


def choice(name: str, least: int = 12) -> QComboBox:
    """A list to choose from that may become as narrow as `least` characters."""
    box = QComboBox()
    box.setItemDelegate(QStyledItemDelegate(box))
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(least)
    return box


def tool(name: str, tip: str, action: Callable[[], object] | None = None, *, text: str = "",
         checkable: bool = False, token: str = "muted") -> QToolButton:
    """A flat button with a 16-px icon; with `text` the text stands beside it; without a name there is no icon."""
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(text or tip)
    button.setIconSize(QSize(16, 16))
    button.setCheckable(checkable)
    if text:
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if action is not None:
        button.clicked.connect(lambda: action())
    if name:
        icons.dress(button, name, token)
    return button


def foot(*buttons: QPushButton, primary: QPushButton | None = None) -> QHBoxLayout:
    """Buttons at the end of a form or dialog, the one that does it at the right."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    if primary is not None:
        primary.setProperty("primary", True)
        row.addWidget(primary)
    return row
