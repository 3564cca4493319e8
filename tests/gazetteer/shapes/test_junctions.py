"""A stretch is drawn anew over places where other boundaries end: they come to end on the new line."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.shapes import boundary
from gazetteer.shapes.errors import WrongShape
from gazetteer.shapes.net import Net


@pytest.fixture
def three():
    """Two squares side by side, and a long one on top of both: three lines meet at (113.1, 30.1)."""
    return Net({1: shapely.box(113.0, 30.0, 113.1, 30.1), 2: shapely.box(113.1, 30.0, 113.2, 30.1),
                3: shapely.Polygon([(113.0, 30.1), (113.1, 30.1), (113.2, 30.1), (113.2, 30.2), (113.0, 30.2)])})


def spots(net, *numbers):
    return set.intersection(*({tuple(pair) for pair in shapely.get_coordinates(net.shapes[number]).tolist()}
                              for number in numbers))


def test_the_line_between_the_others_is_carried_on_where_an_area_draws_back(three, assert_fits):
    line = shapely.LineString([(113.05, 30.09), (113.05, 30.13), (113.15, 30.13), (113.15, 30.09)])
    three.take(boundary.reshape(three, 3, line))
    assert_fits(three.shapes)
    assert spots(three, 1, 2, 3) == {(113.1, 30.13)}, "straight on"
    assert three.shapes[3].area < 0.02 - 0.0029


def test_the_line_between_the_others_is_cut_off_where_an_area_grows(three, assert_fits):
    line = shapely.LineString([(113.05, 30.11), (113.05, 30.07), (113.15, 30.07), (113.15, 30.11)])
    three.take(boundary.reshape(three, 3, line))
    assert_fits(three.shapes)
    assert spots(three, 1, 2, 3) == {(113.1, 30.07)} and spots(three, 1, 2) == {(113.1, 30.0), (113.1, 30.07)}
    assert three.shapes[3].area > 0.02 + 0.0029


def test_a_line_drawn_from_one_neighbour_follows_in_all_three(three, assert_fits):
    line = shapely.LineString([(113.06, 30.11), (113.07, 30.09), (113.09, 30.05), (113.11, 30.04)])
    three.take(boundary.reshape(three, 1, line))
    assert_fits(three.shapes)
    assert len(spots(three, 1, 2, 3)) == 1


def test_several_junctions_move_in_their_order(assert_fits):
    lons = [round(113.0 + n / 100, 2) for n in range(6)]
    columns = {n: shapely.box(lons[n], 30.0, lons[n + 1], 30.1) for n in range(5)}
    top = shapely.Polygon([*((lon, 30.1) for lon in lons), (113.05, 30.2), (113.0, 30.2)])
    net = Net({**columns, 9: top})
    net.take(boundary.reshape(net, 9, shapely.LineString([(113.0, 30.15), (113.05, 30.12)])))
    assert_fits(net.shapes)
    assert all(len(spots(net, n, n + 1, 9)) == 1 for n in range(4))


def test_a_line_that_crosses_a_boundary_again_and_again_is_refused_with_its_spot(three):
    line = shapely.LineString([(113.05, 30.11), (113.05, 30.08), (113.12, 30.08), (113.08, 30.06), (113.15, 30.05),
                               (113.15, 30.11)])
    with pytest.raises(WrongShape, match="几次穿过") as refused:
        boundary.reshape(three, 3, line)
    assert refused.value.spot is not None and "断开" in str(refused.value)


def test_growing_over_a_point_where_four_boundaries_meet_is_refused_with_its_spot():
    around = Net({1: shapely.box(113.0, 30.0, 113.1, 30.1), 2: shapely.box(113.1, 30.0, 113.2, 30.1),
                  3: shapely.box(113.0, 30.1, 113.1, 30.2), 4: shapely.box(113.1, 30.1, 113.2, 30.2)})
    line = shapely.LineString([(113.09, 30.05), (113.15, 30.06), (113.14, 30.14), (113.05, 30.15), (113.05, 30.09)])
    with pytest.raises(WrongShape, match="四条以上") as refused:
        boundary.reshape(around, 1, line)
    assert refused.value.spot == (113.1, 30.1)
