"""争议热点: how densely disputes lie along the lines, the same density that the warnings count by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.boundaries.assessing.hot_spots import hot_spots, weight_of
from gazetteer.boundaries.dispute import BoundaryDispute
from gazetteer.boundaries.tolerance import BoundaryTolerance, Tolerances
from gazetteer.coordinates.systems import CGCS2000, PLANE, to_plane, transform
from gazetteer.record import Record
from layers.columns import Points
from layers.register_points import RegisterPoints
from layers.view import View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed

CROWD = 2  # disputes from which a hot spot is named


class HotSpotLayer(RegisterPoints):
    """`glows` are the disputes with their weights, `rims` a spot `hot_spot` metres north of each.

    `points` are where they crowd, numbered from 1, and carry how many they are; nothing is picked.
    """

    key, label = "hot_spot", "争议热点"
    columns = ("name",)
    symbols = {"heat": ""}  # noqa: RUF012 - a density has none
    drawn_from, named_from = 3_000_000.0, 1_200_000.0

    def __init__(self) -> None:
        super().__init__()
        self.glows = self.rims = Points(np.empty(0, np.int64), np.empty(0), np.empty(0), {"weight": np.empty(0)})

    @property
    def model(self) -> type[Record]:
        return BoundaryDispute

    def parted(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.zeros(len(more["name"]), np.int8)

    def refresh(self, gazetteer: Gazetteer, changed: Changed | None = None) -> bool:
        if changed is not None and not any(changed.ids(model) for model in (BoundaryDispute, BoundaryTolerance)):
            return False
        found = [one for one in gazetteer.find(BoundaryDispute) if one.geom is not None and not one.geom.is_empty]
        spots = shapely.point_on_surface(np.array([one.geom for one in found], object))
        ids = np.array([one.id for one in found], np.int64)
        weight = {"weight": np.array([weight_of(one.state) for one in found], float)}
        lon, lat = shapely.get_x(spots), shapely.get_y(spots)
        east, north = to_plane(lon, lat)
        rims = transform(shapely.points(east, north + Tolerances.of(gazetteer)["hot_spot"]), PLANE, CGCS2000)
        self.glows = Points(ids, lon, lat, weight)
        self.rims = Points(ids, shapely.get_x(rims), shapely.get_y(rims), weight)
        self.points = _crowds(gazetteer)
        return True

    def pick(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        return []

    def count(self, view: View) -> int:
        return len(self.glows.within(view.epsg, view.extent)) if self.shows(view) else 0


def _crowds(gazetteer: Gazetteer) -> Points:
    """Hot spots of several disputes."""
    found = [one for one in hot_spots(gazetteer) if len(one.disputes) >= CROWD]
    name = np.empty(len(found), object)
    name[:] = [f"{len(one.disputes)} 起争议（未化解 {one.open}）" for one in found]
    return Points(np.arange(1, len(found) + 1), np.array([one.lon for one in found], float),
                  np.array([one.lat for one in found], float),
                  {"name": name, "part": np.zeros(len(found), np.int8)})
