"""A year as it was written, understood: Western years, reigns, dynasties, rough and open ones.

Nothing is guessed: a text that means nothing we know stays a text, and one with several meanings says which.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from gazetteer.eras.numerals import NUMERAL, number
from gazetteer.eras.reigns import dynasty_spans, reign_spans
from gazetteer.eras.span import Span, western
from gazetteer.errors import GazetteerError

_ABOUT = re.compile(r"^(大约|约于|约|大概|大致|相传)|(左右|前后|[?？])$")
_BEFORE, _AFTER = re.compile(r"(以前|之前|前)$"), re.compile(r"(以后|之后|以来|至今|起|后)$")
_WESTERN = re.compile(rf"(?:公元|西元|公历)?(?P<before>前)?(?P<year>\d{{1,4}}|[{NUMERAL}]{{4}})年?")
_DATE = re.compile(r"(?:公元)?(?P<year>\d{4})[-/.年](?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})?日?)?(?:T.*)?")
_CENTURY = re.compile(rf"(?:公元)?(?P<before>前)?(?P<century>[{NUMERAL}]+)世纪"
                      rf"(?:(?P<decade>[{NUMERAL}]+)年代)?(?P<part>初|上半叶|前期|中叶|中期|末|下半叶|后期)?")
_DECADE = re.compile(r"(?:公元)?(?P<decade>\d{3}0)年代(?P<part>初|中期|末)?")
_PARTS = {"初": (0, 20), "上半叶": (0, 50), "前期": (0, 33), "中叶": (33, 66), "中期": (33, 66), "末": (80, 100),
          "下半叶": (50, 100), "后期": (66, 100)}
_RANGE = re.compile(r"\s*(?:—+|–|~|～|至|到)\s*")
_IN_BRACKETS = re.compile(r"^(.+?)[（(](.+?)[）)]$")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－／．：", "0123456789-/.:")


class AmbiguousYear(GazetteerError):
    """A text that can mean several years; `choices` tells them apart."""

    def __init__(self, text: str, choices: tuple[Span, ...]) -> None:
        self.choices = choices
        said = "、".join(f"{span.said}（{western(span)}）" for span in choices)
        super().__init__(f"“{text}”可以指{said}", remedy="写明朝代或皇帝")


def meanings(text: str, dynasty: str = "") -> tuple[Span, ...]:
    """Every meaning of a written year, each span of years once; empty when it is none we know.

    `dynasty` narrows an era's name that several dynasties used."""
    return _meanings("".join(str(text).split()).translate(_FULL_WIDTH), dynasty.strip())


@lru_cache(maxsize=20_000)
def _meanings(text: str, dynasty: str) -> tuple[Span, ...]:
    found = _read(text, dynasty)
    distinct: list[Span] = []
    for span in found:
        if not any(span.same_years(other) for other in distinct):
            distinct.append(span)
    return tuple(distinct)


def year_of(text: str | None, dynasty: str = "") -> Span | None:
    """The one meaning of a written year; None when it is empty, unknown or ambiguous."""
    found = meanings(text, dynasty) if text else ()
    return found[0] if len(found) == 1 else None


def read_year(text: str, dynasty: str = "") -> Span:
    """The one meaning of a written year. Raises AmbiguousYear, or GazetteerError when it is none we know."""
    found = meanings(text, dynasty)
    if len(found) > 1:
        raise AmbiguousYear(text, found)
    if not found:
        raise GazetteerError(f"不能识别年代“{text}”",
                             remedy="例如写作“1726年”“清雍正四年”“民国三十八年”“公元前221年”“元代”")
    return found[0]


def in_western_calendar(text: str) -> bool:
    """Whether a year is written in the Western calendar, roughly or exactly: 936年, 约936年, 1936-05-01."""
    bare = _ABOUT.sub("", "".join(text.split()).translate(_FULL_WIDTH))
    return any(way(bare) is not None for way in _WAYS)


def _read(text: str, dynasty: str) -> list[Span]:
    if not text:
        return []
    bracketed = _IN_BRACKETS.match(text)
    if bracketed:
        return _agreeing(_read(bracketed[1], dynasty), _read(bracketed[2], dynasty))
    for way in (_plain, _roughly, _open_end, _from_to):
        found = way(text, dynasty)
        if found:
            return found
    return []


def _agreeing(first: list[Span], second: list[Span]) -> list[Span]:
    """后晋天福元年（936年）: the meanings on which both sides agree."""
    return [span for span in first if any(span.same_years(other) for other in second)]


def _plain(text: str, dynasty: str) -> list[Span]:
    for way in _WAYS:
        found = way(text)
        if found is not None:
            return [found]
    return reign_spans(text, dynasty) or dynasty_spans(text)


def _roughly(text: str, dynasty: str) -> list[Span]:
    bare = _ABOUT.sub("", text)
    if bare == text:
        return []
    return [Span(span.earliest, span.latest, True, span.said) for span in _read(bare, dynasty)]


def _open_end(text: str, dynasty: str) -> list[Span]:
    before, after = _BEFORE.sub("", text), _AFTER.sub("", text)
    if before != text:
        return [Span(None, span.latest, span.about, text) for span in _read(before, dynasty)]
    if after != text:
        return [Span(span.earliest, None, span.about, text) for span in _read(after, dynasty)]
    return []


def _from_to(text: str, dynasty: str) -> list[Span]:
    """1958年至1984年, 明—清; a hyphen only between years of four digits."""
    parts = _RANGE.split(text)
    if len(parts) != 2:
        parts = text.split("-") if re.fullmatch(r"\d{3,4}-\d{3,4}年?", text) else []
    if len(parts) != 2:
        return []
    return [Span(first.earliest, last.latest, first.about or last.about, text)
            for first in _read(parts[0], dynasty) for last in _read(parts[1], dynasty)
            if first.earliest is not None and last.latest is not None and first.earliest <= last.latest]


def _western(text: str) -> Span | None:
    found = _WESTERN.fullmatch(text)
    year = number(found["year"]) if found else None
    if not found or not year:
        return None
    year = 1 - year if found["before"] else year
    return Span(year, year, said=text)


def _date(text: str) -> Span | None:
    found = _DATE.fullmatch(text)
    if not found or not 1 <= int(found["month"]) <= 12 or not 1 <= int(found["day"] or 1) <= 31:
        return None
    return Span(int(found["year"]), int(found["year"]), said=text)


def _century(text: str) -> Span | None:
    found = _CENTURY.fullmatch(text)
    century = number(found["century"]) if found else None
    if not found or not century:
        return None
    start = -100 * century + 1 if found["before"] else 100 * (century - 1) + 1
    decade = number(found["decade"]) if found["decade"] else None
    if decade is not None:
        return Span(start - 1 + decade, start + 8 + decade, said=text) if decade % 10 == 0 and decade < 100 else None
    return _part_of(start, 100, found["part"], text)


def _decade(text: str) -> Span | None:
    found = _DECADE.fullmatch(text)
    return _part_of(int(found["decade"]), 10, found["part"], text) if found else None


def _part_of(start: int, length: int, part: str | None, text: str) -> Span:
    begin, end = _PARTS[part] if part else (0, 100)
    return Span(start + length * begin // 100, start + length * end // 100 - 1, about=part is not None, said=text)


_WAYS: tuple[Callable[[str], Span | None], ...] = (_western, _date, _century, _decade)
