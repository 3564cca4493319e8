"""How far places lie from where the map stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from math import cos, hypot, inf, radians

from sqlalchemy import text

from gazetteer.places.place import Place
from gazetteer.record import table_of
from gazetteer.storage.geopackage import geometry_column
from gazetteer.storage.work import Reader

Distances = Callable[[Iterable[int]], Mapping[int, float]]
NOWHERE = inf

_BOXES = text(
    f"SELECT id, minx, maxx, miny, maxy FROM rtree_{table_of(Place)}_{geometry_column(Place)} "
    "WHERE id IN (SELECT value FROM json_each(:ids))"
)


def distances_from(reader: Reader, lon: float, lat: float) -> Distances:
    """A function place ids → degrees of latitude from a position (degrees, EPSG:4490); places nowhere are left out."""
    narrowing = cos(radians(lat))

    def distances(places: Iterable[int]) -> dict[int, float]:
        rows = reader.rows(_BOXES.bindparams(ids=json.dumps(list(places))))
        return {
            place: hypot(_outside(lon, west, east) * narrowing, _outside(lat, south, north))
            for place, west, east, south, north in rows
        }

    return distances


def _outside(value: float, low: float, high: float) -> float:
    return max(low - value, 0.0, value - high)
