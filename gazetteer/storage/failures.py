"""What SQLite and the operating system complain of, in words that say what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from gazetteer.errors import ReadOnly, WorkspaceError

_SAYINGS = (
    ("disk is full", "磁盘已满", "清出空间后重试；数据保持原样"),
    ("readonly", "文件或所在磁盘不可写", "检查文件权限，或把工作空间复制到可写的磁盘"),
    ("locked", "文件正被其他程序占用", "关闭占用它的程序（例如正在编辑的 QGIS）后重试"),
    ("malformed", "文件内容已损坏", "用“文件 → 从备份恢复”取回最近的备份"),
    ("not a database", "文件内容不是数据库", "确认所选文件，或从备份恢复"),
    ("disk i/o", "磁盘读写出错", "检查磁盘或网络连接后重试；数据保持原样"),
    ("unable to open", "文件打不开", "检查路径和权限"),
)


@contextmanager
def explained(path: Path, doing: str) -> Iterator[None]:
    """Turn failures of database and file system inside the block into WorkspaceErrors that name the remedy."""
    try:
        with database_explained(path, doing):
            yield
    except OSError as failure:
        full = failure.errno == errno.ENOSPC
        raise _said(path, doing, "disk is full" if full else failure.strerror or str(failure)) from failure


@contextmanager
def database_explained(path: Path, doing: str) -> Iterator[None]:
    """The same for failures of the database alone, where the block also does a caller's own work."""
    try:
        yield
    except DBAPIError as failure:
        raise _said(path, doing, str(failure.orig)) from failure
    except sqlite3.Error as failure:
        raise _said(path, doing, str(failure)) from failure


def _said(path: Path, doing: str, message: str) -> WorkspaceError:
    for sign, why, remedy in _SAYINGS:
        if sign in message.lower():
            kind = ReadOnly if sign == "readonly" else WorkspaceError
            return kind(f"{doing}未成功", where=str(path), why=why, remedy=remedy)
    return WorkspaceError(f"{doing}未成功", where=str(path), why=message, remedy="保留该文件并联系维护人员")
