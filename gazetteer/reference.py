"""The only reader of data/: the reference tables and the sample that come with the program."""

from __future__ import annotations

import csv
import gzip
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


@cache
def packed_lines(name: str) -> tuple[str, ...]:
    """The lines of a shipped table that is packed (.tsv.gz), without its heading."""
    return tuple(gzip.decompress(path(name).read_bytes()).decode("utf-8").splitlines()[1:])


def features(name: str) -> list[dict[str, Any]]:
    """The features of a shipped GeoJSON file."""
    return list(json.loads(path(name).read_text(encoding="utf-8"))["features"])
