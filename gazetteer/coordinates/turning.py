"""A plane turned about its origin: for maps whose upward direction is not grid north."""

from __future__ import annotations

import math
from typing import Any

Pair = tuple[Any, Any]


def turn(east: Any, north: Any, azimuth: float) -> Pair:
    """Metres to the right and upwards on a map whose upward direction lies at this grid azimuth (degrees)."""
    sine, cosine = math.sin(math.radians(azimuth)), math.cos(math.radians(azimuth))
    return east * cosine - north * sine, east * sine + north * cosine


def turn_back(right: Any, up: Any, azimuth: float) -> Pair:
    """East and north again."""
    return turn(right, up, -azimuth)
