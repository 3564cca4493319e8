"""A field package for what the map shows, and for an area drawn on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QFileDialog

from ui.exports.field_files import FieldFiles
from ui.map.gestures import Modifiers


@pytest.fixture
def packed(window, monkeypatch, tmp_path):
    """What would be packed, and where to."""
    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "包.zip"), ""))
    monkeypatch.setattr(FieldFiles, "pack", lambda self, extent, path: asked.append((extent, path)))
    return asked


def entry(window, text):
    (found,) = [action for menu in window.menuBar().actions() for action in menu.menu().actions()
                if action.text() == text]
    return found


def draw(window, spots):
    tool = window.map.tool_named("extent")
    for x, y in spots:
        tool.click(QPointF(x, y), Modifiers.NoModifier)
    tool.key(Qt.Key.Key_Return)


def test_what_the_map_shows_is_the_extent(window, packed, tmp_path):
    entry(window, "制作外业数据包：地图范围…").trigger()
    ((extent, path),) = packed
    assert extent.area.bounds == pytest.approx(window.map.navigator.view.bounds) and path == tmp_path / "包.zip"


def test_an_area_is_drawn_once_and_asked_for_again(window, packed):
    for count in (1, 2):
        entry(window, "制作外业数据包：画出范围…").trigger()
        assert window.map.tool == "extent" and len(packed) == count - 1
        draw(window, [(200, 100), (320, 100), (300, 240)])
        assert len(packed) == count and packed[-1][0].area.geom_type == "Polygon"
        assert window.map.tool == "pan"


def test_an_area_that_crosses_itself_is_refused_and_drawn_on(window, packed):
    entry(window, "制作外业数据包：画出范围…").trigger()
    draw(window, [(200, 100), (320, 240), (320, 100), (200, 240)])
    assert not packed and window.map.tool == "extent"
