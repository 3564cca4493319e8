"""How a warning is declared: what it is about, where, how much was measured against which limit, and how urgent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from sqlalchemy import or_, select

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.coordinates.systems import CGCS2000, PLANE, to_plane, transform
from gazetteer.places.place import CANCELLED, Place
from gazetteer.record import Record, table_of
from gazetteer.storage.work import Reader

NEAR, DISPUTE, FLOOD, RIVER = "临近居民点", "争议久拖", "灾后", "河道变化"
KINDS = (NEAR, DISPUTE, FLOOD, RIVER)
URGENT, ATTENTION = "紧急", "注意"
SETTLED = ("216", "217", "221", "222", "224")  # classes of villages, communities and other settlements
Spot = tuple[float, float]  # degrees


@dataclass(frozen=True)
class Alert:
    """One thing to look at in time; `record` is where it is put right, `at` in degrees where it is known."""

    kind: str
    severity: str
    line: BoundaryLine
    text: str
    record: Record
    advice: str
    at: Spot | None = None
    measured: float | None = None
    limit: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; distances in metres, ages in days."""
        return {"kind": self.kind, "severity": self.severity, "line": self.line.code, "text": self.text,
                "advice": self.advice, "table": table_of(type(self.record)), "id": self.record.id,
                "lon": self.at[0] if self.at else None, "lat": self.at[1] if self.at else None,
                "measured": None if self.measured is None else round(self.measured, 1), "limit": self.limit}


@dataclass
class Settlements:
    """Where people live, to be asked what is nearest."""

    names: list[str]
    tree: shapely.STRtree = field(repr=False)

    @classmethod
    def of(cls, reader: Reader) -> Settlements:
        """Villages, communities and other settlements of the register that have a position."""
        rows = reader.rows(select(Place.name, Place.geom).where(
            or_(*(Place.class_code.startswith(code) for code in SETTLED)), Place.geom.is_not(None),
            Place.status != CANCELLED))
        drawn = np.array([geom for _, geom in rows], object)
        plane = transform(drawn, CGCS2000, PLANE) if len(drawn) else drawn
        return cls([str(name) for name, _ in rows], shapely.STRtree(plane))

    def nearest(self, at: Spot) -> tuple[str, float] | None:
        """Name and metres of the nearest one; None where there is none at all."""
        if not self.names:
            return None
        spot = shapely.Point(*to_plane(*at))
        index = int(self.tree.nearest(spot))
        return self.names[index], float(shapely.distance(self.tree.geometries[index], spot))


def said(text: str | None) -> str:
    """What was written, "" where that says that there is nothing."""
    plain = (text or "").strip()
    return "" if plain in ("无", "没有", "否", "未发现") else plain


def middle(geometry: Any) -> Spot | None:
    """A point of a geometry to go to."""
    if geometry is None or geometry.is_empty:
        return None
    spot = geometry.point_on_surface()
    return float(spot.x), float(spot.y)
