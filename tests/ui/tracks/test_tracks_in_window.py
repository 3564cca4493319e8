"""A track through the real window: its card, cleaned and put back, and a road drawn from a stretch of it."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt

from gazetteer.places.changes import AddPlace
from gazetteer.places.place import Place
from gazetteer.surveys.survey import SurveyTrack
from gazetteer.tracks.fixes import Fixes
from layers.survey_layer import SurveyLayer
from ui import panels
from ui.layers.part_list import PartRow
from ui.map.picking import name_of
from ui.map.track_tool import give_stretch, keep_tolerance


@pytest.fixture
def panel(window, qtbot):
    made = window.desk.docks[panels.TRACKS].content
    qtbot.waitUntil(lambda: made.looked is not None)
    return made


@pytest.fixture
def click(window, qtbot):
    """click(step): the left button on the fix of a step of the walk."""
    def press(step, modifier=Qt.KeyboardModifier.NoModifier):
        at = window.map.pixel_of(113.12 + step * 2e-4, 30.62 + step * 1e-4).toPoint()
        qtbot.mouseClick(window.map, Qt.MouseButton.LeftButton, modifier, at)
    return press


def test_the_card_tells_when_how_long_how_fast_and_where_somebody_stopped(panel):
    said = panel.card.facts.text()
    for part in ("2026-05-04 09:00:00", "14 分 40 秒", "千米/时", "1 处", "09:06 停 4 分 50 秒", "外业样例"):
        assert part in said, (part, said)


def test_what_cleaning_would_take_is_said_and_marked_then_done_undone_and_put_back(panel, window, qtbot, gazetteer):
    panel.sections["clean"].unfold()
    assert "飞点 1 个，停留 1 处" in panel.cleaning.preview.text()
    assert len(window.map.tracks_shown.marked[0]) == 30
    whole = gazetteer.find(SurveyTrack)[0].geom
    qtbot.mouseClick(panel.cleaning.clean, Qt.MouseButton.LeftButton)
    layer = window.map.stack[SurveyLayer]
    qtbot.waitUntil(lambda: len(layer.tracks.lon) == 59 and "清理前" in panel.card.facts.text())
    assert gazetteer.find(SurveyTrack)[0].geom == whole and not len(window.map.tracks_shown.marked[0])
    window.undoing.undo.trigger()
    qtbot.waitUntil(lambda: len(layer.tracks.lon) == 89)
    window.undoing.redo.trigger()
    qtbot.waitUntil(lambda: panel.cleaning.restore.isEnabled())
    qtbot.mouseClick(panel.cleaning.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(layer.tracks.lon) == 89)
    assert gazetteer.find(SurveyTrack)[0].left_out is None


def test_other_thresholds_give_another_preview_without_a_change(panel, qtbot, gazetteer):
    for box in panel.cleaning.boxes.values():
        box.setValue(0)
    qtbot.waitUntil(lambda: "没有要去掉的点" in panel.cleaning.preview.text())
    assert not panel.cleaning.clean.isEnabled() and gazetteer.find(SurveyTrack)[0].left_out is None


def test_a_stretch_between_two_clicks_becomes_the_line_of_the_selected_road(window, panel, click, qtbot, gazetteer):
    changed = gazetteer.do(AddPlace({"name": "样例路", "class_code": "23530", "division_code": "429006107"}, None))
    (place_id,) = changed.ids(Place)
    keep_tolerance(2.0)
    panel.clean()
    qtbot.waitUntil(lambda: len(window.map.stack[SurveyLayer].tracks.lon) == 59)
    panel.point()
    assert window.map.tool == "track"
    click(5)
    window.selection.select(Place, [place_id])
    click(50)
    tool = window.map.tool_named("draw_line")
    assert window.map.tool == "draw_line" and len(tool.points) == 2  # a straight walk, its spike and its stay gone
    qtbot.keyClick(window.map, Qt.Key.Key_Return)
    line = gazetteer.get(Place, place_id).geom
    assert line.geom_type == "LineString"
    assert line.coords[0] == pytest.approx((113.121, 30.6205)) and line.coords[-1] == pytest.approx((113.13, 30.625))
    window.undoing.undo.trigger()
    assert gazetteer.get(Place, place_id).geom is None


def test_a_stretch_by_times_goes_on_behind_a_drawing_that_was_begun(window, panel, click, qtbot):
    canvas = window.map
    canvas.use("draw_line")
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 320))
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(330, 310))
    begun = list(canvas.tool_named("draw_line").points)
    panel.lines.end.setDateTime(panel.lines.start.dateTime().addSecs(100))
    qtbot.mouseClick(panel.lines.line, Qt.MouseButton.LeftButton)
    points = canvas.tool_named("draw_line").points
    assert canvas.tool == "draw_line" and points[:2] == begun
    assert points[2:] == [pytest.approx((113.12, 30.62)), pytest.approx((113.122, 30.621))]


def test_a_click_beside_every_track_or_an_end_on_none_is_told(window, panel, click, qtbot):
    panel.point()
    qtbot.mouseClick(window.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(470, 330))
    assert window.map.tool_named("track").begin is None
    click(5)
    assert window.map.tool_named("track").begin is not None
    qtbot.keyClick(window.map, Qt.Key.Key_Escape)
    assert window.map.tool_named("track").begin is None and window.map.tool == "track"


def test_the_layer_tree_colours_tracks_by_speed_with_a_legend_and_it_is_kept(window, panel, qtbot, gazetteer):
    window.bring_up(panels.LAYERS)
    details = window.desk.docks[panels.LAYERS].content.part_details
    details.show_part("survey", PartRow("track", "航迹"))
    details.by.setCurrentIndex(details.by.findData("speed"))
    details.by.activated.emit(details.by.currentIndex())
    assert window.map.stack[SurveyLayer].part("track").by == "speed"
    assert not details.legend.isHidden() and "50 以上" in details.legend.accessibleName()
    window.undoing.undo.trigger()
    qtbot.waitUntil(lambda: window.map.stack[SurveyLayer].part("track").by == "")


def test_a_track_on_the_map_is_selected_by_a_click_and_named_without_being_read(window, panel, qtbot, gazetteer,
                                                                                monkeypatch):
    window.map.use("pan")
    at = window.map.pixel_of(113.12 + 30 * 2e-4, 30.62 + 30 * 1e-4)
    assert window.map.hits(at)[0] == (SurveyTrack, 1)
    monkeypatch.setattr(type(gazetteer), "get", lambda *_: pytest.fail("read"))
    assert name_of(gazetteer, (SurveyTrack, 1)) == "样例线"
    window.map.select_at(at, Qt.KeyboardModifier.NoModifier)
    assert window.selection.of(SurveyTrack) == (1,)


def test_a_walked_stretch_reshapes_the_selected_area(window, panel, qtbot, gazetteer):
    area = shapely.box(113.119, 30.61, 113.123, 30.64)
    changed = gazetteer.do(AddPlace({"name": "样例垸", "class_code": "24460", "division_code": "429006107"}, area))
    (place_id,) = changed.ids(Place)
    qtbot.mouseClick(panel.lines.reshape, Qt.MouseButton.LeftButton)
    assert window.map.tool == "pan"  # nothing is selected yet that could be reshaped
    window.map.data.load()
    window.selection.select(Place, [place_id])
    assert give_stretch(window.map.tool_named("track"), walk_across(), "reshape") and window.map.tool == "reshape"
    qtbot.keyClick(window.map, Qt.Key.Key_Return)
    assert gazetteer.get(Place, place_id).geom.area < area.area


def walk_across():
    """From above the area's upper edge into it and out over its right one."""
    return Fixes(np.array([113.121, 113.121, 113.124]), np.array([30.641, 30.63, 30.63]), np.full(3, np.nan))
