"""平安边界: the score sheet as data, and what each line scores on it in a year."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier, reference

FILE = "assessment_items.csv"
SCORING, CLOSED = "评分中", "已定"


class AssessmentItem(Record):
    """One item of the score sheet; a `veto` item carries no marks, it alone decides (一票否决)."""

    __tablename__ = "assessment_item"
    __label__ = "平安边界评分项目"
    __named__ = ("title",)

    id: Mapped[int | None] = identifier()
    position: Mapped[int | None] = field("顺序", kind="integer", required=True)
    aspect: Mapped[str | None] = field("类别", required=True)
    title: Mapped[str | None] = field("项目", kind="longtext", required=True)
    full_marks: Mapped[float | None] = field("满分", kind="number", default=0)
    method: Mapped[str | None] = field("评分办法", kind="longtext")
    evidence: Mapped[str | None] = field("所需材料", kind="longtext")
    veto: Mapped[int | None] = field("一票否决", kind="flag", default=0)
    active: Mapped[int | None] = field("启用", kind="flag", default=1)
    source: Mapped[str | None] = field("来源")


class Assessment(Record):
    """The sheet of one line for one year; `marks` and `grade` stand when it is closed."""

    __tablename__ = "assessment"
    __label__ = "平安边界考评"
    __named__ = ("year",)

    id: Mapped[int | None] = identifier()
    line_id: Mapped[int | None] = reference("界线", "boundary_line", editable=True)
    year: Mapped[int | None] = field("年度", kind="integer", required=True)
    state: Mapped[str | None] = field("状态", kind="choice", default=SCORING, choices=(SCORING, CLOSED),
                                      editable=False)
    marks: Mapped[float | None] = field("得分", kind="number", editable=False)
    grade: Mapped[str | None] = field("等次", editable=False)
    assessed_by: Mapped[str | None] = field("考评人")
    assessed_on: Mapped[str | None] = field("考评日期", kind="date")
    remark: Mapped[str | None] = field("备注", kind="longtext")


class AssessmentScore(Record):
    """The marks of one item with their reason; `vetoed` 1 where a veto item has happened.

    `full_marks` are those of the day on which the sheet was opened, so that a later sheet changes no older one.
    """

    __tablename__ = "assessment_score"
    __label__ = "平安边界得分"

    id: Mapped[int | None] = identifier()
    assessment_id: Mapped[int | None] = reference("考评")
    item_id: Mapped[int | None] = reference("评分项目", "assessment_item")
    full_marks: Mapped[float | None] = field("满分", kind="number", editable=False)
    marks: Mapped[float | None] = field("得分", kind="number")
    vetoed: Mapped[int | None] = field("否决", kind="flag", default=0)
    reason: Mapped[str | None] = field("扣分原因", kind="longtext")
    evidence: Mapped[str | None] = field("依据材料", kind="longtext")
