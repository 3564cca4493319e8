"""The line of a place laid out as boxes and arrows, time running from left to right; units are box widths and rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gazetteer.eras.span import Span
from gazetteer.lineage.line import Change, Line, Node


@dataclass
class Box:
    """A place under one name for one stretch of time."""

    node: Node
    column: int
    row: int
    begins: Span | None = None
    ends: Span | None = None

    @property
    def place_id(self) -> int | None:
        return self.node[0]

    @property
    def name(self) -> str:
        return self.node[1]

    @property
    def years(self) -> str:
        """936—1726, 1987—, or "" where nothing is dated."""
        first, last = _short(self.begins), _short(self.ends)
        return f"{first}—{last}" if first or last else ""


@dataclass(frozen=True)
class Arrow:
    """From box to box (their places in the list); None where a line begins or ends. One change may have several."""

    start: int | None
    end: int | None
    change: Change


@dataclass
class Picture:
    """Boxes and arrows; `columns` and `rows` say how large it is."""

    boxes: list[Box] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)

    @property
    def columns(self) -> int:
        return max((box.column for box in self.boxes), default=-1) + 1

    @property
    def rows(self) -> int:
        return max((box.row for box in self.boxes), default=-1) + 1


def _short(span: Span | None) -> str:
    if span is None or span.earliest is None:
        return ""
    if span.earliest == span.latest:
        return str(span.earliest) if span.earliest > 0 else f"前{1 - span.earliest}"
    return span.said or ""


def lay_out(line: Line) -> Picture:
    """Every change leads from the boxes before it to fresh boxes one column further right."""
    picture, now = Picture(), dict[Node, int]()
    for change in line.changes:
        before = [now[node] if node in now else _add(picture, node, _column(picture, change, now), []) for node in
                  change.before]
        column = max((picture.boxes[place].column for place in before), default=-1) + 1
        for node in change.before:
            now.pop(node, None)
        after = []
        for node in change.after:
            after.append(_add(picture, node, column, [picture.boxes[place].row for place in before]))
            now[node] = after[-1]
        _join(picture, change, before, after)
    return picture


def _column(picture: Picture, change: Change, now: dict[Node, int]) -> int:
    """A place that enters from nowhere stands beside those that it goes on with."""
    return max((picture.boxes[now[node]].column for node in change.before if node in now), default=0)


def _add(picture: Picture, node: Node, column: int, near: Iterable[int]) -> int:
    """A fresh box in the first free row at or below those it comes from."""
    taken = {box.row for box in picture.boxes if box.column == column}
    row = min(near, default=0)
    while row in taken:
        row += 1
    picture.boxes.append(Box(node, column, row))
    return len(picture.boxes) - 1


def _join(picture: Picture, change: Change, before: list[int], after: list[int]) -> None:
    for place in before:
        picture.boxes[place].ends = change.span
    for place in after:
        picture.boxes[place].begins = change.span
    if before and after:
        picture.arrows += [Arrow(start, end, change) for start in before for end in after]
    else:
        picture.arrows += [Arrow(None, end, change) for end in after] + [Arrow(start, None, change) for start in before]
