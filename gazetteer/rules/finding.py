"""What a check found: the rule and what it rests on, a sentence, what is offered, and what can be done at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ERROR, WARNING, NOTICE = "错误", "警告", "提示"
ISSUE_CODE, FILL_DERIVED, REMOVE = "编码", "推算", "删除"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule rests on: law, article and what that demands; dates as ISO text, "" without limit."""

    number: str
    title: str
    law: str
    article: str = ""
    requirement: str = ""
    severity: str = WARNING
    valid_from: str = ""
    valid_to: str = ""
    active: bool = True

    def in_force(self, day: str) -> bool:
        """Whether the rule acts on an ISO date."""
        return self.active and (self.valid_from or "") <= day and (not self.valid_to or day <= self.valid_to)

    @property
    def source(self) -> str:
        """《地名管理条例》（国务院令第753号）第九条第（三）项."""
        return self.law + self.article

    @property
    def sentence(self) -> str:
        """What the law demands, to be quoted."""
        demand = f"规定：{self.requirement}。" if self.requirement else "。"
        return f"{self.source}{demand}"


@dataclass(frozen=True, slots=True)
class Repair:
    """What can be done at once: new values for the fields of the record, or one of ISSUE_CODE, FILL_DERIVED, REMOVE."""

    title: str
    values: Mapping[str, Any] = field(default_factory=dict)
    act: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a rule says of a record. `about`: the word or field concerned; `severity` "" for the rule's own."""

    text: str
    fix: str = ""
    about: str = ""
    severity: str = ""
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a record: rule, severity, a sentence, and the repair that is offered.

    `seen`: the values that the rule looked at; once these change, neither acceptance nor repair holds any more.
    `measured` and `tolerance`: what was found and what is let pass, where the rule compares figures.
    """

    id: int
    table: str
    rule: str
    severity: str
    text: str
    fix: str = ""
    about: str = ""
    basis: Basis = Basis("", "", "")
    division: str = ""
    class_code: str = ""
    seen: Mapping[str, Any] = field(default_factory=dict)
    repair: Repair | None = None
    measured: float | None = None
    tolerance: float | None = None

    @property
    def explanation(self) -> str:
        """Complete sentences with their source, for a clerk to quote."""
        advice = f"处理办法：{self.fix}。" if self.fix else ""
        return f"{self.text}。{self.basis.sentence}{advice}"

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"id": self.id, "table": self.table, "rule": self.rule, "severity": self.severity, "text": self.text,
                "fix": self.fix, "about": self.about, "source": self.basis.source, "explanation": self.explanation,
                "division": self.division, "class_code": self.class_code,
                "measured": _figure(self.measured), "tolerance": _figure(self.tolerance),
                "repair": None if self.repair is None else
                {"title": self.repair.title, "values": dict(self.repair.values), "act": self.repair.act}}


def _figure(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
