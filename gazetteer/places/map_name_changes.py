"""Commands on where names stand on the map; each holds for one record of a register and one scale.

`anchor` (longitude, latitude) tells which of several names of a river, a road or a county is meant; None: all of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.places.map_name import (
    ALONG,
    NAMED,
    ORIENTATIONS,
    Decision,
    MapName,
    Position,
    decision,
    scale_of,
)
from gazetteer.storage.work import Work

FARTHEST = 340.0  # points, 12 cm on paper: from farther away a window would not know of it


@dataclass(frozen=True)
class _Label:
    table: str  # place, division or base_feature
    record_id: int
    scale: float  # denominator of the map that was looked at


@dataclass(frozen=True)
class MoveLabel(_Label):
    """移动图上注记"""

    dx: float  # points from the position (or the anchor) to the middle of the name, to the right
    dy: float  # and downwards
    anchor: Position | None = None

    @property
    def summary(self) -> str:
        return f"移动{_where(self.scale)}的注记"

    def apply(self, work: Work) -> None:
        if not (math.hypot(self.dx, self.dy) <= FARTHEST):
            raise RuleBroken([Problem("dx", "注记离原来的位置太远（超过12厘米），请放近一些")])
        _decide(work, self, self.anchor, dx=round(self.dx, 2), dy=round(self.dy, 2), hidden=0)


@dataclass(frozen=True)
class TurnLabel(_Label):
    """改变图上注记的排列"""

    orientation: str | None  # None: as the program sees fit
    anchor: Position | None = None

    @property
    def summary(self) -> str:
        return f"{_where(self.scale)}的注记改为{self.orientation or '自动排列'}"

    def apply(self, work: Work) -> None:
        if self.orientation is not None and self.orientation not in ORIENTATIONS:
            raise RuleBroken([Problem("orientation", f"排列应为{'、'.join(ORIENTATIONS)}之一")])
        if self.orientation == ALONG and not _is_line(_existing(work, self)):
            raise RuleBroken([Problem("orientation", "只有河流、道路等线状图形的注记可以沿线")])
        _decide(work, self, self.anchor, orientation=self.orientation)


@dataclass(frozen=True)
class HideLabel(_Label):
    """图上不注记"""

    anchor: Position | None = None

    @property
    def summary(self) -> str:
        return f"{_where(self.scale)}不注记"

    def apply(self, work: Work) -> None:
        _decide(work, self, self.anchor, hidden=1)


@dataclass(frozen=True)
class ResetLabel(_Label):
    """图上注记恢复自动"""

    anchor: Position | None = None

    @property
    def summary(self) -> str:
        return f"{_where(self.scale)}的注记恢复自动"

    def apply(self, work: Work) -> None:
        for record in _records(work, self, self.anchor):
            work.delete(record)


def _where(scale: float) -> str:
    return f"1∶{scale_of(scale):,}图上".replace(",", " ")


def _existing(work: Work, label: _Label) -> Any:
    """The record that is named."""
    model = NAMED.get(label.table)
    if model is None:
        raise GazetteerError(f"登记簿“{label.table}”没有图上注记", remedy="请选地名、政区或底图要素")
    record = work.get(model, label.record_id)
    if record is None:
        raise GazetteerError(f"{model.__label__}中没有编号为{label.record_id}的记录", why="它可能已被删除",
                             remedy="刷新后再试")
    return record


def _is_line(record: Any) -> bool:
    return record.geom is not None and record.geom.geom_type.endswith("LineString")


def _records(work: Work, label: _Label, anchor: Position | None) -> list[MapName]:
    _existing(work, label)
    lon, lat = _rounded(anchor)
    return [record for record in work.find(MapName, MapName.table_name == label.table,
                                           MapName.record_id == label.record_id,
                                           MapName.scale == scale_of(label.scale))
            if (record.lon, record.lat) == (lon, lat)]


def _rounded(anchor: Position | None) -> tuple[float | None, float | None]:
    """To a centimetre, so that an anchor is found again."""
    return (None, None) if anchor is None else (round(anchor[0], 7), round(anchor[1], 7))


def _decide(work: Work, label: _Label, anchor: Position | None, **values: Any) -> None:
    found = _records(work, label, anchor)
    if not found and any(value is not None for value in values.values()):
        lon, lat = _rounded(anchor)
        work.add(MapName(table_name=label.table, record_id=label.record_id, lon=lon, lat=lat,
                         scale=scale_of(label.scale), **values))
    if not found:
        return
    for name, value in values.items():
        setattr(found[0], name, value)
    if replace(decision(found[0]), anchor=None) == Decision():
        work.delete(found[0])  # nothing is decided any more
    else:
        work.save(found[0])


@dataclass(frozen=True)
class ForgetLabels:
    """图上注记恢复自动"""

    ids: tuple[int, ...]  # records of the register of map names

    @property
    def summary(self) -> str:
        return f"{len(self.ids)}处注记恢复自动"

    def apply(self, work: Work) -> None:
        for number in self.ids:
            record = work.get(MapName, number)
            if record is None:
                raise GazetteerError(f"没有编号为{number}的图上注记", why="它可能已恢复自动", remedy="刷新后再试")
            work.delete(record)
