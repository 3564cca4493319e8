"""The left rail: the office's subjects in the order of its work. Only what exists has a button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from ui import icons
from ui.i18n import tr
from ui.theme import theme
from ui.top_bar import DottedButton

WORKBENCH, PLACES, SIGNS = "workbench", "places", "signs"
SURVEYS, BOUNDARIES, PUBLICATIONS = "surveys", "boundaries", "publications"
SUBJECTS = (
    (WORKBENCH, "今日待办", "list-checks"),
    (PLACES, "地名", "map-pin"),
    (SIGNS, "标志", "signpost"),
    (SURVEYS, "勘测", "waypoints"),
    (BOUNDARIES, "边界", "land-plot"),
    (PUBLICATIONS, "出版", "printer"),
)
WIDTH = 72


class Rail(QFrame):
    """Signals chosen(subject) when a person chooses."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.buttons: dict[str, DottedButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        for number, (subject, label, name) in enumerate(SUBJECTS, start=1):
            column.addWidget(self._button(subject, tr(label), name, number))
        column.addStretch()
        theme.changed.connect(self._dress)
        self._dress()

    def _button(self, subject: str, label: str, name: str, number: int) -> QToolButton:
        button = DottedButton()
        button.setText(label)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(20, 20))
        button.setToolTip(f"{label}（Alt+{number}）")
        button.setShortcut(f"Alt+{number}")
        icons.dress(button, name, "muted")
        button.clicked.connect(lambda: self.chosen.emit(subject))
        self._group.addButton(button)
        self.buttons[subject] = button
        return button

    def _dress(self) -> None:
        width = round(WIDTH * theme.scale)
        self.setFixedWidth(width)
        for button in self.buttons.values():
            button.setFont(theme.font(9))
            button.setFixedWidth(width - 8)

    def show_subject(self, subject: str) -> None:
        """Mark the subject that the window shows."""
        self.buttons[subject].setChecked(True)
