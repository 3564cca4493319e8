"""A name that somebody has already spelled (census, signs), compared with the spelling of the rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from gazetteer.language.characters import is_han
from gazetteer.language.orthography.catalogue import text_of
from gazetteer.language.orthography.letters import APOSTROPHE
from gazetteer.language.pinyin import strip_tones, syllables_of, tone, words_of
from gazetteer.language.romanisation import AUTO, Reading, romanise

# Letters of the phonetic alphabet that fonts and input methods put for a and g.
_LOOKALIKES = str.maketrans({"ɑ": "a", "ɡ": "g", "Ɑ": "A"})
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'"})
_U_FOR_V = {f"{initial}v": f"{initial}u" for initial in "jqxy"}


@dataclass(frozen=True)
class SpellingDifference:
    """How a written spelling departs from the rules: what is expected, which rules say so, and why in Chinese.

    `rule` is the weightiest; `doubtful`: it rests only on a reading of which the program itself is unsure.
    """

    expected: str
    rule: int
    rules: tuple[int, ...]
    explanation: str
    doubtful: bool = False


@dataclass(frozen=True)
class _Case:
    """A spelling as it was written, and in one form that can be laid over the characters."""

    text: str
    written: str
    smooth: str
    syllables: tuple[str, ...] | None
    expected: Reading


Said = tuple[int, str]


def compare_spelling(text: str, written: str, class_code: str | None = None,
                     local: Mapping[str, str] | None = None) -> SpellingDifference | None:
    """How `written` departs from the spelling of the rules; None where it is the same."""
    written = unicodedata.normalize("NFC", written.strip())
    expected = romanise(text, class_code, local)
    if written == expected.roman:
        return None
    case = _case(text, written, expected)
    found = [said for look in _LOOKS for said in look(case)]
    found = found or [(10, f"写作“{written}”，大小写、空格或符号与“{expected.roman}”不同")]
    rules = tuple(dict.fromkeys(rule for rule, _ in found))
    return SpellingDifference(expected.roman, rules[0], rules, _explained(found), _is_doubtful(case, rules))


def _case(text: str, written: str, expected: Reading) -> _Case:
    smooth = written.translate(_LOOKALIKES).translate(_APOSTROPHES)
    for typed, meant in _U_FOR_V.items():
        smooth = smooth.replace(typed, meant).replace(typed.upper(), meant.upper())
    smooth = smooth.replace("v", "ü").replace("V", "Ü")
    return _Case(text, written, smooth, syllables_of(smooth, text) if text else None, expected)


def _explained(found: list[Said]) -> str:
    sentences: dict[int, list[str]] = {}
    for rule, sentence in found:
        sentences.setdefault(rule, []).append(sentence)
    return "；".join(f"{'，'.join(said)}（规则第{rule}条：{text_of(rule)}）" for rule, said in sentences.items())


def _does_not_fit(case: _Case) -> Iterator[Said]:
    if case.syllables is None:
        yield 8, f"拼写“{case.written}”与名称的字对不上，可能多字、少字或有不成音节的字母"


def _readings(case: _Case) -> Iterator[Said]:
    for number, (said, meant) in enumerate(_pairs(case)):
        if said and strip_tones(said) != strip_tones(meant) and not {said, meant} & {"r"}:
            yield 8, f"第{number + 1}字“{case.text[number]}”写作{said}，应读{meant}"
        elif said and tone(said) != tone(meant) and tone(said) != 5:
            told = f"轻声{meant}" if tone(meant) == 5 else meant
            yield 8, f"第{number + 1}字“{case.text[number]}”写作{said}，应读{told}"


def _er(case: _Case) -> Iterator[Said]:
    for number, (said, meant) in enumerate(_pairs(case)):
        if said and said != meant and "r" in (said, meant):
            yield 12, f"第{number + 1}字“儿”写作{said}，应写作{meant}"


def _division(case: _Case) -> Iterator[Said]:
    words = words_of(case.smooth, case.text) if case.syllables else None
    if words is None:
        return
    begins = {start for start, _, _ in words}
    meant = {group.start: group for group in case.expected.groups}
    ends = {group.end: group for group in case.expected.groups}
    for place in sorted(meant.keys() - begins):
        if case.text[place - 1].strip():
            yield meant[place].rule or 1, f"“{_word(case, place - 1)}”与“{_word(case, place)}”应分写"
    for place in sorted(begins - meant.keys()):
        group = next(group for end, group in sorted(ends.items()) if end > place)
        yield group.rule or 3, f"“{case.text[group.start:group.end]}”应连写"


def _figures(case: _Case) -> Iterator[Said]:
    if case.syllables is None:
        return
    for group in case.expected.groups:
        said = case.syllables[group.start:group.end]
        in_figures = any(part.isdigit() for part in said)
        numeral = case.text[group.start:group.end]
        if group.digits and not in_figures:
            yield group.rule, f"“{numeral}”应写作{group.digits}"
        elif in_figures and not group.digits and is_han(case.text[group.start]):
            yield 6, f"“{numeral}”中的数词应拼写，不用数字"


def _apostrophes(case: _Case) -> Iterator[Said]:
    meant, said = case.expected.roman.count(APOSTROPHE), case.smooth.count(APOSTROPHE)
    if case.syllables is None or _spaceless(case.smooth) == _spaceless(case.expected.roman):
        if said and case.written.count(APOSTROPHE) < said:
            yield 11, "隔音符号应为“'”"
    elif said < meant:
        yield 11, "缺隔音符号"
    elif said > meant and _division_is_right(case):
        yield 11, "多写了隔音符号"


def _capitals(case: _Case) -> Iterator[Said]:
    letters = [c for c in case.smooth if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        yield 10, "全部大写只用于特殊情况（如标志）"
        return
    words = case.smooth.replace("-", " ").split()
    small = [word for word in words if word[0].islower()]
    large = [word for word in words if word[1:] != word[1:].lower()]
    if small:
        yield 10, f"“{'、'.join(small)}”的第一个字母应大写"
    if large:
        yield 10, f"“{'、'.join(large)}”中间的字母应小写"


def _tones(case: _Case) -> Iterator[Said]:
    lacking = [number for number, (said, meant) in enumerate(_pairs(case))
               if said and tone(said) == 5 and tone(meant) != 5 and strip_tones(said) == strip_tones(meant)]
    read = [said for said, _ in _pairs(case) if said]
    if lacking and len(lacking) >= sum(1 for said, meant in _pairs(case) if said and tone(meant) != 5):
        yield 9, "未标声调"
    elif lacking and read:
        yield 9, f"{'、'.join(f'第{n + 1}字“{case.text[n]}”' for n in lacking)}缺声调"


def _letters(case: _Case) -> Iterator[Said]:
    if "v" in case.written.casefold():
        yield 8, "用了v，《汉语拼音方案》写作ü（j、q、x、y后写作u）"
    if case.written != case.written.translate(_LOOKALIKES):
        yield 8, "用了音标字母ɑ、ɡ，应为a、g"


_LOOKS: tuple[Callable[[_Case], Iterator[Said]], ...] = (
    _does_not_fit, _readings, _division, _figures, _er, _apostrophes, _capitals, _letters, _tones)


def _pairs(case: _Case) -> list[tuple[str, str]]:
    """For each character the syllable that was written ('' where none can be compared) and the one that is meant."""
    if case.syllables is None:
        return []
    return [(said if is_han(c) and said and not said[0].isdigit() else "", meant)
            for c, said, meant in zip(case.text, case.syllables, case.expected.syllables, strict=True)]


def _word(case: _Case, place: int) -> str:
    group = next(group for group in case.expected.groups if group.start <= place < group.end)
    return case.text[group.start:group.end]


def _spaceless(roman: str) -> str:
    return roman.replace(" ", "").casefold()


def _division_is_right(case: _Case) -> bool:
    return not list(_division(case))


def _is_doubtful(case: _Case, rules: tuple[int, ...]) -> bool:
    """Whether all that differs are readings of characters of which the machine is unsure."""
    wrong = {n for n, (said, meant) in enumerate(_pairs(case)) if said and said != meant and tone(said) != 5}
    return rules == (8,) and case.expected.status == AUTO and bool(wrong) and wrong <= set(case.expected.heteronyms)
