"""What the menu of the map does to a whole shape, each one undoable change."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import QPointF, Qt

from gazetteer.places.division import Division
from gazetteer.places.place import CANCELLED, Place
from gazetteer.shapes.changes import EditShape
from ui.map.context_menu import context_menu
from ui.map.shape_card import OPERATIONS

SQUARE = shapely.box(113.10, 30.60, 113.14, 30.64)


@pytest.fixture
def park(add_area):
    return add_area(SQUARE)


@pytest.fixture
def town(make_canvas, gazetteer, park):
    canvas = make_canvas(gazetteer)
    canvas.selection.select(Place, [park])
    return canvas


def entries_of(menu):
    """Text → action of the submenu for the shape."""
    sub = next((action.menu() for action in menu.actions() if action.menu() is not None), None)
    return {action.text(): action for action in sub.actions()} if sub else {}


@pytest.mark.parametrize(("label", "typed", "check"), [
    ("简化", ["5"], lambda shape: shape.equals(SQUARE)),
    ("加密", ["500"], lambda shape: len(shape.exterior.coords) > 20),
    ("旋转", ["45"], lambda shape: shape.bounds[0] < SQUARE.bounds[0]),
    ("缩放", ["2"], lambda shape: shape.area == pytest.approx(4 * SQUARE.area, rel=1e-3)),
    ("平移", ["1000", "0"], lambda shape: shape.bounds[0] > SQUARE.bounds[0] + 0.01),
    ("平行偏移", ["-100"], lambda shape: SQUARE.contains(shape)),
])
def test_each_operation_is_done_with_the_typed_number_and_undone(town, gazetteer, park, qtbot, label, typed, check):
    menu = context_menu(town, QPointF(400, 300))
    entries_of(menu)[f"{label}…"].trigger()
    card = town.drawing.shape_card
    assert card.isVisible() and list(card.lines) == [
        asked for made in OPERATIONS if made.label == label for asked, _ in made.asks]
    for line, text in zip(card.lines.values(), typed, strict=True):
        line.setText(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not card.isVisible() and check(gazetteer.get(Place, park).geom)
    if label != "简化":  # of a square nothing can be left out
        gazetteer.undo()
    assert gazetteer.get(Place, park).geom.equals(SQUARE)


@pytest.mark.parametrize(("label", "typed", "said"), [
    ("缩放", "0", "大于零"), ("平行偏移", "-9000", "没有剩下"), ("旋转", "一点", "应为数字")])
def test_a_refusal_stays_in_the_card(town, gazetteer, park, qtbot, label, typed, said):
    town.drawing.shape_card.open_for(next(made for made in OPERATIONS if made.label == label))
    card = town.drawing.shape_card
    (line,) = card.lines.values()
    line.setText(typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert card.isVisible() and said in card.message.text()
    assert gazetteer.get(Place, park).geom.equals_exact(SQUARE)


def test_two_selected_shapes_become_one_and_the_other_place_is_cancelled(town, gazetteer, park, add_place):
    other = add_place("新区", class_code="21720")
    gazetteer.do(EditShape("place", other.id, shapely.box(113.14, 30.60, 113.18, 30.64)))
    town.selection.select(Place, [park, other.id])
    entries_of(context_menu(town, QPointF(400, 300)))["合并选中的2个图形…"].trigger()
    town.drawing.shape_card.lines["authority"].setText("天政发〔2026〕1号")
    town.drawing.shape_card.submit()
    assert gazetteer.get(Place, park).geom.area == pytest.approx(2 * SQUARE.area)
    assert gazetteer.get(Place, other.id).status == CANCELLED


def test_a_copy_is_a_new_place_to_be_named(town):
    entries_of(context_menu(town, QPointF(400, 300)))["复制为新地名"].trigger()
    assert town.new_place.isVisible() and town.new_place.shape.geom_type == "Polygon"
    assert not town.new_place.shape.equals(SQUARE)


def test_outlines_that_nearly_fit_are_made_to_fit(make_canvas, sample):
    canvas = make_canvas(sample)
    home = sample.find(Division, Division.code == "429006")[0]
    canvas.selection.select(Division, [home.id])
    entries_of(context_menu(canvas, QPointF(400, 300)))["使相邻界线吻合"].trigger()
    assert shapely.coverage_is_valid([row.geom for row in sample.find(Division) if row.geom is not None])


def test_without_a_shape_there_is_no_such_menu(town, add_place):
    town.selection.select(Place, [add_place("王村").id])
    assert not entries_of(context_menu(town, QPointF(400, 300)))
