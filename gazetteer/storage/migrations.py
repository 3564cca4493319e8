"""Numbered steps from one schema to the next; each is a function whose docstring says what it does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection

from gazetteer.errors import WorkspaceError
from gazetteer.storage import geopackage

Step = Callable[[Connection], None]


def add_map_names(connection: Connection) -> None:
    """增加图上注记"""
    from gazetteer.places.map_name import MapName

    geopackage.add_register(connection, MapName)
    geopackage.watch_outside_changes(connection, [MapName])


# Step n leads from schema n to n + 1; a step that has been published is never changed.
STEPS: tuple[Step, ...] = (add_map_names,)


def current(steps: Sequence[Step] = STEPS) -> int:
    """The schema that this program writes."""
    return len(steps) + 1


def schema_of(connection: Connection) -> int:
    """The schema that a workspace has."""
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE key = 'schema'").scalar()
    return int(found or 0)


def refuse_newer(path: Path, schema: int, steps: Sequence[Step] = STEPS) -> None:
    """Raise WorkspaceError when the file was written by a newer program."""
    if schema > current(steps):
        raise WorkspaceError("这个工作空间由更新版本的程序建立，本程序不能打开", where=str(path),
                             why=f"文件的结构版本为{schema}，本程序最高为{current(steps)}",
                             remedy="请升级本程序；文件保持原样")


def copy_before(path: Path, schema: int) -> Path:
    """A copy beside the file, made before the first step and never overwritten."""
    copy = path.with_name(f"{path.stem}.结构{schema}升级前{path.suffix}")
    if not copy.exists():
        shutil.copy2(path, copy)
    return copy


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> list[str]:
    """Take every step that the file still lacks, in the caller's transaction; returns what was done."""
    done = []
    for number in range(schema_of(connection), current(steps)):
        step = steps[number - 1]
        step(connection)
        connection.exec_driver_sql("UPDATE setting SET value = ? WHERE key = 'schema'", (str(number + 1),))
        done.append((step.__doc__ or step.__name__).strip())
    return done
