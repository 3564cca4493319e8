"""边界争议: who disagrees about which stretch, why, and what came of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier, reference

OPEN, SETTLED = "未解决", "已化解"
CAUSES = ("土地", "水面", "滩涂", "渔业", "林木", "道路", "矿产", "水利设施", "建设工程", "其他")
EVENT, RESULT = "争议", "调处"


class BoundaryDispute(Record):
    """A dispute along a line; `geom` is a point, a stretch or an area in EPSG:4490."""

    __tablename__ = "boundary_dispute"
    __label__ = "边界争议"
    __named__ = ("title",)

    id: Mapped[int | None] = identifier()
    line_id: Mapped[int | None] = reference("界线", "boundary_line", EVENT, editable=True)
    title: Mapped[str | None] = field("名称", group=EVENT, required=True)
    parties: Mapped[str | None] = field("当事方", group=EVENT, required=True)
    place: Mapped[str | None] = field("地点", group=EVENT)
    section: Mapped[str | None] = field("界线段", group=EVENT, help="例如“003 至 004 号界桩”")
    cause: Mapped[str | None] = field("起因", kind="choice", group=EVENT, choices=CAUSES)
    account: Mapped[str | None] = field("经过", kind="longtext", group=EVENT, public=False)
    happened_on: Mapped[str | None] = field("发生日期", kind="date", group=EVENT)
    level: Mapped[str | None] = field("调处层级", kind="choice", group=RESULT,
                                      choices=("村级", "乡级", "县级", "市级", "省级"))
    mediators: Mapped[str | None] = field("调处人", group=RESULT, public=False)
    agreement: Mapped[str | None] = field("协议", kind="longtext", group=RESULT)
    result: Mapped[str | None] = field("处理结果", kind="longtext", group=RESULT)
    settled_on: Mapped[str | None] = field("化解日期", kind="date", group=RESULT)
    follow_up: Mapped[str | None] = field("后续", kind="longtext", group=RESULT)
    state: Mapped[str | None] = field("状态", kind="choice", group=RESULT, default=OPEN, choices=(OPEN, SETTLED),
                                      required=True, index=True)
    geom: Mapped[Any] = field("位置", kind="geometry", group=EVENT)
