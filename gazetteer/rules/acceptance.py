"""核实认可: findings that a person has looked into and found in order, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.record import Record, field, identifier
from gazetteer.rules.finding import Finding
from gazetteer.rules.held import held_rows
from gazetteer.storage.work import Reader, Work


class AcceptedFinding(Record):
    """One finding that is in order as long as the record keeps the values in `seen`."""

    __tablename__ = "accepted_finding"
    __label__ = "核实认可"

    id: Mapped[int | None] = identifier()
    rule: Mapped[str | None] = field("规则号", required=True, editable=False)
    table_name: Mapped[str | None] = field("登记簿", required=True, editable=False)
    record_id: Mapped[int | None] = field("记录编号", kind="integer", required=True, index=True, editable=False)
    about: Mapped[str | None] = field("涉及", editable=False)
    text: Mapped[str | None] = field("检查发现", kind="longtext", editable=False)
    seen: Mapped[dict[str, Any] | None] = field("当时的值", kind="json", default_factory=dict)
    reason: Mapped[str | None] = field("核实理由", required=True)
    decided_by: Mapped[str | None] = field("核实人", editable=False)
    decided_at: Mapped[str | None] = field("核实时间", kind="datetime", editable=False)


Key = tuple[str, int, str, str]


@dataclass(frozen=True)
class Accepted:
    """What has been accepted, to be asked for each finding."""

    by_key: Mapping[Key, Mapping[str, Any]]

    @classmethod
    def of(cls, reader: Reader) -> Accepted:
        """As the register has it now."""
        return cls({(str(row["table_name"]), int(row["record_id"] or 0), str(row["rule"]), row["about"] or ""):
                    row["seen"] or {} for row in held_rows(reader, AcceptedFinding)})

    def covers(self, finding: Finding) -> bool:
        """Whether a person found this in order, and nothing it rests on has changed since."""
        return self.by_key.get(key_of(finding)) == dict(finding.seen) if self.by_key else False


def key_of(finding: Finding) -> Key:
    """What a finding is known by."""
    return finding.table, finding.id, finding.rule, finding.about


@dataclass(frozen=True)
class AcceptFindings:
    """认可检查发现（核实无误）"""

    findings: Sequence[Finding]
    reason: str

    @property
    def summary(self) -> str:
        if len(self.findings) == 1:
            return f"认可检查发现{self.findings[0].rule}：{self.findings[0].text}"
        return f"认可{len(self.findings)}条检查发现"

    def apply(self, work: Work) -> None:
        if not self.reason.strip():
            raise RuleBroken([Problem("reason", "认可检查发现必须写明核实理由")])
        known = {(str(row.table_name), int(row.record_id or 0), str(row.rule), row.about or ""): row
                 for row in work.find(AcceptedFinding)}
        for finding in _each_once(self.findings):
            old = known.get(key_of(finding))
            if old is not None:
                work.delete(old)
            work.add(self._record(work, finding))

    def _record(self, work: Work, finding: Finding) -> AcceptedFinding:
        return AcceptedFinding(rule=finding.rule, table_name=finding.table, record_id=finding.id, about=finding.about,
                               text=finding.text, seen=dict(finding.seen), reason=self.reason.strip(),
                               decided_by=work.who, decided_at=work.now)


@dataclass(frozen=True)
class WithdrawAcceptance:
    """撤回对检查发现的认可"""

    accepted_id: int

    def apply(self, work: Work) -> None:
        record = work.get(AcceptedFinding, self.accepted_id)
        if record is None:
            raise GazetteerError("没有这条认可", why="它可能已经撤回", remedy="刷新后再试")
        work.delete(record)


def _each_once(findings: Iterable[Finding]) -> Iterable[Finding]:
    return {key_of(finding): finding for finding in findings}.values()
