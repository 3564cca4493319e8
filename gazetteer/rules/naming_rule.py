"""规则: what each rule rests on and from when to when it is in force, as data that the office may edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer import reference
from gazetteer.record import Record, field, identifier
from gazetteer.rules.finding import ERROR, NOTICE, WARNING, Basis
from gazetteer.rules.held import held_rows
from gazetteer.storage.work import Reader

FILE = "naming_rules.csv"


class NamingRule(Record):
    """One rule by its number (N01 …, D01 …); the program says how it is checked, this record why and when."""

    __tablename__ = "naming_rule"
    __label__ = "规则"

    id: Mapped[int | None] = identifier()
    number: Mapped[str | None] = field("规则号", required=True, unique=True, editable=False)
    title: Mapped[str | None] = field("规则", required=True)
    law: Mapped[str | None] = field("依据", required=True)
    article: Mapped[str | None] = field("条款")
    requirement: Mapped[str | None] = field("规定内容", "", "longtext")
    severity: Mapped[str | None] = field("严重程度", kind="choice", default=WARNING, choices=(ERROR, WARNING, NOTICE))
    valid_from: Mapped[str | None] = field("施行日期", kind="date")
    valid_to: Mapped[str | None] = field("废止日期", kind="date")
    active: Mapped[int | None] = field("启用", kind="flag", default=1)
    certainty: Mapped[str | None] = field("可靠程度", help="known：据通行知识，未核对原文；verified：已核对")


@dataclass(frozen=True)
class RuleBook:
    """The rules of a workspace; without a record of its own a rule rests on what the program ships."""

    by_number: dict[str, Basis]

    @classmethod
    def of(cls, reader: Reader) -> RuleBook:
        """The rules as the office has them now."""
        rows = [*reference.table(FILE), *held_rows(reader, NamingRule)]
        return cls({str(row["number"]): _basis(row) for row in rows})

    def in_force(self, number: str, on: date) -> Basis | None:
        """What a rule rests on, None when it does not act on that day."""
        basis = self.by_number.get(number)
        return basis if basis is not None and basis.in_force(on.isoformat()) else None


def _basis(row: Mapping[str, Any]) -> Basis:
    said = {name: str(row.get(name) or "") for name in ("number", "title", "law", "article", "requirement", "severity",
                                                        "valid_from", "valid_to")}
    return Basis(**said, active=str(row.get("active")) not in ("0", "None", ""))
