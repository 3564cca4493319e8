"""Layers follow the register: what changed is read again, and only that."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gazetteer.places.changes import DeletePlace, EditPlace, MovePlace
from layers.base_layer import BaseLayer
from layers.columns import Points
from layers.division_layer import DivisionLayer
from layers.place_layer import PlaceLayer
from layers.selection_layer import SelectionLayer
from layers.stack import LayerStack
from layers.survey_layer import SurveyLayer
from layers.view import View


@pytest.fixture
def followed(gazetteer):
    """The layers of a workspace, refreshed by what is done to it."""
    stack = LayerStack.of(gazetteer)
    gazetteer.listen(lambda changed: stack.refresh(gazetteer, changed))
    return stack


def names_on(stack) -> list[str]:
    return sorted(stack[PlaceLayer].points.more["name"])


def test_the_sample_comes_with_outlines_rivers_neighbours_and_its_units(sample):
    stack = LayerStack.of(sample)
    assert len(stack[DivisionLayer].areas) == 8
    assert stack[DivisionLayer].own.sum() == 1
    assert len(stack[BaseLayer].rivers) > 0 and len(stack[BaseLayer].neighbours) > 50
    assert len(stack[PlaceLayer].points) == 22
    west, south, east, north = stack.bounds
    assert 112.5 < west < east < 113.6 and 30.3 < south < north < 31.0


def test_a_place_added_moved_renamed_and_deleted_is_followed(gazetteer, add_place, followed):
    place = add_place("王村", lon=113.1, lat=30.6)
    assert names_on(followed) == ["王村"]
    gazetteer.do(MovePlace(place.id, shapely.Point(113.2, 30.7)))
    assert followed[PlaceLayer].position(place.id) == (pytest.approx(113.2), pytest.approx(30.7))
    gazetteer.do(EditPlace(place.id, {"name": "王家村"}))
    assert names_on(followed) == ["王家村"]
    gazetteer.do(DeletePlace(place.id))
    assert names_on(followed) == []
    gazetteer.undo()
    assert names_on(followed) == ["王家村"]


def test_after_any_edits_the_layer_is_as_if_read_anew(gazetteer, add_place, followed):
    made = [add_place(f"{word}村", lon=113 + number / 100, lat=30.6) for number, word in enumerate("甲乙丙丁")]
    followed[PlaceLayer].points.projected(4547)
    line = shapely.LineString([(113, 30.5), (113.1, 30.6)])
    gazetteer.do(EditPlace(made[1].id, {"class_code": "23510"}))
    gazetteer.do(MovePlace(made[1].id, line))
    gazetteer.do(DeletePlace(made[2].id))
    anew = PlaceLayer()
    anew.refresh(gazetteer)
    followed_points, points = followed[PlaceLayer].points, anew.points
    assert followed_points.ids.tolist() == points.ids.tolist()
    for name, column in points.more.items():
        assert followed_points.more[name].tolist() == column.tolist(), name
    assert followed_points.projected(4547)[0] == pytest.approx(points.projected(4547)[0])
    assert followed[PlaceLayer].paths.ids.tolist() == anew.paths.ids.tolist() == [made[1].id]


def test_an_edit_elsewhere_is_no_reason_to_read_or_draw(gazetteer, add_place, monkeypatch):
    stack = LayerStack.of(gazetteer)
    changed = gazetteer.do(EditPlace(add_place("王村").id, {"remark": "已核"}))
    monkeypatch.setattr(gazetteer, "geometries", lambda *_: pytest.fail("read without need"))
    assert not stack[DivisionLayer].refresh(gazetteer, changed)
    assert not stack[SurveyLayer].refresh(gazetteer, changed)


def test_a_place_without_position_is_not_on_the_map(add_place, followed):
    add_place("李村", located=False)
    assert names_on(followed) == []


def test_the_nearest_place_under_the_pointer_is_picked_first(city, view):
    layer = city[PlaceLayer]
    x, y = view.to_screen(113.12, 30.67)
    assert layer.pick(view, float(x), float(y))[0] == 4
    assert layer.pick(view, float(x) + 300, float(y) + 150) == []


def test_what_is_not_drawn_at_this_scale_is_not_picked(city):
    far = View.at(113.06, 30.63, 2_000_000, 600, 400)
    assert 6 not in city[PlaceLayer].pick(far, 300, 200, tolerance=2)


def test_lines_are_picked_along_and_areas_inside_but_not_in_their_holes():
    ring = shapely.Polygon([(113, 30), (114, 30), (114, 31), (113, 31)],
                           [[(113.4, 30.4), (113.6, 30.4), (113.6, 30.6), (113.4, 30.6)]])
    line = shapely.LineString([(112.2, 30.2), (112.8, 30.8)])
    layer = PlaceLayer.of([1, 2], [ring, line], ["张湖", "天岳路"], ["12200", "23510"])
    view = View.of_bounds((112, 30, 114, 31), 1000, 700)

    def at(lon, lat):
        return layer.pick(view, *(float(v) for v in view.to_screen(lon, lat)))

    assert at(113.2, 30.2) == [1]
    assert at(113.45, 30.42) == []
    assert at(112.35, 30.35) == [2]
    assert at(112.2, 30.8) == []


def test_survey_points_are_picked_by_their_own_layer(city, view):
    x, y = (float(value) for value in view.to_screen(113.07, 30.66))
    assert [(layer.key, number) for layer, number in city.pick(view, x, y)][0] == ("survey", 1)


def test_a_common_border_is_drawn_once(city):
    layer = city[DivisionLayer]
    parts = np.arange(len(layer.borders.owner))
    drawn = shapely.length(layer.borders.lines(4490, parts)).sum()
    assert drawn == pytest.approx(shapely.union_all(shapely.boundary(layer.geometries)).length)
    assert drawn < shapely.length(shapely.boundary(layer.geometries)).sum() - 0.2


def test_what_may_not_leave_can_be_taken_off_a_copy(city):
    layer = city[PlaceLayer]
    assert 4 not in layer.without([4, 5]).points.ids
    assert 4 in layer.points.ids


def test_a_snapshot_stays_as_it_was_while_edits_go_on(city):
    frozen = city.snapshot()
    city[PlaceLayer].points = Points(np.array([99]), np.array([113.0]), np.array([30.6]), {})
    city[SelectionLayer].select([1])
    assert len(frozen[PlaceLayer].points) == 10
    assert frozen[SelectionLayer].places is frozen[PlaceLayer]
    assert not frozen[SelectionLayer].place_ids


def test_a_selection_tells_whether_it_changed_and_where_it_is(city):
    selection = city[SelectionLayer]
    assert selection.select([2], [1])
    assert not selection.select([2], [1])
    lon, lat = selection.positions()
    assert sorted(lon) == pytest.approx([113.07, 113.17])


def test_layers_show_by_visibility_opacity_and_scale(city, view):
    layer = city[PlaceLayer]
    assert layer in city.shown(view)
    layer.farthest = 50_000
    assert layer not in city.shown(view)
    layer.farthest, layer.opacity = float("inf"), 0.0
    assert layer not in city.shown(view)
    city.move(layer, 0)
    assert city.layers[0] is layer
