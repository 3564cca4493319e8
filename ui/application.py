"""The program with its window: what is opened at the start, what is opened instead, and what when it cannot be."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from gazetteer.errors import WorkspaceError
from gazetteer.gazetteer import Gazetteer
from ui.common.errors import catch_unexpected_errors, error_box, show_error
from ui.common.garbage import Sweeper
from ui.common.settings import recent_files, remembered
from ui.i18n import tr
from ui.theme import theme

if TYPE_CHECKING:
    from ui.main_window import MainWindow

CANNOT_START = 2


def application() -> QApplication:
    """Qt's application object in our dress; the one that exists, if there is one."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    made = QApplication(sys.argv[:1])
    made.setApplicationName("tianmen-gazetteer")
    made.setApplicationDisplayName(tr("天门市地名数据库"))
    theme.apply(remembered("theme", "light"), remembered("text_scale", 1.0))
    return made



def run_window(path: Path | None) -> int:
    """Open a workspace (the one given, the last one, or the sample) in the window; returns the exit code."""
    app = application()
    catch_unexpected_errors()
    sweeper, desk = Sweeper(), Opener()
    if not desk.open(path or last_workspace()):
        return CANNOT_START
    code = app.exec()
    desk.close()
    sweeper.stop()
    return code


class Opener(QObject):
    """Keeps the one window, and puts another in its place when another workspace is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.window: MainWindow | None = None

    def open(self, path: Path) -> bool:
        """Show a workspace; False, with the reason told, when it cannot be opened."""
        before = self.window
        if before is not None and before.gazetteer.path == path:
            before.leave()  # it holds the lock of the file that is opened again
        try:
            gazetteer = open_or_sample(path)
        except WorkspaceError as refused:
            self._tell(refused)
            return False
        from ui.characters.faces import follow_fonts
        from ui.main_window import MainWindow

        follow_fonts(gazetteer)
        window = MainWindow(gazetteer)
        window.file_asked.connect(lambda asked: QTimer.singleShot(0, self, lambda: self.open(asked)))
        window.show()
        self.window = window
        if before is not None:
            before.close()
            before.gazetteer.close()
            before.deleteLater()
        return True

    def close(self) -> None:
        """Let go of the workspace, after the window was closed."""
        if self.window is not None:
            self.window.gazetteer.close()

    def _tell(self, refused: WorkspaceError) -> None:
        title = tr("工作空间没有打开")
        if self.window is not None and self.window.isVisible():
            show_error(self.window, refused, title)
        else:
            error_box(None, refused, title).exec()


def last_workspace() -> Path:
    """What was open last; on a new machine a sample in the person's documents."""
    recent = recent_files()
    if recent:
        return recent[0]
    from platformdirs import user_documents_path

    return user_documents_path() / "天门地名" / "天门样例.gpkg"


def open_or_sample(path: Path) -> Gazetteer:
    """Open a workspace; a sample that is not there yet is made. Raises WorkspaceError."""
    if not path.exists() and path.stem.endswith("样例"):
        path.parent.mkdir(parents=True, exist_ok=True)
        return Gazetteer.create_sample(path)
    return Gazetteer.open(path)
