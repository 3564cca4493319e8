"""Random edits of common boundaries, by the thousand, leave neither gap nor overlap.

SHAPE_EDITS=10000 makes them as many as the promise is for.
"""

from __future__ import annotations

import os
import random

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.shapes import boundary, thinning
from gazetteer.shapes.errors import WrongShape
from gazetteer.shapes.net import Net

EDITS = int(os.environ.get("SHAPE_EDITS", "2000"))


def random_edit(net, chance, spread):
    """One edit at a random edge: most move a vertex, others put one in or take one out, some draw or thin a stretch."""
    edges = net.edges
    row = chance.randrange(len(edges.owner))
    start, end = tuple(edges.start[row].tolist()), tuple(edges.end[row].tolist())
    what = chance.random()
    if what < 0.02:
        return boundary.reshape(net, int(edges.owner[row]), bulge(net.shapes[int(edges.owner[row])], chance))
    if what < 0.022:
        return thinning.simplify(net, int(edges.owner[row]), spread * 1000)
    if what < 0.024:
        return thinning.densify(net, int(edges.owner[row]), 4000.0)
    if what < 0.6:
        return net.move_vertex(start, (start[0] + chance.gauss(0, spread), start[1] + chance.gauss(0, spread)))
    if what < 0.8:
        part = chance.uniform(0.05, 0.95)
        return net.insert_vertex(start, end, (start[0] + part * (end[0] - start[0]),
                                              start[1] + part * (end[1] - start[1])))
    return net.delete_vertex(start)


def bulge(area, chance):
    """A line that leaves an area, or goes into it, and comes back over a part of its outline, often over junctions."""
    ring = shapely.get_parts(area)[0].exterior
    middle, at = area.representative_point(), chance.random()
    width, part = chance.uniform(0.02, 0.2), chance.choice([0.9, 1.1])
    spots = [(ring.interpolate((at + step * width) % 1, normalized=True), size)
             for step, size in ((-1, 1 / part), (-0.6, part), (0.6, part), (1, 1 / part))]
    return shapely.LineString([(middle.x + (spot.x - middle.x) * size, middle.y + (spot.y - middle.y) * size)
                               for spot, size in spots])


def edit_randomly(net, count, spread, chance):
    done = 0
    for _ in range(count):
        try:
            net.take(random_edit(net, chance, spread))
        except WrongShape as refusal:
            assert refusal.spot is not None and str(refusal)
        else:
            done += 1
    return done


def test_many_edits_of_a_generated_coverage(coverage, assert_fits):
    net, chance = Net(coverage()), random.Random(7)
    done = 0
    for _ in range(10):
        done += edit_randomly(net, EDITS // 10, 0.01, chance)
        assert_fits(net.shapes)
    assert done > EDITS / 2, "most edits must be done, else the test proves little"
    whole = shapely.coverage_union_all(list(net.shapes.values()))
    assert whole.geom_type == "Polygon" and not whole.interiors


def test_many_edits_of_the_county_outlines(counties, assert_fits):
    net, chance = Net(counties), random.Random(8)
    whole = shapely.get_parts(shapely.coverage_union_all(list(counties.values())))
    lakes = int(shapely.get_num_interior_rings(whole).sum())
    done = 0
    for _ in range(5):
        done += edit_randomly(net, EDITS // 5, 0.002, chance)
        assert_fits(net.shapes, lakes)
    assert done > EDITS / 2


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), spread=st.sampled_from([1e-9, 1e-6, 1e-3, 0.05, 0.3]))
def test_edits_of_any_size_leave_a_coverage_that_fits(coverage, assert_fits, seed, spread):
    net = Net(coverage(seed % 20, 12))
    edit_randomly(net, 40, spread, random.Random(seed))
    assert_fits(net.shapes)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_reshaping_splitting_and_merging_leave_a_coverage_that_fits(coverage, assert_fits, seed):
    net, chance = Net(coverage(seed % 20, 20)), random.Random(seed)
    for _ in range(25):
        number = chance.choice(list(net.shapes))
        area = net.shapes[number]
        spot, size = area.representative_point(), area.bounds[2] - area.bounds[0]
        line = shapely.LineString([(spot.x + chance.gauss(0, size), spot.y + chance.gauss(0, size))
                                   for _ in range(chance.randint(2, 4))])
        try:
            if chance.random() < 0.6:
                net.take(boundary.reshape(net, number, line))
            else:
                pieces, change = boundary.split(net, number, line)
                net.take({**change, number: pieces[0], **dict(enumerate(pieces[1:], max(net.shapes) + 1))})
        except WrongShape as refusal:
            assert refusal.spot is not None
    assert_fits(net.shapes)


@pytest.fixture
def two():
    """Two squares side by side with a common edge."""
    return Net({1: shapely.box(113.0, 30.0, 113.1, 30.1), 2: shapely.box(113.1, 30.0, 113.2, 30.1)})


def vertices_of(net, number):
    return {tuple(pair) for pair in shapely.get_coordinates(net.shapes[number]).tolist()}


def test_a_common_vertex_moves_in_both_areas(two, assert_fits):
    change = two.move_vertex((113.1, 30.1), (113.12, 30.11))
    assert set(change) == {1, 2}
    two.take(change)
    assert (113.12, 30.11) in vertices_of(two, 1) & vertices_of(two, 2)
    assert_fits(two.shapes)


def test_a_new_vertex_on_a_common_edge_is_put_into_both(two, assert_fits):
    two.take(two.insert_vertex((113.1, 30.0), (113.1, 30.1), (113.104, 30.05)))
    assert (113.104, 30.05) in vertices_of(two, 1) & vertices_of(two, 2)
    assert_fits(two.shapes)


def test_a_vertex_where_three_lines_meet_is_not_deleted(two):
    with pytest.raises(WrongShape, match="3条界线") as refused:
        two.delete_vertex((113.1, 30.1))
    assert refused.value.spot == (113.1, 30.1)


def test_a_boundary_is_not_drawn_through_another(two):
    with pytest.raises(WrongShape) as refused:
        two.move_vertex((113.0, 30.0), (113.15, 30.05))
    assert refused.value.spot is not None and "碰到" in str(refused.value)


def test_an_area_does_not_swallow_a_small_one_that_touches_nothing():
    net = Net({1: shapely.box(113.0, 30.0, 113.1, 30.1), 2: shapely.box(113.12, 30.04, 113.13, 30.05)})
    net.take(net.insert_vertex((113.1, 30.0), (113.1, 30.1), (113.1, 30.05)))
    with pytest.raises(WrongShape, match="重叠"):
        net.move_vertex((113.1, 30.05), (113.5, 30.045))


def test_an_area_is_not_turned_inside_out():
    triangle = shapely.Polygon([(113.0, 30.0), (113.1, 30.0), (113.05, 30.1)])
    other = shapely.Polygon([(113.0, 30.0), (113.05, 29.8), (113.1, 30.0)])
    with pytest.raises(WrongShape):
        Net({1: triangle, 2: other}).move_vertex((113.05, 30.1), (113.05, 29.95))


def test_areas_that_overlapped_before_can_be_edited_elsewhere():
    net = Net({1: shapely.box(113.0, 30.0, 113.1, 30.1), 2: shapely.box(113.09, 30.02, 113.2, 30.08)})
    line = shapely.LineString([(113.02, 30.02), (112.97, 30.03), (112.97, 30.06), (113.02, 30.07)])
    assert boundary.reshape(net, 1, line)[1].area > 0.01
    around = shapely.LineString([(113.02, 30.09), (113.02, 30.2), (113.3, 30.2), (113.3, 29.9), (113.05, 29.9),
                                 (113.05, 30.01)])
    with pytest.raises(WrongShape):
        boundary.reshape(net, 1, around)


def test_a_drawn_line_replaces_the_stretch_in_both_areas(two, assert_fits):
    line = shapely.LineString([(113.09, 30.03), (113.13, 30.04), (113.13, 30.06), (113.09, 30.07)])
    two.take(boundary.reshape(two, 1, line))
    assert_fits(two.shapes)
    assert two.shapes[1].area > 0.01 > two.shapes[2].area
    assert (113.13, 30.04) in vertices_of(two, 1) & vertices_of(two, 2)


def test_a_split_puts_its_ends_into_the_neighbours(two, assert_fits):
    pieces, change = boundary.split(two, 1, shapely.LineString([(112.9, 30.06), (113.15, 30.06)]))
    assert [round(piece.area, 6) for piece in pieces] == [0.006, 0.004]
    assert set(change) == {2} and (113.1, 30.06) in {tuple(pair) for pair in change[2].exterior.coords}
    assert_fits({1: pieces[0], 3: pieces[1], **change})


def test_a_line_that_ends_inside_does_not_split(two):
    with pytest.raises(WrongShape, match="没有把面切开"):
        boundary.split(two, 1, shapely.LineString([(112.9, 30.06), (113.05, 30.06)]))
