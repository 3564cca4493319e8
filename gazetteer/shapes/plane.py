"""Operations in metres on the city's plane (EPSG:4547); what stays where it was keeps its exact degrees."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from gazetteer.coordinates.systems import CGCS2000, PLANE, transform
from gazetteer.shapes.paths import GRID_DIGITS

Operation = Callable[[shapely.Geometry], shapely.Geometry]


def to_plane(geometry: shapely.Geometry) -> shapely.Geometry:
    """Degrees (EPSG:4490) to metres (EPSG:4547)."""
    return transform(geometry, CGCS2000, PLANE)


def from_plane(geometry: shapely.Geometry) -> shapely.Geometry:
    """Metres to degrees on the grid of new vertices."""
    return shapely.transform(transform(geometry, PLANE, CGCS2000), lambda pairs: np.round(pairs, GRID_DIGITS))


def in_plane(operation: Operation, geometry: shapely.Geometry, *more: shapely.Geometry) -> shapely.Geometry:
    """`operation` on the geometry in metres. Vertices of it and of `more` come back with the very degrees they had."""
    flat = to_plane(geometry)
    known: dict[tuple[float, float], tuple[float, float]] = {}
    for degrees, metres in ((geometry, flat), *((other, to_plane(other)) for other in more)):
        known.update(zip(_pairs(metres), _pairs(degrees), strict=True))
    result = shapely.force_2d(operation(flat))
    here = [known.get(pair) for pair in _pairs(result)]
    back = from_plane(result)
    coordinates = shapely.get_coordinates(back)
    for row, pair in enumerate(here):
        if pair is not None:
            coordinates[row] = pair
    return shapely.set_coordinates(back, coordinates)


def _pairs(geometry: shapely.Geometry) -> list[tuple[float, float]]:
    return [tuple(pair) for pair in shapely.get_coordinates(geometry).tolist()]
