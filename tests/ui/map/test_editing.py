"""Adding, moving and positioning places on the map, each one undoable change."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import CancelPlace
from gazetteer.places.place import Place


@pytest.fixture
def pixel(canvas, place_named):
    return lambda name: canvas.pixel_of(*canvas.place_position(place_named(name).id)).toPoint()


def click(qtbot, canvas, x, y):
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(x, y))


def type_new_place(qtbot, type_text, canvas, name, class_code):
    rows = canvas.new_place.form.rows
    for row, text in ((rows["name"], name), (rows["class_code"], class_code)):
        row.editor.selectAll()
        type_text(row.editor, text)
    row.editor._completer.popup().hide()
    qtbot.keyClick(rows["name"].editor, Qt.Key.Key_Return)


def test_n_click_name_and_enter_add_a_place_there(qtbot, canvas, sample, type_text):
    qtbot.keyClick(canvas, Qt.Key.Key_N)
    assert canvas.tool == "add"
    click(qtbot, canvas, 400, 300)
    there = canvas.position_at(QPoint(400, 300).toPointF())
    assert canvas.new_place.isVisible()
    assert canvas.new_place.form.rows["division_code"].typed_text.endswith(tuple("0123456789"))
    type_new_place(qtbot, type_text, canvas, "试验湾", "22200")
    (place,) = sample.find(Place, Place.name == "试验湾")
    assert (place.geom.x, place.geom.y) == pytest.approx(there, abs=1e-7)
    assert (place.class_code, len(place.code)) == ("22200", 20)
    assert (canvas.selection.model, canvas.selection.current) == (Place, place.id)
    assert not canvas.new_place.isVisible() and canvas.tool == "pan"
    qtbot.waitUntil(lambda: canvas.place_position(place.id) is not None)
    sample.undo()
    assert not sample.find(Place, Place.name == "试验湾")
    qtbot.waitUntil(lambda: canvas.place_position(place.id) is None)


def test_what_is_missing_is_told_at_its_field_and_nothing_is_added(qtbot, canvas, sample, type_text):
    count = sample.count(Place)
    canvas.add_at(113.2, 30.6)
    type_new_place(qtbot, type_text, canvas, "试验湾", "没有这种类别")
    row = canvas.new_place.form.rows["class_code"]
    assert row.message.isVisibleTo(canvas) and "没有" in row.message.text()
    assert sample.count(Place) == count and canvas.new_place.isVisible()


def test_an_escape_leaves_the_form_and_then_the_tool(qtbot, canvas, sample):
    count = sample.count(Place)
    canvas.use("add")
    click(qtbot, canvas, 400, 300)
    qtbot.keyClick(canvas.new_place.form.rows["name"].editor, Qt.Key.Key_Escape)
    assert not canvas.new_place.isVisible() and canvas.tool == "pan"
    assert sample.count(Place) == count


def test_clicking_elsewhere_corrects_the_position_and_keeps_the_name(qtbot, canvas, type_text):
    canvas.use("add")
    click(qtbot, canvas, 300, 200)
    type_text(canvas.new_place.form.rows["name"].editor, "试验湾")
    click(qtbot, canvas, 320, 220)
    assert canvas.new_place.form.rows["name"].typed_text == "试验湾"
    assert canvas.new_place.position == pytest.approx(canvas.position_at(QPoint(320, 220).toPointF()))


def test_letters_in_the_form_are_typed_and_choose_no_tool(qtbot, canvas, type_text):
    canvas.add_at(113.2, 30.6)
    type_text(canvas.new_place.form.rows["name"].editor, "nhsl +-")
    assert canvas.tool == "add"
    assert canvas.new_place.form.rows["name"].typed_text == "nhsl +-"


def test_dragging_a_place_moves_it_in_one_change(canvas, drag, pixel, place_named, sample):
    canvas.use("move")
    start, before, entries = pixel("干驿镇"), place_named("干驿镇").geom, len(sample.history())
    drag(canvas, (start.x(), start.y()), (start.x() + 60, start.y() - 30))
    after = place_named("干驿镇").geom
    assert canvas.pixel_of(after.x, after.y).toPoint() == QPoint(start.x() + 60, start.y() - 30)
    assert len(sample.history()) == entries + 1
    sample.undo()
    assert place_named("干驿镇").geom.equals(before)


def test_an_escape_on_the_way_leaves_the_place_where_it_was(qtbot, canvas, drag, pixel, place_named, sample):
    canvas.use("move")
    start, before, entries = pixel("干驿镇"), place_named("干驿镇").geom, len(sample.history())
    drag(canvas, (start.x(), start.y()), (start.x() + 60, start.y()), release=False)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(start.x() + 60, start.y()))
    assert place_named("干驿镇").geom.equals(before)
    assert len(sample.history()) == entries


def test_with_the_move_tool_a_drag_beside_every_place_moves_the_ground(canvas, drag, sample):
    canvas.use("move")
    entries, before = len(sample.history()), canvas.navigator.view
    drag(canvas, (100, 300), (160, 300))
    assert canvas.navigator.view.x < before.x
    assert len(sample.history()) == entries


def test_a_place_without_position_gets_the_one_clicked(qtbot, canvas, sample):
    place = sample.find(Place, Place.geom.is_(None), limit=1)[0]
    canvas.selection.select(Place, [place.id])
    assert place.name in canvas._prompt.text() and canvas._prompt.isVisible()
    qtbot.keyClick(canvas, Qt.Key.Key_L)
    click(qtbot, canvas, 450, 320)
    there = canvas.position_at(QPoint(450, 320).toPointF())
    geometry = sample.get(Place, place.id).geom
    assert (geometry.x, geometry.y) == pytest.approx(there, abs=1e-7)
    assert canvas.tool == "pan" and not canvas._prompt.isVisible()
    toast = canvas.window().toaster.toast
    assert place.name in toast.label.text()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert sample.get(Place, place.id).geom is None


def test_without_a_selected_place_the_tool_asks_for_one(qtbot, canvas, sample):
    entries = len(sample.history())
    canvas.use("locate")
    assert "先" in canvas._prompt.text()
    click(qtbot, canvas, 450, 320)
    assert len(sample.history()) == entries


def test_a_change_made_elsewhere_comes_to_the_map(qtbot, canvas, sample, place_named):
    place = place_named("干驿镇")
    thread = threading.Thread(target=sample.do, args=(CancelPlace(place.id, "2026", "样例"),))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(canvas.stack.named("place").points.more["cancelled"].any()))


def test_a_read_only_workspace_offers_looking_only(make_canvas, sample_path, qtbot):
    opened = Gazetteer.open(sample_path, read_only=True)
    canvas = make_canvas(opened)
    assert [name for name in ("pan", "select", "add", "locate", "move")
            if canvas.actions_by_name[name].isEnabled()] == ["pan", "select"]
    qtbot.keyClick(canvas, Qt.Key.Key_N)
    assert canvas.tool == "pan"
    opened.close()
