"""Many findings in a few figures: groups of one rule and severity, and how many there are in each unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from gazetteer.rules.checking import title_of
from gazetteer.rules.finding import Finding


@dataclass
class Group:
    """Findings of one rule, severity and register; `text` is what they say where all say the same."""

    rule: str
    severity: str
    table: str
    count: int = 0
    text: str = ""

    @property
    def title(self) -> str:
        """Their own words, else what the rule demands."""
        return self.text or f"不符合{self.rule}：{title_of(self.rule).split('（')[0]}"


@dataclass
class Summary:
    """The figures; units by nine digits."""

    groups: list[Group] = field(default_factory=list)
    rules: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, found: Iterable[Finding]) -> Summary:
        """Count; one pass."""
        groups: dict[tuple[str, str, str], Group] = {}
        made = cls()
        for one in found:
            key = (one.rule, one.severity, one.table)
            said = one.text.split("”：", 1)[-1]
            group = groups.get(key)
            if group is None:
                group = groups[key] = Group(*key, text=said)
            elif group.text and group.text != said:
                group.text = ""
            group.count += 1
            made.rules[one.rule] += 1
            made.severities[one.severity] += 1
            if one.division:
                made.units[one.division[:9]] += 1
        made.groups = list(groups.values())
        return made
