"""Reading records, and changing them inside one transaction that notes each record before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from typing import Any, Protocol, TypeVar

import numpy as np
from sqlalchemy import Connection, Executable, bindparam, delete, func, insert, select, text, update
from sqlalchemy.sql.elements import ColumnElement

from gazetteer.errors import GazetteerError
from gazetteer.history import HistoryChange
from gazetteer.record import Record, table_of
from gazetteer.storage import images
from gazetteer.storage.geometry import bounds_of
from gazetteer.storage.geopackage import geometry_column, keep_contents

R = TypeVar("R", bound=Record)
MOST_IN_ONE_STATEMENT = 500  # bound variables of an old SQLite


class Connects(Protocol):
    """What a reader needs: something that gives a connection for the length of a `with`."""

    def connect(self) -> AbstractContextManager[Connection]: ...


class Reader:
    """Reads records; each call uses a connection of its own, so that any thread may call."""

    def __init__(self, connects: Connects) -> None:
        self._connects = connects

    def rows(self, query: Executable) -> Sequence[Any]:
        """All rows of a SQLAlchemy select."""
        with self._connects.connect() as connection:
            return connection.execute(query).all()

    def scalar(self, query: Executable) -> Any:
        """The first column of the first row, or None."""
        with self._connects.connect() as connection:
            return connection.execute(query).scalar()

    def find(self, model: type[R], *where: ColumnElement[bool], order_by: Any = None, limit: int | None = None,
             offset: int | None = None) -> list[R]:
        """Records of a register, by id where no order is asked."""
        query = select(model.__table__).where(*where)
        query = query.order_by(*(order_by if isinstance(order_by, (list, tuple)) else
                                 [model.__table__.c.id if order_by is None else order_by]))
        return [model.from_row(row._mapping) for row in self.rows(query.limit(limit).offset(offset))]

    def get(self, model: type[R], record_id: int) -> R | None:
        """The record with this id, or None."""
        found = self.find(model, model.__table__.c.id == record_id)
        return found[0] if found else None

    def get_many(self, model: type[R], ids: Iterable[int]) -> dict[int, R]:
        """Id → record, for those of `ids` that exist."""
        wanted, found = list(ids), {}
        for start in range(0, len(wanted), MOST_IN_ONE_STATEMENT):
            some = wanted[start:start + MOST_IN_ONE_STATEMENT]
            for record in self.find(model, model.__table__.c.id.in_(some)):
                found[record.id] = record
        return found

    def count(self, model: type[Record], *where: ColumnElement[bool]) -> int:
        """How many records of a register meet the conditions."""
        return int(self.scalar(select(func.count()).select_from(model.__table__).where(*where)) or 0)

    def geometries(self, model: type[Record], *where: ColumnElement[bool]) -> tuple[np.ndarray[Any, Any], list[bytes]]:
        """(ids int64 (n,), n GeoPackage blobs) of the located records: the bulk road for map layers."""
        column = geometry_column(model)
        query = select(text("id"), text(f"{column} AS blob")).select_from(model.__table__)
        query = query.where(text(f"{column} NOTNULL"), *where)
        rows = self.rows(query)
        return np.array([row[0] for row in rows], dtype=np.int64), [row[1] for row in rows]


class _Here:
    """Gives the transaction's own connection to a reader, again and again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def connect(self) -> AbstractContextManager[Connection]:
        return nullcontext(self._connection)


class Work(Reader):
    """One transaction: reads, changes, and the notes of both that become a history entry."""

    def __init__(self, connection: Connection, *, who: str, now: str) -> None:
        super().__init__(_Here(connection))
        self.connection, self.who, self.now = connection, who, now
        self.changes: list[HistoryChange] = []

    def add(self, record: Record) -> int:
        """Put a new record into its register; gives it its id."""
        (record.id,) = self.add_many(type(record), [record.values()])
        return int(record.id)

    def add_many(self, model: type[Record], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Put many new records into a register at once. Missing columns take the register's defaults."""
        if not rows:
            return []
        first, defaults = self._next_id(model), model().values()
        full = [{**defaults, **row, "id": row.get("id") or first + index} for index, row in enumerate(rows)]
        self.connection.execute(insert(model.__table__), full)
        for row in full:
            self._note(model, row["id"], "insert", None, images.image_of(model, row))
        return [row["id"] for row in full]

    def _next_id(self, model: type[Record]) -> int:
        used = self.connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?",
                                               (table_of(model),)).scalar()
        return int(used or 0) + 1

    def save(self, record: Record) -> bool:
        """Write a changed record; False when nothing about it changed."""
        model, record_id = type(record), record.id
        before = images.image_of(model, self._stored(model, record_id).values())
        old, new = images.difference(before, images.image_of(model, record.values()))
        if not new:
            return False
        values = {name: getattr(record, name) for name in new}
        self.connection.execute(update(model.__table__).where(model.__table__.c.id == record_id).values(values))
        self._note(model, record_id, "update", old, new)
        return True

    def save_many(self, records: Sequence[Record]) -> int:
        """Write changed records of one register together; how many of them had changed."""
        if not records:
            return 0
        model = type(records[0])
        stored = self.get_many(model, [record.id for record in records])
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}  # columns that changed → the values of each record
        for record in records:
            before = images.image_of(model, (stored.get(record.id) or self._stored(model, record.id)).values())
            old, new = images.difference(before, images.image_of(model, record.values()))
            if new:
                row = {f"new_{name}": getattr(record, name) for name in new}
                alike.setdefault(tuple(new), []).append({"which": record.id, **row})
                self._note(model, record.id, "update", old, new)
        for names, rows in alike.items():
            values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
            self.connection.execute(update(model.__table__).where(model.__table__.c.id == bindparam("which"))
                                    .values(values), rows)
        return sum(map(len, alike.values()))

    def delete(self, record: Record) -> None:
        """Take a record out of its register."""
        self.delete_many([self._stored(type(record), record.id)])

    def delete_many(self, stored: Sequence[Record]) -> None:
        """Take records of one register out, as they were just read."""
        if not stored:
            return
        model = type(stored[0])
        self.connection.execute(delete(model.__table__).where(model.__table__.c.id == bindparam("gone")),
                                [{"gone": record.id} for record in stored])
        for record in stored:
            self._note(model, record.id, "delete",
                       images.image_of(model, record.values()), None)

    def _stored(self, model: type[R], record_id: int) -> R:
        stored = self.get(model, record_id)
        if stored is None:
            raise GazetteerError(f"{model.__label__}中没有编号为{record_id}的记录", why="它可能已被删除",
                                 remedy="刷新后再试")
        return stored

    def _note(self, model: type[Record], record_id: int, operation: str, before: images.Image | None,
              after: images.Image | None) -> None:
        self.changes.append(HistoryChange(table_name=table_of(model), record_id=record_id, operation=operation,
                                          before=before, after=after))


class StateChanged(Exception):  # noqa: N818 - said in the words of the history by who catches it
    """A record is no longer as it was when a recorded change was made on it."""

    def __init__(self, change: HistoryChange) -> None:
        self.change = change
        super().__init__(change.table_name, change.record_id)


def replay(work: Work, changes: Iterable[HistoryChange], models: Mapping[str, type[Record]]) -> None:
    """Make recorded changes again, each only on exactly the state that it was made on.

    Raises StateChanged where a record is no longer in that state.
    """
    for (table, operation), some in groupby(changes, key=lambda change: (change.table_name, change.operation)):
        same = list(some)
        for start in range(0, len(same), MOST_IN_ONE_STATEMENT):
            _replay_alike(work, models[str(table)], str(operation), same[start:start + MOST_IN_ONE_STATEMENT])


def _replay_alike(work: Work, model: type[Record], operation: str, changes: list[HistoryChange]) -> None:
    """Replay changes of one kind on one register; a record that occurs twice is taken in turn."""
    pending = {int(change.record_id or 0): change for change in changes}
    if len(pending) < len(changes):
        for change in changes:
            _replay_alike(work, model, operation, [change])
        return
    current = work.get_many(model, pending)
    for record_id, change in pending.items():
        if not _as_before(model, current.get(record_id), change):
            raise StateChanged(change)
    if operation == "insert":
        work.add_many(model, [{**_empty(model), **images.values_of(model, change.after or {}), "id": record_id}
                              for record_id, change in pending.items()])
    elif operation == "delete":
        work.delete_many(list(current.values()))
    else:
        for record_id, record in current.items():
            for name, value in images.values_of(model, pending[record_id].after or {}).items():
                setattr(record, name, value)
        work.save_many(list(current.values()))


def _as_before(model: type[Record], current: Record | None, change: HistoryChange) -> bool:
    if change.operation == "insert":
        return current is None
    if current is None:
        return False
    image = images.image_of(model, current.values())
    if change.operation == "delete":
        return image == change.before
    return all(image.get(name) == value for name, value in (change.before or {}).items())


def _empty(model: type[Record]) -> dict[str, None]:
    return {column.name: None for column in model.__table__.columns}


def keep_all_contents(work: Work, models: Mapping[str, type[Record]]) -> None:
    """Keep gpkg_contents true for every register that the transaction changed."""
    boxes: dict[str, tuple[list[Any], list[Any]]] = {}
    for change in work.changes:
        come, gone = boxes.setdefault(str(change.table_name), ([], []))
        column = geometry_column(models[str(change.table_name)])
        if column:
            come.extend(_box((change.after or {}).get(column)))
            gone.extend(_box((change.before or {}).get(column)))
    for name, (come, gone) in boxes.items():
        keep_contents(work.connection, models[name], come, gone)


def _box(blob: str | None) -> list[tuple[float, float, float, float]]:
    bounds = bounds_of(bytes.fromhex(blob)) if blob else None
    return [(bounds[0], bounds[2], bounds[1], bounds[3])] if bounds else []
