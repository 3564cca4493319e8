"""Single shapes: moved, turned, scaled, offset, simplified, densified, reshaped, split, holed, merged."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.shapes import operations as do
from gazetteer.shapes.errors import WrongShape
from gazetteer.shapes.measuring import measure_geometry
from gazetteer.shapes.vertices import delete_vertex, insert_vertex, move_vertex, nearest_edge, vertices

SQUARE = shapely.box(113.1, 30.6, 113.2, 30.7)
LINE = shapely.LineString([(113.1, 30.6), (113.15, 30.6), (113.2, 30.65)])
HOLED = SQUARE.difference(shapely.box(113.14, 30.64, 113.16, 30.66))
metres = st.floats(-5000, 5000)


@given(east=metres, north=metres)
def test_moving_there_and_back_is_nothing(east, north):
    back = do.moved(do.moved(SQUARE, east, north), -east, -north)
    assert shapely.hausdorff_distance(back, SQUARE) < 3e-9


def test_moving_keeps_the_size_on_the_plane():
    moved = do.moved(SQUARE, 800, -300)
    before, after = measure_geometry(SQUARE), measure_geometry(moved)
    assert after.plane_area == pytest.approx(before.plane_area, rel=1e-7)


def test_what_lay_at_one_position_lies_at_the_other():
    moved = do.moved_to(LINE, (113.1, 30.6), (113.12, 30.63))
    assert moved.coords[0] == pytest.approx((113.12, 30.63), abs=2e-9)


def test_a_quarter_turn_is_clockwise():
    turned = do.rotated(shapely.LineString([(113.1, 30.6), (113.1, 30.7)]), 90, (113.1, 30.6))
    (x, y), (u, v) = turned.coords
    assert (x, y) == (113.1, 30.6) and u > 113.19 and abs(v - 30.6) < 0.001


def test_scaling_twice_makes_four_times_the_area():
    bigger = do.scaled(SQUARE, 2)
    assert measure_geometry(bigger).plane_area == pytest.approx(4 * measure_geometry(SQUARE).plane_area, rel=1e-6)
    with pytest.raises(WrongShape, match="大于零"):
        do.scaled(SQUARE, 0)


def test_a_parallel_lies_to_the_left_of_a_line_and_around_an_area():
    left = do.offset(shapely.LineString([(113.1, 30.6), (113.2, 30.6)]), 100)
    assert all(lat > 30.6 for _, lat in left.coords)
    assert do.offset(SQUARE, 50).contains(SQUARE) and SQUARE.contains(do.offset(SQUARE, -50))
    with pytest.raises(WrongShape, match="没有剩下"):
        do.offset(SQUARE, -9000)


def test_vertices_that_stay_when_simplified_or_densified_do_not_move():
    before = set(SQUARE.exterior.coords)
    dense = do.densified(SQUARE, 500)
    assert before < set(dense.exterior.coords) and len(dense.exterior.coords) > 70
    assert set(do.simplified(dense, 5).exterior.coords) == before


def test_a_line_splits_an_area_in_two_with_the_same_whole():
    pieces = do.split(SQUARE, shapely.LineString([(113.05, 30.65), (113.25, 30.66)]))
    assert len(pieces) == 2 and pieces[0].area >= pieces[1].area
    assert sum(piece.area for piece in pieces) == pytest.approx(SQUARE.area, rel=1e-6)
    with pytest.raises(WrongShape, match="没有把图形切开") as refused:
        do.split(SQUARE, shapely.LineString([(113.05, 30.65), (113.15, 30.66)]))
    assert refused.value.spot == (113.05, 30.65)


def test_a_line_splits_a_line():
    pieces = do.split(LINE, shapely.LineString([(113.12, 30.5), (113.12, 30.7)]))
    assert len(pieces) == 2 and {tuple(pair) for piece in pieces for pair in piece.coords} > set(LINE.coords)


def test_lines_that_meet_become_one_and_kinds_are_not_mixed():
    other = shapely.LineString([(113.2, 30.65), (113.3, 30.7)])
    assert do.merged([LINE, other]).geom_type == "LineString"
    with pytest.raises(WrongShape, match="不同种类"):
        do.merged([LINE, SQUARE])


def test_a_hole_is_cut_inside_only_and_filled_again():
    ring = [(113.12, 30.62), (113.13, 30.62), (113.13, 30.63)]
    holed = do.hole_cut(SQUARE, ring)
    assert len(holed.interiors) == 1
    assert do.hole_filled(holed, (113.128, 30.624)).equals(SQUARE)
    with pytest.raises(WrongShape, match="里面") as refused:
        do.hole_cut(SQUARE, [(113.19, 30.62), (113.3, 30.62), (113.3, 30.63)])
    assert not SQUARE.covers(shapely.Point(refused.value.spot))
    with pytest.raises(WrongShape, match="没有洞"):
        do.hole_filled(holed, (113.18, 30.68))


def test_a_drawn_line_replaces_a_stretch():
    line = shapely.LineString([(113.12, 30.69), (113.15, 30.73), (113.18, 30.69)])
    after = do.reshaped(SQUARE, line)
    assert (113.15, 30.73) in after.exterior.coords and after.contains(shapely.Point(113.15, 30.72))
    assert set(SQUARE.exterior.coords) < set(after.exterior.coords)
    with pytest.raises(WrongShape, match="没有两次穿过"):
        do.reshaped(SQUARE, shapely.LineString([(113.12, 30.69), (113.15, 30.73)]))


def test_the_start_of_a_ring_may_lie_in_the_stretch():
    square = shapely.Polygon([(113.2, 30.6), (113.2, 30.7), (113.1, 30.7), (113.1, 30.6)])
    after = do.reshaped(square, shapely.LineString([(113.19, 30.58), (113.21, 30.62)]))
    assert (113.2, 30.6) not in after.exterior.coords and len(after.exterior.coords) == 6
    assert after.area < square.area


def test_a_crossing_outline_is_refused_with_its_spot():
    square = shapely.Polygon([(113.1, 30.6), (113.2, 30.6), (113.2, 30.7), (113.1, 30.7)])
    with pytest.raises(WrongShape, match="自相交") as refused:
        do.check(move_vertex(square, 0, 0, (113.25, 30.68)))
    assert 113.1 < refused.value.spot[0] < 113.25


def test_vertices_are_moved_inserted_and_deleted_one_by_one():
    assert [(vertex.path, vertex.index) for vertex in vertices(HOLED)] == [(p, i) for p in (0, 1) for i in range(4)]
    first = vertices(HOLED)[0]
    moved = move_vertex(HOLED, 0, 0, (113.21, 30.59))
    assert first.position not in moved.exterior.coords and moved.exterior.is_closed
    path, index = nearest_edge(HOLED, (113.1401, 30.65))
    assert path == 1
    more = insert_vertex(HOLED, path, index, (113.1401, 30.65))
    assert len(more.interiors[0].coords) == 6
    fewer = delete_vertex(HOLED, 0, 0)
    assert len(fewer.exterior.coords) == 4 and fewer.exterior.is_closed


def test_the_last_ring_keeps_three_vertices_and_a_hole_goes_with_its_third():
    triangle = delete_vertex(SQUARE, 0, 1)
    with pytest.raises(WrongShape, match="不能再删点"):
        delete_vertex(triangle, 0, 1)
    without = delete_vertex(delete_vertex(HOLED, 1, 1), 1, 1)
    assert not without.interiors
    with pytest.raises(WrongShape, match="至少要两个点"):
        delete_vertex(shapely.LineString([(113, 30), (113.1, 30)]), 0, 0)


@pytest.mark.parametrize("metres", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("operation", [do.simplified, do.densified])
def test_what_is_no_length_is_refused(operation, metres):
    with pytest.raises(WrongShape, match="大于零"):
        operation(SQUARE, metres)


def test_so_small_a_spacing_that_no_map_could_be_used_is_refused():
    with pytest.raises(WrongShape, match="点距太小"):
        do.densified(SQUARE, 0.01)


def test_a_part_is_added_and_the_nearest_is_taken_away_again():
    other = shapely.box(113.3, 30.6, 113.31, 30.61)
    both = do.part_added(SQUARE, other)
    assert both.geom_type == "MultiPolygon" and do.part_removed(both, (113.305, 30.6)).equals(SQUARE)
    assert do.part_added(SQUARE, shapely.box(113.15, 30.6, 113.3, 30.7)).equals(shapely.box(113.1, 30.6, 113.3, 30.7))
    assert do.part_added(LINE, shapely.LineString([(113, 30), (113, 31)])).geom_type == "MultiLineString"
    with pytest.raises(WrongShape, match="只有这一部分"):
        do.part_removed(SQUARE, (113.1, 30.6))
    with pytest.raises(WrongShape, match="不同种类"):
        do.part_added(SQUARE, LINE)
