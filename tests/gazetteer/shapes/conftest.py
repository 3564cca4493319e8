"""Areas that fit each other, made and real."""

from __future__ import annotations

import random

import numpy as np
import pytest
import shapely

from gazetteer.places.division import Division
from gazetteer.shapes.mending import mended


def doubled_area(rings) -> int:
    """Twice the signed area in whole squares of a grid of 10⁻¹² degrees: exact, without any rounding of sums."""
    total = 0
    for ring in rings:
        pairs = [(round(lon * 10**12), round(lat * 10**12)) for lon, lat in ring.tolist()]
        total += sum(x * v - u * y for (x, y), (u, v) in zip(pairs, pairs[1:], strict=False))
    return total


@pytest.fixture(scope="session")
def assert_fits():
    """assert_fits(shapes, lakes=0): not one gap and not one overlap, by edges, by areas and by the geometry engine."""

    def check(shapes, lakes=0):
        areas = np.array(list(shapes.values()), object)
        assert shapely.is_valid(areas).all()
        assert shapely.coverage_is_valid(areas)
        parts = shapely.orient_polygons(shapely.get_parts(areas), exterior_cw=False)
        edges: dict[tuple, int] = {}
        for ring in shapely.get_rings(parts):
            pairs = list(map(tuple, shapely.get_coordinates(ring).tolist()))
            for pair in zip(pairs, pairs[1:], strict=False):
                edges[pair] = edges.get(pair, 0) + 1
        assert set(edges.values()) == {1}, "an edge is used twice on the same side"
        whole = shapely.orient_polygons(shapely.get_parts(shapely.coverage_union_all(areas)), exterior_cw=False)
        assert sum(shapely.get_num_interior_rings(whole)) == lakes
        outer = {pair for pair in edges if pair[::-1] not in edges}
        rims = {(tuple(a), tuple(b)) for ring in shapely.get_rings(whole)
                for a, b in zip(*(shapely.get_coordinates(ring).tolist()[i:j] for i, j in ((0, -1), (1, None))),
                                strict=True)}
        assert outer == rims
        inner = doubled_area([shapely.get_coordinates(ring) for ring in shapely.get_rings(parts)])
        assert inner == doubled_area([shapely.get_coordinates(ring) for ring in shapely.get_rings(whole)])

    return check


@pytest.fixture(scope="session")
def coverage():
    """coverage(seed, n): n areas that fill a box without gap or overlap, with vertices on the grid."""

    def make(seed=1, n=40):
        chance = random.Random(seed)
        box = shapely.box(113.0, 30.3, 113.6, 30.8)
        spots = shapely.MultiPoint([(113 + chance.random() * 0.6, 30.3 + chance.random() * 0.5) for _ in range(n)])
        cells = shapely.get_parts(shapely.voronoi_polygons(spots, extend_to=box))
        rounded = shapely.set_precision(shapely.intersection(cells, box), 1e-9)
        return dict(enumerate(rounded, 1))

    return make


@pytest.fixture
def counties(sample):
    """The eight county outlines of the sample, made to fit."""
    shapes = {division.id: division.geom for division in sample.find(Division) if division.geom is not None}
    return {**shapes, **mended(shapes)}
