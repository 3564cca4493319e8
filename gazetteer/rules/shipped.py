"""What every workspace starts with: rules, word lists, measures and score items that the office may change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gazetteer import reference
from gazetteer.boundaries import assessment, tolerance
from gazetteer.boundaries.assessment import AssessmentItem
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.record import Record, fields
from gazetteer.rules import materials, naming_rule, score_item, word_list
from gazetteer.rules.materials import RequiredMaterial
from gazetteer.rules.measure_limit import MeasureLimit
from gazetteer.rules.naming_rule import NamingRule
from gazetteer.rules.score_item import ScoreItem
from gazetteer.rules.word_list import ListedWord

_FILES: tuple[tuple[type[Record], str], ...] = (
    (NamingRule, naming_rule.FILE), (MeasureLimit, "measure_limits.csv"),
    (RequiredMaterial, materials.FILE), (ScoreItem, score_item.FILE),
    (BoundaryTolerance, tolerance.FILE), (AssessmentItem, assessment.FILE))


def shipped_registers() -> Iterator[tuple[type[Record], list[dict[str, Any]]]]:
    """Each register of rules with the rows that it starts with."""
    yield ListedWord, list(word_list.shipped())
    for model, file in _FILES:
        yield model, [_typed(model, row) for row in reference.table(file)]


def _typed(model: type[Record], row: dict[str, str]) -> dict[str, Any]:
    kinds = {about.name: about.kind for about in fields(model)}
    return {name: _value(kinds[name], text) for name, text in row.items()}


def _value(kind: str, text: str) -> Any:
    if not text:
        return None
    return int(text) if kind in ("integer", "flag") else float(text) if kind == "number" else text
