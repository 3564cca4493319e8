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

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.exchange.registers import NEEDED, PACKAGED, PLACED, columns_of, register_of
from gazetteer.boundaries.keeping import Keeper
from gazetteer.errors import GazetteerError
from gazetteer.exports.columns import Column
from gazetteer.exports.places_table import Row, Value
from gazetteer.formats import delimited
from gazetteer.formats.whole_file import fit_name
from gazetteer.record import Record

FILE_NAME = "字段对照.csv"
HEADS = ("登记簿", "字段", "含义", "对方名称", "文件")
GEOMETRY, CONTENT = "geom", "content"  # what is no column: the shape of a record, and a file as it is
LONGEST_PART = 60  # characters of a value in a path: Windows takes 260 in all
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
    """Every field under its abbreviation, each line with all that belongs to it in a folder; keepers have one list."""
    made = []
    for model in PACKAGED:
        folder = "" if model is Keeper else "{界线代码}/"
        about = "属性" if model in PLACED else ""
        made += [Mapped(model, one.field, one.label, one.key, f"{folder}{model.__label__}{about}.csv")
                 for one in columns_of(model)]
        if model in PLACED:
            made.append(Mapped(model, GEOMETRY, "图形", "图形", f"{folder}{model.__label__}图形.shp"))
    made.append(Mapped(BoundaryMedia, CONTENT, "文件内容", "文件", "{界线代码}/多媒体/{所属记录}/{文件名}"))
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
    for model in PACKAGED:
        named = {one.field for one in made if one.model is model}
        lacking = [key for key in NEEDED[model] if key not in named]
        if named and lacking:
            raise GazetteerError(f"字段对照表里没有{model.__label__}的{_columns(model)[lacking[0]].label}",
                                 where=str(path), why="没有它就不知道一条记录是哪一条", remedy="请填写它的对方名称")
    _refuse_doubled(path, made)
    return made


def _mapped(path: Path, number: int, row: list[str]) -> Mapped | None:
    register, field, label, name, file = (*row, *[""] * len(HEADS))[:len(HEADS)]
    model, wrong = register_of(register), ""
    if model is None:
        wrong = f"没有登记簿“{register}”"
    elif field not in _columns(model) and (field, model in PLACED, model is BoundaryMedia) not in (
            (GEOMETRY, True, False), (CONTENT, False, True)):
        wrong = f"{register}没有字段“{field}”"
    elif name and field != CONTENT and PurePosixPath(file).suffix.lower() not in SUFFIXES:
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
    return _PART.sub(lambda found: _part(row.values.get(known[found[1]].key)), template)


def _part(value: Value) -> str:
    """A value as a part of a path; the end is kept, as that of a file's name tells its kind."""
    told = fit_name(str(value or "未填")).strip(". ") or "未填"
    return told if len(told) <= LONGEST_PART else f"{told[:LONGEST_PART // 2]}…{told[1 - LONGEST_PART // 2:]}"


def is_of(template: str, path: str) -> bool:
    """Whether a path inside a package can come from a template."""
    pattern = "".join("[^/]+" if number % 2 else re.escape(part) for number, part in enumerate(_PART.split(template)))
    return re.fullmatch(pattern, path, re.IGNORECASE) is not None
