"""Lines, markers and disputes on the map say how they stand, and follow what changes of them alone."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.boundaries.changes import AddLine, EditLine
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_changes import AddMarker, RecordMarkerEvent
from gazetteer.record_changes import AddRecord
from layers.boundary_layer import BoundaryLayer
from layers.marker_layer import DisputeLayer, MarkerLayer, OldMarkerLayer
from layers.painting.picture import render_map
from layers.stack import LayerStack
from layers.view import View

BOX = (113.0, 30.6, 113.2, 30.8)
PRESENT = {"happened_on": "2024-05-06", "present_a": "张三", "present_b": "李四", "approved_by": "省民政厅"}


@pytest.fixture
def line(gazetteer):
    gazetteer.do(AddLine({"code": "1253", "name": "甲乙线", "side_a": "甲", "side_b": "乙",
                          "geom": shapely.LineString([(113.0, 30.7), (113.2, 30.7)])}))
    return gazetteer.find(BoundaryLine)[0]


def add(gazetteer, line, serial, letter, lon):
    changed = gazetteer.do(AddMarker(line.id, {"serial": serial, "type_code": letter, "number": f"1253{serial}{letter}",
                                               "geom": shapely.Point(lon, 30.7)}))
    return gazetteer.get(BoundaryMarker, *changed.ids(BoundaryMarker))


def parts(layer):
    names = list(layer.symbols)
    return [names[number] for number in layer.points.more["part"]]


def test_markers_are_told_apart_by_standing_and_state_and_keep_their_old_place(gazetteer, line):
    markers = [add(gazetteer, line, serial, letter, 113.05 + serial / 100)
               for serial, letter in ((1, "Q"), (2, "A"), (3, "C"))]
    stack = LayerStack.of(gazetteer)
    assert parts(stack[MarkerLayer]) == ["single", "double", "triple"]
    gone = gazetteer.do(RecordMarkerEvent(markers[0].id, {**PRESENT, "kind": "注销"}))
    moved = gazetteer.do(RecordMarkerEvent(markers[1].id, {**PRESENT, "kind": "移位"},
                                           {"geom": shapely.Point(113.1, 30.7)}))
    for changed in (gone, moved):
        stack.refresh(gazetteer, changed)
    assert parts(stack[MarkerLayer]) == ["gone", "double", "triple"]
    old = stack[OldMarkerLayer].points
    assert (list(old.lon), list(old.more["name"])) == ([pytest.approx(113.07)], ["原址（至2024年）"])


def test_a_line_is_picked_along_its_course_and_stands_out_when_disputed(gazetteer, line):
    layer = BoundaryLayer()
    layer.refresh(gazetteer)
    view = View.of_bounds(BOX, 800, 600, epsg=4547)
    x, y = view.to_screen(113.03, 30.7)
    assert layer.pick(view, float(x), float(y) + 3) == [line.id]
    assert layer.pick(view, float(x), float(y) + 40) == []
    assert layer.points.lon[0] == pytest.approx(113.1)
    changed = gazetteer.do(EditLine(line.id, {"disputed": "是"}))
    assert layer.refresh(gazetteer, changed) and list(layer.paths.more["part"]) == [1]


def test_a_dispute_over_an_area_has_its_sign_inside_it(gazetteer, line):
    gazetteer.do(AddRecord("boundary_dispute", {"line_id": line.id, "title": "滩地", "parties": "两村",
                                                "geom": shapely.box(113.05, 30.68, 113.06, 30.7)}))
    points = LayerStack.of(gazetteer)[DisputeLayer].points
    assert 113.05 < points.lon[0] < 113.06 and 30.68 < points.lat[0] < 30.7


def test_an_empty_register_draws_nothing_and_a_full_one_something(gazetteer, tmp_path):
    def drawn(name):
        return render_map(gazetteer, BOX, (300, 200), tmp_path / name, layers=["boundary_line", "marker"]).path

    empty = drawn("empty.png").read_bytes()
    gazetteer.do(AddLine({"code": "1253", "name": "甲乙线", "side_a": "甲", "side_b": "乙",
                          "geom": shapely.LineString([(113.0, 30.7), (113.2, 30.7)])}))
    assert drawn("full.png").read_bytes() != empty
