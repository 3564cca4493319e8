"""How a check of boundaries is declared: a numbered function over one line whose docstring says what it demands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.network import Network, View
from gazetteer.record import Record


@dataclass(frozen=True)
class Found:
    """One thing wrong: the record it is of, a sentence, what to do; what was measured and what is let pass."""

    record: Record
    text: str
    fix: str = ""
    about: str = ""
    measured: float | None = None
    tolerance: float | None = None
    severity: str = ""

    @property
    def sentence(self) -> str:
        """The record's own name before the text."""
        record = self.record
        if isinstance(record, BoundaryMarker):
            return f"“{record.number}号界桩”：{self.text}"
        return f"“{record.name}”：{self.text}" if isinstance(record, BoundaryLine) else self.text


Check = Callable[[View, Network], Iterator[Found]]
CHECKS: dict[str, Check] = {}


def check(number: str) -> Callable[[Check], Check]:
    """Enter a function into the checks under the number of its rule."""

    def enter(function: Check) -> Check:
        CHECKS[number] = function
        return function

    return enter
