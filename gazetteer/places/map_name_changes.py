"""Commands on where names stand on the map; each holds for one place and one scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from gazetteer.errors import Problem, RuleBroken
from gazetteer.places.changes import existing
from gazetteer.places.map_name import ORIENTATIONS, MapName, scale_of
from gazetteer.storage.work import Work

FARTHEST = 720.0  # points, 25 cm on paper


@dataclass(frozen=True)
class MoveLabel:
    """移动图上注记"""

    place_id: int
    scale: float  # denominator of the map on which it was moved
    dx: float  # points from the place's position to the middle of the name, to the right
    dy: float  # and downwards

    @property
    def summary(self) -> str:
        return f"移动{_where(self.scale)}的注记"

    def apply(self, work: Work) -> None:
        if not (math.hypot(self.dx, self.dy) <= FARTHEST):
            raise RuleBroken([Problem("dx", "注记离地名位置太远（超过25厘米），请放近一些")])
        _decide(work, self.place_id, self.scale, dx=round(self.dx, 2), dy=round(self.dy, 2), hidden=0)


@dataclass(frozen=True)
class TurnLabel:
    """改变图上注记的排列"""

    place_id: int
    scale: float
    orientation: str | None  # None: as the program sees fit

    @property
    def summary(self) -> str:
        return f"{_where(self.scale)}的注记改为{self.orientation or '自动排列'}"

    def apply(self, work: Work) -> None:
        if self.orientation is not None and self.orientation not in ORIENTATIONS:
            raise RuleBroken([Problem("orientation", f"排列应为{'、'.join(ORIENTATIONS)}之一")])
        _decide(work, self.place_id, self.scale, orientation=self.orientation)


@dataclass(frozen=True)
class HideLabel:
    """不注记这个地名"""

    place_id: int
    scale: float

    @property
    def summary(self) -> str:
        return f"{_where(self.scale)}不注记"

    def apply(self, work: Work) -> None:
        _decide(work, self.place_id, self.scale, hidden=1)


@dataclass(frozen=True)
class ResetLabel:
    """图上注记恢复自动"""

    place_id: int
    scale: float

    @property
    def summary(self) -> str:
        return f"{_where(self.scale)}的注记恢复自动"

    def apply(self, work: Work) -> None:
        for record in _records(work, self.place_id, self.scale):
            work.delete(record)


def _where(scale: float) -> str:
    return f"1∶{scale_of(scale):,}图上".replace(",", " ")


def _records(work: Work, place_id: int, scale: float) -> list[MapName]:
    existing(work, place_id)
    return work.find(MapName, MapName.place_id == place_id, MapName.scale == scale_of(scale))


def _decide(work: Work, place_id: int, scale: float, **values: Any) -> None:
    found = _records(work, place_id, scale)
    if not found:
        work.add(MapName(place_id=place_id, scale=scale_of(scale), **values))
        return
    for name, value in values.items():
        setattr(found[0], name, value)
    work.save(found[0])
