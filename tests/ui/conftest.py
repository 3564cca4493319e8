"""Widgets are tested without a screen and with settings of their own."""

from __future__ import annotations

import gc
import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory, monkeypatch):
    """What one test remembers is unknown to the next, and to the person at this machine."""
    from PySide6.QtCore import QSettings

    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
    return folder


@pytest.fixture(autouse=True)
def swept(qapp):
    """As the program does: widgets are taken away here, since a thread that happens to collect them crashes Qt."""
    gc.disable()
    yield
    gc.enable()
    gc.collect()
    gc.freeze()  # what outlives a test belongs to the whole run: looking through it again costs a second each time


@pytest.fixture(autouse=True)
def dressed(qapp):
    """The application in the light theme."""
    from ui.theme import theme

    if theme.tokens.name != "light" or not qapp.styleSheet():
        theme.apply("light")


@pytest.fixture
def keyboard(qapp):
    """keyboard(widget, "王村"): typed as an input method does it, since QTest knows only ASCII keys."""
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    def type_text(widget, text: str) -> None:
        for character in text:
            event = QInputMethodEvent("", [])
            event.setCommitString(character)
            QApplication.sendEvent(widget, event)

    return type_text


@pytest.fixture
def window(sample, qtbot):
    """The whole window on the Tianmen sample."""
    from ui.main_window import MainWindow

    made = MainWindow(sample)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    yield made
    made.close()


@pytest.fixture
def type_text():
    """type_text(widget, "干驿镇"): any characters, key by key, as widgets that want key events need it."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    def type_in(widget, text):
        for character in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))

    return type_in


@pytest.fixture
def selection(qapp):
    from ui.selection import Selection

    return Selection()


@pytest.fixture
def lookups(gazetteer, qapp):
    from ui.records.options import Lookups

    return Lookups(gazetteer)


@pytest.fixture
def form(gazetteer, selection, lookups, qtbot):
    """A form that follows `selection`."""
    from ui.records.record_form import RecordForm

    made = RecordForm(gazetteer, selection, lookups)
    qtbot.addWidget(made)
    made.resize(400, 800)
    made.show()
    return made
