"""Commands on the line of places: a change is added, corrected or taken out, with its sides, as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.lineage.lineage import AFTER, BEFORE, Lineage, LineagePart, Member
from gazetteer.lineage.rules import lineage_problems
from gazetteer.places.place import Place
from gazetteer.record import field_of, problems
from gazetteer.storage.work import Reader, Work


@dataclass(frozen=True)
class AddLineage:
    """增加沿革"""

    values: Mapping[str, Any]
    before: Sequence[Member] = ()
    after: Sequence[Member] = ()

    @property
    def summary(self) -> str:
        return f"增加沿革：{told(self.values.get('kind') or '', self.before, self.after)}"

    def apply(self, work: Work) -> None:
        add_lineage(work, self.values, self.before, self.after)


@dataclass(frozen=True)
class EditLineage:
    """修改沿革"""

    lineage_id: int
    values: Mapping[str, Any] = field(default_factory=dict)
    before: Sequence[Member] | None = None
    after: Sequence[Member] | None = None

    def apply(self, work: Work) -> None:
        lineage = _existing(work, self.lineage_id)
        _write(lineage, self.values)
        old_before, old_after = sides(work, self.lineage_id)
        before = old_before if self.before is None else list(self.before)
        after = old_after if self.after is None else list(self.after)
        _refuse(work, lineage, before, after)
        work.save(lineage)
        if (before, after) != (old_before, old_after):
            work.delete_many(_parts(work, self.lineage_id))
            _add_parts(work, self.lineage_id, before, after)


@dataclass(frozen=True)
class RemoveLineage:
    """删除沿革"""

    lineage_id: int

    def apply(self, work: Work) -> None:
        lineage = _existing(work, self.lineage_id)
        work.delete_many(_parts(work, self.lineage_id))
        work.delete(lineage)


def add_lineage(work: Work, values: Mapping[str, Any], before: Sequence[Member], after: Sequence[Member]) -> int:
    """Keep a change with its sides inside another command. Raises RuleBroken."""
    lineage = Lineage()
    _write(lineage, values)
    _refuse(work, lineage, before, after)
    lineage_id = work.add(lineage)
    _add_parts(work, lineage_id, before, after)
    return lineage_id


def sides(reader: Reader, lineage_id: int) -> tuple[list[Member], list[Member]]:
    """What stood before a change and what after it, in the order of entry."""
    parts = _parts(reader, lineage_id)
    return ([_member(part) for part in parts if part.role == BEFORE],
            [_member(part) for part in parts if part.role == AFTER])


def told(kind: str, before: Sequence[Member], after: Sequence[Member]) -> str:
    """竟陵 更名 景陵; 甲村、乙村 合并 丙村."""
    sides_told = ["、".join(member.name for member in side) for side in (before, after)]
    return " ".join(part for part in (sides_told[0], kind, sides_told[1]) if part)


def _member(part: LineagePart) -> Member:
    return Member(part.place_id, part.name or "")


def _parts(reader: Reader, lineage_id: int) -> list[LineagePart]:
    return reader.find(LineagePart, LineagePart.lineage_id == lineage_id)


def _existing(work: Work, lineage_id: int) -> Lineage:
    lineage = work.get(Lineage, lineage_id)
    if lineage is None:
        raise GazetteerError("这条沿革已不在登记中", why="它可能已被删除", remedy="刷新后再试")
    return lineage


def _write(lineage: Lineage, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        about = field_of(Lineage, key)
        value = value.strip() if isinstance(value, str) else value
        setattr(lineage, about.name, None if value == "" else value)


def _refuse(work: Work, lineage: Lineage, before: Sequence[Member], after: Sequence[Member]) -> None:
    found = problems(lineage) + lineage_problems(lineage, before, after)
    wanted = {member.place_id for member in (*before, *after) if member.place_id is not None}
    gone = wanted - work.get_many(Place, wanted).keys()
    found += [Problem("before", f"没有编号为{place_id}的地名") for place_id in sorted(gone)]
    if found:
        raise RuleBroken(found, where="沿革")


def _add_parts(work: Work, lineage_id: int, before: Sequence[Member], after: Sequence[Member]) -> None:
    work.add_many(LineagePart, [
        {"lineage_id": lineage_id, "place_id": member.place_id, "role": role, "name": member.name.strip()}
        for role, side in ((BEFORE, before), (AFTER, after)) for member in side])
