"""字段对照表: our field → the name and the file that a receiver wants; a CSV that the office completes.

MZ/T 149/150-2020 ask for a folder per object with attributes, shape and media; their names and paths are not public,
so that the shipped table is ours and says so. A line without 对方名称 is neither written nor read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gazetteer.boundaries.exchange.lines_and_markers import KEYS, MODELS, columns_of
from gazetteer.errors import GazetteerError
from gazetteer.exports.columns import Column
from gazetteer.exports.places_table import Row
from gazetteer.formats import delimited
from gazetteer.formats.whole_file import fit_name
from gazetteer.record import Record, table_of

FILE_NAME = "字段对照.csv"
HEADS = ("登记簿", "字段", "含义", "对方名称", "文件")
GEOMETRY = "geom"
SUFFIXES = (".csv", ".xlsx", ".shp", ".gpkg")
_PART = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Mapped:
    """One field of a register under the receiver's name, in the file whose path the template gives."""

    model: type[Record]
    field: str
    label: str
    name: str
    file: str


def shipped() -> list[Mapped]:
    """Every field under its abbreviation: attributes and shapes of a line and of its markers in the line's folder."""
    made = []
    for model in MODELS:
        folder = f"{{界线代码}}/{model.__label__}"
        made += [Mapped(model, one.field, one.label, one.key, f"{folder}属性.csv") for one in columns_of(model)]
        made.append(Mapped(model, GEOMETRY, "图形", "图形", f"{folder}图形.shp"))
    return made


def written(mapping: Sequence[Mapped]) -> bytes:
    """The table as a CSV in GB 18030, as the standard wants its texts."""
    stream = io.StringIO(newline="")
    lines = csv.writer(stream, lineterminator="\r\n")
    lines.writerows([HEADS, *((one.model.__label__, one.field, one.label, one.name, one.file) for one in mapping)])
    return stream.getvalue().encode("gb18030")


def read_mapping(path: Path) -> list[Mapped]:
    """A table that the office completed. Raises GazetteerError naming the line that cannot be followed."""
    text = delimited.read(path)
    rows = [(number, [cell.strip() for cell in row]) for number, row in zip(text.numbers, text.rows, strict=True)]
    if not rows or tuple(rows[0][1][:len(HEADS)]) != HEADS:
        raise GazetteerError("这不是字段对照表", where=str(path), why=f"第一行应为{'、'.join(HEADS)}",
                             remedy="请先导出一次，在其中的“字段对照.csv”上填写")
    made = [one for number, row in rows[1:] if any(row) and (one := _mapped(path, number, row)) is not None]
    for model in MODELS:
        key = KEYS[table_of(model)]
        if any(one.model is model for one in made) and not any(one.model is model and one.field == key for one in made):
            raise GazetteerError(f"字段对照表里没有{model.__label__}的{_columns(model)[key].label}", where=str(path),
                                 why="没有它就不知道一条记录是哪一条", remedy="请填写它的对方名称")
    _refuse_doubled(path, made)
    return made


def _mapped(path: Path, number: int, row: list[str]) -> Mapped | None:
    register, field, label, name, file = (*row, *[""] * len(HEADS))[:len(HEADS)]
    model = next((one for one in MODELS if one.__label__ == register), None)
    wrong = ""
    if model is None:
        wrong = f"没有登记簿“{register}”"
    elif field != GEOMETRY and field not in _columns(model):
        wrong = f"{register}没有字段“{field}”"
    elif name and PurePosixPath(file).suffix.lower() not in SUFFIXES:
        wrong = f"文件“{file}”应以{'、'.join(SUFFIXES)}之一结尾"
    elif name and (file.startswith("/") or ".." in PurePosixPath(file).parts or "\\" in file or ":" in file):
        wrong = f"文件“{file}”应在数据包之内，用 / 分开文件夹"
    elif name and (unknown := [part for part in _PART.findall(file) if part not in _labels(model)]):
        wrong = f"文件名里的“{unknown[0]}”不是{register}的字段"
    if wrong or model is None:
        raise GazetteerError("字段对照表有一行不能照办", where=f"{path.name} 第 {number} 行", why=wrong,
                             remedy="请改正这一行")
    return Mapped(model, field, label, name, file) if name else None


def _refuse_doubled(path: Path, made: Sequence[Mapped]) -> None:
    names = [(one.model, one.file, one.name.upper()) for one in made]
    for one, seen in zip(made, names, strict=True):
        if names.count(seen) > 1:
            raise GazetteerError("字段对照表里同一个文件有两个同名的字段", where=str(path),
                                 why=f"{one.file}：{one.name}", remedy="请改用不同的名称")


def _columns(model: type[Record]) -> dict[str, Column]:
    return {one.field: one for one in columns_of(model)}


def _labels(model: type[Record]) -> dict[str, Column]:
    return {one.label: one for one in columns_of(model)}


def path_of(template: str, model: type[Record], row: Row) -> str:
    """The path of a record's file inside the package; a public copy may lack a field that the template names."""
    known = _labels(model)
    return _PART.sub(lambda found: fit_name(str(row.values.get(known[found[1]].key) or "未填")), template)


def is_of(template: str, path: str) -> bool:
    """Whether a path inside a package can come from a template."""
    pattern = "".join("[^/]+" if number % 2 else re.escape(part) for number, part in enumerate(_PART.split(template)))
    return re.fullmatch(pattern, path, re.IGNORECASE) is not None
