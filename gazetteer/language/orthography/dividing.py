"""Rules 1–5: 分写和连写. Each takes a draft and decides what is written apart and what as one word."""

from __future__ import annotations

import re

from gazetteer.language.generics import generic_of
from gazetteer.language.orthography.draft import STREET, Draft
from gazetteer.language.orthography.persons import person_at
from gazetteer.language.orthography.units import areas_apart

_ADMINISTRATIVE = ("212", "213", "214", "215")
_STREET_MODIFIERS = "东西南北中前后左右上下小大正横直斜"
# 通名 other than of streets that take a modifier of one syllable: 潮白/新河, 天门/西湖, 天门/南站.
_AGE, _SIDES = "新老旧故", "东西南北"
_MODIFIERS = {**dict.fromkeys(("河", "江", "港", "沟", "运河", "干渠"), _AGE), "渠": _AGE + "长", "湖": _AGE + _SIDES,
              "站": _AGE + _SIDES}
_OPPOSITES = ("东西", "南北", "前后", "左右", "大小", "中正")
# A gate, a street or a bridge, after which a direction with two more syllables begins a part of its own.
_INNER_PLACE = re.compile(r".{2,}?(?:门[内外]?|路|街|巷|胡同|桥)(?=[东西南北前后]..)")
_NEIGHBOURHOOD = "里"


def rule_1_specific_and_generic_apart(draft: Draft) -> None:
    """专名与通名分写：太行/山，江苏/省，西峰/镇，南京/路（规则第1条）

    So is each of the units in the full name of an administrative unit: 天门/市/干驿/镇.
    """
    if draft.generic:
        if draft.class_code.startswith(_ADMINISTRATIVE) or draft.kind == STREET:
            areas_apart(draft, 1, short=draft.kind != STREET)
        draft.apart(draft.cut, 1)
        draft.words_of(draft.generic, draft.cut, 1)


def rule_2_modifiers(draft: Draft) -> None:
    """修饰成分，单音节的与相关部分连写，多音节的分写：景山/后街，广安门/北滨河/路（规则第2条）"""
    turn = _where_modifiers_begin(draft)
    if turn < draft.cut:
        draft.begins.pop(draft.cut, None)
        draft.head = turn
        draft.apart(turn, 2)
    if draft.kind == STREET:
        inner = _INNER_PLACE.match(draft.stem)
        if inner:
            draft.apart(inner.end(), 2)
        _part_of_neighbourhood(draft)


def rule_3_settlements_solid(draft: Draft) -> None:
    """自然村镇名称不区分专名和通名，连写：王村，周口店，龙王集（规则第3条）

    The 通名 of an organisation, a community or an estate (村民委员会, 社区, 小区) is no part of a settlement's name.
    """
    draft.acted.add(3)
    generic = draft.generic
    if generic and len(generic.word) > 1 and not generic.home.startswith("222"):
        draft.apart(draft.cut, 1)
        draft.words_of(generic, draft.cut, 1)


def rule_4_generic_in_the_specific(draft: Draft) -> None:
    """通名已专名化的，按专名处理：渤海/湾，黑龙江/省，解放路/南小街（规则第4条）

    In a street's name an inner 通名 of two syllables stands apart all the same: 包头/胡同/东巷.
    """
    inner = generic_of(draft.stem)
    if draft.generic is None or inner is None:
        return
    draft.acted.add(4)
    if draft.kind == STREET and draft.head < draft.cut and len(inner.word) > 1 and inner.home.startswith("2351"):
        draft.apart(draft.head - len(inner.word), 4)


def rule_5_persons_solid(draft: Draft) -> None:
    """以人名命名的，姓和名连写：左权/县，张之洞/路（规则第5条）"""
    person = person_at(draft.stem)
    if person and len(draft.stem) > 1:
        draft.together(0, len(person), 5)


def _where_modifiers_begin(draft: Draft) -> int:
    """Where the 通名 with its one-syllable modifiers begins; `cut` when it has none."""
    turn, generic = draft.cut, draft.generic
    if generic is None or draft.figures:
        return turn
    if draft.kind != STREET:
        joins = turn > 2 and draft.text[turn - 1] in _MODIFIERS.get(generic.word, "")
        return turn - 1 if joins and turn - 1 not in draft.settled else turn
    if turn == 2 and _both_modify(draft.stem):
        return 1  # 南/小街, 小/南街
    start = max((place for place in draft.begins if place < turn), default=0)
    while turn - start > 2 and draft.text[turn - 1] in _STREET_MODIFIERS and turn - 1 not in draft.settled:
        turn -= 1
    return turn


def _both_modify(stem: str) -> bool:
    return (stem not in _OPPOSITES and all(c in _STREET_MODIFIERS for c in stem)
            and (stem[0] == "小" or stem[1] in "小横前后"))


def _part_of_neighbourhood(draft: Draft) -> None:
    """天宁寺/西里 before a numeral."""
    stem = draft.stem
    if draft.figures and len(stem) > 3 and stem[-1] == _NEIGHBOURHOOD and stem[-2] in _STREET_MODIFIERS:
        draft.apart(len(stem) - 2, 2)
