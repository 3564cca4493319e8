"""图上注记: where and how a place's name stands on the map of a scale, as a person decided.

The record belongs to the place and not to its name, so that it outlives a change of name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier, reference

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer

ACROSS, DOWN, ALONG = "横排", "竖排", "沿线"
ORIENTATIONS = (ACROSS, DOWN, ALONG)
# What is decided at one scale holds at all that are nearer to it than to another of these (1∶n).
SCALES = (500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)
SINCE_SCHEMA = 2


class MapName(Record):
    """One decision; without `dx` and `dy` (points of 1/72 inch) the program finds the place itself."""

    __tablename__ = "map_name"
    __label__ = "图上注记"

    id: Mapped[int | None] = identifier()
    place_id: Mapped[int | None] = reference("地名编号")
    scale: Mapped[int | None] = field("比例尺分母", kind="integer", required=True,
                                      rule=lambda value: None if int(value) in SCALES else "不是所列的比例尺")
    dx: Mapped[float | None] = field("注记中心右移", kind="number", unit="磅")
    dy: Mapped[float | None] = field("注记中心下移", kind="number", unit="磅")
    orientation: Mapped[str | None] = field("排列", kind="choice", choices=ORIENTATIONS)
    hidden: Mapped[int | None] = field("不注记", kind="flag", default=0)


@dataclass(frozen=True)
class Decision:
    """How the name of one place is to stand at one scale."""

    dx: float | None = None
    dy: float | None = None
    orientation: str | None = None
    hidden: bool = False


def scale_of(denominator: float) -> int:
    """The scale of SCALES whose decisions hold at 1∶`denominator`."""
    return min(SCALES, key=lambda scale: abs(math.log(scale / max(denominator, 1.0))))


def decisions(gazetteer: Gazetteer) -> dict[int, dict[int, Decision]]:
    """Scale → place → decision; none in a file of an older program that may only be read."""
    if int(gazetteer.setting("schema") or 0) < SINCE_SCHEMA:
        return {}
    found: dict[int, dict[int, Decision]] = {}
    for record in gazetteer.find(MapName):
        # Half a position, as another program may leave it, is none.
        dx, dy = (record.dx, record.dy) if None not in (record.dx, record.dy) else (None, None)
        found.setdefault(int(record.scale or 0), {})[int(record.place_id or 0)] = Decision(
            dx, dy, record.orientation, bool(record.hidden))
    return found
