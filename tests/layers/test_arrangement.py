"""A stack follows the layer tree of its workspace."""

from __future__ import annotations

from gazetteer.map_layers import FILE, SERVICE, ArrangeLayers, LayerTree, MapLayer
from layers.arrangement import arrange, standard_keys
from layers.raster_file import RasterFile
from layers.raster_layer import RasterLayer
from layers.stack import LayerStack
from layers.view import View

VIEW = View.at(113.17, 30.66, 50_000, 200, 150)


def standard() -> tuple[LayerStack, LayerTree]:
    stack = LayerStack.standard()
    return stack, LayerTree().completed(standard_keys(stack))


def test_the_usual_tree_leaves_the_usual_stack(tmp_path):
    stack, tree = standard()
    before = list(stack)
    arrange(stack, tree, tmp_path)
    assert list(stack) == before


def test_order_strength_and_scales_are_those_of_the_tree(tmp_path):
    stack, tree = standard()
    tree = tree.moved("division", tree.layers[0].key).changed("place", visible=False, opacity=0.3)
    arrange(stack, tree.changed("base", nearest=1000, farthest=20_000), tmp_path)
    assert stack.layers[-2].key == "division" and stack.layers[-1].key == "selection"
    assert (stack.named("place").visible, stack.named("place").opacity) == (False, 0.3)
    assert not stack.named("base").shows(VIEW)


def test_a_base_map_stays_the_same_while_it_is_only_moved(tmp_path):
    stack, tree = standard()
    tree = tree.added(MapLayer("base-1", FILE, "图.tif", "老图"))
    arrange(stack, tree, tmp_path)
    made = stack.named("base-1")
    assert isinstance(made.source, RasterFile) and made.source.path == tmp_path / "图.tif"
    arrange(stack, tree.moved("base-1", None).changed("base-1", title="旧图"), tmp_path)
    assert stack.layers[0] is made and made.label == "旧图"
    arrange(stack, tree.changed("base-1", epsg=4547), tmp_path)
    assert stack.named("base-1").source is not made.source
    arrange(stack, tree.removed("base-1"), tmp_path)
    assert not any(isinstance(layer, RasterLayer) for layer in stack)


def test_a_service_with_a_useless_address_says_so_and_draws_nothing(tmp_path):
    stack, tree = standard()
    arrange(stack, tree.added(MapLayer("base-1", SERVICE, "nonsense", "影像")), tmp_path)
    layer = stack.named("base-1")
    assert layer.source.picture(VIEW, lambda: False) is None
    assert "地址不对" in layer.problem


def test_a_stack_of_a_workspace_is_arranged(gazetteer):
    _, tree = standard()
    gazetteer.do(ArrangeLayers(tree.changed("place", visible=False).added(MapLayer("base-1", FILE, "无.tif", "老图"))))
    stack = LayerStack.of(gazetteer)
    assert not stack.named("place").visible
    assert [layer.key for layer in stack][:2] == ["base-1", "division"]
