"""The ways of files into the import: dropped on the window, or picked by a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.i18n import tr


class FileDrop(QObject):
    """Takes local files that are dropped on a widget; parts of it that take files themselves go first."""

    def __init__(self, widget: QWidget, dropped: Callable[[list[Path]], object]) -> None:
        super().__init__(widget)
        self._dropped = dropped
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return False
        assert isinstance(event, QDropEvent)
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not files:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._dropped(files)
        return True


def choose_files(window: QWidget) -> list[Path]:
    """The files a person picks."""
    from gazetteer.formats import suffixes

    patterns = " ".join(f"*{suffix}" for suffix in suffixes())
    chosen, _ = QFileDialog.getOpenFileNames(window.window(), tr("导入测量文件"), "",
                                             tr("测量文件 ({patterns});;所有文件 (*)", patterns=patterns))
    return [Path(file) for file in chosen]


def choose_folder(window: QWidget) -> list[Path]:
    """The folder a person picks, to be taken in as a whole."""
    chosen = QFileDialog.getExistingDirectory(window.window(), tr("导入文件夹"))
    return [Path(chosen)] if chosen else []
