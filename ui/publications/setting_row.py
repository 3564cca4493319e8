"""A line of settings: label, editor, and below it what is wrong; with the few editors that settings need."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from ui.common.settings import remember, remembered
from ui.i18n import tr
from ui.records.editors import RowHeight, mark_wrong
from ui.theme import theme

LABEL_WIDTH, HEIGHT = 72, 28
FOLDER_KEY = "publish/folder"


class SettingRow(QWidget):
    """Label, editor and message."""

    def __init__(self, label: str, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        said = QLabel(label)
        said.setProperty("muted", True)
        said.setFixedWidth(round(LABEL_WIDTH * theme.scale))
        said.setContentsMargins(0, 5, 0, 5)
        if editor.focusPolicy() != Qt.FocusPolicy.NoFocus:
            said.setBuddy(editor)
        editor.setAccessibleName(label)
        editor.setMinimumHeight(round(HEIGHT * theme.scale))
        self.message = QLabel(wordWrap=True)
        self.message.hide()
        self.message.setProperty("danger", True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(said, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(editor, 0, 1)
        grid.addWidget(self.message, 1, 1)

    def complain(self, problem: str) -> None:
        """Say below the editor what is wrong with it; "" when nothing is."""
        mark_wrong(self.editor, bool(problem))
        self.message.setText(problem)
        self.message.setVisible(bool(problem))


class Choice(QComboBox):
    """A list to choose one of; the wheel scrolls the page instead."""

    def __init__(self, options: Iterable[tuple[str, object]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(RowHeight(self))  # without one Fusion draws the list as a native menu
        self.offer(options)

    def offer(self, options: Iterable[tuple[str, object]]) -> None:
        """Show these (text, value) pairs; what was chosen stays where it is still offered."""
        before = self.currentData()
        self.blockSignals(True)
        self.clear()
        for text, value in options:
            self.addItem(text, value)
        self.setCurrentIndex(max(self.findData(before), 0))
        self.blockSignals(False)

    def choose(self, value: object) -> None:
        """Choose by value; an unknown one changes nothing."""
        index = self.findData(value)
        if index >= 0:
            self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class EditableChoice(Choice):
    """A list whose text may also be typed."""

    def __init__(self, options: Iterable[tuple[str, object]], parent: QWidget | None = None) -> None:
        super().__init__(options, parent)
        line = QLineEdit()
        line.setStyleSheet("border: none; padding: 0; background: transparent;")  # the box has the edge
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]


class FolderEditor(QWidget):
    """The folder for what is published: typed or chosen, and remembered."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(str(remembered(FOLDER_KEY, "") or _documents()))
        self.line.setAccessibleName(tr("成果文件夹"))
        self.line.setCursorPosition(0)
        self.line.textChanged.connect(self._show_whole)
        self.line.editingFinished.connect(self._keep)
        self.button = QPushButton(tr("选择…"))
        self.button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)
        self._show_whole()

    @property
    def folder(self) -> Path | None:
        """The folder; None where the line is empty or means no absolute path."""
        text = self.line.text().strip()
        path = Path(text).expanduser() if text else None
        return path if path is not None and path.is_absolute() else None

    def _show_whole(self) -> None:
        self.line.setToolTip(self.line.text())

    def _keep(self) -> None:
        if self.folder is not None:
            remember(FOLDER_KEY, str(self.folder))
            self.changed.emit()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), tr("成果放在哪个文件夹"), str(self.folder or ""))
        if chosen:
            self.line.setText(chosen)
            self._keep()


def _documents() -> Path:
    from platformdirs import user_documents_path

    return user_documents_path() / "地名出版"
