"""The only reader of data/: the reference tables and the sample that come with the program."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

from gazetteer.errors import GazetteerError

FOLDER = Path(__file__).resolve().parent.parent / "data"


def path(name: str) -> Path:
    """Where a shipped file lies. Raises GazetteerError when the installation lacks it."""
    found = FOLDER / name
    if not found.is_file():
        raise GazetteerError(f"缺少随程序提供的数据文件“{name}”", where=str(FOLDER), remedy="请重新安装本程序")
    return found


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a shipped CSV file, heading → text."""
    with path(name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def features(name: str) -> list[dict[str, Any]]:
    """The features of a shipped GeoJSON file."""
    return list(json.loads(path(name).read_text(encoding="utf-8"))["features"])
