"""Rules 14, 15 and 17: sights, buildings and units that name a place (起地名作用的建筑物、游览地、企事业单位)."""

from __future__ import annotations

import re
from functools import cache

from gazetteer import reference
from gazetteer.language.generics import generic_of
from gazetteer.language.orthography.draft import Draft

# 市 and the like end an administrative name only where no other word begins with them (市场, 县城, 区政府 …).
_AREAS = "21"  # GB/T 18521-2001: 行政区域及其他区域
_CITY, _COUNTY = r"[^省市县区镇乡]{2,4}市(?![场政民里口井委])", r"[^省市县区镇乡]{1,4}县(?![城政委])"
_AREA = re.compile(rf"([^省市县区]{{2,4}}(?:省|自治区))?({_CITY}|{_COUNTY})?")


def rule_14_unit_and_generic_apart(draft: Draft) -> None:
    """能区分专名和通名的，分写：解放/桥，少林/寺，星海/公园（规则第14条）

    A 专名 that is itself the name of a place is divided as that place: 岳口/镇/卫生院.
    """
    if draft.generic is None:
        return
    draft.apart(draft.cut, 14)
    draft.words_of(draft.generic, draft.cut, 14)
    start = max((place for place in draft.begins if place < draft.head), default=0)
    inner = generic_of(draft.text[start:draft.head])
    if inner and inner.home.startswith(_AREAS) and draft.head - start - len(inner.word) > 1:
        draft.apart(draft.head - len(inner.word), 14)
        draft.words_of(inner, draft.head - len(inner.word), 14)


def rule_15_inseparable_units_solid(draft: Draft) -> None:
    """不易区分专名和通名的，一般连写：一线天，水珠帘，三潭印月（规则第15条）"""
    if draft.generic is None and not draft.begins:
        draft.acted.add(15)


def rule_17_areas_in_units(draft: Draft) -> None:
    """名称中的行政区域名称，专名与通名分写：浙江/省/测绘局，天门/市/人民医院（规则第17条）"""
    areas_apart(draft, 17)


def areas_apart(draft: Draft, rule: int, *, short: bool = True) -> None:
    """Divide the administrative names that the name begins with; `short`: also those without their 通名."""
    start = 0
    for name in _leading_areas(draft.stem, short):
        generic = None if name in _known_areas(False) else generic_of(name, "21500")
        if generic and generic.home.startswith(_AREAS):
            draft.apart(start + len(name) - len(generic.word), rule)
        start += len(name)
        draft.apart(start, rule)


def _leading_areas(stem: str, short: bool) -> list[str]:
    """The administrative names that a unit's name begins with: 湖北省, 天门市, 岳口镇."""
    area = _AREA.match(stem)
    found = [part for part in (area.groups() if area else ()) if part]
    rest = stem[sum(map(len, found)):]
    for known in (*_known_areas(True), *(_known_areas(False) if short else ())):
        if rest.startswith(known) and len(rest) - len(known) != 1:
            return [*found, known]
    return found


@cache
def _known_areas(full: bool) -> tuple[str, ...]:
    """The units of the shipped division table in full (岳口镇) or without their 通名 (岳口), longest first."""
    names = {row["name"] for row in reference.table("divisions.csv")
             if row["level"] in ("county", "township") and row["code"].startswith("429006")}
    short = {name.removesuffix(generic.word) for name in names if (generic := generic_of(name, "21500"))}
    return tuple(sorted((name for name in (names if full else short) if len(name) > 1), key=len, reverse=True))
