"""The layer tree: order, groups and base maps, kept in the workspace and undone like everything else."""

from __future__ import annotations

import math

import pytest

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.map_layers import (
    FILE,
    SERVICE,
    SETTING,
    ArrangeLayers,
    LayerTree,
    MapLayer,
    new_base,
    path_of,
    read_tree,
)

KEYS = ["survey", "place", "graticule", "base", "division"]


def keys(tree: LayerTree) -> list[str]:
    return [layer.key for layer in tree.layers]


@pytest.fixture
def tree():
    return LayerTree().completed(KEYS)


def test_without_a_setting_the_order_is_the_program_s(gazetteer):
    assert keys(read_tree(gazetteer, KEYS)) == KEYS


def test_opening_and_reading_changes_nothing_in_the_file(empty_path):
    before = open(empty_path, "rb").read()
    opened = Gazetteer.open(empty_path, who="张三")
    read_tree(opened, KEYS)
    opened.close()
    assert open(empty_path, "rb").read() == before


def test_an_arrangement_is_there_at_the_next_opening(gazetteer, empty_path, tree):
    made = tree.added(MapLayer("base-1", FILE, "图.tif", "老图", "底图", False, 0.5, 1000, 50_000, 4547))
    gazetteer.do(ArrangeLayers(made.moved("place", None)))
    gazetteer.close()
    again = Gazetteer.open(empty_path, who="张三", read_only=True)
    assert read_tree(again, KEYS) == made.moved("place", None)
    again.close()


def test_an_arrangement_is_undone_and_redone(gazetteer, tree):
    gazetteer.do(ArrangeLayers(tree.changed("place", visible=False), "隐藏“地名”"))
    assert gazetteer.undo_text == "隐藏“地名”"
    gazetteer.undo()
    assert read_tree(gazetteer, KEYS) == tree
    gazetteer.redo()
    assert not read_tree(gazetteer, KEYS).find("place").visible


def test_a_new_base_map_lies_on_the_ground_below_all_else(tree):
    assert keys(tree.added(MapLayer("base-1", FILE))) == [*KEYS[:-1], "base-1", "division"]


def test_a_layer_of_a_later_program_finds_its_place(tree):
    old = tree.moved("survey", None).removed("graticule")
    assert keys(old.completed(KEYS)) == ["place", "graticule", "base", "division", "survey"]


def test_a_layer_that_this_program_does_not_know_is_left_out(tree):
    later = LayerTree((MapLayer("hologram"), *tree.layers))
    assert keys(later.completed(KEYS)) == KEYS


def test_members_of_a_group_stand_together(tree):
    made = tree.changed("survey", group="业务").changed("base", group="业务")
    assert keys(made) == ["survey", "base", "place", "graticule", "division"]
    assert made.groups == ["业务"]


def test_a_group_is_hidden_as_a_whole(tree):
    made = tree.changed("survey", group="业务").changed("base", group="业务").changed_group("业务", visible=False)
    assert [layer.key for layer in made.layers if not layer.visible and layer.group] == ["survey", "base"]


def test_the_graticule_is_there_but_hidden_until_it_is_wanted(tree):
    assert [layer.key for layer in tree.layers if not layer.visible] == ["graticule"]


def test_moving_puts_a_layer_above_another_and_into_its_group(tree):
    assert keys(tree.moved("base", "survey")) == ["base", "survey", "place", "graticule", "division"]
    grouped = tree.changed("place", group="业务").moved("division", "place", "业务")
    assert keys(grouped) == ["survey", "division", "place", "graticule", "base"]
    assert grouped.find("division").group == "业务"


def test_a_layer_dropped_on_itself_stays(tree):
    assert tree.moved("place", "place") == tree


def test_no_limit_of_scale_survives_the_text(tree):
    again = LayerTree.of_text(tree.changed("place", nearest=500).text)
    assert again.find("place").farthest == math.inf
    assert again.find("place").nearest == 500


@pytest.mark.parametrize("text", ["{", "[1]", '[{"key": "place", "opacity": "x"}]', '[{"title": "无"}]', '{"a": 1}'])
def test_a_damaged_setting_is_told(text):
    with pytest.raises(GazetteerError, match="图层设置读不出来"):
        LayerTree.of_text(text)


def test_a_file_beside_the_workspace_moves_with_it(tmp_path):
    inside = new_base(FILE, tmp_path / "底图" / "老图.tif", tmp_path)
    assert inside.source == "底图/老图.tif" and inside.title == "老图"
    assert path_of(inside, tmp_path / "elsewhere") == tmp_path / "elsewhere" / "底图" / "老图.tif"
    outside = new_base(FILE, tmp_path / "老图.tif", tmp_path / "库")
    assert path_of(outside, tmp_path / "elsewhere") == tmp_path / "老图.tif"


def test_the_key_of_a_service_is_not_in_the_workspace(gazetteer, tree):
    service = new_base(SERVICE, "https://a.cn/{z}/{x}/{y}?tk={key}", gazetteer.path.parent, "影像")
    gazetteer.do(ArrangeLayers(tree.added(service)))
    assert "tk={key}" in gazetteer.setting(SETTING)
