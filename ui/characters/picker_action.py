"""The one shortcut that opens the picker from any text field of the program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import icons
from ui.i18n import tr

KEYS = ("Ctrl+Shift+U", "Ctrl+;")  # the second where an input method keeps the first for itself


def picker_action(window: QWidget) -> QAction:
    """Works in every window of the program, docks and tables among them."""
    action = QAction(tr("输入生僻字…"), window)
    action.setShortcuts([QKeySequence(keys) for keys in KEYS])
    action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
    icons.dress(action, "keyboard")
    action.triggered.connect(lambda: _open(window))
    return action


def _open(window: QWidget) -> None:
    from ui.characters.picker import open_picker

    open_picker(window)
