"""评分项目: what the quality score counts and how much, after the census' acceptance sheet (成果验收)."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier

FILE = "score_items.csv"
FILLED, RULES, STATUS, MEDIA = "filled", "rules", "status", "media"
METHODS = (FILLED, RULES, STATUS, MEDIA)


class ScoreItem(Record):
    """One item. `argument`, by blanks: fields, rule numbers, reading states, or kinds of media."""

    __tablename__ = "score_item"
    __label__ = "评分项目"

    id: Mapped[int | None] = identifier()
    aspect: Mapped[str | None] = field("方面", required=True)
    title: Mapped[str | None] = field("项目", required=True)
    method: Mapped[str | None] = field("计分办法", kind="choice", choices=METHODS, required=True,
                                       help="filled：字段已填写；rules：没有这些规则的问题；status：读音状态；media：有这种多媒体")
    argument: Mapped[str | None] = field("对象", required=True, help="字段名、规则号、读音状态或多媒体种类，以空格分开")
    class_prefixes: Mapped[str | None] = field("适用类别", help="类别代码的前几位，以空格分开；不填为全部类别")
    weight: Mapped[float | None] = field("分值", kind="number", required=True)
    active: Mapped[int | None] = field("启用", kind="flag", default=1)
    certainty: Mapped[str | None] = field("可靠程度")
