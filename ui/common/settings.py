"""What the window remembers for a person on this machine: geometry, docks, columns, recent files, theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

RECENT_LIMIT = 8


def settings() -> QSettings:
    """The person's settings file."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "tianmen-gazetteer", "window")


def remembered(key: str, default: Any = None) -> Any:
    """The value kept under `key`, in the type of `default` where it has one."""
    if default is None:
        return settings().value(key)
    return settings().value(key, default, type(default))


def remember(key: str, value: Any) -> None:
    settings().setValue(key, value)


def recent_files() -> list[Path]:
    """The workspaces opened last, newest first, without those that are gone."""
    kept = remembered("recent", [])
    return [Path(file) for file in kept if Path(file).exists()]


def remember_recent(path: Path) -> None:
    """Put `path` in front of the recent files."""
    others = [file for file in recent_files() if file != path]
    settings().setValue("recent", [str(file) for file in [path, *others][:RECENT_LIMIT]])
