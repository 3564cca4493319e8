"""通名规模: how wide or large a place must be to bear a 通名; every city has its own figures, so all start off."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier


class MeasureLimit(Record):
    """The least and the greatest measure, in the unit of the class-specific field `abbr`."""

    __tablename__ = "measure_limit"
    __label__ = "通名规模"

    id: Mapped[int | None] = identifier()
    generic: Mapped[str | None] = field("通名", required=True)
    abbr: Mapped[str | None] = field("字段缩写", required=True, help="类别专有字段，例如 Width、ZDMJ")
    minimum: Mapped[float | None] = field("不小于", kind="number")
    maximum: Mapped[float | None] = field("不大于", kind="number")
    unit: Mapped[str | None] = field("单位")
    active: Mapped[int | None] = field("启用", kind="flag", default=0)
    source: Mapped[str | None] = field("依据")
