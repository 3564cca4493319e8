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


def test_a_new_base_map_lies_below_all_else_and_above_older_base_maps(tree):
    one = tree.added(MapLayer("base-1", FILE))
    assert keys(one) == [*KEYS, "base-1"]
    assert keys(one.added(MapLayer("base-2", FILE))) == [*KEYS, "base-2", "base-1"]


def test_base_maps_of_an_older_setting_stand_where_they_were_drawn():
    old = '[{"key": "survey"}, {"key": "base-1", "kind": "file"}, {"key": "division"}]'
    assert keys(LayerTree.of_text(old)) == ["survey", "division", "base-1"]
    new = LayerTree((MapLayer("base-1", FILE), MapLayer("division")))
    assert keys(LayerTree.of_text(new.text)) == ["base-1", "division"]


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
    assert [layer.key for layer in made.layers if not made.drawn(layer).visible and layer.group] == ["survey", "base"]
    assert made.find("survey").visible  # and is again as it was once the group is shown


def test_what_is_set_on_a_group_acts_on_its_members(tree):
    made = tree.changed("survey", group="业务", opacity=0.5, farthest=80_000)
    made = made.changed_group("业务", opacity=0.5, nearest=1000, farthest=50_000)
    drawn = made.drawn(made.find("survey"))
    assert (drawn.opacity, drawn.nearest, drawn.farthest) == (0.25, 1000, 50_000)
    assert LayerTree.of_text(made.text) == made
    assert made.drawn(made.find("place")) == made.find("place")


def test_a_group_is_renamed_with_what_is_set_on_it(tree):
    made = tree.changed("survey", group="业务").changed_group("业务", opacity=0.5).changed_group("业务", name="外业")
    assert made.groups == ["外业"] and made.group("外业").opacity == 0.5
    joined = made.changed("base", group="底图").changed_group("底图", name="外业")
    assert joined.groups == ["外业"] and keys(joined)[:2] == ["survey", "base"]


def test_members_of_a_dissolved_group_look_as_before(tree):
    made = tree.changed("survey", group="业务").changed_group("业务", opacity=0.5).without_group("业务")
    assert made.groups == [] and made.of_groups == () and made.find("survey").opacity == 0.5


def test_what_was_set_on_a_group_goes_with_its_last_member(tree):
    made = tree.changed("survey", group="业务").changed_group("业务", opacity=0.5)
    assert made.changed("survey", group="").of_groups == ()


def test_the_style_of_a_part_is_kept_changed_and_taken_back(tree):
    place = tree.find("place").styled("2434", size=20, tint="#ff0000").styled("24", shown=False)
    made = LayerTree.of_text(tree.replaced(place).text)
    assert made.find("place").styles == {"2434": {"size": 20, "tint": "#ff0000"}, "24": {"shown": False}}
    place = made.find("place").styled("2434", tint=None).styled("24", shown=None)
    assert place.styles == {"2434": {"size": 20}}
    assert place.unstyled("2434") == tree.find("place")


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


@pytest.mark.parametrize("text", ["{", "[1]", '[{"key": "place", "opacity": "x"}]', '[{"title": "无"}]', '{"a": 1}',
                                  '{"layers": [{"key": "place", "styles": {"24": {"size": "big"}}}]}',
                                  '{"layers": [{"key": "place", "styles": [1]}]}',
                                  '{"layers": [], "groups": [{"name": "a", "opacity": "x"}]}'])
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
