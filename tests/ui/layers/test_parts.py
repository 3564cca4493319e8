"""Classes and lines are dressed in the layer tree, seen on the map at once, undone, and there at the next start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import DeletePlace
from gazetteer.places.place import Place
from layers.looks import style_of
from layers.parts import look_of
from layers.place_layer import PlaceLayer
from ui.layers.layer_list import LayerList
from ui.layers.layer_menu import menu_of
from ui.layers.part_branches import walked
from ui.theme import theme


def titles(layers: LayerList) -> dict[str, str]:
    """Title → count of the class lines."""
    lines = layers.tree.branches.lines
    return {line.row.title: line.count.text() for (key, _), line in lines.items() if key == "place"}


def style(layers: LayerList, code: str):
    return style_of(code, layers.arranging.tree.find("place").styles)


def drawn(layers: LayerList, code: str):
    looks = layers.arranging.stack[PlaceLayer].looks
    return looks.styles[looks.number[int(code)]]


def seen(layers: LayerList, qtbot) -> None:
    """Wait until the map shows what is set."""
    wanted = layers.arranging.stack[PlaceLayer].looks
    view = layers._map
    qtbot.waitUntil(lambda: not view.frames.busy and view._frame.stack[PlaceLayer].looks is wanted, timeout=20_000)


def test_the_places_open_into_the_classes_that_occur_and_those_above_them(layers):
    layers.tree.choose_part("place", "2434")
    found = titles(layers)
    assert found["泵站"] == "2"
    assert found["人文地理实体"] == "5" and found["交通运输设施"] == "1"
    assert "泵站" in found and "河流" not in found
    assert layers.part_details.isVisible() and not layers.details.isVisible()
    assert layers.part_details.head.text() == "24340 泵站"


def test_a_symbol_is_chosen_from_the_sheet_and_seen_on_the_map(layers, qtbot, town):
    layers.tree.choose_part("place", "2434")
    button = layers.part_details.symbol
    button.menu().aboutToShow.emit()
    before = layers._map._frame
    button.fields["tower"].click()
    assert drawn(layers, "24340").symbol == "tower"
    assert button.text().strip() == "塔"
    seen(layers, qtbot)
    assert layers._map._frame is not before
    assert town.undo_text == "改样式“泵站”"
    town.undo()
    assert drawn(layers, "24340").symbol == "pump" and "泵站" in button.text()


def test_colour_size_label_scales_and_priority_are_set_and_taken_back(layers, town):
    layers.tree.choose_part("place", "2434")
    form = layers.part_details
    form.colour.fields["#c8382e"].click()
    form.size_box.setValue(20)
    form.settle()
    form.text_box.setValue(15)
    form.settle()
    form.ink.chosen.emit("#1f5fa8")
    form.label_scales.far.setText("30万")
    form.label_scales.far.editingFinished.emit()
    form.scales.near.setText("1000")
    form.scales.near.editingFinished.emit()
    form.rank.setCurrentIndex(1)
    form.rank.activated.emit(1)
    made = style(layers, "24340")
    assert (made.tint, made.size, made.text, made.colour) == ("#c8382e", 20, 15, "#1f5fa8")
    assert (made.label_from, made.near, made.rank) == (300_000, 1000, 1)
    assert layers.tree.branches.lines["place", "2434"].name.toolTip().startswith("24340 泵站\n*")
    form.reset.click()
    assert style(layers, "24340") == style_of("24340") and not form.reset.isEnabled()
    town.undo()
    assert style(layers, "24340") == made


def test_one_turn_of_the_wheel_is_one_change(layers, town):
    layers.tree.choose_part("place", "2434")
    before = len(town.history())
    for size in (13, 14, 15, 16):
        layers.part_details.size_box.setValue(size)
    layers.part_details.settle()
    assert len(town.history()) == before + 1 and style(layers, "24340").size == 16


def test_a_number_that_still_waits_is_kept_when_another_line_is_chosen(layers):
    layers.tree.choose_part("place", "2434")
    layers.part_details.size_box.setValue(25)
    layers.tree.choose("base")
    assert style(layers, "24340").size == 25 and style(layers, "24440").size == style_of("24440").size


def test_names_are_switched_off_for_a_class(layers, qtbot):
    layers._map.navigator.set_scale(20_000)
    layers.tree.choose_part("place", "24")
    layers.part_details.labelled.click()
    assert not drawn(layers, "24340").labelled and not layers.part_details.rank.isEnabled()
    seen(layers, qtbot)


def test_what_is_set_above_holds_below_until_something_is_set_there(layers):
    layers.tree.choose_part("place", "24")
    layers.part_details.colour.chosen.emit("#c8382e")
    assert drawn(layers, "24340").tint == drawn(layers, "24440").tint == "#c8382e"
    layers.tree.choose_part("place", "2434")
    layers.part_details.colour.chosen.emit("#1f5fa8")
    assert (drawn(layers, "24340").tint, drawn(layers, "24440").tint) == ("#1f5fa8", "#c8382e")
    menu = menu_of(layers, layers.tree.currentItem())
    next(action for action in menu.actions() if action.text() == "恢复默认样式").trigger()
    assert drawn(layers, "24340").tint == "#c8382e"


def test_the_menu_of_a_class_restores_it_with_all_below(layers):
    for part, colour in (("2434", "#1f5fa8"), ("24", "#c8382e"), ("22", "#4d9560")):
        layers.tree.choose_part("place", part)
        layers.part_details.colour.chosen.emit(colour)
    layers.tree.choose_part("place", "24")
    menu = menu_of(layers, layers.tree.currentItem())
    next(action for action in menu.actions() if action.text() == "连同下级恢复默认样式").trigger()
    assert set(layers.arranging.tree.find("place").styles) == {"22"}


def test_the_eye_of_a_class_hides_it_and_those_below_and_one_below_can_be_shown_alone(layers):
    layers.tree.choose_part("place", "2434")
    lines = layers.tree.branches.lines
    QTest.mouseClick(lines["place", "24"].eye, Qt.MouseButton.LeftButton)
    assert not drawn(layers, "24340").shown and not lines["place", "2434"].eye.isChecked()
    QTest.mouseClick(lines["place", "2434"].eye, Qt.MouseButton.LeftButton)
    assert drawn(layers, "24340").shown and not drawn(layers, "24440").shown
    QTest.mouseClick(lines["place", "24"].eye, Qt.MouseButton.LeftButton)
    assert drawn(layers, "24440").shown


def test_the_space_key_hides_the_chosen_class(layers):
    layers.tree.choose_part("place", "2434")
    layers.tree.setFocus()
    QTest.keyClick(layers.tree, Qt.Key.Key_Space)
    assert not drawn(layers, "24340").shown


def test_styles_are_there_at_the_next_start(layers, open_layers, empty_path):
    layers.tree.choose_part("place", "2434")
    layers.part_details.symbol.chosen.emit("tower")
    layers.tree.choose_part("division", "own")
    layers.part_details.colour.chosen.emit("#1f5fa8")
    reader = Gazetteer.open(empty_path, who="李四", read_only=True)
    again = open_layers(reader)
    assert drawn(again, "24340").symbol == "tower"
    assert again.arranging.layer("division").part("own").colour == "#1f5fa8"
    again._map.release()
    reader.close()


@pytest.mark.parametrize("key,part,values", [
    ("division", "own", {"colour": "#c8382e", "width": 4.0}),
    ("division", "band", {"colour": "#cfe4f3", "width": 14.0}),
    ("division", "ground", {"fill": "#d9ead3"}), ("base", "river", {"fill": "#cfe4f3", "width": 2.5}),
    ("survey", "waiting", {"colour": "#0f7b7b", "size": 12.0}), ("graticule", "grid", {"width": 1.5}),
])
def test_lines_fields_and_points_of_other_layers_are_dressed_alike(layers, key, part, values):
    layers.tree.choose_part(key, part)
    form = layers.part_details
    for name, value in values.items():
        if name in ("colour", "fill"):
            {"colour": form.colour, "fill": form.fill}[name].chosen.emit(value)
        else:
            box = form.size_box if name == "size" else form.width_box
            assert box.isVisible()
            box.setValue(value)
            form.settle()
    look = layers.arranging.layer(key).part(part)
    assert {name: getattr(look, name) for name in values} == values
    form.reset.click()
    assert layers.arranging.layer(key).part(part) == look_of(key, part, {})


def test_only_what_a_part_has_is_asked(layers):
    layers.tree.choose_part("division", "ground")
    form = layers.part_details
    assert form.fill.isVisible() and not form.colour.isVisible()
    assert not form.size_box.isVisible() and not form.width_box.isVisible() and not form.symbol.isVisible()


def test_classes_come_and_go_with_their_places(layers, town, qtbot):
    layers.tree.choose_part("place", "2434")
    bridge = town.find(Place, Place.name == "石桥")[0]
    town.do(DeletePlace(bridge.id))
    qtbot.waitUntil(lambda: "桥梁" not in titles(layers), timeout=20_000)
    assert titles(layers)["人文地理实体"] == "4"


def test_the_search_finds_classes_that_have_no_place_yet(layers):
    layers.search.setText("湖泊")
    shown = [item for item in walked(layers.tree) if not item.isHidden()]
    names = [row.title for item in shown if (row := layers.tree.row_of(item))]
    assert names == ["自然地理实体", "陆地水系", "湖泊"]
    layers.tree.choose_part("place", "122")
    layers.part_details.size_box.setValue(18)
    layers.part_details.settle()
    layers.search.clear()
    assert "湖泊" in titles(layers)  # it has a style of its own now
    assert "河流" not in titles(layers)
    assert not any(item.isHidden() for item in walked(layers.tree))


def test_the_search_finds_layers_and_codes(layers):
    layers.search.setText("政区界线")
    shown = [key for item in walked(layers.tree) if not item.isHidden() and (key := layers.tree.key_of(item))]
    assert shown == ["division"]
    layers.search.setText("2434")
    assert [row.code for item in walked(layers.tree) if not item.isHidden() and (row := layers.tree.row_of(item))][-1] \
        == "24340"


def test_the_swatches_follow_the_theme(layers):
    layers.tree.choose_part("place", "22")
    line = layers.tree.branches.lines["place", "22"]
    before = line.swatch.pixmap().toImage()
    theme.apply("dark")
    assert line.swatch.pixmap().toImage() != before
    theme.apply("light")
    assert line.swatch.pixmap().toImage() == before


def test_the_menu_key_opens_the_menu_of_the_current_line(layers):
    layers.tree.choose_part("place", "2434")
    told = []
    layers.tree.menu_asked.disconnect()
    layers.tree.menu_asked.connect(lambda item, at: told.append(item))
    QApplication.sendEvent(layers.tree.viewport(),
                           QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1)))
    assert told == [layers.tree.currentItem()]


def test_a_part_is_not_dragged_and_a_layer_dropped_on_one_goes_below_its_layer(layers):
    layers.tree.choose_part("place", "2434")
    assert not layers.tree.currentItem().flags() & Qt.ItemFlag.ItemIsDragEnabled
    at = layers.tree.visualItemRect(layers.tree.currentItem()).center()
    division = next(item for item in walked(layers.tree) if layers.tree.key_of(item) == "division")
    layers.tree.moves.drop_at(division, at)
    order = [layer.key for layer in layers.arranging.tree.layers]
    assert order[order.index("place") + 1] == "division"
    assert ("place", "2434") in layers.tree.branches.lines  # it is still open
