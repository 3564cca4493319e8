"""Checks over names with time and over the line of places; each rule's docstring is what the user reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import or_, select

from gazetteer.eras.reading import meanings, year_of
from gazetteer.eras.span import Span, western
from gazetteer.lineage import lineage as kinds
from gazetteer.lineage.changes import told
from gazetteer.lineage.line import Change, changes
from gazetteer.lineage.lineage import LineagePart, Member
from gazetteer.lineage.order import circles, out_of_order, surely_before
from gazetteer.places.place import CURRENT, Place
from gazetteer.places.place_name import PlaceName
from gazetteer.record import table_of
from gazetteer.storage.work import Reader

ERROR, WARNING, NOTICE = "错误", "警告", "提示"


class Disorder(NamedTuple):
    """A finding in the order of fields that every finding has."""

    id: int
    table: str
    rule: str
    severity: str
    text: str
    fix: str


@dataclass
class Lines:
    """All changes of a workspace, and the places in them."""

    reader: Reader
    changes: list[Change] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)

    @classmethod
    def of(cls, reader: Reader) -> Lines:
        """Read every change and the places that stand in one."""
        found = changes(reader)
        ids = {node[0] for change in found for node in change.nodes if node[0] is not None}
        return cls(reader, found, reader.get_many(Place, ids))


Rule = Callable[[Lines], Iterator[Disorder]]


def years_are_understood(lines: Lines) -> Iterator[Disorder]:
    """H01 年代能够识别，年号不歧义，先后不倒置"""
    asked = select(PlaceName.id, PlaceName.place_id, PlaceName.name, PlaceName.since, PlaceName.until,
                   PlaceName.dynasty).where(or_(PlaceName.since.is_not(None), PlaceName.until.is_not(None)))
    for _, place_id, name, since, until, dynasty in lines.reader.rows(asked):
        yield from _years(int(place_id or 0), f"名称“{name}”", since, until, dynasty)
    dated = select(Place.id, Place.name, Place.established, Place.abolished)
    for place_id, name, since, until in lines.reader.rows(
            dated.where(or_(Place.established.is_not(None), Place.abolished.is_not(None)))):
        yield from _years(place_id, f"“{name}”", since, until, None)


def _years(place_id: int, what: str, since: str | None, until: str | None, dynasty: str | None) -> Iterator[Disorder]:
    for year in filter(None, (since, until)):
        found = meanings(year, dynasty or "")
        if not found:
            yield Disorder(place_id, table_of(Place), "H01", NOTICE, f"{what}：不能识别年代“{year}”",
                           "改写为公元年或朝代年号")
        elif len(found) > 1:
            choices = "、".join(f"{span.said}（{western(span)}）" for span in found)
            yield Disorder(place_id, table_of(Place), "H01", NOTICE, f"{what}：“{year}”可以指{choices}", "写明朝代")
    first, last = year_of(since, dynasty or ""), year_of(until, dynasty or "")
    if _after(first, last):
        yield Disorder(place_id, table_of(Place), "H01", ERROR, f"{what}：始于{since}，却止于更早的{until}", "核对年代")


def _after(first: Span | None, last: Span | None) -> bool:
    return bool(first and last and first.earliest is not None and last.latest is not None
                and first.earliest > last.latest)


def changes_are_in_order(lines: Lines) -> Iterator[Disorder]:
    """H02 沿革前后相继，年份不倒置"""
    for earlier, later in out_of_order(lines.changes):
        yield _on(earlier, "H02", ERROR, f"“{_told(earlier)}”（{earlier.record.year}）早于产生它的"
                  f"“{_told(later)}”（{later.record.year}）", "核对年份")


def changes_make_no_circle(lines: Lines) -> Iterator[Disorder]:
    """H03 沿革能排出先后"""
    for ring in circles(lines.changes):
        said = "、".join(f"“{_told(change)}”" for change in ring)
        yield _on(ring[0], "H03", WARNING, f"{said}互为前后，排不出先后", "补充或核对年份")


def successors_are_there_in_time(lines: Lines) -> Iterator[Disorder]:
    """H04 地名废止时，后继地名已经设立"""
    for change in lines.changes:
        for old in _places(lines, change, change.before):
            gone = year_of(old.abolished)
            for new in _places(lines, change, change.after):
                come = year_of(new.established)
                if new.id != old.id and gone and come and _after(come, gone):
                    yield _on(change, "H04", ERROR, f"“{old.name}”{old.abolished}已废止，后继“{new.name}”"
                              f"{new.established}才设立", "核对设立年份和废止年份")


def what_is_abolished_is_cancelled(lines: Lines) -> Iterator[Disorder]:
    """H05 裁撤、合并后不再存在的地名已经注销"""
    for change in lines.changes:
        if change.record.kind not in (kinds.ABOLISHED, kinds.MERGED):
            continue
        stays = {node[0] for node in change.after}
        for place in _places(lines, change, change.before):
            if place.id not in (stays | _there_again(lines, change)) and place.status == CURRENT \
                    and place.use_time != "历史地名":
                yield Disorder(int(place.id or 0), table_of(Place), "H05", WARNING,
                               f"“{place.name}”已{change.text}，地名状态仍为现用", "办理注销，或核对沿革")


def _there_again(lines: Lines, gone: Change) -> set[int | None]:
    """The places that a later change leads to once more."""
    return {node[0] for change in lines.changes if change is not gone and not surely_before(change, gone)
            for node in change.after}


def parts_belong_to_places(lines: Lines) -> Iterator[Disorder]:
    """H06 沿革所指的地名都在登记中"""
    gone = lines.reader.find(LineagePart, LineagePart.place_id.is_not(None),
                             LineagePart.place_id.not_in(select(Place.id)))
    for part in gone:
        yield Disorder(int(part.lineage_id or 0), "lineage", "H06", ERROR,
                       f"沿革中的“{part.name}”所指的地名已不在登记中", "改指现有地名，或只保留名称")


def _places(lines: Lines, change: Change, side: tuple[tuple[int | None, str], ...]) -> list[Place]:
    return [lines.places[node[0]] for node in side if node[0] is not None and node[0] in lines.places]


def _told(change: Change) -> str:
    before, after = ([Member(*node) for node in side] for side in (change.before, change.after))
    return told(str(change.record.kind), before, after)


def _on(change: Change, rule: str, severity: str, text: str, fix: str) -> Disorder:
    """A finding of a change is shown at its first place that the register holds."""
    place_id = next((node[0] for node in change.nodes if node[0] is not None), None)
    if place_id is None:
        return Disorder(int(change.record.id or 0), "lineage", rule, severity, text, fix)
    return Disorder(place_id, table_of(Place), rule, severity, text, fix)


RULES: tuple[Rule, ...] = (years_are_understood, changes_are_in_order, changes_make_no_circle,
                           successors_are_there_in_time, what_is_abolished_is_cancelled, parts_belong_to_places)


def disorders(reader: Reader) -> Iterator[Disorder]:
    """Every finding about time and lineage."""
    lines = Lines.of(reader)
    for rule in RULES:
        yield from rule(lines)
