"""Names moved, nudged, turned and left out with the mouse and the keys on the real map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QMenu

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import RenamePlace
from gazetteer.places.map_name import MapName
from gazetteer.places.place import Place
from ui.map import label_menu
from ui.map.label_doing import holds_text

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def map_with_names(canvas, place_named, settled):
    """The map around 干驿镇 with the label tool in hand."""
    place = place_named("干驿镇")
    canvas.navigator.show_position(place.geom.x, place.geom.y, 100_000)
    settled(canvas)
    canvas.use("labels")
    return canvas


def label_of(canvas, text, of="place"):
    return next((label for label in canvas.labels if label.name.text == text and label.name.of == of), None)


def at(label):
    return QPoint(*map(round, label.middle))


def middle_of(box):
    return QPoint(round((box[0] + box[2]) / 2), round((box[1] + box[3]) / 2))


def menu_at(canvas, spot):
    menu = QMenu(canvas)
    label_menu.fill(menu, canvas, QPointF(spot))
    return {action.text(): action for action in menu.actions() if action.text()}, menu


def drag_label(canvas, drag, text, dx, dy, **how):
    start = at(label_of(canvas, text))
    drag(canvas, (start.x(), start.y()), (start.x() + dx, start.y() + dy), **how)


@pytest.fixture
def stands(qtbot):
    """stands(canvas, text, x, y): the label comes to have its middle there."""

    def wait(canvas, text, x, y):
        def there():
            label = label_of(canvas, text)
            return label is not None and abs(label.middle[0] - x) < 1.5 and abs(label.middle[1] - y) < 1.5

        qtbot.waitUntil(there)

    return wait


def test_t_takes_the_tool_and_the_pointer_finds_a_label(qtbot, canvas, map_with_names, point_at):
    canvas.use("pan")
    qtbot.keyClick(canvas, Qt.Key.Key_T)
    assert canvas.tool == "labels" and canvas.actions_by_name["labels"].isChecked()
    spot = at(label_of(canvas, "干驿镇"))
    point_at(canvas, spot.x(), spot.y())
    assert canvas.tool_named("labels").near.name.text == "干驿镇"
    assert "干驿镇" in canvas._prompt.text() and "1:71\u202f000" in canvas._prompt.text()
    point_at(canvas, 3, 3)
    assert canvas.tool_named("labels").near is None


def test_a_drag_moves_the_label_in_one_change_and_undo_and_redo_follow(map_with_names, drag, stands, sample):
    canvas = map_with_names
    x, y = label_of(canvas, "干驿镇").middle
    entries, ground = len(sample.history()), canvas.navigator.view
    drag_label(canvas, drag, "干驿镇", 50, -60)
    assert len(sample.history()) == entries + 1 and canvas.navigator.view == ground
    assert "已移动" in canvas.window().toaster.toast.label.text()
    stands(canvas, "干驿镇", x + 50, y - 60)
    assert label_of(canvas, "干驿镇").leader is not None
    sample.undo()
    stands(canvas, "干驿镇", x, y)
    sample.redo()
    stands(canvas, "干驿镇", x + 50, y - 60)


def test_the_move_is_kept_by_a_rename_and_at_its_scale_only(map_with_names, drag, stands, sample, place_named, settled,
                                                            qtbot):
    canvas = map_with_names
    x, y = label_of(canvas, "干驿镇").middle
    drag_label(canvas, drag, "干驿镇", 50, -60)
    sample.do(RenamePlace(place_named("干驿镇").id, "晴滩镇", "天政发〔2024〕1号"))
    stands(canvas, "晴滩镇", x + 50, y - 60)
    canvas.navigator.set_scale(30_000)
    settled(canvas)
    qtbot.waitUntil(lambda: label_of(canvas, "晴滩镇") is not None)
    assert label_of(canvas, "晴滩镇").leader is None
    canvas.navigator.set_scale(100_000)
    settled(canvas)
    stands(canvas, "晴滩镇", x + 50, y - 60)


def test_while_dragging_a_ghost_with_its_leader_goes_along_and_esc_leaves_all_as_it_was(qtbot, map_with_names, drag,
                                                                                       sample):
    canvas, entries = map_with_names, len(sample.history())
    tool, start = canvas.tool_named("labels"), at(label_of(canvas, "干驿镇"))
    drag_label(canvas, drag, "干驿镇", 80, -70, release=False)
    ghost = tool.grip.going
    assert ghost.middle == pytest.approx((start.x() + 80, start.y() - 70), abs=1) and ghost.leader is not None
    assert "Esc" in canvas._prompt.text()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(start.x() + 80, start.y() - 70))
    assert len(sample.history()) == entries and tool.grip.label is None and canvas.tool == "labels"


def test_shift_keeps_the_drag_on_one_axis(qtbot, map_with_names, point_at, sample, stands):
    canvas = map_with_names
    x, y = label_of(canvas, "干驿镇").middle
    start = at(label_of(canvas, "干驿镇"))
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for part in (20, 70):
        point_at(canvas, start.x() + part, start.y() + part / 4, Qt.MouseButton.LeftButton, SHIFT)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, SHIFT, QPoint(start.x() + 70, start.y() + 18))
    stands(canvas, "干驿镇", x + 70, y)


def test_arrows_nudge_the_chosen_label_and_are_one_change(qtbot, map_with_names, sample, stands):
    canvas, entries = map_with_names, len(sample.history())
    x, y = label_of(canvas, "干驿镇").middle
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(label_of(canvas, "干驿镇")))
    for key, modifier in ((Qt.Key.Key_Right, SHIFT), (Qt.Key.Key_Right, SHIFT), (Qt.Key.Key_Up, SHIFT),
                          (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier)):
        qtbot.keyClick(canvas, key, modifier)
    assert len(sample.history()) == entries, "still being nudged"
    qtbot.waitUntil(lambda: len(sample.history()) == entries + 1)
    stands(canvas, "干驿镇", x + 19, y - 10)


def test_r_turns_through_the_ways_and_back_to_automatic(qtbot, map_with_names, sample):
    canvas = map_with_names
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(label_of(canvas, "干驿镇")))
    for orientation in ("横排", "竖排"):
        qtbot.keyClick(canvas, Qt.Key.Key_R)
        assert sample.find(MapName)[0].orientation == orientation
        qtbot.waitUntil(lambda way=orientation: bool(label_of(canvas, "干驿镇").letters) == (way == "竖排"))
        qtbot.waitUntil(lambda way=orientation: way in canvas._prompt.text())
    assert canvas.tool == "labels"
    qtbot.keyClick(canvas, Qt.Key.Key_R)
    assert sample.count(MapName) == 0, "nothing is decided any more"


def test_delete_leaves_a_name_out_and_the_menu_brings_it_back(qtbot, map_with_names, sample, place_named):
    canvas = map_with_names
    symbol = canvas.pixel_of(place_named("干驿镇").geom.x, place_named("干驿镇").geom.y).toPoint()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(label_of(canvas, "干驿镇")))
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: label_of(canvas, "干驿镇") is None)
    actions, menu = menu_at(canvas, symbol)
    actions["恢复注记“干驿镇”"].trigger()
    qtbot.waitUntil(lambda: label_of(canvas, "干驿镇") is not None)
    assert sample.count(MapName) == 0


def test_the_menu_turns_and_resets(qtbot, map_with_names, sample, drag, stands):
    canvas = map_with_names
    x, y = label_of(canvas, "干驿镇").middle
    actions, menu = menu_at(canvas, at(label_of(canvas, "干驿镇")))
    assert "沿线" not in actions and not actions["恢复自动位置"].isEnabled()
    actions["竖排"].trigger()
    qtbot.waitUntil(lambda: bool(label_of(canvas, "干驿镇").letters))
    actions, menu = menu_at(canvas, at(label_of(canvas, "干驿镇")))
    assert actions["竖排"].isChecked()
    actions["恢复自动位置"].trigger()
    stands(canvas, "干驿镇", x, y)
    assert sample.count(MapName) == 0


def test_a_river_s_name_can_be_moved_and_one_or_all_left_out(qtbot, map_with_names, sample, settled, drag):
    canvas = map_with_names
    canvas.navigator.whole()
    settled(canvas)
    river = next(label for label in canvas.labels if label.name.line)
    spot = middle_of(river.letters[0])
    drag(canvas, (spot.x(), spot.y()), (spot.x() + 12, spot.y() - 14))
    (moved,) = sample.find(MapName)
    assert moved.table_name == "base_feature" and moved.lon is not None
    qtbot.waitUntil(lambda: any(label.name.moved and label.letters for label in canvas.labels))
    label = next(label for label in canvas.labels if label.name.moved)
    actions, menu = menu_at(canvas, middle_of(label.letters[0]))
    assert {"沿线", "不注记这一处", "各处都不注记"} <= set(actions)
    actions["各处都不注记"].trigger()
    qtbot.waitUntil(lambda: not any(one.name.of == "base" and one.name.key == label.name.key
                                    for one in canvas.labels))


def test_a_label_too_far_from_its_place_is_refused_and_stays(map_with_names, drag, sample, settled, place_named):
    canvas = map_with_names
    canvas.window().resize(1500, 900)
    settled(canvas)
    before, entries = label_of(canvas, "干驿镇").middle, len(sample.history())
    drag_label(canvas, drag, "干驿镇", 600, 0)
    assert "太远" in canvas.window().toaster.toast.label.text()
    assert len(sample.history()) == entries and label_of(canvas, "干驿镇").middle == before


def test_a_drag_beside_every_label_moves_the_ground(map_with_names, drag, sample):
    canvas, before, entries = map_with_names, map_with_names.navigator.view, len(sample.history())
    drag(canvas, (2, 2), (60, 2))
    assert canvas.navigator.view.x < before.x and len(sample.history()) == entries


def test_without_the_right_to_write_labels_stay_and_it_is_said(make_canvas, sample_path, drag, settled):
    reader = Gazetteer.open(sample_path, read_only=True)
    canvas = make_canvas(reader)
    place = reader.find(Place, Place.name == "干驿镇")[0]
    canvas.navigator.show_position(place.geom.x, place.geom.y, 100_000)
    settled(canvas)
    assert not canvas.actions_by_name["labels"].isEnabled()
    canvas.use("labels")
    assert "只读" in canvas._prompt.text()
    drag_label(canvas, drag, "干驿镇", 40, 0)
    assert "不能改注记" in canvas.window().toaster.toast.label.text()
    actions, menu = menu_at(canvas, at(label_of(canvas, "干驿镇")))
    assert all(not action.isEnabled() for action in actions.values())
    canvas.release()
    reader.close()


@pytest.mark.parametrize("scale, said", [(100_000, "1:71\u202f000 至 1:160\u202f000"), (400, "1:710 及更大比例尺"),
                                         (3_000_000, "1:710\u202f000 及更小比例尺")])
def test_it_is_told_for_which_maps_a_change_holds(scale, said):
    assert holds_text(scale) == said
