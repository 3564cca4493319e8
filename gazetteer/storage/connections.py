"""Connections to the file: one engine that writes, one that only reads, both knowing the standard's functions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from gazetteer.storage.geometry import bounds_of

BUSY_SECONDS = 15.0


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A bare connection; `mode` is "ro", "rw" or "rwc" of SQLite's URI."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    made = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    _add_functions(made)
    return made


def _edge(index: int) -> Any:
    def read(blob: bytes | None) -> float | None:
        bounds = bounds_of(blob) if blob else None
        return bounds[index] if bounds else None

    return read


def _is_empty(blob: bytes | None) -> int | None:
    return None if blob is None else int(bounds_of(blob) is None)


def _add_functions(connection: sqlite3.Connection) -> None:
    """The functions that the R-tree triggers call (OGC 12-128r18, F.3)."""
    for index, name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):
        connection.create_function(name, 1, _edge(index), deterministic=True)
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)


def reading_engine(path: Path, prepare: Callable[[sqlite3.Connection], None] | None = None) -> Engine:
    """An engine whose connections cannot change the file; any thread may use it. `prepare` sees each new one."""
    def made() -> sqlite3.Connection:
        connection = connect(path, "ro")
        if prepare:
            prepare(connection)
        return connection

    return create_engine("sqlite://", creator=made, poolclass=QueuePool, pool_size=8, max_overflow=8)


def writing_engine(path: Path, mode: str = "rw") -> Engine:
    """An engine for the one writer: rollback journal, full synchronisation, transactions begun by us."""
    engine = create_engine("sqlite://", creator=lambda: connect(path, mode), poolclass=QueuePool, pool_size=1,
                           max_overflow=0)

    @event.listens_for(engine, "connect")
    def _settle(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
        # A large change that spilled its pages would lock out every reader, the window's too, until its commit.
        connection.execute("PRAGMA cache_spill = OFF")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
