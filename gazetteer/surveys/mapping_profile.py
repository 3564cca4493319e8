"""列对应方案: which column of a team's files is which field, kept under a name for the next file."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier


class MappingProfile(Record):
    """One way to read the columns of a team's files: `columns` is heading → use, `target` the register they fill."""

    __tablename__ = "mapping_profile"
    __label__ = "列对应方案"

    id: Mapped[int | None] = identifier()
    name: Mapped[str | None] = field("方案名称", required=True, unique=True)
    team: Mapped[str | None] = field("作业组")
    target: Mapped[str | None] = field("登记簿", default="place", editable=False)
    columns: Mapped[dict[str, Any] | None] = field("列对应", kind="json", default_factory=dict, editable=False)
    remark: Mapped[str | None] = field("备注")
