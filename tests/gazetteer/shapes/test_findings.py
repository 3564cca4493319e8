"""What is doubtful about a shape, where, and that the offered repair removes it."""

from __future__ import annotations

import pytest
import shapely

from gazetteer.shapes.findings import may_leave_city, shape_findings

SQUARE = shapely.box(113.1, 30.6, 113.2, 30.7)
BOW = shapely.Polygon([(113.1, 30.6), (113.2, 30.7), (113.2, 30.6), (113.1, 30.7)])
NEIGHBOUR = shapely.box(113.2, 30.6, 113.3, 30.7)


def only(found, rule):
    assert [finding.rule for finding in found] == [rule]
    return found[0]


def test_a_sound_shape_has_no_finding():
    assert shape_findings(1, SQUARE, {2: NEIGHBOUR}, SQUARE.buffer(0.5)) == []


@pytest.mark.parametrize(("shape", "others", "rule"), [
    (BOW, {}, "T01"),
    (shapely.MultiPolygon([SQUARE, shapely.box(113.3, 30.6, 113.300001, 30.65)]), {}, "T02"),
    (SQUARE.difference(shapely.box(113.12, 30.62, 113.120001, 30.65)), {}, "T02"),
    (shapely.box(113.1, 30.6, 113.21, 30.7), {2: NEIGHBOUR}, "T03"),
])
def test_each_finding_has_its_spot_and_a_repair_that_removes_it(shape, others, rule):
    finding = only(shape_findings(1, shape, others), rule)
    assert shapely.box(*shape.bounds).covers(shapely.Point(finding.spot)) and finding.repair_text
    after = finding.repair()
    assert shape_findings(1, after[1], {**others, **{k: v for k, v in after.items() if k != 1}}) == []


def test_a_thin_gap_to_a_neighbour_is_closed():
    thin = shapely.Polygon([(113.2, 30.6), (113.3, 30.6), (113.3, 30.7), (113.2, 30.7), (113.200004, 30.65)])
    finding = only(shape_findings(1, SQUARE, {2: thin}), "T04")
    assert finding.spot[1] == pytest.approx(30.65, abs=0.03)
    after = {1: SQUARE, 2: thin, **finding.repair()}
    assert shapely.coverage_is_valid(list(after.values()))
    assert shape_findings(1, after[1], {2: after[2]}) == []


def test_what_reaches_beyond_the_city_is_cut_at_its_outline():
    city = shapely.box(113.0, 30.5, 113.15, 30.8)
    finding = only(shape_findings(1, SQUARE, city=city), "T05")
    assert finding.spot[0] > 113.15
    assert city.covers(finding.repair()[1])


def test_rivers_and_roads_may_leave_the_city_and_villages_may_not():
    assert may_leave_city("12100") and may_leave_city("23211") and not may_leave_city("22200")
