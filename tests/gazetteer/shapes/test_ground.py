"""Ground that goes from one area to another leaves neither gap nor overlap."""

from __future__ import annotations

import random

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer.shapes import ground, thinning
from gazetteer.shapes.errors import WrongShape
from gazetteer.shapes.net import Net


@pytest.fixture
def two():
    return Net({1: shapely.box(113.0, 30.0, 113.1, 30.1), 2: shapely.box(113.1, 30.0, 113.2, 30.1)})


def random_change(net, number, chance):
    """Ground taken by a ring or as a piece, or an outline simplified or densified."""
    spot = net.shapes[number].representative_point()
    what = chance.random()
    if what < 0.5:
        at = shapely.Point(min(max(chance.gauss(spot.x, 0.05), 113.03), 113.57),
                           min(max(chance.gauss(spot.y, 0.05), 30.33), 30.77))
        return ground.take_ring(net, number, at.buffer(chance.uniform(0.001, 0.03), quad_segs=chance.randint(1, 3)))
    if what < 0.7:
        part = chance.choice(shapely.get_parts(list(net.shapes.values()))).representative_point()
        return ground.take_piece(net, number, (part.x, part.y))
    if what < 0.85:
        return thinning.simplify(net, number, chance.choice([5.0, 100.0, 3000.0]))
    return thinning.densify(net, number, chance.choice([300.0, 2000.0]))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_giving_taking_simplifying_and_densifying_leave_a_coverage_that_fits(coverage, assert_fits, seed):
    net, chance = Net(coverage(seed % 20, 16)), random.Random(seed)
    for _ in range(15):
        try:
            net.take(random_change(net, chance.choice(list(net.shapes)), chance))
        except WrongShape as refusal:
            assert refusal.spot is not None and str(refusal)
    assert_fits(net.shapes)


def test_a_ring_over_the_common_boundary_moves_it(two, assert_fits):
    two.take(ground.take_ring(two, 1, shapely.box(113.08, 30.02, 113.12, 30.05)))
    assert_fits(two.shapes)
    assert two.shapes[1].geom_type == "Polygon" and two.shapes[1].area > 0.01 > two.shapes[2].area


def test_ground_outside_both_is_taken_by_a_ring(two, assert_fits):
    two.take(ground.take_ring(two, 1, shapely.box(112.98, 30.02, 113.05, 30.05)))
    assert_fits(two.shapes)
    assert two.shapes[1].area == pytest.approx(0.01 + 0.02 * 0.03) and two.shapes[2].area == pytest.approx(0.01)


@pytest.mark.parametrize(("ring", "said"), [
    (shapely.box(113.02, 30.02, 113.05, 30.05), "没有可以划入的地"),
    (shapely.box(113.05, 29.9, 113.3, 30.2), "整个划走"),
    (shapely.Polygon([(113.15, 30.02), (113.17, 30.06), (113.17, 30.02), (113.15, 30.06)]), "自相交"),
])
def test_what_can_not_be_given_is_refused_with_its_spot(two, ring, said):
    with pytest.raises(WrongShape, match=said) as refused:
        ground.take_ring(two, 1, ring)
    assert refused.value.spot is not None


@pytest.mark.parametrize(("at", "said"), [
    ((113.05, 30.05), "已经属于"), ((113.15, 30.05), "不是飞地"), ((113.5, 30.05), "没有可以划入的地"),
])
def test_a_click_that_means_no_exclave_is_refused(two, at, said):
    with pytest.raises(WrongShape, match=said):
        ground.take_piece(two, 1, at)


def test_a_stretch_is_simplified_no_farther_than_it_may_touch(assert_fits):
    """A small area in a fold of the boundary keeps the fold."""
    fold = [(113.0, 30.0), (113.1, 30.0), (113.1, 30.04), (113.096, 30.05), (113.1, 30.06), (113.1, 30.1),
            (113.0, 30.1)]
    inner = shapely.Polygon([(113.097, 30.05), (113.0985, 30.0475), (113.0985, 30.0525)])
    net = Net({1: shapely.Polygon(fold), 2: inner})
    net.take(thinning.simplify(net, 1, 1000.0))
    assert_fits(net.shapes)
    assert (113.096, 30.05) in net.shapes[1].exterior.coords
