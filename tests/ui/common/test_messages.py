"""Toasts and error dialogs."""

from __future__ import annotations

import logging

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gazetteer.errors import GazetteerError
from ui.common import errors
from ui.common.errors import error_box, sentences
from ui.common.settings import recent_files, remember_recent
from ui.common.toast import Toaster


def home(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_the_toast_undoes(qtbot):
    window, undone = home(qtbot), []
    toaster = Toaster(window)
    toaster.show("已更名为 石家河镇", lambda: undone.append(True))
    assert toaster.toast.isVisible()
    qtbot.mouseClick(toaster.toast.button, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not toaster.toast.isVisible()


def test_a_toast_without_undo_has_no_button(qtbot):
    window = home(qtbot)
    toaster = Toaster(window)
    toaster.show("已复制 3 行")
    assert not toaster.toast.button.isVisible()


def test_the_toast_follows_the_window(qtbot):
    window = home(qtbot)
    toaster = Toaster(window)
    toaster.show("已复制")
    window.resize(300, 300)
    qtbot.waitUntil(lambda: toaster.toast.geometry().bottom() < 300)
    assert toaster.toast.geometry().right() < 300


def test_a_known_error_says_what_why_and_what_to_do(qtbot):
    what, rest = sentences(GazetteerError("不能打开", where="甲.gpkg", why="文件被截断", remedy="从备份恢复"))
    assert what == "不能打开"
    assert rest == "位置：甲.gpkg\n原因：文件被截断\n处理：从备份恢复"


def test_details_of_an_unforeseen_error_are_folded_and_can_be_copied(qtbot):
    window = home(qtbot)
    box = error_box(window, ZeroDivisionError("x"))
    assert "ZeroDivisionError" not in box.text() + box.informativeText()
    assert "ZeroDivisionError" in box.detailedText()
    copy = next(button for button in box.buttons() if button.text() == "复制详情")
    box.show()
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError" in QApplication.clipboard().text()


def test_an_exception_in_a_slot_is_logged_and_shown(qtbot, monkeypatch, tmp_path, caplog):
    import sys
    import threading

    shown = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(errors, "log_file", lambda: tmp_path / "window.log")
    monkeypatch.setattr(errors, "error_box", lambda *args: shown.append(args[1]) or error_box(*args))
    window = home(qtbot)
    handlers = list(errors.log.handlers)
    errors.catch_unexpected_errors()
    try:
        sys.excepthook(ValueError, ValueError("奇怪"), None)
        assert isinstance(shown[0], ValueError)
        assert "奇怪" in (tmp_path / "window.log").read_text("utf-8")
    finally:
        errors.log.handlers[:] = handlers
        for box in QApplication.topLevelWidgets():
            if box is not window:
                box.close()
        logging.getLogger("gazetteer.window").setLevel(logging.NOTSET)


def test_recent_files_are_newest_first_and_only_those_that_exist(qtbot, tmp_path):
    first, second = tmp_path / "甲.gpkg", tmp_path / "乙.gpkg"
    for file in (first, second):
        file.touch()
        remember_recent(file)
    remember_recent(first)
    assert recent_files() == [first, second]
    second.unlink()
    assert recent_files() == [first]
