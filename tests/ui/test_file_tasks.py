"""The file menu: back up, restore, look whether the file is whole, make a new workspace."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place


@pytest.fixture
def choose(monkeypatch):
    """choose(path): whatever file dialog opens next, the person takes this."""

    def answer(path) -> None:
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *args, **more: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args, **more: str(path))

    return answer


def told(window) -> str:
    return window.toaster.toast.label.text() if window.toaster.toast.isVisible() else ""


def test_a_backup_is_a_workspace_of_its_own(window, choose, tmp_path, qtbot):
    folder = tmp_path / "备份"
    folder.mkdir()
    choose(folder)
    window.files.back_up()
    qtbot.waitUntil(lambda: "已备份到" in told(window), timeout=15_000)
    copy = Gazetteer.open(next(folder.glob("*.gpkg")), read_only=True)
    assert copy.count(Place) == window.gazetteer.count(Place)
    copy.close()


def test_a_whole_file_is_said_to_be_whole(window, qtbot):
    window.files.check_file()
    qtbot.waitUntil(lambda: told(window) == "文件完好", timeout=15_000)


def test_a_damaged_file_is_told_with_what_to_do(window, monkeypatch):
    window.files._tell_whole(["row 3 missing from index place_name"])
    assert "损坏" in told(window)


def test_a_new_workspace_is_made_and_asked_for(window, choose, tmp_path, qtbot):
    choose(tmp_path / "新.gpkg")
    with qtbot.waitSignal(window.file_asked, timeout=15_000) as asked:
        window.files.new()
    made = Gazetteer.open(asked.args[0])
    assert made.count(Place) == 0
    made.close()


def test_making_a_workspace_over_another_keeps_the_other(window, choose, tmp_path, qtbot):
    (tmp_path / "旧.gpkg").write_bytes(b"old")
    choose(tmp_path / "旧.gpkg")
    with qtbot.waitSignal(window.file_asked, timeout=15_000):
        window.files.new()
    assert (tmp_path / "旧.原有1.gpkg").read_bytes() == b"old"


def test_restoring_brings_back_what_was(window, choose, tmp_path, monkeypatch, qtbot):
    place = window.gazetteer.find(Place, limit=1)[0]
    choose(tmp_path)
    window.files.back_up()
    qtbot.waitUntil(lambda: "已备份到" in told(window), timeout=15_000)
    (copy,) = tmp_path.glob(f"{window.gazetteer.path.stem}-*.gpkg")
    window.gazetteer.do(EditPlace(place.id, {"established": "1951年"}))
    choose(copy)
    monkeypatch.setattr(type(window.files), "_sure", lambda self, backup: True)
    with qtbot.waitSignal(window.file_asked) as asked:
        window.files.restore()
    restored = Gazetteer.open(asked.args[0])
    assert restored.get(Place, place.id).established is None
    restored.close()
    assert list(window.gazetteer.path.parent.glob("*恢复前*"))


def test_leaving_a_dialog_changes_nothing(window, choose):
    choose("")
    for act in (window.files.open, window.files.new, window.files.back_up, window.files.restore):
        act()
    assert told(window) == ""
