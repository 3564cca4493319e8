"""Opening another workspace in the window, and what happens when it cannot be."""

from __future__ import annotations

import shutil

from gazetteer.gazetteer import Gazetteer
from ui import application
from ui.application import Opener


def test_another_workspace_takes_the_place_of_the_first(sample_path, tmp_path, qtbot):
    second = shutil.copy(sample_path, tmp_path / "乙.gpkg")
    desk = Opener()
    assert desk.open(sample_path)
    first = desk.window
    first.file_asked.emit(second)
    qtbot.waitUntil(lambda: desk.window is not first)
    assert desk.window.gazetteer.path == second
    desk.window.close()
    desk.close()
    again = Gazetteer.open(sample_path)
    assert not again.read_only
    again.close()


def test_the_same_file_can_be_opened_again_for_writing(sample_path, qtbot):
    desk = Opener()
    desk.open(sample_path)
    first = desk.window
    desk.open(sample_path)
    assert desk.window is not first
    assert not desk.window.gazetteer.read_only
    desk.window.close()
    desk.close()


def test_a_file_that_is_none_is_refused_and_the_window_stays(sample_path, tmp_path, qtbot):
    wrong = tmp_path / "坏.gpkg"
    wrong.write_bytes(b"no workspace")
    desk = Opener()
    desk.open(sample_path)
    window = desk.window
    assert not desk.open(wrong)
    assert desk.window is window
    assert window.toaster.toast.isVisible()
    assert "工作空间没有打开" in window.toaster.toast.label.text()
    window.close()
    desk.close()


def test_the_last_workspace_is_opened_next_time(sample_path, qtbot):
    desk = Opener()
    desk.open(sample_path)
    desk.window.close()
    desk.close()
    assert application.last_workspace() == sample_path
