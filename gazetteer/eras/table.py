"""The tables of dynasties and eras that come with the program (data/dynasties.csv, data/eras.csv; sources there)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from gazetteer import reference

CERTAIN = "certain"
USUAL = 1  # rank of the dynasties by which books count the years


@dataclass(frozen=True)
class Dynasty:
    """A dynasty or period with its first and last year; years are astronomical: 0 is 公元前1年."""

    name: str
    aliases: tuple[str, ...]
    first: int
    last: int
    part_of: str


@dataclass(frozen=True)
class Era:
    """A way of counting years: `first` is its 元年, `used` the first year in which this dynasty counted so."""

    dynasty: str
    ruler: str
    name: str
    first: int
    used: int
    last: int
    rank: int
    certain: bool

    def year(self, number: int) -> int | None:
        """The year that is the `number`-th of this era; None when the era did not have it."""
        year = self.first + number - 1
        return year if self.used <= year <= self.last else None


def astronomical(written: int) -> int:
    """The astronomical year of one that has no year 0: -140 (公元前140年) is -139."""
    return written + 1 if written < 0 else written


@cache
def dynasties() -> tuple[Dynasty, ...]:
    """All dynasties in the order of the table."""
    return tuple(Dynasty(row["name"], tuple(filter(None, row["aliases"].split("、"))),
                         astronomical(int(row["first"])), astronomical(int(row["last"])), row["part_of"])
                 for row in reference.table("dynasties.csv"))


@cache
def eras() -> tuple[Era, ...]:
    """All eras in the order of the table."""
    return tuple(_era(row) for row in reference.table("eras.csv"))


def _era(row: dict[str, str]) -> Era:
    first, used, last = (int(row[name]) for name in ("first", "used", "last"))
    return Era(row["dynasty"], row["ruler"], row["era"], astronomical(first), astronomical(used), astronomical(last),
               int(row["rank"]), row["certainty"] == CERTAIN)


@cache
def dynasty_names() -> dict[str, Dynasty]:
    """Every spelling of a dynasty: its name, its aliases, with 朝 and 代, and the traditional characters."""
    found: dict[str, Dynasty] = {}
    for dynasty in dynasties():
        for name in (dynasty.name, *dynasty.aliases):
            for written in {name, traditional(name)}:
                for ending in ("", "朝", "代"):
                    found.setdefault(written + ending, dynasty)
    return found


@cache
def eras_by_name() -> dict[str, tuple[Era, ...]]:
    """Eras by every spelling of their name."""
    found: dict[str, list[Era]] = defaultdict(list)
    for row, era in zip(reference.table("eras.csv"), eras(), strict=True):
        for written in {era.name, row["traditional"] or era.name}:
            found[written].append(era)
        if (era.dynasty, era.name) == ("西汉", "高帝"):
            found["汉高祖"].append(era)
    return {name: tuple(some) for name, some in found.items()}


@cache
def rulers() -> frozenset[str]:
    """The names by which rulers are called (高祖, 武帝 …)."""
    return frozenset(era.ruler for era in eras() if era.ruler)


@cache
def eras_of_year(year: int) -> tuple[Era, ...]:
    """The eras that counted a year, those of the usual dynasties first."""
    return tuple(sorted((era for era in eras() if era.used <= year <= era.last),
                        key=lambda era: (era.rank, not era.certain, -era.used)))


def within(dynasty: str, whole: str) -> bool:
    """Whether a dynasty is `whole` or a part of it: 后晋 is within 五代."""
    parents = {known.name: known.part_of for known in dynasties()}
    while dynasty and dynasty != whole:
        dynasty = parents.get(dynasty, "")
    return bool(dynasty)


_TRADITIONAL = str.maketrans("东汉吴晋凉赵齐陈后刘杨闽荆马辽宋华国黄罗唐郑顺满伪周汉",
                             "東漢吳晉涼趙齊陳後劉楊閩荊馬遼宋華國黃羅唐鄭順滿偽周漢")


def traditional(name: str) -> str:
    """A dynasty's name in traditional characters."""
    return name.translate(_TRADITIONAL)
