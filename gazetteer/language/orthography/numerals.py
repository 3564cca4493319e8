"""Rules 6, 7 and 16: 数词的书写. Numerals are spelled; codes and the ordinals of streets are figures."""

from __future__ import annotations

import re

from gazetteer.language.orthography.draft import STREET, Draft

_NUMERAL = re.compile(r"(第?)([一二三四五六七八九十百][一二三四五六七八九十百零]*)$")
_ORDINAL_HEAD = re.compile(r"第[一二三四五六七八九十]+(?=..)")
_ORDINAL_OF_A_UNIT = re.compile(r"第([一二三四五六七八九十百]+)")
_SPELLED = re.compile(r"[一二三四五六七八九十百千万]")
_COUNTED = ("环路", "环线", "号路", "支路", "横路", "道街")  # what a numeral counts together with the 通名
_DIGIT = {c: n for n, c in enumerate("〇一二三四五六七八九")}


def rule_6_numerals_spelled(draft: Draft) -> None:
    """数词一般用拼音书写：五指山，第二松花江，三八路（规则第6条）"""
    if draft.generic and not draft.figures:
        ordinal = _ORDINAL_HEAD.match(draft.stem)
        if ordinal:
            draft.apart(ordinal.end(), 6)
    if any(place not in draft.figures for place in _numeral_places(draft)):
        draft.acted.add(6)


def rule_7_codes_and_street_ordinals(draft: Draft) -> None:
    """代码和街巷名称中的序数词用阿拉伯数字：1203 高地，二马路 2 Mǎlù，第九弄 Dì-9 Lòng（规则第7条）"""
    if any(c.isdigit() and c.isascii() for c in draft.text):
        draft.acted.add(7)
    if draft.kind != STREET:
        return
    cut = _counted_from(draft)
    known = max((place + 1 for place in draft.settled if place < cut), default=0)
    number = _NUMERAL.search(draft.text[:cut], known)
    if number and _counts(number):
        figures = ("Dì-" if number[1] else "") + str(value_of(number[2]))
        _write_figures(draft, number.start(), cut, figures)


def rule_16_ordinals_of_units(draft: Draft) -> None:
    """企事业单位名称中的代码和序数词用阿拉伯数字：第一中学 Dì-1 Zhōngxué（规则第16条）"""
    number = _ORDINAL_OF_A_UNIT.search(draft.stem)
    if number:
        draft.figures[number.start()] = f"Dì-{value_of(number[1])}"
        draft.apart(number.start(), 16)
        draft.apart(number.end(), 16)
        draft.acted.add(16)
    elif any(c.isdigit() and c.isascii() for c in draft.text):
        draft.acted.add(16)


def value_of(numeral: str) -> int:
    """十二 → 12, 四十 → 40, 一百零三 → 103."""
    hundreds, _, rest = numeral.rpartition("百")
    tens, mark, ones = rest.rpartition("十")
    value = 100 * _DIGIT.get(hundreds, 1) if "百" in numeral else 0
    value += 10 * (_DIGIT.get(tens.lstrip("零"), 1)) if mark else 0
    return value + (_DIGIT.get(ones[-1:], 0))


def _counted_from(draft: Draft) -> int:
    """Where what the numeral counts begins: 三/环路, 十二/条."""
    if draft.text[draft.cut - 1:] in _COUNTED and draft.cut > 1:
        return draft.cut - 1
    return draft.cut if draft.generic else len(draft.text) - 1  # 段 and the like are 通名 only after a numeral


def _write_figures(draft: Draft, start: int, end: int, figures: str) -> None:
    draft.head, draft.cut = start, end
    draft.figures[start] = figures
    draft.apart(start, 7)
    draft.apart(end, 7)
    draft.acted.add(7)


def _counts(number: re.Match[str]) -> bool:
    """A single numeral, one with tens, or 第: 二马路, 十二条; 三八路 and 五一路 are dates (rule 6)."""
    return bool(number[1]) or len(number[2]) == 1 or "十" in number[2] or "百" in number[2]


def _numeral_places(draft: Draft) -> list[int]:
    ends = sorted({*draft.begins, len(draft.text)})
    in_figures = {place for start in draft.figures for place in range(start, next(e for e in ends if e > start))}
    return [found.start() for found in _SPELLED.finditer(draft.text) if found.start() not in in_figures]
