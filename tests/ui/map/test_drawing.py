"""Drawing, snapping, splitting, measuring and editing vertices with the mouse on the map, each undoable."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import Qt

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from ui.map.vertex_table import VertexModel

LEFT, RIGHT = shapely.box(113.10, 30.60, 113.14, 30.64), shapely.box(113.14, 30.60, 113.18, 30.64)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def shape_of(gazetteer):
    return lambda number: gazetteer.get(Division, number).geom


def has(shape, lon, lat, within=2e-5):
    return any(abs(x - lon) < within and abs(y - lat) < within for x, y in shapely.get_coordinates(shape))


def test_dragging_a_common_vertex_moves_it_on_both_sides_and_undo_takes_both_back(
        town, gazetteer, units, drag, pixel, shape_of, qtbot):
    town.selection.select(Division, [units[0]])
    qtbot.keyClick(town, Qt.Key.Key_E)
    assert town.tool == "vertices" and "4个顶点" in town._prompt.text()
    start, end = pixel(113.14, 30.64), pixel(113.147, 30.645)
    drag(town, (start.x() + 2, start.y() - 2), (end.x(), end.y()))
    left, right = (shape_of(number) for number in units)
    assert has(left, 113.147, 30.645, 1e-3) and not has(left, 113.14, 30.64)
    assert set(left.exterior.coords) & set(right.exterior.coords) == {
        (113.14, 30.60), next(pair for pair in left.exterior.coords if pair[1] > 30.642)}
    assert shapely.coverage_is_valid([left, right])
    qtbot.mouseClick(town.window().toaster.toast.button, Qt.MouseButton.LeftButton)
    assert shape_of(units[0]).equals_exact(LEFT) and shape_of(units[1]).equals_exact(RIGHT)


def test_a_click_on_the_edge_adds_a_vertex_and_delete_takes_it_out(town, units, click, point_at, pixel, shape_of,
                                                                  qtbot):
    town.selection.select(Division, [units[1]])
    town.use("vertices")
    click(113.14, 30.62, 3, 0)
    assert has(shape_of(units[0]), 113.14, 30.62, 1e-3) and has(shape_of(units[1]), 113.14, 30.62, 1e-3)
    added = next(pair for pair in shape_of(units[0]).exterior.coords if 30.61 < pair[1] < 30.63)
    at = pixel(*added)
    point_at(town, at.x(), at.y())
    qtbot.keyClick(town, Qt.Key.Key_Delete)
    assert shape_of(units[0]).equals(LEFT) and shape_of(units[1]).equals(RIGHT)


def test_a_refused_drag_marks_the_spot_and_changes_nothing(town, gazetteer, units, drag, pixel, shape_of):
    town.selection.select(Division, [units[0]])
    town.use("vertices")
    entries = len(gazetteer.history())
    start, end = pixel(113.10, 30.60), pixel(113.16, 30.62)
    drag(town, (start.x(), start.y()), (end.x(), end.y()))
    assert len(gazetteer.history()) == entries and shape_of(units[0]).equals_exact(LEFT)
    assert town.mark is not None and "界线" in town.window().toaster.toast.label.text()


def test_escape_on_the_way_leaves_the_vertex(town, gazetteer, units, drag, pixel, qtbot):
    town.selection.select(Division, [units[0]])
    town.use("vertices")
    entries, start = len(gazetteer.history()), pixel(113.10, 30.60)
    drag(town, (start.x(), start.y()), (start.x() - 40, start.y()), release=False)
    qtbot.keyClick(town, Qt.Key.Key_Escape)
    qtbot.mouseRelease(town, Qt.MouseButton.LeftButton, pos=start)
    assert len(gazetteer.history()) == entries


def test_a_click_on_an_outline_chooses_whose_vertices_are_shown(town, units, click):
    town.use("vertices")
    click(113.10, 30.62, 2, 0)
    assert (town.selection.model, town.selection.current) == (Division, units[0])


def test_the_pointer_snaps_to_a_vertex_exactly_and_says_so(town, gazetteer, click, point_at, pixel):
    town.use("draw_line")
    at = pixel(113.10, 30.64)
    point_at(town, at.x() + 4, at.y() + 3)
    tool = town.tool_named("draw_line")
    assert (tool.snapped.kind, tool.snapped.position) == ("vertex", (113.10, 30.64))
    point_at(town, pixel(113.12, 30.64).x(), at.y() + 4)
    assert tool.snapped.kind == "edge"
    point_at(town, at.x() + 60, at.y() + 60)
    assert tool.snapped is None
    click(113.10, 30.64, 4, 3)
    assert tool.points == [(113.10, 30.64)]


def test_a_line_drawn_with_clicks_and_a_double_click_becomes_the_shape_of_the_place(
        town, gazetteer, add_place, click, pixel, qtbot):
    road = add_place("东西路", class_code="23510", located=False)
    town.selection.select(Place, [road.id])
    qtbot.keyClick(town, Qt.Key.Key_D)
    assert "东西路" in town._prompt.text()
    click(113.11, 30.61)
    click(113.13, 30.61)
    click(113.15, 30.63)
    click(113.12, 30.63)
    qtbot.keyClick(town, Qt.Key.Key_Backspace)
    assert len(town.tool_named("draw_line").points) == 3 and "方位" in town._prompt.text()
    click(113.16, 30.63)
    qtbot.mouseDClick(town, Qt.MouseButton.LeftButton, pos=pixel(113.16, 30.63))
    shape = gazetteer.get(Place, road.id).geom
    assert shape.geom_type == "LineString" and len(shape.coords) == 4
    gazetteer.undo()
    assert gazetteer.get(Place, road.id).geom is None


def test_an_area_drawn_for_nobody_asks_what_new_place_it_is(town, gazetteer, click, qtbot):
    town.selection.clear()
    qtbot.keyClick(town, Qt.Key.Key_A)
    for lon, lat in ((113.11, 30.61), (113.13, 30.61), (113.13, 30.63)):
        click(lon, lat)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert town.new_place.isVisible() and town.new_place.shape.geom_type == "Polygon"


def test_a_village_that_is_a_point_is_not_overwritten_by_a_line_drawn_beside_it(town, gazetteer, add_place, click,
                                                                               qtbot):
    village = add_place("王村")
    town.selection.select(Place, [village.id])
    town.use("draw_line")
    click(113.11, 30.61)
    click(113.13, 30.62)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert town.new_place.isVisible() and gazetteer.get(Place, village.id).geom.geom_type == "Point"


def test_a_disk_that_refuses_does_not_stop_the_drawing(town, click, monkeypatch):
    from ui.map import unfinished

    def refuse(path, content):
        raise GazetteerError("文件写不出来")

    monkeypatch.setattr(unfinished, "write_whole", refuse)
    town.use("draw_line")
    click(113.11, 30.61)
    click(113.13, 30.62)
    assert len(town.tool_named("draw_line").points) == 2
    assert "文件写不出来" in town.window().toaster.toast.label.text()


def test_alt_and_a_click_follow_the_line_that_is_there(town, units, click):
    town.use("draw_line")
    click(113.10, 30.60)
    click(113.14, 30.64, modifier=ALT)
    points = town.tool_named("draw_line").points
    assert points[0] == (113.10, 30.60) and points[-1] == (113.14, 30.64) and len(points) == 3


def test_escape_gives_the_drawing_up_and_then_the_tool(town, click, qtbot):
    town.use("draw_line")
    click(113.11, 30.61)
    click(113.12, 30.61)
    qtbot.keyClick(town, Qt.Key.Key_Escape)
    assert town.tool == "draw_line" and not town.tool_named("draw_line").points
    assert town.drawing.unfinished.read() is None
    qtbot.keyClick(town, Qt.Key.Key_Escape)
    assert town.tool == "pan"


def test_a_line_splits_a_division_and_one_undo_joins_it_again(town, gazetteer, units, click, qtbot, shape_of):
    town.selection.select(Division, [units[0]])
    qtbot.keyClick(town, Qt.Key.Key_K)
    click(113.095, 30.62)
    click(113.145, 30.622)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    (new,) = gazetteer.find(Division, Division.name == "左镇（分出）")
    assert town.selection.of(Division) == (new.id,)
    assert new.code == "429006903" and shape_of(units[0]).area + new.geom.area == pytest.approx(LEFT.area)
    assert shapely.coverage_is_valid([shape_of(units[0]), shape_of(units[1]), new.geom])
    gazetteer.undo()
    assert shape_of(units[0]).equals_exact(LEFT) and not gazetteer.find(Division, Division.name == "左镇（分出）")


def test_reshaping_changes_both_sides(town, units, click, qtbot, shape_of):
    town.selection.select(Division, [units[0]])
    qtbot.keyClick(town, Qt.Key.Key_R)
    for lon, lat in ((113.135, 30.61), (113.15, 30.615), (113.15, 30.625), (113.135, 30.63)):
        click(lon, lat)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert shape_of(units[0]).area > LEFT.area
    assert shapely.coverage_is_valid([shape_of(number) for number in units])


def test_a_hole_is_cut_into_an_area_and_filled_with_alt(town, gazetteer, add_place, click, qtbot):
    lake = add_place("东湖", class_code="12200")
    town.selection.select(Place, [lake.id])
    town.use("draw_area")
    for lon, lat in ((113.11, 30.61), (113.17, 30.61), (113.17, 30.63), (113.11, 30.63)):
        click(lon, lat)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert gazetteer.get(Place, lake.id).geom.geom_type == "Polygon"
    qtbot.keyClick(town, Qt.Key.Key_O)
    for lon, lat in ((113.12, 30.615), (113.13, 30.615), (113.13, 30.622)):
        click(lon, lat)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert len(gazetteer.get(Place, lake.id).geom.interiors) == 1
    click(113.128, 30.618, modifier=ALT)
    assert not gazetteer.get(Place, lake.id).geom.interiors


def test_measuring_tells_length_area_and_bearing_and_changes_nothing(town, gazetteer, click, point_at, pixel, qtbot):
    entries = len(gazetteer.history())
    qtbot.keyClick(town, Qt.Key.Key_M)
    click(113.11, 30.61)
    click(113.13, 30.61)
    assert "千米" in town._prompt.text() or "米" in town._prompt.text()
    click(113.13, 30.63)
    at = pixel(113.11, 30.63)
    point_at(town, at.x(), at.y())
    text = town._prompt.text()
    assert "面积" in text and "平面" in text and "方位" in text
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert "平方" in town._prompt.text()
    click(113.12, 30.62)
    assert len(town.tool_named("measure").points) == 1
    assert len(gazetteer.history()) == entries and town.drawing.unfinished.read() is None


def test_a_point_is_typed_in_any_form_after_it_was_explained(town, click, type_text, qtbot):
    town.use("draw_line")
    click(113.11, 30.61)
    qtbot.keyClick(town, Qt.Key.Key_Tab)
    field = town.drawing.next_point
    assert field.isVisible() and town.tool == "draw_line"
    type_text(field.line, "113°07′12″E 30°37′12″N")
    assert "113" in field.understood.text()
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    points = town.tool_named("draw_line").points
    assert len(points) == 2 and points[-1] == pytest.approx((113.12, 30.62)) and not field.isVisible()


def test_what_is_no_position_adds_no_point(town, type_text, qtbot):
    town.use("draw_line")
    qtbot.keyClick(town, Qt.Key.Key_Tab)
    field = town.drawing.next_point
    type_text(field.line, "东边")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert not town.tool_named("draw_line").points and field.understood.property("danger")


def test_a_drawing_survives_a_crash_and_is_offered_again(town, gazetteer, add_place, click, make_canvas, qtbot):
    road = add_place("南北路", class_code="23510", located=False)
    town.selection.select(Place, [road.id])
    town.use("draw_line")
    click(113.11, 30.61)
    click(113.13, 30.62)
    points = list(town.tool_named("draw_line").points)
    again = make_canvas(gazetteer)  # as after a crash: nothing was told to the first one
    toast = again.window().toaster.toast
    qtbot.waitUntil(toast.isVisible)
    assert "没有画完" in toast.label.text() and "2个点" in toast.label.text()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    tool = again.tool_named("draw_line")
    assert again.tool == "draw_line" and tool.points == points
    assert (again.selection.model, again.selection.current) == (Place, road.id)
    qtbot.keyClick(again, Qt.Key.Key_Return)
    assert gazetteer.get(Place, road.id).geom.geom_type == "LineString"
    assert again.drawing.unfinished.read() is None


def test_a_damaged_file_of_an_unfinished_drawing_is_passed_over(town):
    file = town.drawing.unfinished
    for content in ("{", "[]", '{"tool": "draw_line", "points": [[1]]}'):
        file.path.write_text(content)
        assert file.read() is None and not file.path.exists()


def test_the_table_of_vertices_moves_what_is_typed(town, units, shape_of, qtbot):
    town.selection.select(Division, [units[0]])
    town.use("vertices")
    qtbot.keyClick(town, Qt.Key.Key_T)
    panel = town.drawing.vertex_table
    assert panel.isVisible() and panel.model.rowCount() == 4
    row = next(i for i, vertex in enumerate(panel.model.vertices) if vertex.position == (113.10, 30.60))
    panel.model.setData(panel.model.index(row, 2), "113.09, 30.59")
    assert has(shape_of(units[0]), 113.09, 30.59)
    assert panel.model.vertices[0].position in shape_of(units[0]).exterior.coords
    panel.table.selectRow(1)
    assert town.tool_named("vertices").chosen == panel.model.vertices[1]
    qtbot.keyClick(town, Qt.Key.Key_T)
    assert not panel.isVisible()


def test_leaving_a_cell_as_it_was_does_not_move_the_vertex(town, units, gazetteer):
    model, entries = VertexModel(), len(gazetteer.history())
    model.show_shape(gazetteer.get(Division, units[0]))
    index = model.index(0, 2)
    assert not model.setData(index, model.data(index)) and len(gazetteer.history()) == entries


def test_a_doubtful_shape_is_done_and_its_repair_offered(town, gazetteer, add_place, click, qtbot):
    park = add_place("工业园", class_code="21720")
    other = add_place("农业园", class_code="21720")
    town.selection.select(Place, [park.id])
    town.use("draw_area")
    for lon, lat in ((113.11, 30.61), (113.13, 30.61), (113.13, 30.63), (113.11, 30.63)):
        click(lon, lat)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    town.selection.select(Place, [other.id])
    town.use("draw_area")
    for lon, lat in ((113.12, 30.615), (113.15, 30.615), (113.15, 30.625), (113.12, 30.625)):
        click(lon, lat)
    qtbot.keyClick(town, Qt.Key.Key_Return)
    toast = town.window().toaster.toast
    assert "重叠" in toast.label.text() and town.mark is not None
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    shapes = [gazetteer.get(Place, place.id).geom for place in (park, other)]
    assert shapely.area(shapely.intersection(*shapes)) == 0


def test_dragging_with_a_drawing_tool_moves_the_ground(town, drag, click):
    town.use("draw_line")
    click(113.11, 30.61)
    before = town.navigator.view
    drag(town, (300, 300), (360, 300))
    assert town.navigator.view.x < before.x and len(town.tool_named("draw_line").points) == 1


def test_a_read_only_workspace_can_be_measured_only(make_canvas, sample_path):
    opened = Gazetteer.open(sample_path, read_only=True)
    canvas = make_canvas(opened)
    names = ("measure", "draw_line", "draw_area", "vertices", "reshape", "split", "hole", "part", "take")
    assert [name for name in names if canvas.actions_by_name[name].isEnabled()] == ["measure"]
    opened.close()


def test_sketch_snap_marks_and_vertices_are_drawn(town, units, click, point_at, pixel):
    town.selection.select(Division, [units[0]])
    plain = town.grab().toImage()
    town.use("vertices")
    assert town.grab().toImage() != plain
    town.use("draw_area")
    click(113.11, 30.61)
    point_at(town, *(lambda at: (at.x() + 2, at.y()))(pixel(113.14, 30.64)))
    assert town.grab().toImage() != plain
    assert town.tool_named("draw_area").pointer == (113.14, 30.64)
