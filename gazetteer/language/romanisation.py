"""The Hanyu pinyin spelling of a place name, from the local dictionary, the 通名 and pypinyin, in that order."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from gazetteer.language.characters import is_han
from gazetteer.language.division import Division, Group, divide, generic_groups, grouped, spell
from gazetteer.language.generics import Generic, generic_of, in_use
from gazetteer.language.machine import machine_reading, readings_of
from gazetteer.language.orthography.draft import STREET
from gazetteer.language.orthography.letters import (
    APOSTROPHE,
    rule_9_without_tones,
    rule_10_all_capitals,
    rule_12_r_for_er,
)
from gazetteer.language.orthography.reading import rule_8_approved_reading
from gazetteer.language.pinyin import initials, syllables_of, words_of
from gazetteer.language.sorting import sort_key

AUTO, LOCAL, CONFIRMED = "auto", "local", "confirmed"


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
    rules: tuple[int, ...] = ()
    """The rules of 中国地名汉语拼音字母拼写规则 that acted; tones and capitals (9, 10) stand in every name."""

    @property
    def plain(self) -> str:
        """Without tone marks: Jingling Jiedao."""
        return rule_9_without_tones(self.roman)

    @property
    def upper(self) -> str:
        """For plates: JINGLING JIEDAO."""
        return rule_10_all_capitals(self.roman)

    @property
    def division(self) -> tuple[tuple[int, int], ...]:
        """Character ranges written as one word."""
        return tuple((group.start, group.end) for group in self.groups)

    @property
    def divided(self) -> str:
        """The characters with the word division as the rules write it: 竟陵/街道."""
        return "/".join(self.text[group.start:group.end] for group in self.groups)

    @property
    def initials(self) -> str:
        return initials(self.syllables)

    @cached_property
    def sort_key(self) -> str:
        return sort_key(self.text, self.syllables)


def romanise(text: str, class_code: str | None = None, local: Mapping[str, str] | None = None) -> Reading:
    """Reads and spells a name; `local` maps words to syllables ("干驿" → "gān yì"), the longest word wins.

    Characters nobody can read stay as they are and stand in `unread`."""
    with in_use(local):
        return _romanised(text, class_code, local or {})


def _romanised(text: str, class_code: str | None, local: Mapping[str, str]) -> Reading:
    syllables, approved = rule_8_approved_reading(text, local)
    settled = dict.fromkeys(approved, True)
    _fill_generics(text, class_code, syllables, settled)
    for index, spelled in enumerate(machine_reading(text)):
        syllables[index] = syllables[index] or spelled or text[index]
    division = divide(text, class_code, frozenset(approved))
    syllables = list(rule_12_r_for_er(text, syllables, division.kind == STREET))
    return _reading(text, tuple(syllables), division, settled)


def confirmed(text: str, roman: str, class_code: str | None = None, syllables: str | None = None) -> Reading:
    """The reading a person has confirmed: spelling and division as written, syllables taken from it.

    `syllables` ("èr mǎ lù") says how figures are read; what does not fit the name is left aside."""
    machine = romanise(text, class_code)
    written = syllables_of(roman, text) or machine.syllables
    kept = tuple((syllables or "").split())
    said = kept if len(kept) == len(text) else machine.syllables
    read = tuple(w if w and not w[-1].isdigit() else m for w, m in zip(written, said, strict=True))
    division = divide(text, class_code)
    groups = _written_groups(text, roman, division)
    return replace(machine, roman=roman, syllables=read, groups=groups, status=CONFIRMED, heteronyms=(),
                   generic_roman=_generic_roman(text, read, division.generic),
                   rules=_acted(division, roman, read, groups),
                   unread=tuple(i for i in machine.unread if read[i] == text[i]))


def respelled(text: str, syllables: tuple[str, ...], words: tuple[tuple[int, int], ...],
              class_code: str | None = None) -> Reading:
    """The reading of chosen syllables and a chosen division (ranges of characters)."""
    division = divide(text, class_code)
    groups = grouped(words, division)
    roman = spell(text, syllables, groups)
    return replace(romanise(text, class_code), roman=roman, syllables=syllables, groups=groups, heteronyms=(),
                   generic_roman=_generic_roman(text, syllables, division.generic), status=CONFIRMED,
                   rules=_acted(division, roman, syllables, groups),
                   unread=tuple(i for i, c in enumerate(text) if is_han(c) and syllables[i] == c))


def _written_groups(text: str, roman: str, division: Division) -> tuple[Group, ...]:
    """The words as the spelling has them; those of the rules where it cannot be laid over the name."""
    words = words_of(roman, text)
    if words is None:
        return division.groups
    made = grouped(tuple((start, end) for start, end, _ in words), division)
    return tuple(replace(group, digits=word if any(c.isdigit() for c in word) and is_han(text[group.start]) else "")
                 for group, (_, _, word) in zip(made, words, strict=True))


def _acted(division: Division, roman: str, syllables: tuple[str, ...],
           groups: tuple[Group, ...] = ()) -> tuple[int, ...]:
    """The rules that acted on a spelling; where a person divided otherwise, only those of the words that stayed."""
    same = not groups or [(g.start, g.end) for g in groups] == [(g.start, g.end) for g in division.groups]
    acted = set(division.rules) if same else {group.rule for group in groups if group.rule}
    acted |= {11} if APOSTROPHE in roman else set()
    acted |= {12} if "r" in syllables else set()
    return tuple(sorted(acted))


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
    roman = spell(text, syllables, division.groups)
    by_hand = any(settled.values())
    return Reading(
        text=text, roman=roman, syllables=syllables, groups=division.groups,
        status=LOCAL if by_hand and not heteronyms else AUTO,
        generic=generic.word if generic else "", generic_roman=_generic_roman(text, syllables, generic),
        heteronyms=heteronyms,
        unread=tuple(i for i, c in enumerate(text) if is_han(c) and syllables[i] == c),
        rules=tuple(sorted({*_acted(division, roman, syllables), *([8] if by_hand else [])})),
    )


def _generic_roman(text: str, syllables: tuple[str, ...], generic: Generic | None) -> str:
    """The 通名 spelled by itself, also where it is written solid with the 专名: 王村 → Cūn."""
    return spell(text, syllables, generic_groups(generic, len(text) - len(generic.word))) if generic else ""
