"""底图要素: rivers and the names of the neighbours, below the register's own places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.places.division import NEIGHBOUR, RIVER, BaseFeature
from gazetteer.record import table_of
from layers.columns import Paths, Points
from layers.edits import boxes_of, joined
from layers.labelling.moves import MapNames
from layers.layer import Layer, bounds_of
from layers.reading import changed_ids, read_register
from layers.view import Bounds, View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed


class BaseLayer(Layer):
    """`rivers` are lines with rank and name; `neighbours` are names at a position; `map_names` what was moved."""

    key, label = "base", "底图（河流、邻县）"

    def __init__(self) -> None:
        super().__init__()
        self.map_names = MapNames(table_of(BaseFeature))
        self._take(np.empty(0, np.int64), np.empty(0, object), [], [], [])

    @classmethod
    def of(cls, kinds: Sequence[str], names: Sequence[str], ranks: Sequence[int],
           geometries: Sequence[shapely.Geometry]) -> BaseLayer:
        """A layer of what is given, for tests and pictures without a workspace."""
        layer = cls()
        layer._take(np.arange(1, len(kinds) + 1), np.asarray(geometries, object), kinds, names, ranks)
        return layer

    def refresh(self, gazetteer: Gazetteer, changed: Changed | None = None) -> bool:
        before, self.map_names = self.map_names, self.map_names.refreshed(gazetteer, changed)
        only = changed_ids(changed, BaseFeature)
        if only is not None and not only:
            return self.map_names is not before
        ids, geometries, more = read_register(gazetteer, BaseFeature, ("kind", "name", "rank"))
        self._take(ids, geometries, more["kind"], more["name"], more["rank"])
        return True

    def _take(self, ids, geometries, kinds, names, ranks) -> None:
        kinds = np.asarray(kinds, object)
        names = np.array([name or "" for name in names] + [None], object)[:-1]
        ranks = np.array([rank or 1 for rank in ranks], np.int16)
        self.rivers = _paths(ids, geometries, names, ranks, kinds == RIVER)
        self.neighbours = _points(ids, geometries, names, ranks, kinds == NEIGHBOUR)

    def damage(self, old: Layer, view: View) -> list[Bounds] | None:
        if not isinstance(old, BaseLayer) or not self.differs_only_in(old, "rivers", "neighbours", "map_names"):
            return None
        neighbours = [] if self.neighbours is old.neighbours else [
            box for layer in (self, old) for box in boxes_of(*layer.neighbours.projected(view.epsg))]
        return joined(self.rivers.boxes_since(old.rivers, view.epsg), neighbours)

    def count(self, view: View) -> int:
        return self.rivers.count(view.epsg, view.extent) + len(self.neighbours.within(view.epsg, view.extent))

    @property
    def bounds(self) -> Bounds | None:
        return bounds_of(self.rivers.lon, self.rivers.lat)


def _paths(ids, geometries, names, ranks, chosen) -> Paths:
    return Paths.of(ids[chosen], geometries[chosen], {"name": names[chosen], "rank": ranks[chosen]})


def _points(ids, geometries, names, ranks, chosen) -> Points:
    spots = shapely.point_on_surface(geometries[chosen])
    return Points(ids[chosen], shapely.get_x(spots), shapely.get_y(spots),
                  {"name": names[chosen], "rank": ranks[chosen]})
