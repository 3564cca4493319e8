"""Decisions on changes between editions: what each kind does to the register when a person accepts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gazetteer.errors import Problem, RuleBroken
from gazetteer.lineage import division_change as kinds
from gazetteer.lineage import lineage
from gazetteer.lineage.changes import add_lineage, sides
from gazetteer.lineage.division_change import ACCEPTED, REJECTED, WAITING, DivisionChange
from gazetteer.lineage.lineage import Lineage, LineagePart, Member
from gazetteer.lineage.units import Unit, class_of, taken_apart
from gazetteer.places.changes import change_place, existing, register_place
from gazetteer.places.place import CANCELLED, Place
from gazetteer.places.place_name import FORMER, PlaceName
from gazetteer.places.upkeep import local_dictionary, reading_of
from gazetteer.storage.work import Work

HISTORIC_USE = "历史地名"


@dataclass(frozen=True)
class AcceptDivisionChanges:
    """采用政区变更"""

    change_ids: Sequence[int]

    @property
    def summary(self) -> str:
        return f"采用{len(self.change_ids)}处政区变更"

    def apply(self, work: Work) -> None:
        local = local_dictionary(work)
        for change_id in self.change_ids:
            change = waiting_change(work, change_id)
            change.place_id = _APPLY[str(change.kind)](work, change, local)
            _decide(work, change, ACCEPTED)


@dataclass(frozen=True)
class RejectDivisionChanges:
    """不采用政区变更"""

    change_ids: Sequence[int]
    reason: str

    @property
    def summary(self) -> str:
        return f"不采用{len(self.change_ids)}处政区变更"

    def apply(self, work: Work) -> None:
        if not self.reason.strip():
            raise RuleBroken([Problem("reason", "不采用须写明理由")])
        for change_id in self.change_ids:
            change = waiting_change(work, change_id)
            change.reason = self.reason.strip()
            _decide(work, change, REJECTED)


@dataclass(frozen=True)
class ReopenDivisionChange:
    """重新处理政区变更"""

    change_id: int

    def apply(self, work: Work) -> None:
        change = _existing(work, self.change_id)
        if change.state != REJECTED:
            raise RuleBroken([Problem("state", "只有不采用的可以重新处理；已采用的请在历史中撤销")],
                             where=called(change))
        change.state, change.reason, change.decided_by, change.decided_at = WAITING, None, None, None
        work.save(change)


@dataclass(frozen=True)
class EditDivisionChange:
    """修改政区变更的年份或对应地名"""

    change_id: int
    year: str | None = None
    place_id: int | None = None

    def apply(self, work: Work) -> None:
        change = waiting_change(work, self.change_id)
        change.year = self.year.strip() or None if self.year is not None else change.year
        if self.place_id is not None:
            change.place_id = existing(work, self.place_id).id
        work.save(change)


def called(change: DivisionChange) -> str:
    """A change as messages name it: “石河镇”→“石家河镇”."""
    return "→".join(f"“{name}”" for name in (change.old_name, change.new_name) if name)


def waiting_change(work: Work, change_id: int) -> DivisionChange:
    """The proposal, if nobody has decided on it yet. Raises RuleBroken."""
    change = _existing(work, change_id)
    if change.state != WAITING:
        raise RuleBroken([Problem("state", f"已处理为“{change.state}”，由{change.decided_by}处理")],
                         where=called(change))
    return change


def _existing(work: Work, change_id: int) -> DivisionChange:
    change = work.get(DivisionChange, change_id)
    if change is None:
        raise RuleBroken([Problem("id", f"没有编号为{change_id}的政区变更，它可能已随读入撤销")])
    return change


def _decide(work: Work, change: DivisionChange, state: str) -> None:
    change.state, change.decided_by, change.decided_at = state, work.who, work.now
    work.save(change)


def _rename(work: Work, change: DivisionChange, local: dict[str, str]) -> int:
    """The old name becomes a former name; the standard name follows only where it still is the old one."""
    place = _place_of(work, change)
    if _same_name(place.name, change.old_name) and not _same_name(place.name, change.new_name):
        change_place(work, int(place.id or 0), {"name": _full(change.new_name, place)}, local)
    _add_former(work, change, place, local)
    kind = lineage.RENAMED if change.kind == kinds.RENAMED else lineage.REFORMED
    _add_line(work, change, kind, [Member(place.id, str(change.old_name))], [Member(place.id, str(change.new_name))])
    return int(place.id or 0)


def _found(work: Work, change: DivisionChange, local: dict[str, str]) -> int:
    """A unit that the register already has gets its year; one that it has not is registered."""
    if change.place_id:
        place = existing(work, change.place_id)
        if not place.established and change.year:
            place = change_place(work, int(place.id or 0), {"established": change.year}, local)
    else:
        place = register_place(work, {**_values(change.new_code, change.new_name), "established": change.year,
                                      "source": change.source})
    _add_line(work, change, lineage.FOUNDED, [], [Member(place.id, str(change.new_name))])
    return int(place.id or 0)


def _abolish(work: Work, change: DivisionChange, local: dict[str, str]) -> int:
    """A unit that is gone is cancelled; one that the register never had is kept as a historic place."""
    if change.place_id:
        place = existing(work, change.place_id)
    else:
        place = register_place(work, {**_values(change.old_code, change.old_name), "use_time": HISTORIC_USE,
                                      "source": change.source})
    if place.status != CANCELLED:
        place.status, place.abolished = CANCELLED, change.year
        work.save(place)
    _add_line(work, change, lineage.ABOLISHED, [Member(place.id, str(change.old_name))], [])
    return int(place.id or 0)


def _reassign(work: Work, change: DivisionChange, local: dict[str, str]) -> int:
    place = _place_of(work, change)
    if place.division_code == change.old_parent and change.new_parent:
        place = change_place(work, int(place.id or 0), {"division_code": change.new_parent}, local)
    _add_line(work, change, lineage.REASSIGNED, [Member(place.id, str(change.old_name))],
              [Member(place.id, str(change.new_name))])
    return int(place.id or 0)


def _recode(work: Work, change: DivisionChange, local: dict[str, str]) -> int:
    """The statistics' code is not the register's: what changed is only noted."""
    place = _place_of(work, change)
    note = f"统计用区划代码{change.year or ''}由{change.old_code}改为{change.new_code}"
    if note not in str(place.remark or ""):
        place.remark = "；".join(filter(None, [place.remark, note]))
        work.save(place)
    return int(place.id or 0)


_APPLY = {kinds.RENAMED: _rename, kinds.SUFFIX: _rename, kinds.NEW: _found, kinds.GONE: _abolish,
          kinds.REASSIGNED: _reassign, kinds.RECODED: _recode, kinds.SPELLING: _rename}


def _place_of(work: Work, change: DivisionChange) -> Place:
    if not change.place_id:
        raise RuleBroken([Problem("place_id", "登记中没有找到对应的地名，请先选定对应地名，或不采用")],
                         where=called(change))
    return existing(work, change.place_id)


def _add_former(work: Work, change: DivisionChange, place: Place, local: dict[str, str]) -> None:
    known = work.find(PlaceName, PlaceName.place_id == place.id, PlaceName.name == change.old_name)
    if known or place.name == change.old_name:
        return
    former = PlaceName(place_id=place.id, kind=FORMER, name=change.old_name, until=change.year, certainty="大致",
                       source=change.source, remark=change.why)
    reading_of(former, place.class_code, local)
    work.add(former)


def _add_line(work: Work, change: DivisionChange, kind: str, before: list[Member], after: list[Member]) -> None:
    if kind == lineage.RENAMED and before[0].name == after[0].name:
        return
    ids = {member.place_id for member in (*before, *after) if member.place_id is not None}
    known = work.find(LineagePart, LineagePart.place_id.in_(ids))
    for lineage_id in {int(part.lineage_id or 0) for part in known}:
        record = work.get(Lineage, lineage_id)
        if record is not None and record.kind == kind and sides(work, lineage_id) == (before, after):
            return  # somebody registered it before
    values = {"kind": kind, "year": change.year, "certainty": "大致", "source": change.source, "remark": change.why}
    add_lineage(work, values, before, after)


def _same_name(one: str | None, other: str | None) -> bool:
    return taken_apart(str(one or "")) == taken_apart(str(other or ""))


def _full(name: str | None, place: Place) -> str:
    """The new name as the register writes committees: 鹿鸣村 is 鹿鸣村村民委员会."""
    core, form = taken_apart(str(name or ""))
    if not str(place.class_code or "").startswith(("2161", "2162")) or str(name).endswith("委员会"):
        return str(name)
    return core + {"村": "村村民委员会", "社区": "社区居民委员会"}.get(form, "") if form else str(name)


def _values(code: str | None, name: str | None) -> dict[str, Any]:
    unit = Unit(str(code), str(name), str(code)[:9 if len(str(code)) == 12 else 6])
    return {"name": unit.name, "class_code": class_of(unit),
            "division_code": unit.parent if len(unit.code) == 12 else unit.code}
