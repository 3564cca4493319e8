"""管护: who looks after the markers, on what terms, and what they saw."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier, reference


class Keeper(Record):
    """A person of a village who looks after markers."""

    __tablename__ = "keeper"
    __label__ = "管护员"

    id: Mapped[int | None] = identifier()
    name: Mapped[str | None] = field("姓名", required=True, public=False)
    village: Mapped[str | None] = field("所在村（社区）")
    township: Mapped[str | None] = field("所在乡镇")
    phone: Mapped[str | None] = field("电话", public=False)
    side: Mapped[str | None] = field("所属方")
    active: Mapped[str | None] = field("在岗", kind="choice", default="是", choices=("是", "否"))
    remark: Mapped[str | None] = field("备注", kind="longtext", public=False)


class KeeperContract(Record):
    """What was agreed with a keeper for a period; `pay` in yuan a year."""

    __tablename__ = "keeper_contract"
    __label__ = "管护协议"
    __named__ = ("number",)

    id: Mapped[int | None] = identifier()
    keeper_id: Mapped[int | None] = reference("管护员", "keeper", editable=True)
    number: Mapped[str | None] = field("协议编号")
    starts_on: Mapped[str | None] = field("起始日期", kind="date", required=True)
    ends_on: Mapped[str | None] = field("截止日期", kind="date")
    pay: Mapped[float | None] = field("年报酬", kind="number", unit="元", public=False)
    duties: Mapped[str | None] = field("职责", kind="longtext")
    signed_by: Mapped[str | None] = field("甲方签订单位")
    remark: Mapped[str | None] = field("备注", kind="longtext")


class Patrol(Record):
    """One entry of a keeper's log: which marker or line was looked at, and how it was found."""

    __tablename__ = "patrol"
    __label__ = "巡护记录"
    __named__ = ("patrolled_on",)

    id: Mapped[int | None] = identifier()
    keeper_id: Mapped[int | None] = reference("管护员", "keeper", editable=True)
    line_id: Mapped[int | None] = reference("界线", "boundary_line", editable=True)
    marker_id: Mapped[int | None] = reference("界桩", "boundary_marker", editable=True)
    patrolled_on: Mapped[str | None] = field("巡护日期", kind="date", required=True)
    found: Mapped[str | None] = field("所见情况", kind="longtext", required=True)
    action: Mapped[str | None] = field("处置", kind="longtext")
    reported_to: Mapped[str | None] = field("报告对象")
    remark: Mapped[str | None] = field("备注", kind="longtext")
