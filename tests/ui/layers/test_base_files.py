"""A base map whose file was moved says so and is shown again from where the file lies now."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from PIL import Image
from rasterio.transform import Affine

from ui.layers.layer_list import LayerList


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "底图" / "航片.tif"
    path.parent.mkdir()
    with rasterio.open(path, "w", driver="GTiff", width=60, height=40, count=3, dtype="uint8", crs="EPSG:4547",
                       transform=Affine(100, 0, 418_000, 0, -100, 3_396_000)) as made:
        made.write(np.full((3, 40, 60), 90, np.uint8))
    return path


@pytest.fixture
def told(monkeypatch):
    """What was told in a message."""
    found: list = []
    monkeypatch.setattr("ui.layers.layer_list.show_error", lambda window, error, title="": found.append(error))
    return found


@pytest.fixture
def added(layers, image, qtbot):
    """The key of the image as a layer, faded to half."""
    layers.add_file(image)
    qtbot.waitUntil(lambda: layers.arranging.tree.layers[-1].is_base)
    layers.details.opacity.setValue(50)
    layers.details._settle()
    return layers.arranging.tree.layers[-1].key


def remark(layers: LayerList, key: str) -> str:
    return layers.tree.lines[key].remark.toolTip() if layers.tree.lines[key].remark.isVisible() else ""


def test_a_moved_file_is_told_in_the_tree_and_found_again_with_all_that_was_set(layers, added, image, tmp_path, qtbot):
    elsewhere = image.rename(tmp_path / "航片_新.tif")
    layers._map.navigator.set_scale(60_000)
    qtbot.waitUntil(lambda: "找不到底图文件" in remark(layers, added), timeout=20_000)
    assert "重新指定文件" in remark(layers, added)
    assert "重新指定文件" in layers.details.problem.text() and layers.details.file.isVisible()
    layers.take_file(added, elsewhere)
    qtbot.waitUntil(lambda: layers.arranging.tree.find(added).source == "航片_新.tif")
    about = layers.arranging.tree.find(added)
    assert (about.title, about.opacity) == ("航片", 0.5)
    qtbot.waitUntil(lambda: not remark(layers, added), timeout=20_000)
    assert not layers.details.problem.isVisible()


def test_another_file_can_be_taken_back(layers, added, image, tmp_path, town, qtbot):
    copy = tmp_path / "副本.tif"
    copy.write_bytes(image.read_bytes())
    layers.take_file(added, copy)
    qtbot.waitUntil(lambda: layers.arranging.tree.find(added).source == "副本.tif")
    town.undo()
    assert layers.arranging.tree.find(added).source == "底图/航片.tif"


def test_a_file_that_cannot_be_shown_is_not_taken(layers, added, tmp_path, told, qtbot):
    (tmp_path / "坏.tif").write_text("nothing")
    layers.take_file(added, tmp_path / "坏.tif")
    qtbot.waitUntil(lambda: bool(told))
    assert "读不出来" in str(told[0])
    assert layers.arranging.tree.find(added).source == "底图/航片.tif"


def test_a_scan_without_a_place_is_not_taken_and_told_how_it_gets_one(layers, added, tmp_path, told, qtbot):
    Image.new("RGB", (60, 40)).save(tmp_path / "扫描.png")
    layers.take_file(added, tmp_path / "扫描.png")
    qtbot.waitUntil(lambda: bool(told))
    assert "配准" in str(told[0])


def test_the_whole_of_a_base_map_is_shown(layers, added, qtbot):
    layers._map.navigator.set_scale(3_000_000)
    layers.details.zoom.click()
    qtbot.waitUntil(lambda: layers._map.navigator.goal.scale < 300_000, timeout=20_000)


def test_the_form_has_room_for_all_that_is_wrong(layers, added, image, qtbot):
    image.unlink()
    layers._map.navigator.set_scale(60_000)
    qtbot.waitUntil(lambda: layers.details.problem.isVisible(), timeout=20_000)
    problem = layers.details.problem
    qtbot.waitUntil(lambda: problem.height() >= problem.heightForWidth(problem.width()))


def test_the_chosen_line_stays_in_sight_when_its_form_opens(layers, added):
    layers.window().resize(900, 560)
    layers.tree.choose("survey")
    layers.tree.choose(added)
    item = layers.tree.currentItem()
    box = layers.tree.visualItemRect(item)
    assert layers.tree.viewport().rect().contains(box.center())
