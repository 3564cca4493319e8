"""A refusal that knows its spot on the ground, so that the map can show it."""

from __future__ import annotations

from gazetteer.coordinates.angles import format_dms
from gazetteer.errors import GazetteerError

Position = tuple[float, float]


class WrongShape(GazetteerError):
    """A geometry that may not be; `spot` is the longitude and latitude where it is wrong, None for all of it."""

    def __init__(self, what: str, spot: Position | None = None, *, why: str = "", remedy: str = "") -> None:
        self.spot = (float(spot[0]), float(spot[1])) if spot is not None else None
        where = f"{format_dms(self.spot[0])} {format_dms(self.spot[1], 'lat')}" if self.spot else ""
        super().__init__(what, where=where, why=why, remedy=remedy)
