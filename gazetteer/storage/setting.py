"""设置: what the office decides for one workspace, kept in its history like everything else."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier


class Setting(Record):
    """One decision of the office under a key; values are text."""

    __tablename__ = "setting"
    __label__ = "设置"

    id: Mapped[int | None] = identifier()
    key: Mapped[str | None] = field("名称", required=True, unique=True, editable=False)
    value: Mapped[str | None] = field("值")
