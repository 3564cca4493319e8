"""A reading while a person works on it: syllables and division, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from gazetteer.language.characters import is_han
from gazetteer.language.generics import in_use
from gazetteer.language.machine import readings_of
from gazetteer.language.orthography.letters import ER
from gazetteer.language.pinyin import typed_syllable
from gazetteer.language.romanisation import Reading, confirmed, respelled, romanise


@dataclass(frozen=True)
class ReadingDraft:
    """One state of the work; every change is a new draft. `begins`: the places where a word begins, 0 left out."""

    text: str
    class_code: str | None
    syllables: tuple[str, ...]
    begins: frozenset[int]
    heteronyms: tuple[int, ...] = ()
    local: Mapping[str, str] | None = None

    @classmethod
    def by_rules(cls, text: str, class_code: str | None, local: Mapping[str, str]) -> ReadingDraft:
        """What the dictionaries and the rules say."""
        return cls._of(romanise(text, class_code, local), class_code, local)

    @classmethod
    def written(cls, text: str, roman: str, class_code: str | None, syllables: str | None,
                local: Mapping[str, str]) -> ReadingDraft:
        """What stands in the register; characters of which the machine is unsure are still marked."""
        unsure = romanise(text, class_code, local).heteronyms
        with in_use(local):
            written = confirmed(text, roman, class_code, syllables)
        return replace(cls._of(written, class_code, local), heteronyms=unsure)

    @classmethod
    def _of(cls, reading: Reading, class_code: str | None, local: Mapping[str, str]) -> ReadingDraft:
        begins = frozenset(start for start, _ in reading.division if start)
        return cls(reading.text, class_code, reading.syllables, begins, reading.heteronyms, local)

    @property
    def words(self) -> tuple[tuple[int, int], ...]:
        """Ranges of characters written as one word."""
        starts = sorted({0, *self.begins}) if self.text else []
        return tuple(zip(starts, [*starts[1:], len(self.text)][:len(starts)], strict=True))

    @cached_property
    def reading(self) -> Reading:
        """Every form that follows from the draft."""
        with in_use(self.local):
            return respelled(self.text, self.syllables, self.words, self.class_code)

    @property
    def follows_rules(self) -> bool:
        """Whether the dictionaries and the rules give the same spelling."""
        return self.reading.roman == self.ruled.reading.roman

    @property
    def ruled(self) -> ReadingDraft:
        """The draft that the rules give."""
        return ReadingDraft.by_rules(self.text, self.class_code, self.local or {})

    def choices(self, place: int) -> tuple[str, ...]:
        """The readings that the character has, likeliest first; 儿 may also be the r of rule 12."""
        found = readings_of(self.text[place])
        return (*found, "r") if self.text[place] == ER and place else found

    def with_syllable(self, place: int, typed: str) -> ReadingDraft | None:
        """The draft with another reading of one character, as it was typed; None when it is no syllable."""
        made = typed_syllable(typed)
        if made is None or not is_han(self.text[place]) or (made == "r" and self.text[place] != ER):
            return None
        return replace(self, syllables=(*self.syllables[:place], made, *self.syllables[place + 1:]))

    def with_break(self, place: int, apart: bool) -> ReadingDraft:
        """The draft with a word beginning at `place`, or with that word joined to the one before."""
        if not 0 < place < len(self.text):
            return self
        return replace(self, begins=self.begins | {place} if apart else self.begins - {place})
