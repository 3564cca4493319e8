"""The index follows the history of its workspace by a cursor; what does not fit is thrown away and made anew."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Text, literal_column, select

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import HistoryChange, HistoryEntry
from gazetteer.places.place import Place
from gazetteer.places.place_name import PlaceName
from gazetteer.record import table_of
from gazetteer.search.names import Entry, Reading, all_names, names_of
from gazetteer.search.store import Store

FILE = "search.sqlite"
Progress = Callable[[int, int], None]
T = TypeVar("T")

_TOO_MANY = 20_000  # changed records from which making anew is quicker
_TOLD_EVERY = 10_000
_FORGOTTEN = 24 * 3600
_CHANGE, _HISTORY = HistoryChange.__table__.c, HistoryEntry.__table__.c
_AT = literal_column("at", Text)  # as the text it is, whatever its type makes of it
_FOLLOWED = table_of(Place), table_of(PlaceName)
_indexes: WeakKeyDictionary[Gazetteer, Index] = WeakKeyDictionary()
_making = threading.Lock()


def index_of(gazetteer: Gazetteer) -> Index:
    """The one index of an open workspace."""
    with _making:
        if gazetteer not in _indexes:
            _indexes[gazetteer] = Index()
        return _indexes[gazetteer]


class Index:
    """Opened when first asked; any thread may ask. It holds no reference to the workspace, which may be closed."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._store: Store | None = None

    def ask(self, gazetteer: Gazetteer, question: Callable[[Store], T], progress: Progress | None = None) -> T:
        """Put a question to the index as the workspace is now. A damaged index is made anew once.

        `progress` (done, total) is told while it is made and may raise to stop that.
        """
        with self._lock:
            try:
                return question(self._followed(gazetteer, progress))
            except sqlite3.DatabaseError:
                self.close()
            try:
                return question(self._made_anew(gazetteer, _newest(gazetteer), progress))
            except sqlite3.DatabaseError as error:
                raise GazetteerError(
                    "检索索引无法使用", why=str(error), remedy="请检查磁盘空间后重新打开程序"
                ) from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = None

    def _followed(self, gazetteer: Gazetteer, progress: Progress | None) -> Store:
        """The index with every change of the history in it."""
        if self._store is None:
            self._store = _opened(gazetteer)
        cursor = self._store.cursor() if self._store else None
        newest = _newest(gazetteer)
        if self._store is not None and cursor == newest:
            return self._store
        if self._store is None or cursor is None or not _fits(gazetteer, cursor):
            return self._made_anew(gazetteer, newest, progress)
        if gazetteer.count(HistoryChange, _CHANGE.entry_id > cursor[0]) > _TOO_MANY:
            return self._made_anew(gazetteer, newest, progress)
        _update(self._store, gazetteer, _touched_places(gazetteer, cursor[0]), newest)
        return self._store

    def _made_anew(self, gazetteer: Gazetteer, newest: tuple[int, str], progress: Progress | None) -> Store:
        self.close()
        entries = _all_entries(gazetteer, progress or (lambda done, total: None))
        try:
            self._store = _made_on_disk(gazetteer.cache_folder / FILE, entries, newest)
        except (OSError, sqlite3.OperationalError):  # no room or no right to write there: memory serves as well
            self._store = Store(None)
            self._store.fill(_all_entries(gazetteer, progress or (lambda done, total: None)), newest)
        return self._store


def _opened(gazetteer: Gazetteer) -> Store | None:
    """The index as it was left; None when there is none."""
    try:
        path = gazetteer.cache_folder / FILE
        return Store(path) if path.exists() else None
    except OSError:  # no cache folder can be made
        return None


def _made_on_disk(path: Path, entries: Iterator[Entry], newest: tuple[int, str]) -> Store:
    """A whole index, made beside and put in place at the end, so that no other program sees half of one."""
    _remove_leftovers(path)
    beside = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    beside.unlink(missing_ok=True)
    try:
        with closing(Store(beside)) as made:
            made.fill(entries, newest)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return Store(path)


def _remove_leftovers(path: Path) -> None:
    """Remove what programs that were killed while making an index left behind."""
    for left in path.parent.glob(f"{path.name}.*"):
        with suppress(OSError):  # another program may be at it this moment
            if time.time() - left.stat().st_mtime > _FORGOTTEN:
                left.unlink()


def _all_entries(gazetteer: Gazetteer, progress: Progress) -> Iterator[Entry]:
    total = 2 * (gazetteer.count(Place) + gazetteer.count(PlaceName))
    names = sorted(all_names(gazetteer, lambda done: progress(done, total)))
    reading = Reading(gazetteer)
    for done, named in enumerate(names):
        if done % _TOLD_EVERY == 0:
            progress(total - len(names) + done, total)
        entry = reading.entry(named)
        if entry:
            yield entry
    progress(total, total)


def _update(store: Store, gazetteer: Gazetteer, places: list[int], newest: tuple[int, str]) -> None:
    reading = Reading(gazetteer)
    entries = map(reading.entry, names_of(gazetteer, places))
    store.replace(places, [entry for entry in entries if entry], newest)


def _newest(gazetteer: Gazetteer) -> tuple[int, str]:
    rows = gazetteer.rows(select(_HISTORY.id, _AT).order_by(_HISTORY.id.desc()).limit(1))
    return (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")


def _fits(gazetteer: Gazetteer, cursor: tuple[int, str]) -> bool:
    """Whether the history still has the entry that was followed last (a restored copy may have another)."""
    return cursor[0] == 0 or str(gazetteer.scalar(select(_AT).where(_HISTORY.id == cursor[0]))) == cursor[1]


def _touched_places(gazetteer: Gazetteer, after: int) -> list[int]:
    """Places whose own record or names were changed after a history entry."""
    query = select(_CHANGE.table_name, _CHANGE.record_id, _CHANGE.before, _CHANGE.after)
    rows = gazetteer.rows(query.where(_CHANGE.entry_id > after, _CHANGE.table_name.in_(_FOLLOWED)))
    found = {int(record) for table, record, _, _ in rows if table == _FOLLOWED[0]}
    named = {int(record) for table, record, _, _ in rows if table == _FOLLOWED[1]}
    images = [image for table, _, *both in rows if table == _FOLLOWED[1] for image in both if image]
    found |= {int(image["place_id"]) for image in images if image.get("place_id")}
    names = gazetteer.get_many(PlaceName, named)
    return sorted(found | {int(name.place_id) for name in names.values() if name.place_id})
