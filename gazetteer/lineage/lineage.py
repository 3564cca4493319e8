"""沿革: one change in the line of places: which there were before it, which after, when, and where that is written."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Mapped

from gazetteer.places.place_name import CERTAINTIES
from gazetteer.record import Record, field, identifier, reference

FOUNDED, RENAMED, SPLIT, MERGED, MOVED = "设立", "更名", "析置", "合并", "迁治"
RAISED, LOWERED, REASSIGNED, ABOLISHED, REFORMED, OTHER = "升格", "降格", "改隶", "裁撤", "改制", "其他"
KINDS = (FOUNDED, RENAMED, SPLIT, MERGED, MOVED, RAISED, LOWERED, REASSIGNED, REFORMED, ABOLISHED, OTHER)
BEFORE, AFTER = "前", "后"


class Lineage(Record):
    """A change that places went through; the places are parts (LineagePart) before and after it."""

    __tablename__ = "lineage"
    __label__ = "沿革"

    id: Mapped[int | None] = identifier()
    kind: Mapped[str | None] = field("沿革种类", kind="choice", choices=KINDS, required=True)
    year: Mapped[str | None] = field("年份", kind="year", help="可写公元年，也可写朝代年号，如“后晋天福元年”")
    dynasty: Mapped[str | None] = field("朝代", help="年号有几个朝代用过时写明")
    certainty: Mapped[str | None] = field("确切程度", kind="choice", choices=CERTAINTIES)
    document: Mapped[str | None] = field("批准文件")
    source: Mapped[str | None] = field("资料来源")
    volume: Mapped[str | None] = field("卷（册）")
    page: Mapped[str | None] = field("页")
    remark: Mapped[str | None] = field("备注", kind="longtext")


class LineagePart(Record):
    """A place in a change under the name it had there; without `place_id` one that the register does not hold."""

    __tablename__ = "lineage_part"
    __label__ = "沿革单位"

    id: Mapped[int | None] = identifier()
    lineage_id: Mapped[int | None] = reference("沿革编号")
    place_id: Mapped[int | None] = reference("地名编号")
    role: Mapped[str | None] = field("变更前后", kind="choice", choices=(BEFORE, AFTER), required=True)
    name: Mapped[str | None] = field("当时名称", required=True)


@dataclass(frozen=True)
class Member:
    """One side of a change as a command takes it: the place, if the register holds it, and its name there and then."""

    place_id: int | None
    name: str
