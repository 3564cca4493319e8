"""Areas that nearly fit are made to fit."""

from __future__ import annotations

import shapely

from gazetteer.places.division import Division
from gazetteer.shapes.mending import fits, mended


def test_the_county_outlines_of_the_sample_come_to_fit(sample, assert_fits):
    shapes = {division.id: division.geom for division in sample.find(Division) if division.geom is not None}
    assert not fits(shapes)
    after = {**shapes, **mended(shapes)}
    assert_fits(after, lakes=int(shapely.get_num_interior_rings(
        shapely.get_parts(shapely.coverage_union_all(list(after.values())))).sum()))
    changed = sum(shapely.symmetric_difference(shapes[number], after[number]).area for number in shapes)
    assert changed < 1e-6


def test_vertices_that_nearly_meet_become_one(assert_fits):
    left = shapely.box(113.0, 30.0, 113.1, 30.1)
    right = shapely.Polygon([(113.100001, 30.0), (113.2, 30.0), (113.2, 30.1), (113.0999995, 30.1)])
    assert_fits({1: left, 2: right} | mended({1: left, 2: right}))


def test_a_vertex_that_only_one_side_has_is_put_into_the_other(assert_fits):
    left = shapely.box(113.0, 30.0, 113.1, 30.1)
    right = shapely.Polygon([(113.1, 30.0), (113.2, 30.0), (113.2, 30.1), (113.1, 30.1), (113.1, 30.05)])
    change = mended({1: left, 2: right})
    assert set(change) == {1} and len(change[1].exterior.coords) == 6
    assert_fits({1: left, 2: right} | change)


def test_what_two_have_goes_to_one_and_a_thin_gap_to_a_neighbour(assert_fits):
    first, second = shapely.box(113.0, 30.0, 113.1, 30.1), shapely.box(113.09, 30.02, 113.2, 30.08)
    assert_fits({1: first, 2: second} | mended({1: first, 2: second}))


def test_areas_that_fit_are_left_alone(coverage):
    assert mended(coverage()) == {}
