"""Who changed what, when and why, with every record before and after; the source of undo and redo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Mapped

from gazetteer.record import Record, field, identifier, table_of

DO, UNDO, REDO, OUTSIDE = "do", "undo", "redo", "outside"
OUTSIDE_TITLE = "外部修改"


class HistoryEntry(Record):
    """One change: a command that was done, undone or redone, or what another program did (外部修改)."""

    __tablename__ = "history_entry"
    __label__ = "历史"

    id: Mapped[int | None] = identifier()
    at: Mapped[str | None] = field("时间", kind="datetime", editable=False)
    who: Mapped[str | None] = field("何人", editable=False, index=True)
    desk: Mapped[str | None] = field("工作站", editable=False)
    command: Mapped[str | None] = field("操作", editable=False)
    summary: Mapped[str | None] = field("摘要", editable=False)
    reason: Mapped[str | None] = field("理由", editable=False)
    kind: Mapped[str | None] = field("性质", kind="choice", choices=(DO, UNDO, REDO, OUTSIDE), editable=False)
    target: Mapped[int | None] = field("所撤销或重做的记录", kind="integer", editable=False)


class HistoryChange(Record):
    """One record in an entry. An update keeps only the columns that changed; texts are images (JSON)."""

    __tablename__ = "history_change"
    __label__ = "历史明细"

    id: Mapped[int | None] = identifier()
    entry_id: Mapped[int | None] = field("历史编号", kind="integer", index=True, editable=False)
    table_name: Mapped[str | None] = field("登记簿", editable=False)
    record_id: Mapped[int | None] = field("记录编号", kind="integer", index=True, editable=False)
    operation: Mapped[str | None] = field("操作", kind="choice", choices=("insert", "update", "delete"), editable=False)
    before: Mapped[dict[str, Any] | None] = field("修改前", kind="json", editable=False)
    after: Mapped[dict[str, Any] | None] = field("修改后", kind="json", editable=False)


@dataclass(frozen=True)
class Changed:
    """What a change touched: table name → record ids. Each view looks at its own part."""

    entry: int
    kind: str
    summary: str
    tables: Mapping[str, frozenset[int]]

    def ids(self, model: type[Record]) -> frozenset[int]:
        """The ids of a register's records that were touched."""
        return self.tables.get(table_of(model), frozenset())


def touched(changes: Iterable[HistoryChange]) -> dict[str, frozenset[int]]:
    """Table name → ids of the changed records."""
    found: dict[str, set[int]] = {}
    for change in changes:
        found.setdefault(str(change.table_name), set()).add(int(change.record_id or 0))
    return {name: frozenset(ids) for name, ids in found.items()}


def inverse(changes: Iterable[HistoryChange]) -> Iterator[HistoryChange]:
    """The changes that take `changes` back, in the order in which they must be made."""
    turned = {"insert": "delete", "delete": "insert", "update": "update"}
    for change in sorted(changes, key=lambda made: made.id or 0, reverse=True):
        yield HistoryChange(table_name=change.table_name, record_id=change.record_id,
                            operation=turned[str(change.operation)], before=change.after, after=change.before)


class UndoStack:
    """Which entry a person would undo or redo next, followed from the entries of the history in order."""

    def __init__(self, who: str) -> None:
        self.who = who
        self._done: list[int] = []
        self._undone: list[int] = []

    def follow(self, entry: int, kind: str, target: int | None, who: str) -> None:
        """Take one more entry into account."""
        if kind == DO and who == self.who:
            self._done.append(entry)
            self._undone.clear()
        elif kind == UNDO and target is not None:
            self._move(target, self._done, self._undone, who)
        elif kind == REDO and target is not None:
            self._move(target, self._undone, self._done, who)

    def _move(self, entry: int, source: list[int], goal: list[int], who: str) -> None:
        if entry in source:
            source.remove(entry)
            if who == self.who:
                goal.append(entry)

    @property
    def to_undo(self) -> int | None:
        """The entry that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> int | None:
        """The entry that redo would bring back."""
        return self._undone[-1] if self._undone else None
