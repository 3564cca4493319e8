"""地名类别: the classes of GB/T 18521-2001 and what the census asks of each, as data that the office may edit."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier
from gazetteer.secrecy import LEVELS, PUBLIC

ORIGINS = ("GB", "census", "province", "local")


class PlaceClass(Record):
    """A class; `parent` is the code one level up, `public` 0 keeps its places from every publication."""

    __tablename__ = "place_class"
    __label__ = "地名类别"

    id: Mapped[int | None] = identifier()
    code: Mapped[str | None] = field("类别代码", "DMLB", required=True, unique=True)
    name: Mapped[str | None] = field("类别名称", required=True)
    parent: Mapped[str | None] = field("上级类别", kind="class")
    level: Mapped[int | None] = field("层级", kind="integer")
    census_group: Mapped[str | None] = field("普查大类")
    geom_kind: Mapped[str | None] = field("图形", kind="choice", default="point", choices=("point", "line", "area"))
    origin: Mapped[str | None] = field("依据", kind="choice", default="local", choices=ORIGINS)
    certainty: Mapped[str | None] = field("可靠程度")
    active: Mapped[int | None] = field("启用", kind="flag", default=1)
    secrecy: Mapped[str | None] = field("密级", kind="choice", default=PUBLIC, choices=LEVELS)
    public: Mapped[int | None] = field("可公开", kind="flag", default=1)


class ClassField(Record):
    """A field that only places of one class have; its value stands in `Place.attrs` under `abbr`."""

    __tablename__ = "class_field"
    __label__ = "类别专有字段"

    id: Mapped[int | None] = identifier()
    class_prefix: Mapped[str | None] = field("类别代码前缀", required=True, index=True)
    abbr: Mapped[str | None] = field("缩写", required=True)
    label: Mapped[str | None] = field("字段名称", required=True)
    kind: Mapped[str | None] = field("类型", kind="choice", default="text",
                                     choices=("text", "longtext", "integer", "number", "year", "choice", "date"))
    unit: Mapped[str | None] = field("单位")
    choices: Mapped[str | None] = field("选项", help="用“|”分隔")
    required: Mapped[int | None] = field("必填", kind="flag", default=0)
    public: Mapped[int | None] = field("可公开", kind="flag", default=1)
    position: Mapped[int | None] = field("次序", kind="integer", default=0)
