"""Copies of a whole workspace, checked before they are trusted."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from gazetteer.errors import WorkspaceError
from gazetteer.storage import attachments
from gazetteer.storage.connections import connect
from gazetteer.storage.failures import explained


def integrity(path: Path) -> list[str]:
    """What SQLite finds wrong with the file; an empty list when it is whole."""
    with explained(path, "完整性检查"), closing(connect(path, "ro")) as connection:
        try:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as failure:
            found = [str(failure)]
    return [] if found == ["ok"] else found


def back_up(workspace: Path, folder: Path) -> Path:
    """Copy a workspace and its attachments into `folder`; returns the copy. Works while it is being edited."""
    copy = folder / f"{workspace.stem}-{datetime.now():%Y%m%d-%H%M%S}{workspace.suffix}"
    draft = copy.with_name(copy.name + ".part")
    with explained(copy, "备份"):
        folder.mkdir(parents=True, exist_ok=True)
        with closing(connect(workspace, "ro")) as source, closing(sqlite3.connect(draft)) as goal:
            source.backup(goal)
        os.replace(draft, copy)
        _copy_attachments(attachments.folder_of(workspace), attachments.folder_of(copy))
    return copy


def restore(backup: Path, workspace: Path) -> Path | None:
    """Put a backup in the workspace's place; what was there is kept beside it and returned.

    Raises WorkspaceError, with the workspace as it was, when the backup is not whole.
    """
    faults = integrity(backup)
    if faults:
        raise WorkspaceError("备份文件已损坏，没有恢复", where=str(backup), why=faults[0], remedy="请选择另一份备份")
    kept = None
    with explained(workspace, "从备份恢复"):
        draft = workspace.with_name(workspace.name + ".part")
        shutil.copyfile(backup, draft)
        if workspace.exists():
            kept = workspace.with_name(f"{workspace.stem}.恢复前{datetime.now():%Y%m%d-%H%M%S}{workspace.suffix}")
            shutil.copyfile(workspace, kept)
            _move_journal(workspace, kept)
        os.replace(draft, workspace)
        _copy_attachments(attachments.folder_of(backup), attachments.folder_of(workspace))
    return kept


def _move_journal(workspace: Path, kept: Path) -> None:
    """A journal left by a crash belongs to the replaced file: SQLite would play it back into the restored one."""
    journal = workspace.with_name(workspace.name + "-journal")
    if journal.exists():
        os.replace(journal, kept.with_name(kept.name + "-journal"))


def _copy_attachments(source: Path, goal: Path) -> None:
    for path in source.glob("*/*") if source.is_dir() else ():
        place = goal / path.parent.name / path.name
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
