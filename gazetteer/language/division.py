"""Which syllables of a name are written together: 中国地名汉语拼音字母拼写规则(汉语地名部分), rules 1–7, 10, 11."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gazetteer.language.characters import is_han
from gazetteer.language.generics import Generic, generic_of
from gazetteer.language.pinyin import capitalised, strip_tones

SETTLEMENT = ("22", "216")
STREET = ("2351",)
INSTITUTION = ("27",)
_MODIFIERS = "东西南北中前后小大正横"
_NUMBER = re.compile(r"(第?)([一二三四五六七八九十百][一二三四五六七八九十百零]*)$")
_NUMBERED_ROADS = ("环路", "马路", "环线", "号路", "支路", "横路", "道街")
_ORDINAL_HEAD = re.compile(r"第[一二三四五六七八九十]+(?=..)")
_DIGIT = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_APOSTROPHE = "'"
_AFTER_OPENING, _BEFORE_CLOSING = re.compile(r"(?<=[（(〔“《]) "), re.compile(r" (?=[）)〕”》、，,。])")


@dataclass(frozen=True)
class Group:
    """Characters `start`–`end` written as one word; `digits` where figures stand for a numeral (rule 7)."""

    start: int
    end: int
    rule: int
    digits: str = ""


@dataclass(frozen=True)
class Division:
    groups: tuple[Group, ...]
    generic: Generic | None

    @property
    def rules(self) -> tuple[int, ...]:
        return tuple(sorted({group.rule for group in self.groups}))


def divide(text: str, class_code: str | None = None, settled: frozenset[int] = frozenset()) -> Division:
    """Divides a name by its class, or by what its 通名 suggests; `settled` positions are never taken for figures."""
    generic = generic_of(text, class_code)
    class_code = class_code or (generic.home if generic else "")
    cut = len(text) - len(generic.word) if generic else len(text)
    if class_code.startswith(SETTLEMENT):
        return Division(tuple(_apart(text, _settlement(text, generic, cut))), generic)
    if class_code.startswith(STREET):
        return Division(tuple(_apart(text, _street(text, generic, cut, settled))), generic)
    groups = [*_specific(text[:cut], class_code), *generic_groups(generic, cut)]
    return Division(tuple(_apart(text, groups)), generic)


def spell(text: str, syllables: tuple[str, ...], groups: Iterable[Group]) -> str:
    """Writes the groups: capital first letters (rule 10), apostrophe before a, o, e (rule 11)."""
    words = (_word(text, syllables, group) for group in groups if text[group.start:group.end].strip())
    return _BEFORE_CLOSING.sub("", _AFTER_OPENING.sub("", " ".join(words)))


def _settlement(text: str, generic: Generic | None, cut: int) -> list[Group]:
    """Rule 3: solid; only an organisation's or a community's 通名 of two and more syllables stands apart."""
    if generic is None or len(generic.word) == 1:
        return [Group(0, len(text), 3)]
    if generic.home.startswith("22"):  # 新村
        return [Group(0, len(text), 3)]
    return [Group(0, cut, 3), *generic_groups(generic, cut)]


def _street(text: str, generic: Generic | None, cut: int, settled: frozenset[int]) -> list[Group]:
    if text[cut - 1:] in _NUMBERED_ROADS and cut > 1:
        cut -= 1
    cut = cut if generic else len(text) - 1  # 条, 段 and the like are 通名 only after a numeral
    known = max((place + 1 for place in settled if place < cut), default=0)
    number = _NUMBER.search(text[:cut], known)
    if number and _is_ordinal(number):
        head = [Group(0, number.start(), 1)] if number.start() else []
        figures = ("Dì-" if number[1] else "") + str(_value(number[2]))
        return [*head, Group(number.start(), cut, 7, figures), Group(cut, len(text), 1)]
    turn = cut if generic else len(text)
    while generic and turn > 2 and text[turn - 1] in _MODIFIERS:
        turn -= 1
    # Rule 2: one syllable joins its part (汉北/路), the modifier of a street name its 通名 (人民/西路).
    return [Group(0, turn, 1), Group(turn, len(text), 2 if turn < cut else 1)]


def _specific(stem: str, class_code: str) -> Iterator[Group]:
    """The 专名 in one word; an institution's 专名 may itself be a place name, an ordinal stands apart."""
    start = 0
    ordinal = _ORDINAL_HEAD.match(stem)
    if ordinal:
        start = ordinal.end()
        yield Group(0, start, 6)
    inner = generic_of(stem[start:]) if class_code.startswith(INSTITUTION) else None
    if inner and len(stem) - start - len(inner.word) > 1:
        cut = len(stem) - len(inner.word)
        yield Group(start, cut, 1)
        yield from generic_groups(inner, cut)
    elif start < len(stem):
        yield Group(start, len(stem), 1)


def generic_groups(generic: Generic | None, start: int) -> Iterator[Group]:
    """The words of a 通名 that begins at `start`."""
    for length in generic.words if generic else ():
        yield Group(start, start + length, 1)
        start += length


def _apart(text: str, groups: list[Group]) -> Iterator[Group]:
    """Figures, Latin letters and signs in the name are words of their own."""
    for group in groups:
        start = group.start
        for place in range(group.start + 1, group.end + 1):
            if place == group.end or is_han(text[place]) != is_han(text[place - 1]):
                yield Group(start, place, group.rule, group.digits)
                start = place


def _is_ordinal(number: re.Match[str]) -> bool:
    """A single numeral, one with tens, or 第: 二马路, 十二条; 三八路 and 五一路 are dates (rule 6)."""
    return bool(number[1]) or len(number[2]) == 1 or "十" in number[2] or "百" in number[2]


def _value(numeral: str) -> int:
    """十二 → 12, 四十 → 40, 一百零三 → 103."""
    hundreds, _, rest = numeral.rpartition("百")
    tens, mark, ones = rest.rpartition("十")
    value = 100 * _DIGIT.get(hundreds, 1) if "百" in numeral else 0
    value += 10 * (_DIGIT.get(tens.lstrip("零"), 1)) if mark else 0
    return value + (_DIGIT.get(ones[-1:], 0))


def _word(text: str, syllables: tuple[str, ...], group: Group) -> str:
    if group.digits or not is_han(text[group.start]):
        return group.digits or text[group.start:group.end]
    word = ""
    for syllable in syllables[group.start:group.end]:
        word += _APOSTROPHE if word and strip_tones(syllable)[0] in "aoe" else ""
        word += syllable
    return capitalised(word)
