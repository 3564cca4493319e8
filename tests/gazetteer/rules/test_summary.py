"""Findings in figures: one group for each rule and severity, in their own words where all say the same."""

from __future__ import annotations

from gazetteer.rules.checking import findings
from gazetteer.rules.summary import Summary


def test_groups_and_units_are_counted(gazetteer, add_place):
    add_place("甲湾", located=False)
    add_place("乙湾", located=False, division_code="429006112")
    add_place("中华村")
    add_place("国际村")
    found = list(findings(gazetteer))
    figures = Summary.of(found)
    titles = {group.rule: (group.title, group.count) for group in figures.groups}
    assert titles == {"N14": ("还没有位置", 2), "N08": ("不符合N08：不使用名不副实的大词", 2)}
    assert figures.rules == {"N14": 2, "N08": 2}
    assert figures.severities == {"提示": 2, "警告": 2}
    assert figures.units == {"429006107": 3, "429006112": 1}


def test_nothing_found_has_no_groups():
    assert Summary.of([]).groups == []
