"""A whole shape is dragged, turned, scaled and copied with the mouse, each one undoable change."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import Qt

from gazetteer.places.place import Place
from gazetteer.shapes import operations
from gazetteer.shapes.measuring import measure_geometry

SQUARE = shapely.box(113.12, 30.61, 113.15, 30.63)


@pytest.fixture
def park(add_area):
    return add_area(SQUARE)


@pytest.fixture
def town(make_canvas, gazetteer, park, settled):
    canvas = make_canvas(gazetteer)
    canvas.navigator.set_scale(60_000)
    canvas.navigator.show_position(113.135, 30.62)
    settled(canvas)
    canvas.selection.select(Place, [park])
    canvas.use("transform")
    return canvas


@pytest.fixture
def box(town):
    return town.tool_named("transform")._box(SQUARE)


def test_dragging_moves_it_and_keeps_its_size(town, gazetteer, park, box, drag):
    middle = box.center()
    drag(town, (middle.x(), middle.y()), (middle.x() + 90, middle.y() - 40))
    moved = gazetteer.get(Place, park).geom
    assert moved.bounds[0] > 113.125 and moved.bounds[1] > 30.61
    assert measure_geometry(moved).plane_area == pytest.approx(measure_geometry(SQUARE).plane_area, rel=1e-6)
    gazetteer.undo()
    assert gazetteer.get(Place, park).geom.equals_exact(SQUARE)


def test_the_knob_turns_it_about_its_middle(town, gazetteer, park, box, drag):
    middle, knob = town.pixel_of(*operations.middle(SQUARE)), (box.center().x(), box.top() - 26)
    reach = middle.y() - knob[1]
    drag(town, knob, (middle.x() + reach, middle.y()), release=False)
    assert "旋转" in town._prompt.text() and "90" in town._prompt.text()
    drag_end = (round(middle.x() + reach), round(middle.y()))
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest

    QTest.mouseRelease(town, Qt.MouseButton.LeftButton, pos=QPoint(*drag_end))
    turned = gazetteer.get(Place, park).geom
    assert shapely.hausdorff_distance(turned, operations.rotated(SQUARE, 90)) < 5e-4
    gazetteer.undo()
    assert gazetteer.get(Place, park).geom.equals_exact(SQUARE)


def test_a_corner_scales_it_about_the_opposite_one(town, gazetteer, park, box, drag):
    drag(town, (box.right(), box.bottom()), (box.right() + box.width(), box.bottom() + box.height()))
    scaled = gazetteer.get(Place, park).geom
    assert scaled.area == pytest.approx(4 * SQUARE.area, rel=0.05)
    assert scaled.bounds[3] == pytest.approx(SQUARE.bounds[3], abs=2e-3)
    gazetteer.undo()
    assert gazetteer.get(Place, park).geom.equals_exact(SQUARE)


def test_with_ctrl_a_copy_is_dragged_that_becomes_a_new_place(town, gazetteer, park, box, drag):
    middle = box.center()
    drag(town, (middle.x(), middle.y()), (middle.x() + 60, middle.y()),
         modifier=Qt.KeyboardModifier.ControlModifier)
    assert town.new_place.isVisible() and town.new_place.shape.bounds[0] > SQUARE.bounds[0] + 0.003
    assert gazetteer.get(Place, park).geom.equals_exact(SQUARE)


def test_escape_on_the_way_leaves_it(town, gazetteer, park, box, drag, qtbot):
    entries, middle = len(gazetteer.history()), box.center()
    drag(town, (middle.x(), middle.y()), (middle.x() + 60, middle.y()), release=False)
    qtbot.keyClick(town, Qt.Key.Key_Escape)
    assert len(gazetteer.history()) == entries and town.tool == "transform"


def test_beside_the_shape_a_drag_moves_the_ground(town, gazetteer, box, drag):
    entries, before = len(gazetteer.history()), town.navigator.view
    drag(town, (box.left() - 40, box.bottom() + 60), (box.left() + 20, box.bottom() + 60))
    assert town.navigator.view.x < before.x and len(gazetteer.history()) == entries
