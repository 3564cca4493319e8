"""政区与底图要素: the units that places belong to, and what the map shows beneath the register."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier

COUNTY, TOWNSHIP, VILLAGE = "county", "township", "village"
RIVER, NEIGHBOUR = "river", "neighbour"


class Division(Record):
    """A county (6 digits), township-level unit (9) or village (12); `origin` and `certainty` say how we know."""

    __tablename__ = "division"
    __label__ = "政区"

    id: Mapped[int | None] = identifier()
    code: Mapped[str | None] = field("政区代码", required=True, unique=True)
    name: Mapped[str | None] = field("政区名称", required=True)
    roman: Mapped[str | None] = field("罗马字母拼写", kind="roman")
    level: Mapped[str | None] = field("级别", kind="choice", choices=(COUNTY, TOWNSHIP, VILLAGE), index=True)
    parent: Mapped[str | None] = field("上级政区", kind="division", index=True)
    status: Mapped[str | None] = field("状态", kind="choice", default="现用", choices=("现用", "撤销"))
    origin: Mapped[str | None] = field("资料来源")
    certainty: Mapped[str | None] = field("可靠程度")
    remark: Mapped[str | None] = field("备注")
    geom: Mapped[Any] = field("轮廓", kind="geometry")


class BaseFeature(Record):
    """A base-map feature (rivers, names of the neighbours): drawn, never part of the register."""

    __tablename__ = "base_feature"
    __label__ = "底图要素"

    id: Mapped[int | None] = identifier()
    kind: Mapped[str | None] = field("种类", kind="choice", choices=(RIVER, NEIGHBOUR), index=True)
    name: Mapped[str | None] = field("名称")
    rank: Mapped[int | None] = field("等级", kind="integer", default=1)
    source: Mapped[str | None] = field("资料来源")
    remark: Mapped[str | None] = field("备注")
    geom: Mapped[Any] = field("图形", kind="geometry")
