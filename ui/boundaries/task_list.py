"""What an inspection is to look at, in the order of the walk; J and K step, digits say the condition."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from gazetteer.boundaries.inspecting.comparing import said_of
from gazetteer.boundaries.inspecting.round import Task
from gazetteer.boundaries.marker import CONDITIONS, GOOD
from ui import icons
from ui.i18n import tr
from ui.theme import theme

KEY, LINE_HEIGHT = Qt.ItemDataRole.UserRole, 28


class StepList(QListWidget):
    """A list walked through by J and K.

    Signals:
        digit(n): a digit key was pressed.
    """

    digit = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(16, 16))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def put(self, key: object, text: str, icon: str, token: str, tip: str = "") -> None:
        """One more line at the end."""
        item = QListWidgetItem(icons.icon(icon, token), text)
        item.setData(KEY, key)
        item.setToolTip(tip or text)
        item.setSizeHint(QSize(0, LINE_HEIGHT))
        if token == "faint":
            item.setForeground(QColor(theme.tokens.muted))
        self.addItem(item)

    @property
    def current(self) -> object:
        """The key of the current line, None without one."""
        item = self.currentItem()
        return item.data(KEY) if item is not None else None

    def go_to(self, key: object) -> bool:
        """Make the line with this key current; False when there is none."""
        for row in range(self.count()):
            if self.item(row).data(KEY) == key:
                self.setCurrentRow(row)
                return True
        return False

    def step(self, by: int) -> None:
        """To the next line or the one before."""
        self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + by)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            self.step(1 if event.key() == Qt.Key.Key_J else -1)
        elif text.isdigit() and 0 < int(text) <= len(CONDITIONS):
            self.digit.emit(int(text))
        else:
            super().keyPressEvent(event)


class TaskList(StepList):
    """Tasks with a sign of whether and how they were recorded."""

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """List them; the line that was current stays so."""
        kept = self.current
        self.blockSignals(True)
        self.clear()
        for task in tasks:
            found = said_of(task.record) if task.done else tr("待查")
            icon, token = ("circle-dot", "faint")
            if task.done:
                icon, token = ("circle-check", "success") if found in (GOOD, "清晰") else ("circle-alert", "warning")
            day = task.record.inspected_on or task.record.planned_on or ""
            told = "　".join(part for part in (task.name, found, day) if part)
            self.put(task.key, told, icon, token)
        if not self.go_to(kept) and self.count():
            self.setCurrentRow(next((row for row, task in enumerate(tasks) if not task.done), 0))
        self.blockSignals(False)
