"""Groups are made, named, filled, emptied and dissolved; what is set on one acts on all its layers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from gazetteer.map_layers import FILE, MapLayer
from ui.layers.layer_list import LayerList
from ui.layers.layer_menu import menu_of
from ui.layers.part_branches import walked


def choose(layers: LayerList, *path: str) -> None:
    """Trigger an entry of the current line's menu, through its submenus."""
    menu = menu_of(layers, layers.tree.currentItem())
    for text in path:
        action = next(action for action in menu.actions() if action.text() == text)
        if isinstance(action.menu(), QMenu):
            menu = action.menu()
        else:
            action.trigger()


def drop(layers: LayerList, on, part: float) -> None:
    """Let the current line go over another."""
    box = layers.tree.visualItemRect(on)
    at = QPointF(box.center().x(), box.top() + part * box.height())
    layers.tree.dropEvent(QDropEvent(at, Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton,
                                     Qt.KeyboardModifier.NoModifier))


def heading(layers: LayerList, name: str):
    return next(item for item in walked(layers.tree) if layers.tree.group_of(item) == name)


def tree(layers: LayerList):
    return layers.arranging.tree


@pytest.fixture
def grouped(layers):
    """外业 holds survey and base."""
    layers.tree.choose("survey")
    choose(layers, "放进组", "新建组")
    layers.group_details.title.setText("外业")
    layers.group_details.title.editingFinished.emit()
    layers.tree.choose("base")
    choose(layers, "放进组", "外业")
    return layers


def test_a_group_is_made_by_the_menu_and_named_at_once(layers):
    layers.tree.choose("survey")
    choose(layers, "放进组", "新建组")
    assert tree(layers).groups == ["新组"]
    line = layers.group_details.title
    assert line.isVisible() and line.window().focusWidget() is line and line.selectedText() == "新组"
    QTest.keyClicks(line, "A")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert tree(layers).groups == ["A"] and layers.group_details.isVisible()
    layers.tree.choose("base")
    choose(layers, "放进组", "新建组")
    assert tree(layers).groups == ["A", "新组"]


def test_layers_join_and_leave_a_group_by_the_menu(grouped):
    assert [layer.key for layer in tree(grouped).layers if layer.group == "外业"] == ["base", "survey"]
    grouped.tree.choose("base")
    choose(grouped, "移出组“外业”")
    assert tree(grouped).find("base").group == ""
    grouped.tree.choose("survey")
    choose(grouped, "移出组“外业”")
    assert tree(grouped).groups == []


def test_a_layer_is_dragged_onto_the_heading_of_a_group_and_out_again(grouped):
    grouped.tree.choose("division")
    drop(grouped, heading(grouped, "外业"), 0.8)
    assert tree(grouped).find("division").group == "外业"
    grouped.tree.choose("division")
    drop(grouped, heading(grouped, "外业"), 0.1)
    assert tree(grouped).find("division").group == "" and tree(grouped).layers[0].key == "division"


def test_strength_and_scales_of_a_group_act_on_its_members_and_leave_their_own(grouped, town):
    grouped.tree.choose("base")
    grouped.details.opacity.setValue(50)
    grouped.details._settle()
    grouped.tree.choose_group("外业")
    before = len(town.history())
    for percent in (90, 70, 50):
        grouped.group_details.opacity.setValue(percent)
    assert grouped.arranging.layer("base").opacity == pytest.approx(0.25)
    assert grouped.arranging.layer("survey").opacity == pytest.approx(0.5)
    grouped.group_details.settle()
    assert len(town.history()) == before + 1
    assert grouped.arranging.layer("base").opacity == pytest.approx(0.25)
    grouped.group_details.scales.far.setText("5万")
    grouped.group_details.scales.far.editingFinished.emit()
    assert grouped.arranging.layer("base").farthest == 50_000
    grouped.tree.choose("base")
    assert grouped.details.opacity.value() == 50 and grouped.details.farthest.text() == ""
    grouped.details.opacity.setValue(100)
    assert grouped.arranging.layer("base").opacity == pytest.approx(0.5)


def test_a_hidden_group_leaves_the_eyes_of_its_layers_as_they_were(grouped):
    grouped.tree.lines["base"].eye.click()
    grouped.tree.choose_group("外业")
    grouped.tree.setFocus()
    QTest.keyClick(grouped.tree, Qt.Key.Key_Space)
    assert not grouped.arranging.layer("survey").visible
    assert grouped.tree.lines["survey"].eye.isChecked() and not grouped.tree.lines["survey"].name.isEnabled()
    QTest.mouseClick(grouped.tree.heads["外业"].eye, Qt.MouseButton.LeftButton)
    assert grouped.arranging.layer("survey").visible and not grouped.arranging.layer("base").visible


def test_a_group_is_renamed_and_an_empty_name_is_no_name(grouped, town):
    grouped.tree.choose_group("外业")
    line = grouped.group_details.title
    line.setText("  ")
    line.editingFinished.emit()
    assert tree(grouped).groups == ["外业"] and line.text() == "外业"
    line.setText("2026年外业")
    line.editingFinished.emit()
    assert tree(grouped).groups == ["2026年外业"] and grouped.group_details.name == "2026年外业"
    town.undo()
    assert tree(grouped).groups == ["外业"]


def test_a_dissolved_group_leaves_its_layers_looking_as_before(grouped):
    grouped.tree.choose_group("外业")
    grouped.group_details.opacity.setValue(40)
    grouped.group_details.settle()
    grouped.group_details.dissolve.click()
    assert tree(grouped).groups == [] and not grouped.group_details.isVisible()
    assert grouped.arranging.layer("base").opacity == pytest.approx(0.4)


def test_a_group_dragged_into_another_goes_above_it(grouped):
    grouped.tree.choose("division")
    choose(grouped, "放进组", "新建组")
    grouped.tree.choose_group("新组")
    member = next(item for item in walked(grouped.tree) if grouped.tree.key_of(item) == "survey")
    drop(grouped, member, 0.1)
    assert tree(grouped).groups == ["新组", "外业"]


def test_what_was_set_on_a_group_is_there_at_the_next_start(grouped, open_layers, town):
    grouped.tree.choose_group("外业")
    grouped.group_details.opacity.setValue(40)
    grouped.group_details.settle()
    again = open_layers(town)
    assert again.arranging.layer("survey").opacity == pytest.approx(0.4)


def test_thirty_layers_stay_in_reach_of_keyboard_and_search(layers, tmp_path, qtbot):
    made = tree(layers)
    for number in range(26):
        made = made.added(MapLayer(f"base-{number}", FILE, str(tmp_path / f"{number}.tif"), f"第{number}幅老地图",
                                   f"组{number % 4}" if number % 4 else "", visible=False))
    layers.arranging.apply(made, "")
    layers.search.setText("第17幅")
    shown = [layers.tree.key_of(item) for item in walked(layers.tree) if not item.isHidden()]
    assert [key for key in shown if key] == ["base-17"]
    layers.search.clear()
    layers.tree.choose("base-17")
    layers.tree.setFocus()
    QTest.keyClick(layers.tree, Qt.Key.Key_End)
    assert layers.tree.currentItem() is not None
    QTest.keyClick(layers.tree, Qt.Key.Key_Delete)
    assert len(tree(layers).layers) == len(made.layers) - 1
