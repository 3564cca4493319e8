"""The file of the index: a table of entries and SQLite's full-text index over their tokens. It may be lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from gazetteer.search.names import Entry
from gazetteer.search.tokens import tokens
from gazetteer.search.writings import canonical

VERSION = "3"
_AT_ONCE = 10_000
_WAIT = 15.0
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE entry (id INTEGER PRIMARY KEY, place INTEGER, kind TEXT, name TEXT, folded TEXT, units TEXT,
                    letters TEXT, initials TEXT, blurred TEXT);
CREATE VIRTUAL TABLE entry_tokens USING fts5(tokens, content='', columnsize=0, tokenize='ascii');
"""
_INDEXES = "place", "folded", "letters", "initials", "blurred"
_INSERT = f"INSERT INTO entry VALUES ({', '.join('?' * len(Entry._fields))})"
_INSERT_TOKENS = "INSERT INTO entry_tokens (rowid, tokens) VALUES (?, ?)"
_DELETE_TOKENS = "INSERT INTO entry_tokens (entry_tokens, rowid, tokens) VALUES ('delete', ?, ?)"


class Store:
    """One connection to the index; `path` None keeps it in memory. Errors are those of sqlite3."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._connection = sqlite3.connect(
            path or ":memory:", timeout=_WAIT, isolation_level=None, check_same_thread=False
        )
        # derived data: a crash of the machine may cost the file, never a change of the register
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA cache_size = -65536")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._connection.execute(query, values).fetchall()

    def each(self, query: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one by one, for a reader that may stop."""
        return self._connection.execute(query, values)

    def cursor(self) -> tuple[int, str] | None:
        """Id and time of the last history entry that was followed; None for what is not a whole index of ours."""
        known = self.rows("SELECT name FROM sqlite_master WHERE name = 'meta'")
        kept = dict(self.rows("SELECT key, value FROM meta")) if known else {}
        return (int(kept["entry"]), kept["at"]) if kept.get("version") == VERSION and "entry" in kept else None

    def fill(self, entries: Iterable[Entry], cursor: tuple[int, str]) -> None:
        """Make the whole index from entries that come in the order of their ids."""
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._connection.executescript(_SCHEMA)
        self._set("automerge", 0)
        self._set("hashsize", 1 << 27)
        self._connection.execute("BEGIN")
        self._add(entries)
        for column in _INDEXES:
            self._connection.execute(f"CREATE INDEX entry_{column} ON entry ({column})")
        self._mark(cursor)
        self._connection.execute("COMMIT")
        self._set("automerge", 4)

    def replace(self, places: Iterable[int], entries: Iterable[Entry], cursor: tuple[int, str]) -> None:
        """Let these be all entries of some places, and move the cursor, in one transaction."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            now = {entry.id: entry for entry in entries}
            before = {entry.id: entry for entry in self._entries_of(places)}
            gone = [entry for entry in before.values() if now.get(entry.id) != entry]
            self._connection.executemany(_DELETE_TOKENS, map(_token_row, gone))
            self._connection.executemany("DELETE FROM entry WHERE id = ?", [(entry.id,) for entry in gone])
            self._add(sorted(entry for entry in now.values() if before.get(entry.id) != entry))
            self._mark(cursor)
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise

    def _entries_of(self, places: Iterable[int]) -> Iterator[Entry]:
        for place in places:
            yield from map(Entry._make, self.rows("SELECT * FROM entry WHERE place = ?", place))

    def _add(self, entries: Iterable[Entry]) -> None:
        waiting = iter(entries)
        while some := list(islice(waiting, _AT_ONCE)):
            self._connection.executemany(_INSERT, some)
            self._connection.executemany(_INSERT_TOKENS, list(map(_token_row, some)))

    def _mark(self, cursor: tuple[int, str]) -> None:
        kept = {"version": VERSION, "entry": str(cursor[0]), "at": cursor[1]}
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", kept.items())

    def _set(self, option: str, value: int) -> None:
        self._connection.execute("INSERT INTO entry_tokens (entry_tokens, rank) VALUES (?, ?)", (option, value))


def _token_row(entry: Entry) -> tuple[int, str]:
    return entry.id, tokens(entry.folded, entry.units.split(" "), canonical(entry.folded))
