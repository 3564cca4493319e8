"""限差: what a check of lines and markers lets pass, and how well each way of measuring measures; the office's data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer import reference
from gazetteer.record import Record, field, identifier
from gazetteer.rules.held import held_rows
from gazetteer.storage.work import Reader

FILE = "boundary_tolerances.csv"
METHOD = "测量方法"  # rows of this item give the mean error of a way of measuring


def _not_negative(value: Any) -> str | None:
    return None if float(value) >= 0 else "限差不能小于零"


class BoundaryTolerance(Record):
    """One figure by its key; the program says what it is used for, the office how large it is."""

    __tablename__ = "boundary_tolerance"
    __label__ = "界线限差"
    __named__ = ("title",)

    id: Mapped[int | None] = identifier()
    key: Mapped[str | None] = field("代号", kind="code", required=True, unique=True, editable=False)
    item: Mapped[str | None] = field("项目", required=True, editable=False)
    title: Mapped[str | None] = field("用途", required=True)
    value: Mapped[float | None] = field("数值", kind="number", required=True, rule=_not_negative)
    unit: Mapped[str | None] = field("单位", editable=False)
    source: Mapped[str | None] = field("依据")


@dataclass(frozen=True)
class Tolerances:
    """The figures of a workspace by key, and the mean errors in metres by way of measuring."""

    by_key: Mapping[str, float]
    methods: Mapping[str, float]

    @classmethod
    def of(cls, reader: Reader) -> Tolerances:
        """As the office has them now; without a record of its own a figure is what the program ships."""
        return cls._from([*reference.table(FILE), *held_rows(reader, BoundaryTolerance)])

    @classmethod
    def shipped(cls) -> Tolerances:
        """As they come with the program."""
        return cls._from(reference.table(FILE))

    @classmethod
    def _from(cls, rows: Sequence[Mapping[str, Any]]) -> Tolerances:
        told = [row for row in rows if row["value"] not in (None, "")]
        return cls({str(row["key"]): float(row["value"]) for row in told},
                   {str(row["title"]): float(row["value"]) for row in told if row["item"] == METHOD})

    def __getitem__(self, key: str) -> float:
        return self.by_key[key]

    def error_of(self, method: str | None) -> float | None:
        """Mean error in metres of a way of measuring as a person wrote it; None where nobody has said."""
        wanted = _plain(method or "")
        found = [error for name, error in self.methods.items() if wanted and _alike(_plain(name), wanted)]
        return max(found) if found else None


def _plain(text: str) -> str:
    return "".join(text.upper().split()).replace("-", "")


def _alike(name: str, written: str) -> bool:
    return name == written or name in written or (len(written) > 1 and written in name)
