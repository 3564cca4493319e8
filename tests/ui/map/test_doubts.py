"""A doubtful shape is done all the same; the map goes to the spot and the repair is one click away."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import Qt

from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.shapes.changes import EditShape

SQUARE = shapely.box(113.10, 30.60, 113.14, 30.64)


@pytest.fixture
def town(make_canvas, sample, settled):
    canvas = make_canvas(sample)
    canvas.navigator.set_scale(60_000)
    canvas.navigator.show_position(113.12, 30.62)
    settled(canvas)
    return canvas


@pytest.fixture
def draw(qtbot, town):
    """draw(tool, place, spots): with the mouse, ended with Enter."""

    def make(tool, place_id, spots):
        town.selection.select(Place, [place_id])
        town.use(tool)
        for lon, lat in spots:
            qtbot.mouseClick(town, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier,
                             town.pixel_of(lon, lat).toPoint())
        qtbot.keyClick(town, Qt.Key.Key_Return)

    return make


def corners(box):
    return list(box.exterior.coords)[:-1]


def add(gazetteer, name, class_code):
    from gazetteer.places.changes import AddPlace

    done = gazetteer.do(AddPlace({"name": name, "class_code": class_code, "division_code": "429006100"}, None))
    return next(iter(done.ids(Place)))


def test_a_line_that_crosses_itself_is_refused_with_its_spot_and_stays(town, sample, draw):
    """What is not accepted is not lost."""
    park = add(sample, "开发区", "21720")
    draw("draw_area", park, [(113.11, 30.61), (113.13, 30.63), (113.13, 30.61), (113.11, 30.63)])
    assert town.mark == pytest.approx((113.12, 30.62), abs=1e-3)
    assert "自相交" in town.window().toaster.toast.label.text() and len(town.tool_named("draw_area").points) == 4
    assert sample.get(Place, park).geom is None
    town.use("pan")
    assert town.mark is None, "what was refused is no longer in hand"


def test_a_drawing_that_crosses_itself_can_be_taken_as_the_faces_that_it_makes(town, sample, draw, qtbot):
    park = add(sample, "开发区", "21720")
    draw("draw_area", park, [(113.11, 30.61), (113.13, 30.63), (113.13, 30.61), (113.11, 30.63)])
    toast = town.window().toaster.toast
    assert "断开" in toast.button.text()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    made = sample.get(Place, park).geom
    assert made.geom_type == "MultiPolygon" and made.is_valid and not town.tool_named("draw_area").begun
    sample.undo()
    assert sample.get(Place, park).geom is None


def test_a_sliver_is_shown_and_taken_away_with_one_click(town, sample, draw, qtbot):
    park = add(sample, "开发区", "21720")
    sample.do(EditShape("place", park, shapely.MultiPolygon([SQUARE, shapely.box(113.15, 30.6, 113.150001, 30.61)])))
    draw("hole", park, [(113.11, 30.61), (113.12, 30.61), (113.12, 30.62)])
    toast = town.window().toaster.toast
    assert "细碎" in toast.label.text() and toast.button.text() == "去掉它"
    assert town.mark == pytest.approx((113.15, 30.605), abs=1e-4) and town.navigator.sees(*town.mark)
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert len(shapely.get_parts(sample.get(Place, park).geom)) == 1
    sample.undo()
    assert len(shapely.get_parts(sample.get(Place, park).geom)) == 2


@pytest.mark.parametrize(("class_code", "told"), [("21720", True), ("12200", False)])
def test_only_a_class_that_stays_in_the_city_is_told_that_it_leaves_it(town, sample, draw, qtbot, settled, class_code,
                                                                       told):
    place = add(sample, "边界上的", class_code)
    city = sample.find(Division, Division.code == "429006")[0].geom
    meets = city.boundary.intersection(shapely.LineString([(113.0, 30.6), (114.0, 30.6)]))
    edge = max(shapely.get_parts(meets), key=lambda point: point.x)
    town.navigator.show_position(edge.x, edge.y)
    settled(town)
    draw("draw_area", place, corners(shapely.box(edge.x - 0.02, 30.59, edge.x + 0.02, 30.61)))
    toast = town.window().toaster.toast
    assert ("市域以外" in toast.label.text()) is told
    if told:
        qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
        assert city.buffer(0.0051).covers(sample.get(Place, place).geom)
