"""Points that a point may repeat: the same village measured twice, by another team or on another day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from sqlalchemy import select

from gazetteer.gazetteer import Gazetteer
from gazetteer.language.similar import core_name
from gazetteer.storage.geometry import shapes
from gazetteer.surveys.name_index import METRES_PER_DEGREE
from gazetteer.surveys.scoring import far
from gazetteer.surveys.survey import MERGED, REJECTED, SurveyPoint

_REACH_METRES = 3000.0


@dataclass(frozen=True)
class NearPoint:
    """Another point that this one may be merged into, with what speaks for it."""

    id: int
    number: int | None
    name: str
    state: str
    distance_m: float
    why: tuple[str, ...]


def points_nearby(gazetteer: Gazetteer, point: SurveyPoint, limit: int = 9) -> list[NearPoint]:
    """Points of the same name first, then by distance; none that were merged or not adopted themselves."""
    usable = (SurveyPoint.state.not_in((MERGED, REJECTED)), SurveyPoint.id != point.id)
    ids, blobs = gazetteer.geometries(SurveyPoint, *usable)
    if not blobs:
        return []
    away = dict(zip(ids.tolist(), _metres(shapes(blobs), point.geom).tolist(), strict=True))
    columns = (SurveyPoint.id, SurveyPoint.number, SurveyPoint.name, SurveyPoint.state)
    core = core_name(point.name) if point.name else ""
    found: list[tuple[bool, NearPoint]] = []
    for point_id, number, name, state in gazetteer.rows(select(*columns).where(*usable)):
        same = bool(core) and bool(name) and core_name(name) == core
        distance = away.get(point_id, float("inf"))
        if same or distance <= _REACH_METRES:
            said = (("名称相同" if name == point.name else "专名相同",) if same else ()) + (f"相距{far(distance)}",)
            found.append((not same, NearPoint(point_id, number, name or "", state, round(distance, 1), said)))
    found.sort(key=lambda one: (one[0], one[1].distance_m))
    return [near for _, near in found[:limit]]


def _metres(others: np.ndarray, here: shapely.Point) -> np.ndarray:
    east = (shapely.get_x(others) - here.x) * np.cos(np.radians(here.y))
    return np.hypot(east, shapely.get_y(others) - here.y) * METRES_PER_DEGREE
