"""What was published: the files with what can be done with them, and what is not in them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from ui import icons
from ui.common.errors import show_error
from ui.i18n import tr
from ui.publications.finding_list import finding_lists
from ui.publications.order import Outcome
from ui.theme import theme

ICONS = {".xlsx": "table", ".docx": "file-text", ".pdf": "book-open-text", ".html": "map"}
UNITS = ("B", "KB", "MB", "GB")


class ResultCard(QFrame):
    """The files of one publication.

    Signals:
        activated: the id of a refused place, which the person wants to see.
        closed: the person has seen enough.
    """

    activated = Signal(int)
    closed = Signal()

    def __init__(self, outcome: Outcome, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.outcome = outcome
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(4)
        self._add_head()
        for file in outcome.files:
            self._column.addWidget(_FileLine(file))
        if outcome.files:
            self._add_folder(outcome.files[0].parent)
        for note in outcome.notes:
            label = QLabel(note, wordWrap=True)
            label.setProperty("muted", True)
            self._column.addWidget(label)
        for findings in finding_lists(outcome.refused, outcome.missing):
            findings.activated.connect(self.activated)
            self._column.addSpacing(8)
            self._column.addWidget(findings)

    def _add_head(self) -> None:
        files, entries = len(self.outcome.files), f"{self.outcome.entries:,}"
        counted = (tr("已出版 {files} 个文件，收入 {entries} 条", files=files, entries=entries) if files
                   else tr("没有写出文件"))
        mark, close = QLabel(), QToolButton()
        close.setToolTip(tr("关闭"))
        self._mark, self._good = mark, bool(files)
        icons.dress(close, "x", "muted")
        close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (mark, QLabel(self.outcome.said or counted)):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(close)
        self._column.addLayout(row)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        tokens = theme.tokens
        name, colour = ("circle-check", tokens.success) if self._good else ("circle-alert", tokens.warning)
        self._mark.setPixmap(icons.pixmap(name, 20, colour, self.devicePixelRatioF()))

    def _add_folder(self, folder: Path) -> None:
        path = QLabel(str(folder), textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse, wordWrap=True)
        path.setProperty("muted", True)
        self.folder_button = QPushButton(tr("打开所在文件夹"))
        icons.dress(self.folder_button, "folder-open")
        self.folder_button.clicked.connect(lambda: open_path(self, folder))
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(path, 1)
        row.addWidget(self.folder_button)
        self._column.addLayout(row)


class _FileLine(QWidget):
    """Icon, name, size and the button that opens the file."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._icon, self._file = QLabel(), file
        name, size = QLabel(file.name), QLabel(size_words(file.stat().st_size))
        name.setToolTip(str(file))
        size.setProperty("muted", True)
        button = QPushButton(tr("打开"))
        button.setAccessibleName(tr("打开 {name}", name=file.name))
        button.setProperty("link", True)
        button.clicked.connect(lambda: open_path(self, file))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget, stretch in ((self._icon, 0), (name, 1), (size, 0), (button, 0)):
            row.addWidget(widget, stretch)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        name = ICONS.get(self._file.suffix, "file-text")
        self._icon.setPixmap(icons.pixmap(name, 16, theme.tokens.muted, self.devicePixelRatioF()))


def open_path(widget: QWidget, path: Path) -> None:
    """Open a file or folder in the program that the system has for it."""
    if not path.exists():
        show_error(widget.window(), GazetteerError(tr("文件已不在原处"), where=str(path),
                                                   remedy=tr("请到移去的地方打开，或重新出版")))
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        show_error(widget.window(), GazetteerError(tr("系统没有能打开它的程序"), where=str(path),
                                                   remedy=tr("请在文件管理器中打开")))


def size_words(size: float) -> str:
    """312780 → 305 KB"""
    for unit in UNITS:
        if size < 1024 or unit == UNITS[-1]:
            break
        size /= 1024
    return f"{size:.0f} {unit}" if size >= 10 or unit == "B" else f"{size:.1f} {unit}"
