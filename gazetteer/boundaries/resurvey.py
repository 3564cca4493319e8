"""复测: whether a marker stands where it was agreed, has moved, or was only measured worse this time."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gazetteer.boundaries.course import geodesic
from gazetteer.boundaries.directions import word_of
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.shapes.errors import Position

AGREES, WORSE, MOVED, UNKNOWN = "一致", "测量精度较差", "移位", "不能判断"
_CERTAIN = 2.0  # times the mean error: what only one of twenty measurements exceeds


@dataclass(frozen=True)
class Resurvey:
    """Metres between agreed and measured and in which direction, what each is good for, and what follows."""

    verdict: str
    distance: float
    azimuth: float
    agreed_limit: float
    limit: float
    text: str


def compare(agreed: Position, measured: Position, tolerances: Tolerances, method: str | None = None,
            agreed_accuracy: float | None = None, agreed_method: str | None = None) -> Resurvey:
    """The agreed position (mean error in metres, or its method) against a new one (its method); both in degrees.

    Within twice the agreed mean error they agree; within twice that of both, a worse measurement explains it.
    """
    azimuth, distance = geodesic(agreed, measured)
    own = agreed_accuracy or tolerances.error_of(agreed_method) or tolerances["resected_position"] / _CERTAIN
    new = tolerances.error_of(method)
    agreed_limit, limit = _CERTAIN * own, _CERTAIN * math.hypot(own, new or 0.0)
    off = f"实测桩位在登记桩位的{word_of(azimuth)}方 {distance:.2f} 米"
    said = f"{off}；登记位置限差 {agreed_limit:.2f} 米，{method or '测量方法未填'}"
    if distance <= agreed_limit:
        verdict, why = AGREES, "在限差以内，界桩未移动"
    elif new is None:
        verdict, why = UNKNOWN, "没有这种方法的精度，不能判断是否移位"
    elif distance <= limit:
        verdict, why = WORSE, "差值不超过这次测量自身的精度，只说明测得较差，不能认定移位"
    else:
        verdict, why = MOVED, "超过两次测量合成的限差，界桩已移动"
    both = f"合成限差 {limit:.2f} 米，" if new is not None else ""
    return Resurvey(verdict, distance, azimuth, agreed_limit, limit, f"{said}，{both}{why}")
