"""The line of a place: every change that leads to it or from it, as a graph of names joined by changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from gazetteer.eras.reading import year_of
from gazetteer.eras.span import Span
from gazetteer.lineage.lineage import AFTER, BEFORE, Lineage, LineagePart
from gazetteer.storage.work import Reader

Node = tuple[int | None, str]  # a place under one of its names; None for a place that the register does not hold
MOST_CHANGES = 200


@dataclass(frozen=True)
class Change:
    """A change with both sides; `span` None where the year is empty or not understood."""

    record: Lineage
    before: tuple[Node, ...]
    after: tuple[Node, ...]

    @property
    def span(self) -> Span | None:
        return year_of(self.record.year, self.record.dynasty or "")

    @property
    def nodes(self) -> tuple[Node, ...]:
        return self.before + self.after

    @property
    def text(self) -> str:
        """更名（后晋天福元年）."""
        return f"{self.record.kind}（{self.record.year}）" if self.record.year else str(self.record.kind)


@dataclass
class Line:
    """Nodes and changes around one place."""

    changes: list[Change] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        return list(dict.fromkeys(node for change in self.changes for node in change.nodes))

    def begins(self, node: Node) -> Span | None:
        """When a place got this name: the first dated change that leads to it."""
        return _first(change.span for change in self.changes if node in change.after)

    def ends(self, node: Node) -> Span | None:
        """When it lost the name: the first dated change that leads away from it."""
        return _first(change.span for change in self.changes if node in change.before and node not in change.after)


def _first(spans: Iterable[Span | None]) -> Span | None:
    known = [span for span in spans if span is not None]
    return min(known, key=_when) if known else None


def _when(span: Span) -> float:
    return span.earliest if span.earliest is not None else float("-inf")


def line_of(reader: Reader, place_id: int) -> Line:
    """The changes of a place and of every place joined to it by changes, in the order of time."""
    found: dict[int, Change] = {}
    wanted, seen = {place_id}, set[int]()
    while wanted and len(found) < MOST_CHANGES:
        seen |= wanted
        ids = {int(part.lineage_id or 0) for part in reader.find(LineagePart, LineagePart.place_id.in_(wanted))}
        fresh = changes(reader, ids - found.keys())
        found |= {int(change.record.id or 0): change for change in fresh}
        wanted = {node[0] for change in fresh for node in change.nodes if node[0] is not None} - seen
    return Line(in_order(found.values()))


def changes(reader: Reader, lineage_ids: Iterable[int] | None = None) -> list[Change]:
    """Changes with their sides: all, or those of `lineage_ids`."""
    if lineage_ids is None:
        records = {int(record.id or 0): record for record in reader.find(Lineage)}
        parts = reader.find(LineagePart)
    else:
        records = reader.get_many(Lineage, lineage_ids)
        parts = reader.find(LineagePart, LineagePart.lineage_id.in_(list(records)))
    of: dict[tuple[int, str], list[Node]] = defaultdict(list)
    for part in parts:
        of[int(part.lineage_id or 0), str(part.role)].append((part.place_id, part.name or ""))
    return [Change(record, tuple(of[key, BEFORE]), tuple(of[key, AFTER])) for key, record in records.items()]


def in_order(some: Iterable[Change]) -> list[Change]:
    """Dated changes by their first year; an undated one after what leads to it."""
    dated = sorted(some, key=lambda change: (_when(change.span) if change.span else float("inf"),
                                             int(change.record.id or 0)))
    return dated
