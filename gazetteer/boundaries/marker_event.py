"""界桩变更: what happened to a marker, who was present from both sides, and where it stood before."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier, reference

SET, REPAIRED, REERECTED, MOVED = "埋设", "修复", "原址重立", "移位"
ADDED, WENT_LOST, TAKEN_OUT = "增设", "丢失", "注销"
KINDS = (SET, REPAIRED, REERECTED, MOVED, ADDED, WENT_LOST, TAKEN_OUT)


class MarkerEvent(Record):
    """One event in the life of a marker; `geom` is the position that it had before, where that changed."""

    __tablename__ = "marker_event"
    __label__ = "界桩变更"
    __named__ = ("kind", "happened_on")

    id: Mapped[int | None] = identifier()
    marker_id: Mapped[int | None] = reference("界桩", "boundary_marker")
    kind: Mapped[str | None] = field("变更种类", kind="choice", choices=KINDS, required=True)
    happened_on: Mapped[str | None] = field("日期", kind="date", required=True)
    present_a: Mapped[str | None] = field("甲方在场人")
    present_b: Mapped[str | None] = field("乙方在场人")
    approved_by: Mapped[str | None] = field("批准机关")
    approval_number: Mapped[str | None] = field("批准文号")
    reason: Mapped[str | None] = field("原因", kind="longtext")
    north: Mapped[float | None] = field("原纵坐标 X", kind="number", unit="米", public=False, editable=False)
    east: Mapped[float | None] = field("原横坐标 Y", kind="number", unit="米", public=False, editable=False)
    elevation: Mapped[float | None] = field("原高程", kind="number", unit="米", public=False, editable=False)
    remark: Mapped[str | None] = field("备注", kind="longtext")
    geom: Mapped[Any] = field("原位置", kind="geometry", geometry="POINT", public=False)
