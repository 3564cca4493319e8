"""The program with its window: what is opened at the start, and what happens when it cannot be."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gazetteer.errors import WorkspaceError
from gazetteer.gazetteer import Gazetteer
from ui.common.errors import catch_unexpected_errors, error_box
from ui.common.settings import recent_files, remembered
from ui.i18n import tr
from ui.theme import theme

CANNOT_START = 2


def application() -> QApplication:
    """Qt's application object in our dress; the one that exists, if there is one."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    made = QApplication(sys.argv[:1])
    made.setApplicationName("tianmen-gazetteer")
    made.setApplicationDisplayName(tr("天门市地名数据库"))
    theme.apply(remembered("theme", "light"))
    return made


def run_window(path: Path | None) -> int:
    """Open a workspace (the one given, the last one, or the sample) in the window; returns the exit code."""
    app = application()
    catch_unexpected_errors()
    try:
        gazetteer = open_or_sample(path or last_workspace())
    except WorkspaceError as refused:
        error_box(None, refused, tr("工作空间没有打开")).exec()
        return CANNOT_START
    from ui.main_window import MainWindow

    window = MainWindow(gazetteer)
    window.show()
    return app.exec()


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
        return Gazetteer.create_sample(path)
    return Gazetteer.open(path)
