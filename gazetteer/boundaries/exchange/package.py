"""A folder package shaped after MZ/T 149/150-2020: a folder for each line, with files as the mapping table says."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from sqlalchemy import func, select

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.exchange.export import refuse_empty, told
from gazetteer.boundaries.exchange.mapping import (
    CONTENT,
    FILE_NAME,
    GEOMETRY,
    Mapped,
    path_of,
    read_mapping,
    shipped,
    written,
)
from gazetteer.boundaries.exchange.registers import INTERNAL_ONLY, KEYS, PACKAGED
from gazetteer.boundaries.exchange.tables import Lines, Source, table_for
from gazetteer.errors import GazetteerError
from gazetteer.exports.columns import Column
from gazetteer.exports.export import FORMATS, GB18030, GBK_OR_UTF8, UTF8, format_of
from gazetteer.exports.places_table import Exported, PlacesTable, Row
from gazetteer.formats.report import Progress
from gazetteer.formats.whole_file import write_whole
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import Record
from gazetteer.storage.attachments import kept_at, missing

_ENCODINGS = {"csv": GB18030, "shapefile": GBK_OR_UTF8}
_PATH, _SHA = "WJLJ", "JYZ"
OUTLINE = "数据包的结构参照 MZ/T 149、150-2020 编写；对方的名称和路径由本单位在“字段对照.csv”中补全"


def write_package(gazetteer: Gazetteer, out: Path, *, lines: Lines = None, internal: bool = False,
                  mapping: Path | None = None, progress: Progress | None = None) -> Exported:
    """Lines with all that belongs to them into the folder `out`, with the mapping that was followed.

    All of it or nothing. Raises GazetteerError and Cancelled.
    """
    followed = read_mapping(mapping) if mapping is not None else shipped()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise GazetteerError("数据包要放进空文件夹", where=str(out), why="那里已经有文件", remedy="请另选一个文件夹")
    source, there = Source(gazetteer, lines), out.exists()
    try:
        return _Package(source, out, followed, internal).write(progress)
    except BaseException:
        for made in out.iterdir() if out.exists() else ():
            shutil.rmtree(made) if made.is_dir() else made.unlink()
        if out.exists() and not there:
            out.rmdir()
        raise


class _Package:
    """One package in the making."""

    def __init__(self, source: Source, out: Path, followed: Sequence[Mapped], internal: bool) -> None:
        self.gazetteer, self.out, self.followed = source.gazetteer, out, list(followed)
        self.tables = {model: table_for(source, model, internal=internal) for model in PACKAGED}
        refuse_empty(list(self.tables.values()))
        self.notes = [OUTLINE]
        if not internal:
            self.notes.append("公开副本：不含管护员，不含照片、略图和扫描件")
        unmapped = [model for model in PACKAGED if self.tables[model].rows
                    and not any(one.model is model for one in self.followed)]
        if unmapped:
            names = "、".join(model.__label__ for model in unmapped)
            self.notes.append(f"字段对照表里没有{names}，没有写出")
            for model in unmapped:
                self.tables[model].rows = []
        if internal:
            self._note_other_files()

    def _note_other_files(self) -> None:
        """Files of inspections and disputes have no place in a package of lines and markers."""
        held = self.gazetteer.scalar(select(func.count()).select_from(BoundaryMedia.__table__)) or 0
        files = len(self.tables[BoundaryMedia].rows)
        if held > files:
            self.notes.append(f"写出界线、界桩、分段和界线文件的资料 {files} 件；"
                              f"联检、争议等其他记录和未选界线的资料 {held - files} 件不在数据包里")

    def write(self, progress: Progress | None) -> Exported:
        contents = self._contents()
        parts = [part for model, table in self.tables.items() for part in self._parts(model, table)]
        files: list[Path] = []
        count = len(parts) + len(contents)
        for done, (path, kind, part) in enumerate(parts):
            if progress is not None:
                progress(done, count)
            files += FORMATS[kind].write(part, self.out / path, _ENCODINGS.get(kind, UTF8))
            table = next(one for one in self.tables.values() if one.label == part.label)
            table.changed += [one for one in part.changed if one not in table.changed]
        for done, (path, content) in enumerate(contents, start=len(parts)):
            if progress is not None:
                progress(done, count)
            files.append(write_whole(self.out / path, content.read_bytes()))
        files.append(write_whole(self.out / FILE_NAME, written(self.followed)))
        made = list(self.tables.values())
        made[0].notes += self.notes
        return told(made, files)

    def _contents(self) -> list[tuple[str, Path]]:
        """Path in the package and kept content of each file; the rows of the files learn their paths."""
        table = self.tables[BoundaryMedia]
        template = next((one.file for one in self.followed if one.model is BoundaryMedia and one.field == CONTENT), "")
        lost = set(missing(self.gazetteer.media_folder, {str(row.values[_SHA]) for row in table.rows}))
        kept: list[Row] = []
        taken: set[str] = set()
        found: list[tuple[str, Path]] = []
        for row in table.rows:
            content = str(row.values[_SHA])
            if content in lost or not template:
                table.say(row.where, "文件内容不在本机，没有写出" if template else "字段对照表里没有文件内容，没有写出")
                continue
            path = _free(path_of(template, BoundaryMedia, row), taken)
            row.values[_PATH] = path
            kept.append(row)
            found.append((path, kept_at(self.gazetteer.media_folder, content)))
        table.rows = kept
        return found

    def _parts(self, model: type[Record], table: PlacesTable) -> list[tuple[str, str, PlacesTable]]:
        """Path, format and content of each file that holds records of a register."""
        if model in INTERNAL_ONLY and not table.rows:
            return []
        wanted = [one for one in self.followed if one.model is model and one.field != CONTENT]
        made = []
        for template in dict.fromkeys(one.file for one in wanted):
            held = {one.field: one.name for one in wanted if one.file == template}
            keys = {one.field: one.name for one in reversed(wanted) if one.field in KEYS[model]}
            if GEOMETRY in held and not table.placed and len(held) == 1:
                continue  # a public copy tells no position
            groups: dict[str, list[Row]] = {}
            for row in table.rows:
                groups.setdefault(path_of(template, model, row), []).append(row)
            made += [(path, format_of(Path(path).suffix).key, _named(table, {**keys, **held}, rows))
                     for path, rows in groups.items()]
        return made


def _free(path: str, taken: set[str]) -> str:
    """A path that no other file has: 东面.jpg, 东面_2.jpg …; systems differ in capitals only for some."""
    whole, number = PurePosixPath(path), 1
    while path.lower() in taken:
        number += 1
        path = str(whole.with_name(f"{whole.stem}_{number}{whole.suffix}"))
    taken.add(path.lower())
    return path


def _named(table: PlacesTable, names: dict[str, str], rows: list[Row]) -> PlacesTable:
    """The columns that the file holds, under the receiver's names."""
    columns = [(one, Column(names[one.field], one.label, one.kind, one.field, one.public))
               for one in table.columns if one.field in names]
    some = [replace(row, values={new.key: row.values[old.key] for old, new in columns},
                    geometry=row.geometry if GEOMETRY in names else None) for row in rows]
    return PlacesTable([new for _, new in columns], some, table.crs, table.secrecy, notes=list(table.notes),
                       label=table.label, placed=table.placed and GEOMETRY in names)
