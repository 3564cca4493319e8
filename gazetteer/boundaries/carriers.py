"""依托地物: the rivers, roads and railways along which a line may run, from the base map and the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from sqlalchemy import or_

from gazetteer.coordinates.systems import CGCS2000, PLANE, to_plane, transform
from gazetteer.places.division import RIVER, BaseFeature
from gazetteer.places.place import CANCELLED, Place
from gazetteer.shapes.errors import Position
from gazetteer.storage.work import Reader

RIVERS, ROADS, RAILWAYS = "河流", "道路", "铁路"
_CLASSES = {"121": RIVERS, "2321": ROADS, "2331": RAILWAYS, "2351": ROADS}
_LINES = ("LineString", "MultiLineString")
_SAMPLES = 21


@dataclass(frozen=True)
class Carrier:
    """A linear feature by name with its line in plane metres."""

    name: str
    kind: str
    plane: shapely.Geometry

    @property
    def told(self) -> str:
        """As a description has it: 汉江中心线."""
        return f"{self.name}中心线"


class Carriers:
    """All known linear features; those of one name and kind are one."""

    def __init__(self, features: Iterable[tuple[str, str, shapely.Geometry]]) -> None:
        parts: dict[tuple[str, str], list[shapely.Geometry]] = {}
        for name, kind, line in features:
            parts.setdefault((name, kind), []).append(line)
        self.all = [Carrier(*key, shapely.union_all(transform(np.array(lines, object), CGCS2000, PLANE)))
                    for key, lines in parts.items()]

    @classmethod
    def of(cls, reader: Reader) -> Carriers:
        """Rivers of the base map; rivers, roads and railways of the register that are drawn as lines."""
        base = [(str(one.name), RIVERS, one.geom) for one in reader.find(
            BaseFeature, BaseFeature.kind == RIVER, BaseFeature.name.is_not(None)) if one.geom is not None]
        places = reader.find(Place, or_(*(Place.class_code.startswith(code) for code in _CLASSES)),
                             Place.geom.is_not(None), Place.status != CANCELLED)
        return cls(base + [(str(one.name), _kind(str(one.class_code)), one.geom) for one in places
                           if one.geom.geom_type in _LINES])

    def named(self, text: str) -> Carrier | None:
        """The one whose name stands in a text, the longest of them: 汉江中心线 → 汉江."""
        found = [carrier for carrier in self.all if carrier.name in text]
        return max(found, key=lambda carrier: len(carrier.name), default=None)

    def along(self, stretch: Sequence[Position], within: float) -> Carrier | None:
        """The one that lies nearest to a stretch, if at least half of it is no farther away than `within` metres."""
        found = [(away(stretch, carrier), index) for index, carrier in enumerate(self.all)]
        nearest = min(found, default=(within + 1, 0))
        return self.all[nearest[1]] if nearest[0] <= within else None


def away(stretch: Sequence[Position], carrier: Carrier) -> float:
    """Metres by which half of the stretch, and no more, is farther from the feature (the median)."""
    line = shapely.LineString(np.column_stack(to_plane(*np.array(stretch, float)[:, :2].T)))
    spots = shapely.line_interpolate_point(line, np.linspace(0, 1, _SAMPLES), normalized=True)
    return float(np.median(shapely.distance(spots, carrier.plane)))


def _kind(class_code: str) -> str:
    return next(kind for code, kind in _CLASSES.items() if class_code.startswith(code))
