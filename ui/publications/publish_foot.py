"""The foot of the settings: the button that publishes; while it works, how far it is and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.common.errors import sentences
from ui.common.tasks import Task
from ui.i18n import tr


class PublishFoot(QWidget):
    """Button, progress and message.

    Signals:
        asked: the person wants it published.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None, verb: str = "") -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self.allowed = True
        self.button = QPushButton(verb or tr("出版"))
        self.button.setToolTip(tr("写出文件（Ctrl+Enter）"))
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.asked)
        self.cancel = QPushButton(tr("取消"))
        self.cancel.clicked.connect(self.give_up)
        self.step = QLabel(wordWrap=True)
        self.step.setProperty("muted", True)
        self.bar = QProgressBar(textVisible=False)
        self.message = QLabel(wordWrap=True)
        self.message.setProperty("danger", True)
        for part in (self.cancel, self.bar, self.message):
            part.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.step, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.message, self.bar):
            column.addWidget(part)
        column.addLayout(row)

    @property
    def running(self) -> bool:
        return self._task is not None

    def allow(self, allowed: bool) -> None:
        """Whether publishing makes sense with what is chosen."""
        self.allowed = allowed
        self.button.setEnabled(allowed and not self.running)

    def say(self, text: str) -> None:
        """A message in the colour of errors; "" takes it away."""
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def show_error(self, error: BaseException) -> None:
        """Say why nothing was written."""
        self.say("\n".join(part for part in sentences(error) if part))

    def follow(self, task: Task) -> None:
        """Show how far a task is until it ends."""
        self._task = task
        self.say("")
        self.step.setText("")
        self._show_running(True)
        self.bar.setRange(0, 0)
        task.progressed.connect(self._progress)
        task.ended.connect(self._ended)

    def _progress(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if text:
            self.step.setText(text)

    def give_up(self) -> None:
        """Have the task stop at its next step; then nothing is written."""
        if self._task is not None:
            self._task.cancel()
            self.cancel.setEnabled(False)
            self.step.setText(tr("正在停止…"))

    def _ended(self) -> None:
        cancelled = self._task is not None and self._task.cancelled()
        self._task = None
        self._show_running(False)
        self.step.setText(tr("已取消，没有写出文件") if cancelled else "")

    def _show_running(self, running: bool) -> None:
        self.bar.setVisible(running)
        self.cancel.setVisible(running)
        self.cancel.setEnabled(True)
        self.button.setVisible(not running)
        self.button.setEnabled(self.allowed and not running)
