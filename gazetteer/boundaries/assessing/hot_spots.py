"""争议热点: where disputes along the lines crowd; an open one weighs more than a settled one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from gazetteer.boundaries.dispute import OPEN, BoundaryDispute
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.coordinates.systems import CGCS2000, PLANE, to_plane, transform
from gazetteer.storage.work import Reader

SETTLED_WEIGHT = 0.3  # of an open dispute


@dataclass(frozen=True)
class HotSpot:
    """Disputes within one radius of their densest; `heat` 1.0 is one open dispute alone."""

    lon: float
    lat: float
    heat: float
    disputes: tuple[BoundaryDispute, ...]

    @property
    def open(self) -> int:
        """How many of them are not settled."""
        return sum(one.state == OPEN for one in self.disputes)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"lon": self.lon, "lat": self.lat, "heat": round(self.heat, 3), "open": self.open,
                "disputes": [{"id": one.id, "title": one.title, "state": one.state} for one in self.disputes]}


def weight_of(state: str | None) -> float:
    """What a dispute adds to the density."""
    return 1.0 if state == OPEN else SETTLED_WEIGHT


def fading(share: np.ndarray) -> np.ndarray:
    """How much of its weight a dispute has at a share of the radius: the quartic kernel, 1 at 0, 0 from 1 on."""
    return np.clip(1 - share ** 2, 0, None) ** 2


def density(x: np.ndarray, y: np.ndarray, weights: np.ndarray, radius: float) -> np.ndarray:
    """The density at each of the positions (metres)."""
    apart = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    return fading(apart / radius) @ weights


def hot_spots(reader: Reader) -> list[HotSpot]:
    """Each dispute belongs to one, the hottest first; disputes without a position belong to none."""
    found = [one for one in reader.find(BoundaryDispute) if one.geom is not None and not one.geom.is_empty]
    if not found:
        return []
    radius = Tolerances.of(reader)["hot_spot"]
    spots = shapely.point_on_surface(np.array([one.geom for one in found], object))
    x, y = to_plane(shapely.get_x(spots), shapely.get_y(spots))
    weights = np.array([weight_of(one.state) for one in found])
    heat = density(x, y, weights, radius)
    left, made = np.ones(len(found), bool), []
    for index in np.argsort(-heat, kind="stable"):
        if left[index]:
            near = left & (np.hypot(x - x[index], y - y[index]) <= radius)
            left &= ~near
            middle = (float(np.average(along[near], weights=weights[near])) for along in (x, y))
            spot = transform(shapely.Point(*middle), PLANE, CGCS2000)
            made.append(HotSpot(float(spot.x), float(spot.y), float(heat[index]),
                                tuple(found[row] for row in np.flatnonzero(near))))
    return made
