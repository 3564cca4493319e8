"""The layer list shows, hides, fades, orders and groups layers; base maps come and go; all of it can be undone."""

from __future__ import annotations

import math
import threading

import numpy as np
import pytest
import rasterio
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from rasterio.transform import Affine

from gazetteer.gazetteer import Gazetteer
from gazetteer.map_layers import FILE, SERVICE, SETTING, MapLayer
from gazetteer.record_changes import ChangeSetting
from layers.arrangement import standard_keys
from layers.stack import LayerStack
from ui.layers.arranging import Arranging
from ui.layers.layer_list import LayerList
from ui.map.map_view import MapView


@pytest.fixture
def make(qtbot, gazetteer):
    """make(): the list beside a map of the workspace, as at a new start."""
    made = []

    def make_list(opened=gazetteer) -> LayerList:
        view = MapView(opened)
        qtbot.addWidget(view)
        made_list = LayerList(view)
        qtbot.addWidget(made_list)
        made_list.resize(216, 700)
        made_list.show()
        made.append(view)
        return made_list

    yield make_list
    for view in made:
        view.release()


@pytest.fixture
def layers(make):
    return make()


OWN = len(standard_keys(LayerStack.standard()))  # the program's own layers


def order(layers: LayerList) -> list[str]:
    return [layer.key for layer in layers.arranging.tree.layers]


def drop(layers: LayerList, moving: str, on: str, part: float) -> None:
    """Drag a line onto another; `part` of its height from above."""
    view = layers.tree
    view.choose(moving)
    target = next(item for item in view._items() if view.key_of(item) == on)
    box = view.visualItemRect(target)
    at = QPointF(box.center().x(), box.top() + part * box.height())
    view.dropEvent(QDropEvent(at, Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier))


def test_the_uppermost_layer_stands_first(layers):
    assert list(layers.tree.lines)[-1] == "division"
    assert "selection" not in layers.tree.lines


def test_the_eye_hides_the_layer_and_undo_shows_it(layers, gazetteer):
    QTest.mouseClick(layers.tree.lines["place"].eye, Qt.MouseButton.LeftButton)
    assert layers.arranging.layer("place").visible is False
    assert gazetteer.undo_text == "隐藏“地名”"
    gazetteer.undo()
    assert layers.arranging.layer("place").visible is True
    assert layers.tree.lines["place"].eye.isChecked()


def test_the_slider_fades_at_once_and_is_one_change_when_it_rests(layers, gazetteer):
    before = len(gazetteer.history())
    layers.tree.choose("base")
    for percent in (80, 60, 40):
        layers.details.opacity.setValue(percent)
    assert layers.arranging.layer("base").opacity == pytest.approx(0.4)
    assert len(gazetteer.history()) == before
    layers.details._settled.timeout.emit()
    assert len(gazetteer.history()) == before + 1
    gazetteer.undo()
    assert layers.arranging.layer("base").opacity == 1.0
    assert layers.details.opacity.value() == 100


def test_choosing_another_layer_keeps_the_strength_of_the_first(layers):
    layers.tree.choose("base")
    layers.details.opacity.setValue(40)
    layers.tree.choose("place")
    assert layers.arranging.tree.find("base").opacity == 0.4
    assert layers.details.opacity.value() == 100


def test_what_was_arranged_is_so_at_the_next_start(make):
    first = make()
    first.tree.lines["place"].eye.setChecked(False)
    drop(first, "division", "survey", 0.1)
    again = make()
    assert again.arranging.layer("place").visible is False
    assert order(again)[0] == "division"
    assert [layer.key for layer in again.arranging.stack][-2:] == ["division", "selection"]


def test_a_layer_is_dragged_above_and_below_another(layers, gazetteer):
    usual = order(layers)
    drop(layers, "base", usual[0], 0.1)
    assert order(layers)[0] == "base"
    drop(layers, "base", usual[-1], 0.9)
    assert order(layers)[-1] == "base"
    gazetteer.undo()
    gazetteer.undo()
    assert order(layers) == usual == list(layers.tree.lines)


def test_alt_and_arrows_move_the_layer(layers):
    usual = order(layers)
    layers.tree.choose(usual[1])
    QTest.keyClick(layers.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(layers)[:2] == [usual[1], usual[0]]
    QTest.keyClick(layers.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(layers)[:2] == [usual[1], usual[0]]
    QTest.keyClick(layers.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(layers) == usual


def group(layers: LayerList, *keys: str) -> None:
    for key in keys:
        layers.tree.choose(key)
        layers.details.group.setCurrentText("业务")
        layers.details.group.lineEdit().editingFinished.emit()


def test_layers_of_a_group_stand_under_its_heading_and_are_hidden_together(layers):
    group(layers, "survey", "base")
    assert order(layers)[:2] == ["survey", "base"]
    head = layers.tree.topLevelItem(0)
    assert head.childCount() == 2 and head.isExpanded()
    layers.tree.itemWidget(head, 0).eye.toggle()
    assert not layers.arranging.layer("survey").visible and not layers.arranging.layer("base").visible


def test_a_line_dropped_between_members_joins_the_group_and_leaves_it_again(layers):
    group(layers, "survey", "base")
    drop(layers, "division", "base", 0.1)
    assert order(layers)[:3] == ["survey", "division", "base"]
    assert layers.arranging.tree.find("division").group == "业务"
    drop(layers, "division", order(layers)[-1], 0.9)
    assert layers.arranging.tree.find("division").group == ""


def test_a_whole_group_is_dragged(layers):
    group(layers, "survey", "base")
    view = layers.tree
    last = next(item for item in view._items() if view.key_of(item) == "division")
    box = view.visualItemRect(last)
    view.moves.drop_at(view.topLevelItem(0), box.bottomLeft())
    assert order(layers)[-2:] == ["survey", "base"]
    assert layers.arranging.tree.groups == ["业务"]


def test_a_layer_shows_only_between_its_scales(layers):
    layers.tree.choose("base")
    layers.details.nearest.setText("1:2000")
    layers.details.nearest.editingFinished.emit()
    layers.details.farthest.setText("5万")
    layers.details.farthest.editingFinished.emit()
    layer = layers.arranging.layer("base")
    assert (layer.nearest, layer.farthest) == (2000, 50_000)
    layers.details.farthest.setText("")
    layers.details.farthest.editingFinished.emit()
    assert layer.farthest == math.inf
    layers.details.nearest.setText("近一点")
    layers.details.nearest.editingFinished.emit()
    assert layers.details.nearest.text() and layer.nearest == 2000


def test_reading_only_the_arrangement_lasts_till_closing(make, empty_path, gazetteer):
    reader = Gazetteer.open(empty_path, who="李四", read_only=True)
    layers = make(reader)
    layers.tree.lines["place"].eye.setChecked(False)
    assert layers.arranging.layer("place").visible is False
    assert len(reader.history()) == len(gazetteer.history())
    reader.close()


# --- base maps -------------------------------------------------------------------------------------


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "航片.tif"
    with rasterio.open(path, "w", driver="GTiff", width=60, height=40, count=3, dtype="uint8", crs="EPSG:4547",
                       transform=Affine(100, 0, 418_000, 0, -100, 3_396_000)) as made:
        made.write(np.full((3, 40, 60), 90, np.uint8))
    return path


def test_a_file_is_added_below_the_drawn_layers_and_removed_and_undone(layers, image, qtbot, gazetteer):
    layers.add_file(image)
    qtbot.waitUntil(lambda: len(order(layers)) == OWN + 1)
    key = order(layers)[-1]
    about = layers.arranging.tree.find(key)
    assert (about.title, about.source, about.kind) == ("航片", "航片.tif", FILE)
    assert layers.details.key == key and layers.details.title.text() == "航片"
    layers.details.remove.click()
    assert key not in order(layers) and not layers.details.isVisible()
    gazetteer.undo()
    assert key in order(layers)
    assert layers.arranging.layer(key).label == "航片"


def test_a_base_map_is_renamed(layers, image, qtbot):
    layers.add_file(image)
    qtbot.waitUntil(lambda: len(order(layers)) == OWN + 1)
    layers.details.title.setText("1978年航片")
    layers.details.title.editingFinished.emit()
    assert layers.tree.lines[order(layers)[-1]].name.toolTip() == "1978年航片"


def test_what_is_no_image_is_not_added_and_told(layers, tmp_path, qtbot, monkeypatch):
    told = []
    monkeypatch.setattr("ui.layers.layer_list.show_error", lambda window, error, title="": told.append(error))
    (tmp_path / "坏.tif").write_text("nothing")
    layers.add_file(tmp_path / "坏.tif")
    qtbot.waitUntil(lambda: bool(told))
    assert "读不出来" in str(told[0]) and len(order(layers)) == OWN


def test_a_picture_without_a_system_is_added_and_asks_for_it(layers, tmp_path, qtbot):
    path = tmp_path / "老图.png"
    Image.new("RGB", (60, 40)).save(path)
    path.with_suffix(".pgw").write_text("100\n0\n0\n-100\n418050\n3395950\n")
    layers.add_file(path)
    qtbot.waitUntil(lambda: len(order(layers)) == OWN + 1)
    layers.details.system.setCurrentIndex(layers.details.system.findData(4547))
    layers.details.system.activated.emit(layers.details.system.currentIndex())
    about = layers.arranging.tree.find(layers.details.key)
    assert about.epsg == 4547
    assert layers.arranging.layer(about.key).source.bounds()[0] == pytest.approx(113.14, abs=0.01)


def test_a_missing_file_stays_in_the_list_with_its_reason(layers, tmp_path, qtbot):
    layers.add_layer(MapLayer("base-1", FILE, str(tmp_path / "没有.tif"), "旧图"))
    layers._map.resize(300, 200)
    layers._map.show()
    layers._map.data.load()
    qtbot.waitUntil(lambda: layers.tree.lines["base-1"].remark.isVisible())
    assert "找不到底图文件" in layers.tree.lines["base-1"].remark.toolTip()
    assert "找不到底图文件" in layers.details.problem.text()


def test_news_from_beside_the_window_are_drawn_some_at_a_time(gazetteer, tmp_path, qtbot):
    redrawn = []
    arranging = Arranging(gazetteer, LayerStack.standard(), lambda: redrawn.append(True))
    arranging.apply(arranging.tree.added(MapLayer("base-1", FILE, str(tmp_path / "图.tif"), "图")), "")
    redrawn.clear()
    tell = arranging.layer("base-1").source.arrived
    workers = [threading.Thread(target=tell) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    qtbot.waitUntil(lambda: bool(redrawn))
    qtbot.wait(300)
    assert len(redrawn) == 1


def test_a_damaged_setting_leaves_the_usual_order(make, gazetteer):
    gazetteer.do(ChangeSetting(SETTING, "{"))
    layers = make()
    assert order(layers)[-1] == "division"
    layers.tree.lines["place"].eye.setChecked(False)
    assert gazetteer.setting(SETTING).startswith('{"layers"')


def test_a_service_is_added_by_its_address_and_a_wrong_one_is_told_in_the_card(layers, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    layers.ask_service()
    layers.card.lines["template"].setText("http://127.0.0.1:9/{z}/{x}.png")
    layers.card.submit()
    assert "{y}" in layers.card.message.text()
    layers.card.lines["title"].setText("影像")
    layers.card.lines["template"].setText("http://127.0.0.1:9/{z}/{x}/{y}.png?tk={key}")
    layers.card.lines["key"].setText("abc")
    layers.card.submit()
    about = layers.arranging.tree.find(layers.details.key)
    assert (about.kind, about.title) == (SERVICE, "影像")
    assert layers.details.secret.text() == "abc"
    assert "abc" not in layers.arranging.tree.text
