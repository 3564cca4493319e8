"""政区变更建议: what differs between two editions of a list of units, waiting for a person's decision."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier, reference

NEW, GONE, RENAMED, SUFFIX, SPELLING, REASSIGNED, RECODED = "新设", "撤销", "更名", "村改居", "写法", "改隶", "代码"
KINDS = (RENAMED, NEW, GONE, REASSIGNED, SUFFIX, RECODED, SPELLING)
WAITING, ACCEPTED, REJECTED = "待定", "已采用", "不采用"
STATES = (WAITING, ACCEPTED, REJECTED)


class DivisionChange(Record):
    """A unit in an older and a newer edition; `place_id` is the place that it is taken for."""

    __tablename__ = "division_change"
    __label__ = "政区变更"

    id: Mapped[int | None] = identifier()
    kind: Mapped[str | None] = field("变更种类", kind="choice", choices=KINDS, editable=False, index=True)
    older: Mapped[str | None] = field("较早版本", editable=False)
    newer: Mapped[str | None] = field("较新版本", editable=False)
    year: Mapped[str | None] = field("年份", kind="year", help="两个版本的截止时间之间；采用前可改")
    old_code: Mapped[str | None] = field("原代码", editable=False)
    new_code: Mapped[str | None] = field("新代码", editable=False)
    old_name: Mapped[str | None] = field("原名称", editable=False)
    new_name: Mapped[str | None] = field("新名称", editable=False)
    old_parent: Mapped[str | None] = field("原上级", kind="division", editable=False)
    new_parent: Mapped[str | None] = field("新上级", kind="division", editable=False)
    why: Mapped[str | None] = field("判断依据", editable=False)
    place_id: Mapped[int | None] = reference("对应地名")
    state: Mapped[str | None] = field("处理", kind="choice", default=WAITING, choices=STATES, editable=False,
                                      index=True)
    reason: Mapped[str | None] = field("理由")
    decided_by: Mapped[str | None] = field("处理人", editable=False)
    decided_at: Mapped[str | None] = field("处理时间", kind="datetime", editable=False)
    source: Mapped[str | None] = field("资料来源", editable=False)
