"""Commands on shapes, each one undoable change of everything that shares the boundary."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.places.division import Division
from gazetteer.places.place import CANCELLED, Place
from gazetteer.record_changes import AddRecord
from gazetteer.shapes.changes import EditShape, EditSharedBoundary, MendBoundaries, TakeRepair
from gazetteer.shapes.dividing import MergeDivisions, MergePlaces, SplitDivision, SplitPlace
from gazetteer.shapes.errors import WrongShape
from gazetteer.shapes.shared_edits import (
    DeleteVertex,
    Densify,
    InsertVertex,
    MoveVertex,
    Reshape,
    Simplify,
    TakePiece,
    TakeRing,
)

LEFT, RIGHT = shapely.box(113.0, 30.6, 113.1, 30.7), shapely.box(113.1, 30.6, 113.2, 30.7)


@pytest.fixture
def units(gazetteer):
    """Two townships side by side, by code."""

    def add(code, name, geometry):
        changed = gazetteer.do(AddRecord("division", {"code": code, "name": name, "level": "township",
                                                      "parent": "429006", "geom": geometry}))
        return next(iter(changed.ids(Division)))

    return add("429006901", "左镇", LEFT), add("429006902", "右镇", RIGHT)


@pytest.fixture
def shape_of(gazetteer):
    return lambda number, model=Division: gazetteer.get(model, number).geom


def test_a_common_vertex_moves_in_both_and_one_undo_takes_it_back(gazetteer, units, shape_of, assert_fits):
    left, right = units
    changed = gazetteer.do(EditSharedBoundary("division", left, MoveVertex((113.1, 30.7), (113.12, 30.71))))
    assert changed.ids(Division) == {left, right} and changed.summary == "移动界点"
    assert_fits({number: shape_of(number) for number in units})
    gazetteer.undo()
    assert shape_of(left).equals_exact(LEFT) and shape_of(right).equals_exact(RIGHT)
    gazetteer.redo()
    assert (113.12, 30.71) in shape_of(right).exterior.coords


def test_vertices_are_put_in_and_taken_out_on_both_sides(gazetteer, units, shape_of, assert_fits):
    left, right = units
    gazetteer.do(EditSharedBoundary("division", left, InsertVertex((113.1, 30.6), (113.1, 30.7), (113.11, 30.65))))
    assert (113.11, 30.65) in shape_of(right).exterior.coords
    assert_fits({number: shape_of(number) for number in units})
    gazetteer.do(EditSharedBoundary("division", right, DeleteVertex((113.11, 30.65))))
    assert shape_of(left).equals(LEFT) and shape_of(right).equals(RIGHT)


def test_a_drawn_line_reshapes_both(gazetteer, units, shape_of, assert_fits):
    line = shapely.LineString([(113.09, 30.62), (113.13, 30.64), (113.13, 30.66), (113.09, 30.68)])
    gazetteer.do(EditSharedBoundary("division", units[1], Reshape(line)))
    assert_fits({number: shape_of(number) for number in units})
    assert shape_of(units[0]).area > LEFT.area


def test_a_refused_edit_changes_nothing(gazetteer, units, shape_of):
    entries = len(gazetteer.history())
    with pytest.raises(WrongShape):
        gazetteer.do(EditSharedBoundary("division", units[0], MoveVertex((113.0, 30.6), (113.15, 30.65))))
    assert shape_of(units[0]).equals_exact(LEFT) and len(gazetteer.history()) == entries


def test_a_division_is_not_drawn_over_or_away_from_its_neighbour(gazetteer, units, shape_of):
    for wrong in (shapely.box(113.0, 30.6, 113.15, 30.7), shapely.box(113.0, 30.6, 113.05, 30.7)):
        with pytest.raises(WrongShape) as refused:
            gazetteer.do(EditShape("division", units[0], wrong))
        assert refused.value.spot is not None
    gazetteer.do(EditShape("division", units[0], shapely.Polygon(
        [(113.1, 30.6), (113.1, 30.7), (112.9, 30.7), (113.0, 30.6)])))
    assert shape_of(units[0]).bounds[0] == 112.9


def test_a_unit_drawn_beside_another_shares_every_vertex_with_it(gazetteer, units, shape_of, assert_fits):
    changed = gazetteer.do(AddRecord("division", {"code": "429006903", "name": "上镇", "level": "township",
                                                  "parent": "429006"}))
    above = next(iter(changed.ids(Division)))
    drawn = shapely.Polygon([(113.033333333, 30.7), (113.15, 30.7), (113.15, 30.8), (113.033333333, 30.8)])
    gazetteer.do(EditShape("division", above, drawn))
    assert (113.1, 30.7) in shape_of(above).exterior.coords
    assert (113.033333333, 30.7) in shape_of(units[0]).exterior.coords
    assert (113.15, 30.7) in shape_of(units[1]).exterior.coords
    assert_fits({number: shape_of(number) for number in (*units, above)})


def test_units_of_another_level_do_not_take_part(gazetteer, units, shape_of):
    gazetteer.do(AddRecord("division", {"code": "429006901001", "name": "左村", "level": "village", "geom": LEFT}))
    changed = gazetteer.do(EditSharedBoundary("division", units[0], MoveVertex((113.0, 30.6), (112.99, 30.6))))
    assert changed.ids(Division) == {units[0]}


def test_a_split_unit_keeps_its_code_and_the_piece_gets_its_own(gazetteer, units, shape_of, assert_fits):
    left, right = units
    line = shapely.LineString([(112.9, 30.66), (113.15, 30.66)])
    changed = gazetteer.do(SplitDivision(left, line, {"code": "429006903", "name": "新镇"}))
    (fresh,) = gazetteer.find(Division, Division.code == "429006903")
    assert (fresh.level, fresh.parent) == ("township", "429006")
    assert_fits({left: shape_of(left), right: shape_of(right), fresh.id: fresh.geom})
    assert changed.ids(Division) == {left, right, fresh.id}
    gazetteer.do(MergeDivisions(left, [fresh.id]))
    assert shape_of(left).equals(LEFT) and gazetteer.get(Division, fresh.id).status == "撤销"
    assert_fits({left: shape_of(left), right: shape_of(right)})


def test_a_line_that_makes_three_pieces_is_refused(gazetteer, units):
    line = shapely.LineString([(112.9, 30.66), (113.15, 30.66), (113.15, 30.63), (112.9, 30.63)])
    with pytest.raises(WrongShape, match="3块"):
        gazetteer.do(SplitDivision(units[0], line, {"code": "429006903", "name": "新镇"}))


def test_a_place_is_split_and_merged(gazetteer, add_place):
    park = add_place("开发区", class_code="21720")
    gazetteer.do(EditShape("place", park.id, LEFT))
    line = shapely.LineString([(112.9, 30.66), (113.15, 30.66)])
    gazetteer.do(SplitPlace(park.id, line, {"name": "新区"}))
    (fresh,) = gazetteer.find(Place, Place.name == "新区")
    assert fresh.class_code == "21720" and len(fresh.code) == 20
    assert fresh.geom.area == pytest.approx(0.004) and gazetteer.get(Place, park.id).geom.area == pytest.approx(0.006)
    gazetteer.do(MergePlaces(park.id, [fresh.id], "2026", "天政发〔2026〕1号"))
    merged, gone = gazetteer.get(Place, park.id), gazetteer.get(Place, fresh.id)
    assert merged.geom.equals(LEFT) and (gone.status, gone.abolished) == (CANCELLED, "2026")
    assert "并入“开发区”" in gone.remark
    for _ in range(3):
        gazetteer.undo()
    assert gazetteer.get(Place, park.id).geom.equals(park.geom)


def test_places_without_a_shape_are_not_merged_or_split(gazetteer, add_place):
    with pytest.raises(RuleBroken, match="还没有图形"):
        gazetteer.do(MergePlaces(add_place().id, [add_place("李村", located=False).id], "2026"))
    with pytest.raises(RuleBroken):
        gazetteer.do(SplitPlace(add_place("张村", located=False).id, shapely.LineString([(113, 30), (114, 31)]), {}))


def test_the_outlines_of_the_sample_are_mended_in_one_change(sample, assert_fits):
    home = sample.find(Division, Division.code == "429006")[0]
    changed = sample.do(MendBoundaries("division", home.id))
    assert len(changed.ids(Division)) > 1
    shapes = {row.id: row.geom for row in sample.find(Division) if row.geom is not None}
    assert shapely.coverage_is_valid(list(shapes.values()))
    sample.undo()
    assert not shapely.coverage_is_valid([row.geom for row in sample.find(Division) if row.geom is not None])


def test_a_repair_is_taken_as_one_change(gazetteer, units, shape_of):
    gazetteer.do(TakeRepair("division", {units[0]: LEFT.buffer(-0.001), units[1]: RIGHT.buffer(-0.001)}))
    assert shape_of(units[0]).area < LEFT.area
    gazetteer.undo()
    assert shape_of(units[0]).equals_exact(LEFT)


def test_other_registers_and_lost_records_are_refused(gazetteer, units):
    for table, number in (("setting", 1), ("division", 9999)):
        with pytest.raises(GazetteerError):
            gazetteer.do(EditShape(table, number, LEFT))


def test_a_shared_stretch_is_densified_and_simplified_on_both_sides(gazetteer, units, shape_of, assert_fits):
    gazetteer.do(EditSharedBoundary("division", units[0], Densify(500)))
    left, right = (shape_of(number) for number in units)
    assert len(left.exterior.coords) > 80 and len(set(left.exterior.coords) & set(right.exterior.coords)) > 20
    assert_fits({1: left, 2: right})
    gazetteer.do(EditSharedBoundary("division", units[1], Simplify(1)))
    assert shape_of(units[1]).equals(RIGHT) and len(shape_of(units[1]).exterior.coords) == 5
    assert_fits({1: shape_of(units[0]), 2: shape_of(units[1])})
    for _ in range(2):
        gazetteer.undo()
    assert shape_of(units[0]).equals_exact(LEFT) and shape_of(units[1]).equals_exact(RIGHT)


def test_an_exclave_is_given_taken_and_given_back_each_in_one_change(gazetteer, units, shape_of, assert_fits):
    ring = shapely.box(113.02, 30.62, 113.04, 30.64)
    gazetteer.do(EditSharedBoundary("division", units[1], TakeRing(ring)))
    left, right = (shape_of(number) for number in units)
    assert len(left.interiors) == 1 and right.geom_type == "MultiPolygon" and right.contains(ring.centroid)
    assert_fits({1: left, 2: right})
    gazetteer.do(EditSharedBoundary("division", units[0], TakePiece((113.03, 30.63))))
    assert shape_of(units[0]).equals(LEFT) and shape_of(units[1]).equals(RIGHT)
    gazetteer.undo()
    assert shape_of(units[1]).equals_exact(right)


def test_a_hole_that_nobody_has_goes_to_a_neighbour(gazetteer, units, shape_of, assert_fits):
    hole = shapely.box(113.02, 30.62, 113.04, 30.64)
    gazetteer.do(EditShape("division", units[0], LEFT.difference(hole)))
    gazetteer.do(EditSharedBoundary("division", units[1], TakePiece((113.03, 30.63))))
    assert_fits({number: shape_of(number) for number in units})
    assert shape_of(units[1]).contains(hole.centroid)
