"""本地读音: the local dictionary of readings, which precedes the machine's guess."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier


class LocalReading(Record):
    """A word and its syllables with tone marks, spaced: 干驿 → "gān yì"."""

    __tablename__ = "local_reading"
    __label__ = "本地读音"

    id: Mapped[int | None] = identifier()
    word: Mapped[str | None] = field("字词", required=True, unique=True, editable=False,
                                          help="用“更正读音”修改，先看会重拼哪些地名")
    syllables: Mapped[str | None] = field("读音", kind="roman", required=True, editable=False,
                                               help="用“更正读音”修改，先看会重拼哪些地名")
    source: Mapped[str | None] = field("依据")
    status: Mapped[str | None] = field("状态", kind="choice", default="office", choices=("seed", "office", "confirmed"))
    remark: Mapped[str | None] = field("备注")
