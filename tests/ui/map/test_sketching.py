"""Nothing drawn is lost; snapping as it is set; points by length and bearing; parts, exclaves and junctions."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import Qt

from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord
from gazetteer.shapes.changes import EditShape
from gazetteer.shapes.measuring import measure
from ui.common.settings import remember
from ui.map.snap_settings import SnapSettings

LEFT, RIGHT = shapely.box(113.10, 30.60, 113.14, 30.64), shapely.box(113.14, 30.60, 113.18, 30.64)
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def draw(click):
    """draw((lon, lat), …): a click at each."""
    return lambda *spots: [click(*spot) for spot in spots]


@pytest.fixture
def shape_of(gazetteer):
    return lambda number, model=Division: gazetteer.get(model, number).geom


TRIANGLE = ((113.11, 30.61), (113.13, 30.61), (113.13, 30.63))


def test_escape_in_the_form_goes_back_to_the_drawing(town, gazetteer, draw, click, qtbot):
    town.selection.clear()
    town.use("draw_area")
    draw(*TRIANGLE)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    form = town.new_place.form
    qtbot.keyClick(form.rows["name"], Qt.Key.Key_Escape)
    tool = town.tool_named("draw_area")
    assert not town.new_place.isVisible() and town.tool == "draw_area" and len(tool.points) == 3
    assert town.drawing.unfinished.read().count == 3
    click(113.11, 30.63)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert town.new_place.isVisible() and len(town.new_place.shape.exterior.coords) == 5


def test_the_drawing_is_done_when_its_new_place_is_there(town, gazetteer, draw, qtbot):
    town.selection.clear()
    town.use("draw_area")
    draw(*TRIANGLE)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    town.new_place._add({"name": "东湖", "class_code": "12200", "division_code": "429006100"})
    (lake,) = gazetteer.find(Place, Place.name == "东湖")
    assert lake.geom.geom_type == "Polygon" and town.tool == "pan" and not town.tool_named("draw_area").begun
    assert town.drawing.unfinished.read() is None and town.selection.of(Place) == (lake.id,)


def test_a_drawing_given_up_comes_back_with_its_button(town, draw, qtbot):
    town.use("draw_line")
    draw(*TRIANGLE)
    points = list(town.tool_named("draw_line").points)
    qtbot.keyClick(town, Qt.Key.Key_Escape)
    toast = town.window().toaster.toast
    assert "放弃" in toast.label.text() and "3个点" in toast.label.text()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert town.tool == "draw_line" and town.tool_named("draw_line").points == points


def test_another_tool_puts_the_drawing_aside_and_the_next_start_offers_it(town, gazetteer, make_canvas, draw, qtbot):
    town.use("draw_line")
    draw(*TRIANGLE)
    qtbot.keyClick(town, Qt.Key.Key_H)
    assert town.tool == "pan" and "收起" in town.window().toaster.toast.label.text()
    assert town.drawing.unfinished.read().count == 3
    again = make_canvas(gazetteer)
    qtbot.waitUntil(again.window().toaster.toast.isVisible)
    qtbot.mouseClick(again.window().toaster.toast.button, Qt.MouseButton.LeftButton)
    assert len(again.tool_named("draw_line").points) == 3


def test_the_tool_taken_in_hand_again_offers_what_was_put_aside(town, draw, qtbot):
    toast = town.window().toaster.toast
    town.use("draw_line")
    draw(*TRIANGLE)
    town.use("pan")
    toast.hide()
    town.use("draw_line")
    qtbot.waitUntil(toast.isVisible)
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert len(town.tool_named("draw_line").points) == 3
    qtbot.wait(10)
    assert not toast.isVisible()


def test_a_position_chosen_while_the_form_is_open_puts_the_drawing_aside(town, draw, click, qtbot):
    town.selection.clear()
    town.use("draw_area")
    draw(*TRIANGLE)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    town.add_at(113.15, 30.62)
    assert town.new_place.isVisible() and town.new_place.shape is None and town.tool == "add"
    assert town.drawing.unfinished.read().count == 3


def test_the_drawing_stays_with_whom_it_was_begun_for(town, gazetteer, add_place, draw, qtbot, shape_of):
    road, other = (add_place(name, class_code="23510", located=False) for name in ("东西路", "南北路"))
    town.selection.select(Place, [road.id])
    town.use("draw_line")
    draw(*TRIANGLE[:2])
    town.selection.select(Place, [other.id])
    assert "东西路" in town._prompt.text()
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert shape_of(road.id, Place) is not None and shape_of(other.id, Place) is None


def test_several_parts_are_drawn_one_after_the_other(town, gazetteer, add_place, draw, qtbot, shape_of):
    lake = add_place("双湖", class_code="12200", located=False)
    town.selection.select(Place, [lake.id])
    town.use("draw_area")
    draw(*TRIANGLE)
    qtbot.keyClick(town, Qt.Key.Key_P)
    assert "1个部分" in town._prompt.text() and town.drawing.unfinished.read().parts
    draw((113.15, 30.61), (113.17, 30.61), (113.17, 30.63))
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert shape_of(lake.id, Place).geom_type == "MultiPolygon" and len(shape_of(lake.id, Place).geoms) == 2
    gazetteer.undo()
    assert shape_of(lake.id, Place) is None


def test_backspace_goes_back_into_the_part_before(town, draw, qtbot):
    town.use("draw_line")
    draw(*TRIANGLE)
    qtbot.keyClick(town, Qt.Key.Key_P)
    qtbot.keyClick(town, Qt.Key.Key_Backspace)
    tool = town.tool_named("draw_line")
    assert len(tool.points) == 3 and not tool.parts


def test_a_part_is_added_to_a_shape_and_taken_away_with_alt(town, gazetteer, add_place, draw, click, qtbot, shape_of):
    lake = add_place("东湖", class_code="12200")
    gazetteer.do(EditShape("place", lake.id, shapely.Polygon(TRIANGLE)))
    town.selection.select(Place, [lake.id])
    qtbot.keyClick(town, Qt.Key.Key_J)
    draw((113.15, 30.61), (113.17, 30.61), (113.17, 30.63))
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert len(shape_of(lake.id, Place).geoms) == 2
    click(113.165, 30.615, modifier=ALT)
    assert shape_of(lake.id, Place).equals(shapely.Polygon(TRIANGLE))
    gazetteer.undo()
    gazetteer.undo()
    assert shape_of(lake.id, Place).geom_type == "Polygon"


def test_an_exclave_is_drawn_for_a_neighbour_and_given_back_with_alt(town, gazetteer, units, draw, click, qtbot,
                                                                     shape_of):
    town.selection.select(Division, [units[1]])
    qtbot.keyClick(town, Qt.Key.Key_G)
    draw((113.11, 30.61), (113.12, 30.61), (113.12, 30.62))
    qtbot.keyClick(town, Qt.Key.Key_Return)
    left, right = (shape_of(number) for number in units)
    assert len(left.interiors) == 1 and len(right.geoms) == 2 and shapely.coverage_is_valid([left, right])
    town.selection.select(Division, [units[0]])
    click(113.118, 30.613, modifier=ALT)
    assert shape_of(units[0]).equals(LEFT) and shape_of(units[1]).equals(RIGHT)
    for _ in range(2):
        gazetteer.undo()
    assert shape_of(units[0]).equals_exact(LEFT) and shape_of(units[1]).equals_exact(RIGHT)


def test_reshaping_over_a_junction_moves_it_for_all_three(town, gazetteer, units, draw, qtbot, shape_of):
    added = gazetteer.do(AddRecord("division", {"code": "429006903", "name": "上镇", "level": "township",
                                                "parent": "429006",
                                                "geom": shapely.box(113.10, 30.64, 113.18, 30.66)}))
    (top,) = added.ids(Division)
    gazetteer.do(EditShape("division", top, shape_of(top)))  # takes the corner of the two below into its edge
    town.selection.select(Division, [top])
    qtbot.keyClick(town, Qt.Key.Key_R)
    draw((113.12, 30.645), (113.125, 30.63), (113.155, 30.63), (113.16, 30.645))
    qtbot.keyClick(town, Qt.Key.Key_Return)
    shapes = [shape_of(number) for number in (*units, top)]
    assert shapely.coverage_is_valid(shapes) and shapes[2].area > 0.08 * 0.02
    common = set.intersection(*({tuple(pair) for pair in shapely.get_coordinates(shape).tolist()} for shape in shapes))
    assert len(common) == 1 and common.pop()[1] == pytest.approx(30.63, abs=1e-4)


def test_ctrl_held_snaps_to_nothing(town, units, click, point_at, pixel):
    town.use("draw_line")
    at = pixel(113.10, 30.64)
    point_at(town, at.x() + 4, at.y() + 3)
    assert town.tool_named("draw_line").snapped is not None
    point_at(town, at.x() + 4, at.y() + 3, modifier=CTRL)
    assert town.tool_named("draw_line").snapped is None
    click(113.10, 30.64, 4, 3, modifier=CTRL)
    assert town.tool_named("draw_line").points[0] != (113.10, 30.64)


def test_the_magnet_turns_snapping_off_and_it_is_remembered(town, units, click, qtbot):
    button = town.drawing.buttons.button_of(town.drawing.snap_actions.on)
    assert button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.isChecked() and not SnapSettings().on
    town.use("draw_line")
    click(113.10, 30.64, 4, 3)
    assert town.tool_named("draw_line").points[0] != (113.10, 30.64)
    town.setFocus()
    qtbot.keyClick(town, Qt.Key.Key_B)
    assert button.isChecked() and SnapSettings().on


def test_kinds_and_tolerance_are_set_in_the_menu(town, units, point_at, pixel):
    acts = town.drawing.snap_actions
    town.use("draw_line")
    at = pixel(113.10, 30.64)
    tool = town.tool_named("draw_line")
    acts.kinds["vertex"].trigger()
    point_at(town, at.x() + 4, at.y() + 3)
    assert tool.snapped.kind != "vertex"
    acts.kinds["vertex"].trigger()
    point_at(town, at.x() + 14, at.y() - 10)
    assert tool.snapped is None
    acts.reaches[24].trigger()
    point_at(town, at.x() + 14, at.y() - 10)
    assert tool.snapped.kind == "vertex" and SnapSettings().reach == 24


def test_a_damaged_setting_of_snapping_leaves_the_usual(town):
    remember("map/snapping/reach", 999)
    remember("map/snapping/kinds", "nonsense")
    settings = SnapSettings()
    assert settings.reach == 8 and settings.kinds == ()


def test_following_turned_on_needs_no_key(town, units, click, qtbot):
    town.use("draw_line")
    qtbot.keyClick(town, Qt.Key.Key_F)
    click(113.10, 30.60)
    click(113.14, 30.64)
    assert len(town.tool_named("draw_line").points) == 3
    click(113.12, 30.62)
    assert len(town.tool_named("draw_line").points) == 4


def test_a_leg_is_typed_as_length_and_bearing(town, click, type_text, qtbot):
    town.use("draw_line")
    click(113.11, 30.61)
    start = town.tool_named("draw_line").points[0]
    qtbot.keyClick(town, Qt.Key.Key_Tab)
    panel = town.drawing.next_point
    assert panel.isVisible() and panel.focusWidget() is panel.distance
    type_text(panel.distance, "1200")
    assert "都要填" in panel.understood.text()
    qtbot.keyClick(panel.distance, Qt.Key.Key_Tab)
    assert panel.focusWidget() is panel.bearing
    type_text(panel.bearing, "85°12′30″")
    assert "方位 85°12′30″" in panel.understood.text() and "坐标方位" in panel.understood.text()
    qtbot.keyClick(panel.bearing, Qt.Key.Key_Return)
    points = town.tool_named("draw_line").points
    assert not panel.isVisible() and len(points) == 2
    assert measure([start, points[1]]).length == pytest.approx(1200, abs=1e-3)


def test_a_leg_is_typed_on_the_plane_and_as_a_shift(town, click, type_text, qtbot):
    town.use("draw_line")
    click(113.11, 30.61)
    panel, tool = town.drawing.next_point, town.tool_named("draw_line")
    qtbot.keyClick(town, Qt.Key.Key_Tab)
    panel.reckoning.setCurrentIndex(1)
    type_text(panel.distance, "500")
    type_text(panel.bearing, "90")
    qtbot.keyClick(panel.bearing, Qt.Key.Key_Return)
    flat = measure(tool.points)
    assert flat.plane_length == pytest.approx(500, abs=1e-3) and flat.grid_bearing == pytest.approx(90, abs=1e-4)
    qtbot.keyClick(town, Qt.Key.Key_Tab)
    type_text(panel.east, "-500")
    qtbot.keyClick(panel.east, Qt.Key.Key_Return)
    assert tool.points[2] == pytest.approx(tool.points[0], abs=2e-9)


@pytest.mark.parametrize(("field", "typed", "said"), [
    ("bearing", "400", "方位角"), ("east", "东边", "数字"), ("line", "113.1, 10X", "读不懂")])
def test_what_is_no_leg_is_told_and_adds_no_point(town, click, type_text, qtbot, field, typed, said):
    town.use("draw_line")
    click(113.11, 30.61)
    qtbot.keyClick(town, Qt.Key.Key_Tab)
    panel = town.drawing.next_point
    if field == "bearing":
        type_text(panel.distance, "100")
    line = getattr(panel, field)
    type_text(line, typed)
    assert said in panel.understood.text() and panel.understood.property("danger")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert panel.isVisible() and len(town.tool_named("draw_line").points) == 1
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not panel.isVisible() and town.hasFocus()


def test_both_sides_of_a_boundary_are_densified_and_simplified_from_the_menu(town, gazetteer, units, shape_of, qtbot):
    from ui.map.shape_card import OPERATIONS

    town.selection.select(Division, [units[0]])
    card = town.drawing.shape_card
    for label, typed in (("加密", "500"), ("简化", "1")):
        card.open_for(next(one for one in OPERATIONS if one.label == label))
        (line,) = card.lines.values()
        line.setText(typed)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        left, right = (shape_of(number) for number in units)
        assert shapely.coverage_is_valid([left, right]) and not card.isVisible()
        assert (len(right.exterior.coords) > 10) is (label == "加密")


def test_the_menu_does_what_alt_and_a_click_do(town, gazetteer, units, draw, qtbot, shape_of, pixel):
    from PySide6.QtCore import QPointF

    from ui.map.context_menu import context_menu

    def choose(text, lon, lat):
        menu = context_menu(town, QPointF(pixel(lon, lat)))
        sub = next(action.menu() for action in menu.actions() if action.menu() is not None)
        next(action for action in sub.actions() if action.text() == text).trigger()

    town.selection.select(Division, [units[0]])
    town.use("hole")
    draw((113.11, 30.61), (113.12, 30.61), (113.12, 30.62))
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert len(shape_of(units[0]).interiors) == 1
    town.selection.select(Division, [units[1]])
    choose("把这里的飞地或空洞划入", 113.118, 30.613)
    assert len(shapely.get_parts(shape_of(units[1]))) == 2
    gazetteer.undo()
    town.selection.select(Division, [units[0]])
    choose("填上这里的洞", 113.118, 30.613)
    assert shape_of(units[0]).equals(LEFT)


def test_a_typed_vertex_is_explained_before_it_is_taken(town, units, type_text, qtbot):
    town.selection.select(Division, [units[0]])
    town.use("vertices")
    qtbot.keyClick(town, Qt.Key.Key_T)
    panel = town.drawing.vertex_table
    panel.table.edit(panel.model.index(0, 2))
    from PySide6.QtWidgets import QLineEdit

    cell = panel.table.findChild(QLineEdit)
    cell.clear()
    type_text(cell, "30.61, 113.11")
    assert "先纬度后经度" in panel.said.text()
    cell.clear()
    type_text(cell, "东边")
    assert "读" in panel.said.text() or "要两个数" in panel.said.text()
