"""图上注记: where and how a name stands on the map of a scale, as a person decided.

The record belongs to the place, unit or base feature and not to its name, so that it outlives a change of name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped

from gazetteer.places.division import BaseFeature, Division
from gazetteer.places.place import Place
from gazetteer.record import Record, field, identifier, reference, table_of

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.storage.work import Work

ACROSS, DOWN, ALONG = "横排", "竖排", "沿线"
ORIENTATIONS = (ACROSS, DOWN, ALONG)
# What is decided at one scale holds at all that are nearer to it than to another of these (1∶n).
SCALES = (500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)
NAMED: dict[str, type[Record]] = {table_of(model): model for model in (Place, Division, BaseFeature)}
Position = tuple[float, float]  # longitude and latitude


class MapName(Record):
    """One decision; without `dx` and `dy` (points of 1/72 inch) the program finds the place itself.

    The name of a river, a road or a county stands on the map more than once: `lon` and `lat` tell which one is meant,
    and it is from there that it was moved. Without them every one is meant, and it was moved from the position.
    """

    __tablename__ = "map_name"
    __label__ = "图上注记"

    id: Mapped[int | None] = identifier()
    table_name: Mapped[str | None] = field("登记簿", kind="choice", required=True, choices=tuple(NAMED))
    record_id: Mapped[int | None] = reference("记录编号")
    lon: Mapped[float | None] = field("原注记处经度", kind="number", unit="度")
    lat: Mapped[float | None] = field("原注记处纬度", kind="number", unit="度")
    scale: Mapped[int | None] = field("比例尺分母", kind="integer", required=True,
                                      rule=lambda value: None if int(value) in SCALES else "不是所列的比例尺")
    dx: Mapped[float | None] = field("注记中心右移", kind="number", unit="磅")
    dy: Mapped[float | None] = field("注记中心下移", kind="number", unit="磅")
    orientation: Mapped[str | None] = field("排列", kind="choice", choices=ORIENTATIONS)
    hidden: Mapped[int | None] = field("不注记", kind="flag", default=0)


@dataclass(frozen=True)
class Decision:
    """How a name is to stand at one scale; with an `anchor` only the one that stands there."""

    dx: float | None = None
    dy: float | None = None
    orientation: str | None = None
    hidden: bool = False
    anchor: Position | None = None

    @property
    def moved(self) -> Position | None:
        """Points to the right and downwards; None where the program finds the place."""
        return None if self.dx is None or self.dy is None else (self.dx, self.dy)


def scale_of(denominator: float) -> int:
    """The scale of SCALES whose decisions hold at 1∶`denominator`."""
    return min(SCALES, key=lambda scale: abs(math.log(scale / max(denominator, 1.0))))


def holds_between(denominator: float) -> tuple[float, float]:
    """From which to which denominator a decision made at 1∶`denominator` holds; the last ones have no end."""
    at = SCALES.index(scale_of(denominator))
    low = math.sqrt(SCALES[at - 1] * SCALES[at]) if at else 0.0
    return low, math.sqrt(SCALES[at] * SCALES[at + 1]) if at + 1 < len(SCALES) else math.inf


def decisions(gazetteer: Gazetteer, table: str) -> dict[int, dict[int, tuple[Decision, ...]]]:
    """Scale → record of the register → its decisions; none in a file of an older program that may only be read."""
    found: dict[int, dict[int, tuple[Decision, ...]]] = {}
    for record in gazetteer.find(MapName, MapName.table_name == table, order_by=MapName.id):
        known = found.setdefault(int(record.scale or 0), {})
        number = int(record.record_id or 0)
        known[number] = (*known.get(number, ()), decision(record))
    return found


def decision(record: MapName) -> Decision:
    """What a record says; half a position, as another program may leave it, is none."""
    dx, dy = (record.dx, record.dy) if None not in (record.dx, record.dy) else (None, None)
    anchor = None if record.lon is None or record.lat is None else (record.lon, record.lat)
    return Decision(dx, dy, record.orientation, bool(record.hidden), anchor)


def remove_map_names(work: Work, table: str, record_id: int) -> None:
    """Take out the decisions on a record that is gone."""
    for record in work.find(MapName, MapName.table_name == table, MapName.record_id == record_id):
        work.delete(record)
