"""What a report wants drawn; who draws it is given to it, because this package knows no painter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class MapWanted:
    """A map of so many millimetres around a place, with numbered rings at spots (degrees)."""

    lon: float
    lat: float
    scale: float
    rings: tuple[tuple[float, float, str], ...] = ()
    width: float = 150.0
    height: float = 96.0


MapMaker = Callable[[MapWanted], bytes]  # PNG
