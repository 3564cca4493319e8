"""Reign years and dynasties as texts: 清雍正四年, 后晋天福元年, 民国三十八年, 唐高宗上元年间, 明初."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gazetteer.eras import table
from gazetteer.eras.numerals import NUMERAL, counted, number
from gazetteer.eras.span import Span
from gazetteer.eras.table import Dynasty, Era

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MONTH = f"(?:闰?[正冬腊{NUMERAL}]+月)?(?:[初{NUMERAL}]+日?)?"
_YEAR = re.compile(rf"(?P<number>[{NUMERAL}]+)年?(?P<cycle>[{_STEMS}][{_BRANCHES}])?年?{_MONTH}")
_PART = re.compile(r"(?P<part>初|早|前|中|末|晚|后)?(?:年|年间|期|叶|间|时|时期|世)?")
_PARTS = {"初": (0, 1), "早": (0, 1), "前": (0, 1), "中": (1, 2), "末": (2, 3), "晚": (2, 3), "后": (2, 3)}
_RULERS = {("西汉", "吕后"): "高后", ("明", "惠宗"): "惠帝", ("明", "代宗"): "景帝",
           ("清", "溥仪"): "逊帝"}
_STANDING_ALONE = {"中华": "民国", "中華": "民国"}


def reign_spans(text: str, dynasty: str = "") -> list[Span]:
    """Every meaning of a text that names an era; `dynasty` narrows an era that several dynasties had."""
    found: list[Span] = []
    for name, prefix, rest in _split(text):
        wanted = _wanted(prefix, dynasty, table.eras_by_name()[name])
        found += [span for era in wanted if (span := _of_era(era, rest)) is not None]
        if found:
            break  # the longest name of an era is meant: 中大通 is not 大通
    return found


def _split(text: str) -> Iterator[tuple[str, str, str]]:
    """(era, what stands before, what stands after) for each era that the text may name, longest name first."""
    for name in _names_by_length():
        at = text.find(name)
        if at >= 0:
            yield name, text[:at], text[at + len(name):]


@cache
def _names_by_length() -> tuple[str, ...]:
    return tuple(sorted(table.eras_by_name(), key=len, reverse=True))


def _wanted(prefix: str, dynasty: str, eras: tuple[Era, ...]) -> list[Era]:
    """The eras of a name that the words before it allow."""
    if prefix:
        exact = [era for era in eras if _names(prefix, era)]
        return exact or [era for era in eras if len(prefix) == 1 and table.traditional(era.dynasty)[-1]
                         == table.traditional(prefix)]
    if dynasty:
        said = dynasty_of(dynasty)
        return [era for era in eras if said and table.within(era.dynasty, said.name)]
    return list(eras)


def _names(prefix: str, era: Era) -> bool:
    """Whether the prefix is a name of the era's dynasty, of its ruler, or of both."""
    if _STANDING_ALONE.get(prefix) == era.dynasty:
        return True
    for cut in range(len(prefix), -1, -1):
        named, ruler = table.dynasty_names().get(prefix[:cut]), prefix[cut:]
        if (named is None and cut) or (named is not None and not table.within(era.dynasty, named.name)):
            continue
        if ruler in ("", era.ruler) or _RULERS.get((era.dynasty, ruler)) == era.ruler:
            return True
    return False


def _of_era(era: Era, rest: str) -> Span | None:
    year, part = _YEAR.fullmatch(rest), _PART.fullmatch(rest)
    if year:
        counted_year = number(year["number"])
        found = era.year(counted_year) if counted_year else None
        if found is None or counted_year is None or (year["cycle"] and year["cycle"] != cycle(found)):
            return None
        return Span(found, found, said=reign_text(era, counted_year))
    if part:
        first, last = _third(era.used, era.last, part["part"])
        return Span(first, last, about=bool(part["part"]), said=f"{era.dynasty}{era.name}年间")
    return None


def dynasty_spans(text: str) -> list[Span]:
    """元, 元代, 明初, 清末, 五代时期: the years of a dynasty, or about a third of them."""
    for cut in range(len(text), 0, -1):
        dynasty, part = table.dynasty_names().get(text[:cut]), _PART.fullmatch(text[cut:])
        if dynasty is not None and part:
            first, last = _third(dynasty.first, dynasty.last, part["part"])
            return [Span(first, last, about=bool(part["part"]), said=text)]
    return []


def dynasty_of(text: str) -> Dynasty | None:
    """The dynasty that a text names, None when it names none."""
    return table.dynasty_names().get(text.strip())


def _third(first: int, last: int, part: str | None) -> tuple[int, int]:
    """The whole, or the first, middle or last third of the years."""
    if not part:
        return first, last
    begin, end = _PARTS[part]
    length = last - first
    return first + length * begin // 3, first + length * end // 3


def reign_text(era: Era, counted_year: int) -> str:
    """后晋天福元年; with the ruler where the dynasty used the era's name twice (唐高宗上元元年)."""
    twice = sum(1 for other in table.eras_by_name()[era.name]
                if other.dynasty == era.dynasty and other.year(counted_year)) > 1
    ruler = era.ruler if twice and era.ruler != era.name else ""
    dynasty = "" if era.dynasty == era.name or era.name.startswith(era.dynasty) else era.dynasty
    return f"{dynasty}{ruler}{era.name}{counted(counted_year)}年"


def reigns_of(year: int) -> list[str]:
    """The reign years of an astronomical year, the usual dynasty's first."""
    return [reign_text(era, year - era.first + 1) for era in table.eras_of_year(year)]


def cycle(year: int) -> str:
    """The year's place in the cycle of sixty (干支): 1726 is 丙午."""
    place = (year - 4) % 60
    return _STEMS[place % 10] + _BRANCHES[place % 12]
