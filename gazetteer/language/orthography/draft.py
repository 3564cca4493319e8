"""A name while the rules divide it: where words begin, what is written in figures, which rule decided it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gazetteer.language.characters import is_han
from gazetteer.language.generics import Generic, generic_of

SETTLEMENT, STREET, INSTITUTION, OTHER = "settlement", "street", "institution", "other"
# Class prefixes (GB/T 18521-2001); 216 are the villagers' and residents' committees, 25–27 sights, buildings, units.
_KINDS = {"22": SETTLEMENT, "216": SETTLEMENT, "2351": STREET, "25": INSTITUTION, "26": INSTITUTION, "27": INSTITUTION}


@dataclass(frozen=True)
class Group:
    """Characters `start`–`end` written as one word by `rule`; `digits` where figures stand for a numeral (rule 7)."""

    start: int
    end: int
    rule: int
    digits: str = ""


@dataclass
class Draft:
    """What the rules work on. `cut` is where the 通名 begins, `head` the end of the part before numeral and 通名."""

    text: str
    class_code: str
    generic: Generic | None
    settled: frozenset[int]
    cut: int
    head: int
    begins: dict[int, int] = field(default_factory=dict)
    figures: dict[int, str] = field(default_factory=dict)
    acted: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, text: str, class_code: str | None, settled: frozenset[int]) -> Draft:
        """A name before any rule; without a class its 通名 suggests one."""
        generic = generic_of(text, class_code)
        cut = len(text) - len(generic.word) if generic else len(text)
        return cls(text, class_code or (generic.home if generic else ""), generic, settled, cut, cut)

    @property
    def kind(self) -> str:
        """Which rules the name falls under; a name without class and 通名 is taken for a settlement."""
        known = next((kind for prefix, kind in _KINDS.items() if self.class_code.startswith(prefix)), None)
        return known or (OTHER if self.class_code else SETTLEMENT)

    @property
    def stem(self) -> str:
        """The part before numeral and 通名."""
        return self.text[:self.head]

    def apart(self, place: int, rule: int) -> None:
        """Let a word begin at `place`; what an earlier rule decided stays."""
        if 0 < place < len(self.text):
            self.begins.setdefault(place, rule)
            self.acted.add(rule)

    def together(self, start: int, end: int, rule: int) -> None:
        """Write the characters from `start` to `end` as one word."""
        for place in range(start + 1, end):
            self.begins.pop(place, None)
        self.acted.add(rule)

    def words_of(self, generic: Generic | None, start: int, rule: int) -> None:
        """Let the words of a 通名 of several words (村民/委员会) stand apart."""
        for length in generic.words[:-1] if generic else ():
            start += length
            self.apart(start, rule)

    def groups(self) -> Iterator[Group]:
        """The words as they stand; figures, Latin letters and signs are words of their own."""
        if not self.text:
            return
        starts = sorted({0, *self.begins, *self._scripts()})
        solid = min(self.acted, default=3)
        for start, end in zip(starts, [*starts[1:], len(self.text)], strict=True):
            rule = self.begins.get(start) or self.begins.get(end) or solid
            yield Group(start, end, rule, self.figures.get(start, ""))

    def _scripts(self) -> Iterator[int]:
        for place in range(1, len(self.text)):
            if is_han(self.text[place]) != is_han(self.text[place - 1]):
                yield place
