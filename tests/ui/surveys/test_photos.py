"""A folder with photos is taken in through the window, and its photos are seen at their points."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from gazetteer.formats import read
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.survey import SurveyPoint
from ui.surveys import import_flow

FOLDER = Path(__file__).resolve().parents[2] / "files" / "formats" / "外业样例"


@pytest.fixture
def show(make_panel, sample, qtbot):
    """show("样例桥"): the review at this point of the folder that was brought."""
    take_in(sample, read(FOLDER))
    panel = make_panel(sample)

    def look(name):
        panel.look_at(sample.find(SurveyPoint, SurveyPoint.name == name)[0].id)
        return panel.card.photos

    return look


def names(photos):
    return sorted(photos.list.item(row).text() for row in range(photos.list.count()))


def test_a_folder_is_chosen_read_and_taken_in(make_panel, sample, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(FOLDER))
    panel = make_panel(sample)
    panel.import_files(import_flow.choose_folder(panel))
    qtbot.waitUntil(lambda: panel.importer.reading is not None)
    assert panel.importer.name.text() == "外业样例"
    assert "4 个测点，6 张照片，2 处没有读取" in panel.importer.counts.text()
    qtbot.keyClick(panel.importer.accept_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sample.count(SurveyPoint) == 4)


def test_no_folder_chosen_is_no_import(make_panel, sample, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    assert import_flow.choose_folder(make_panel(sample)) == []


def test_the_photos_of_a_point_are_seen_with_their_reason(show, qtbot):
    photos = show("样例桥")
    assert names(photos) == ["IMG_7.jpg", "IMG_9.jpg"] and photos.isVisible()
    tips = " ".join(photos.list.item(row).toolTip() for row in range(2))
    assert "相差 60 秒" in tips and "记录里写着" in tips
    assert names(show("样例二湾")) == ["样例二湾1.jpg"]


def test_a_photo_whose_file_is_lost_says_so(show, sample):
    for path in sample.media_folder.rglob("*"):
        if path.is_file():
            path.unlink()
    photos = show("样例桥")
    assert "文件缺失" in photos.list.item(0).toolTip()
