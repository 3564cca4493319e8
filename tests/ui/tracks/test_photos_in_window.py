"""Photos through the real window: placed along the track with a clock that is off, joined by key and unjoined."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gazetteer.places.media import Media
from gazetteer.surveys.survey import ALONG_TRACK, SurveyPhoto, SurveyPoint
from layers.survey_layer import SurveyLayer
from ui import panels


@pytest.fixture
def photos(window, qtbot):
    window.bring_up(panels.PHOTOS)
    made = window.desk.docks[panels.PHOTOS].content
    qtbot.waitUntil(lambda: "张照片在航迹" in made.told.text())
    made.table.setFocus()
    return made


def test_the_clock_is_put_right_and_the_photo_stands_on_the_track(photos, window, qtbot, gazetteer):
    assert photos.table.item(0, 2).text() == "没有位置"
    photos.offset.setValue(36_000)
    qtbot.waitUntil(lambda: "改正应在" in photos.told.text())
    photos.offset.setValue(-100)
    qtbot.waitUntil(lambda: "张照片在航迹" in photos.told.text())
    qtbot.mouseClick(photos.place, Qt.MouseButton.LeftButton)
    assert photos.table.item(0, 2).text() == f"{ALONG_TRACK}（时钟 -100 秒）"
    layer = window.map.stack[SurveyLayer]
    qtbot.waitUntil(lambda: len(layer.photos) == 1)
    assert (layer.photos.lon[0], layer.photos.lat[0]) == pytest.approx((113.124, 30.672))  # on the spike of the track
    at = window.map.pixel_of(113.124, 30.672)
    window.map.navigator.show_position(113.124, 30.672, 20_000)
    qtbot.waitUntil(lambda: window.map.navigator.goal is window.map.navigator.view)
    at = window.map.pixel_of(113.124, 30.672)
    assert (SurveyPhoto, 1) in window.map.hits(at)
    window.undoing.undo.trigger()
    qtbot.waitUntil(lambda: len(layer.photos) == 0)


def test_return_joins_to_the_selected_point_and_delete_takes_it_off(photos, window, qtbot, gazetteer):
    [point] = gazetteer.find(SurveyPoint)
    photos.table.selectRow(0)
    assert not photos.join.isEnabled()
    window.selection.select(SurveyPoint, [point.id])
    photos.table.setFocus()
    qtbot.keyClick(photos.table, Qt.Key.Key_Return)
    assert gazetteer.find(Media)[0].survey_point_id == point.id and photos.table.item(0, 4).text() == "样例村"
    photos.table.selectRow(0)
    qtbot.keyClick(photos.table, Qt.Key.Key_Delete)
    assert gazetteer.find(Media)[0].survey_point_id is None and photos.table.item(0, 4).text() == ""
    window.undoing.undo.trigger()
    assert gazetteer.find(Media)[0].survey_point_id == point.id
