"""Snapping to what is there, and following it."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.shapes.errors import WrongShape
from gazetteer.shapes.snapping import CROSSING, EDGE, VERTEX, Snapper
from gazetteer.shapes.tracing import trace

METRE = 1 / 111_000


@pytest.fixture
def snapper():
    return Snapper({"东西路": shapely.LineString([(113.1, 30.6), (113.2, 30.6)]),
                    "南北路": shapely.LineString([(113.15, 30.55), (113.15, 30.65)]),
                    "村": shapely.Point(113.3, 30.6)})


def test_a_vertex_comes_before_the_edge_and_is_met_exactly(snapper):
    found = snapper.snap(113.1 + 3 * METRE, 30.6 + 2 * METRE, 10)
    assert (found.kind, found.position, found.owner) == (VERTEX, (113.1, 30.6), "东西路")


def test_a_crossing_comes_before_the_edge(snapper):
    found = snapper.snap(113.15 + 3 * METRE, 30.6 + 2 * METRE, 10)
    assert found.kind == CROSSING and found.position == pytest.approx((113.15, 30.6), abs=1e-5)


def test_an_edge_gives_the_nearest_spot_and_its_ends(snapper):
    found = snapper.snap(113.12, 30.6 + 5 * METRE, 10)
    assert found.kind == EDGE and found.edge == ((113.1, 30.6), (113.2, 30.6))
    assert found.lat == 30.6 and found.lon == pytest.approx(113.12, abs=1e-4)


def test_points_are_snapped_to_as_well(snapper):
    assert snapper.snap(113.3 + METRE, 30.6, 10).owner == "村"


def test_beyond_the_reach_and_of_other_kinds_there_is_nothing(snapper):
    assert snapper.snap(113.12, 30.62, 10) is None
    assert snapper.snap(113.12, 30.6 + 5 * METRE, 10, kinds=(VERTEX,)) is None


def test_a_trace_goes_the_shorter_way_round():
    ring = shapely.Polygon([(113.0, 30.0), (113.1, 30.0), (113.1, 30.1), (113.0, 30.1)])
    assert trace([ring], (113.0, 30.0), (113.1, 30.0)) == [(113.0, 30.0), (113.1, 30.0)]
    way = trace([ring], (113.02, 30.0), (113.0, 30.1))
    assert way == [(113.02, 30.0), (113.0, 30.0), (113.0, 30.1)]


def test_a_trace_passes_from_line_to_line_where_they_share_a_vertex():
    first, second = shapely.LineString([(113, 30), (113.1, 30)]), shapely.LineString([(113.1, 30), (113.1, 30.1)])
    assert trace([first, second], (113, 30), (113.1, 30.1)) == [(113, 30), (113.1, 30), (113.1, 30.1)]


def test_without_a_way_the_trace_says_so():
    first, second = shapely.LineString([(113, 30), (113.1, 30)]), shapely.LineString([(113.2, 30), (113.2, 30.1)])
    with pytest.raises(WrongShape, match="不相连"):
        trace([first, second], (113, 30), (113.2, 30))
    with pytest.raises(WrongShape, match="没有可以跟踪的线") as refused:
        trace([first], (113, 30.5), (113.1, 30))
    assert refused.value.spot == (113, 30.5)
