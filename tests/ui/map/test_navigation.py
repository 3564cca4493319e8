"""Moving over the map with mouse, wheel and keys, and back again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from ui.map.controls import read_scale, scale_text


def test_the_first_view_holds_the_whole_city(canvas):
    west, south, east, north = canvas.stack.bounds
    seen = canvas.navigator.view.bounds
    assert seen[0] < west and seen[1] < south and seen[2] > east and seen[3] > north


def test_the_wheel_zooms_around_the_pointer(canvas, wheel):
    before = canvas.navigator.view
    ground = canvas.position_at(QPoint(600, 150).toPointF())
    wheel(canvas, 600, 150, 2)
    after = canvas.navigator.view
    assert after.scale == pytest.approx(before.scale / 2)
    assert canvas.position_at(QPoint(600, 150).toPointF()) == pytest.approx(ground, abs=1e-9)


@pytest.mark.parametrize("how", ["hand", "middle button", "space"])
def test_a_drag_moves_the_ground_with_the_pointer(canvas, drag, qtbot, how):
    if how != "hand":
        canvas.use("select")
    if how == "space":
        qtbot.keyPress(canvas, Qt.Key.Key_Space)
    ground = canvas.position_at(QPoint(300, 300).toPointF())
    button = Qt.MouseButton.MiddleButton if how == "middle button" else Qt.MouseButton.LeftButton
    drag(canvas, (300, 300), (420, 250), button)
    assert canvas.position_at(QPoint(420, 250).toPointF()) == pytest.approx(ground, abs=1e-6)


def test_letting_space_go_gives_the_tool_back(canvas, qtbot, drag):
    canvas.use("select")
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    before = canvas.navigator.view
    drag(canvas, (10, 300), (60, 360))
    assert canvas.navigator.view == before


def test_shift_and_a_drag_zoom_to_the_box(canvas, drag, settled):
    corner, other = canvas.position_at(QPoint(300, 200).toPointF()), canvas.position_at(QPoint(500, 350).toPointF())
    before = canvas.navigator.view
    drag(canvas, (300, 200), (500, 350), modifier=Qt.KeyboardModifier.ShiftModifier)
    settled(canvas)
    assert canvas.navigator.view.scale == pytest.approx(before.scale / 4)
    assert canvas.navigator.sees((corner[0] + other[0]) / 2, (corner[1] + other[1]) / 2)


@pytest.mark.parametrize(("key", "dx", "dy"), [
    (Qt.Key.Key_Left, -200, 0), (Qt.Key.Key_Right, 200, 0), (Qt.Key.Key_Up, 0, -150), (Qt.Key.Key_Down, 0, 150),
])
def test_arrows_go_a_quarter_of_the_window(canvas, qtbot, key, dx, dy):
    there = canvas.position_at(QPoint(400 + dx, 300 + dy).toPointF())
    qtbot.keyClick(canvas, key)
    assert canvas.navigator.view.center == pytest.approx(there, abs=1e-9)


def test_plus_and_minus_zoom_around_the_middle(canvas, qtbot):
    before = canvas.navigator.view
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.navigator.view.scale < before.scale
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.navigator.view.scale == pytest.approx(before.scale)
    assert canvas.navigator.view.center == pytest.approx(before.center)


def test_back_returns_to_where_the_person_was_and_forward_again(canvas, settled):
    first = canvas.navigator.view
    canvas.navigator.show_position(113.4, 30.6, 20_000)
    settled(canvas)
    second = canvas.navigator.view
    canvas.actions_by_name["back"].trigger()
    settled(canvas)
    assert canvas.navigator.view.center == pytest.approx(first.center)
    assert canvas.navigator.view.scale == pytest.approx(first.scale)
    canvas.actions_by_name["forward"].trigger()
    assert canvas.navigator.view == second


def test_home_shows_the_whole_city_again(canvas, qtbot, settled):
    canvas.navigator.show_position(113.4, 30.6, 5_000)
    settled(canvas)
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    settled(canvas)
    west, south, east, north = canvas.stack.bounds
    seen = canvas.navigator.view.bounds
    assert seen[0] < west and seen[2] > east


def test_a_typed_scale_is_taken(canvas, qtbot, settled, type_text):
    line = canvas.scale_line
    line.setFocus()
    line.selectAll()
    type_text(line, "1:50000")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled(canvas)
    assert canvas.navigator.view.scale == pytest.approx(50_000)
    assert line.text() == scale_text(50_000)


@pytest.mark.parametrize(("text", "scale"), [
    ("1:50000", 50_000), ("1:50 000", 50_000), ("50000", 50_000), ("1：5万", 50_000), ("2.5万", 25_000),
    ("1:1,000,000", 1_000_000), ("1:100万", 1_000_000), (scale_text(387_000), 387_000),
    ("", None), ("很大", None), ("1:0", None), ("-5", None),
])
def test_a_scale_is_read_as_people_write_it(text, scale):
    assert read_scale(text) == scale


def test_the_last_view_of_a_workspace_is_remembered(make_canvas, sample, settled, gazetteer):
    first = make_canvas(sample)
    first.navigator.show_position(113.42, 30.61, 30_000)
    settled(first)
    first.release()
    again = make_canvas(sample)
    assert again.navigator.view.scale == pytest.approx(30_000)
    assert again.navigator.view.center == pytest.approx((113.42, 30.61), abs=1e-6)
    other = make_canvas(gazetteer)
    assert other.navigator.view.scale > 100_000


def test_a_far_jump_is_made_at_once_and_a_near_one_glides(canvas):
    near = canvas.position_at(QPoint(500, 350).toPointF())
    canvas.navigator.show_position(*near)
    assert canvas.navigator.view.center != pytest.approx(near)
    assert canvas.navigator.goal.center == pytest.approx(near)
    canvas.navigator.show_position(121.47, 31.23)
    assert canvas.navigator.view.center == pytest.approx((121.47, 31.23))


def test_a_hand_on_the_map_ends_a_flight(canvas, wheel, qtbot):
    canvas.navigator.show_position(113.4, 30.6)
    wheel(canvas, 400, 300, 1)
    here = canvas.navigator.view
    qtbot.wait(350)
    assert canvas.navigator.view == here
    QApplication.processEvents()
