"""A small card for a task that asks one or two things: it opens where it belongs instead of in a dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from ui.common.errors import sentences
from ui.common.small import problem_line
from ui.i18n import tr

Submit = Callable[[Mapping[str, str]], object]


class InlineAction(QFrame):
    """Title, lines to fill, the button that does it; Esc leaves, Enter does. Errors stay in the card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(8)
        self.lines: dict[str, QLineEdit] = {}
        self.message = problem_line()
        self.button = QPushButton()
        self._submit: Submit | None = None
        self.hide()

    def ask(self, title: str, lines: Mapping[str, tuple[str, str]], button: str, submit: Submit,
            under: Mapping[str, QWidget] | None = None) -> None:
        """Open with `lines` as key → (label, text at first); `submit` gets key → text and may raise.

        `under` are widgets that stand below the line of their key.
        """
        self._clear()
        self._submit = submit
        self._column.addWidget(QLabel(title, wordWrap=True))
        for key, (label, text) in lines.items():
            edit = QLineEdit(text, placeholderText=label)
            edit.setAccessibleName(label)
            edit.returnPressed.connect(self.submit)
            self._column.addWidget(edit)
            self.lines[key] = edit
            if under and key in under:
                self._column.addWidget(under[key])
        self._add_foot(button)
        self.show()
        for edit in self.lines.values():
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            edit.selectAll()
            break

    def submit(self) -> None:
        """Do it with what stands in the lines; the card closes when it worked."""
        assert self._submit is not None
        try:
            self._submit({key: edit.text().strip() for key, edit in self.lines.items()})
        except GazetteerError as error:
            self.message.setText("\n".join(part for part in sentences(error) if part))
            self.message.show()
        else:
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def _clear(self) -> None:
        while self._column.count():
            widget = self._column.takeAt(0).widget()  # type: ignore[union-attr]
            if widget:
                widget.setParent(None)
                widget.deleteLater()
        self.lines.clear()

    def _add_foot(self, label: str) -> None:
        self.message = problem_line()
        self._column.addWidget(self.message)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        self.button = QPushButton(label)
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.submit)
        leave = QPushButton(tr("取消"))
        leave.clicked.connect(self.hide)
        row.addStretch()
        row.addWidget(leave)
        row.addWidget(self.button)
        self._column.addWidget(foot)
