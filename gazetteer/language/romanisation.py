"""The Hanyu pinyin spelling of a place name, from the local dictionary, the 通名 and pypinyin, in that order."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from gazetteer.language.characters import is_han
from gazetteer.language.division import Division, Group, divide, generic_groups, spell
from gazetteer.language.generics import Generic, generic_of
from gazetteer.language.machine import machine_reading, readings_of
from gazetteer.language.pinyin import initials, strip_tones, syllables_of
from gazetteer.language.sorting import sort_key

AUTO, LOCAL, CONFIRMED = "auto", "local", "confirmed"
_LONGEST_WORD = 12


@dataclass(frozen=True)
class Reading:
    """A name's reading: `syllables` has one entry a character, small letters with tone marks."""

    text: str
    roman: str
    syllables: tuple[str, ...]
    groups: tuple[Group, ...]
    status: str
    generic: str
    generic_roman: str
    heteronyms: tuple[int, ...]
    unread: tuple[int, ...]

    @property
    def plain(self) -> str:
        """Without tone marks: Jingling Jiedao."""
        return strip_tones(self.roman)

    @property
    def upper(self) -> str:
        """For plates: JINGLING JIEDAO."""
        return self.plain.upper()

    @property
    def division(self) -> tuple[tuple[int, int], ...]:
        """Character ranges written as one word."""
        return tuple((group.start, group.end) for group in self.groups)

    @property
    def rules(self) -> tuple[int, ...]:
        """The rules of 中国地名汉语拼音字母拼写规则 that divided the name."""
        return tuple(sorted({group.rule for group in self.groups}))

    @property
    def initials(self) -> str:
        return initials(self.syllables)

    @cached_property
    def sort_key(self) -> str:
        return sort_key(self.text, self.syllables)


def romanise(text: str, class_code: str | None = None, local: Mapping[str, str] | None = None) -> Reading:
    """Reads and spells a name; `local` maps words to syllables ("干驿" → "gān yì"), the longest word wins.

    Characters nobody can read stay as they are and stand in `unread`."""
    local = local or {}
    syllables, settled = _local_syllables(text, local)
    _fill_generics(text, class_code, syllables, settled)
    by_hand = frozenset(i for i in settled if settled[i])
    for index, spelled in enumerate(machine_reading(text)):
        syllables[index] = syllables[index] or spelled or text[index]
    division = divide(text, class_code, by_hand)
    return _reading(text, tuple(syllables), division, settled)


def confirmed(text: str, roman: str, class_code: str | None = None) -> Reading:
    """The reading a person has confirmed: spelling as written, syllables taken from it."""
    machine = romanise(text, class_code)
    written = syllables_of(roman, text) or machine.syllables
    # Figures in the spelling stand for numerals, which are read as words.
    syllables = tuple(w if w and not w.isdigit() else m for w, m in zip(written, machine.syllables, strict=True))
    generic = generic_of(text, class_code)
    return replace(machine, roman=roman, syllables=syllables, status=CONFIRMED, heteronyms=(),
                   generic_roman=_generic_roman(text, syllables, generic),
                   unread=tuple(i for i in machine.unread if syllables[i] == text[i]))


def _local_syllables(text: str, local: Mapping[str, str]) -> tuple[list[str], dict[int, bool]]:
    """Syllables the dictionary gives, and per settled position True (a local word) or False (a 通名)."""
    syllables = [""] * len(text)
    settled: dict[int, bool] = {}
    start = 0
    while start < len(text) and local:
        word = _longest_word(text, start, local)
        for offset, spelled in enumerate(local[word].split() if word else ()):
            syllables[start + offset] = spelled.lower()
            settled[start + offset] = True
        start += len(word) or 1
    return syllables, settled


def _longest_word(text: str, start: int, local: Mapping[str, str]) -> str:
    for end in range(min(len(text), start + _LONGEST_WORD), start, -1):
        word = text[start:end]
        if word in local and len(local[word].split()) == len(word):
            return word
    return ""


def _fill_generics(text: str, class_code: str | None, syllables: list[str], settled: dict[int, bool]) -> None:
    """The 通名 at the end, and one that ends the 专名 before it (周铺/村: pù)."""
    end = len(text)
    generic: Generic | None = generic_of(text, class_code) or generic_of(text)
    while generic is not None:
        end -= len(generic.word)
        for offset, spelled in enumerate(generic.reading):
            if not syllables[end + offset]:
                syllables[end + offset] = spelled
                settled[end + offset] = False
        generic = generic_of(text[:end])


def _reading(text: str, syllables: tuple[str, ...], division: Division, settled: dict[int, bool]) -> Reading:
    heteronyms = tuple(i for i, c in enumerate(text) if i not in settled and len(readings_of(c)) > 1)
    generic = division.generic
    return Reading(
        text=text, roman=spell(text, syllables, division.groups), syllables=syllables, groups=division.groups,
        status=LOCAL if any(settled.values()) and not heteronyms else AUTO,
        generic=generic.word if generic else "", generic_roman=_generic_roman(text, syllables, generic),
        heteronyms=heteronyms,
        unread=tuple(i for i, c in enumerate(text) if is_han(c) and syllables[i] == c),
    )


def _generic_roman(text: str, syllables: tuple[str, ...], generic: Generic | None) -> str:
    """The 通名 spelled by itself, also where it is written solid with the 专名: 王村 → Cūn."""
    return spell(text, syllables, generic_groups(generic, len(text) - len(generic.word))) if generic else ""
