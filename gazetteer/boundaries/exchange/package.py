"""A folder package shaped after MZ/T 149/150-2020: a folder for each line, with files as the mapping table says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gazetteer.boundaries.exchange.export import refuse_empty, told
from gazetteer.boundaries.exchange.lines_and_markers import KEYS, MODELS, records_of, table_for
from gazetteer.boundaries.exchange.mapping import FILE_NAME, GEOMETRY, Mapped, path_of, read_mapping, shipped, written
from gazetteer.errors import GazetteerError
from gazetteer.exports.columns import Column
from gazetteer.exports.export import FORMATS, GB18030, GBK_OR_UTF8, UTF8, format_of
from gazetteer.exports.places_table import Exported, PlacesTable, Row
from gazetteer.formats.report import Progress
from gazetteer.formats.whole_file import write_whole
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import table_of

_ENCODINGS = {"csv": GB18030, "shapefile": GBK_OR_UTF8}
OUTLINE = "数据包的结构参照 MZ/T 149、150-2020 编写；对方的名称和路径由本单位在“字段对照.csv”中补全"


def write_package(gazetteer: Gazetteer, out: Path, *, line: str | None = None, internal: bool = False,
                  mapping: Path | None = None, progress: Progress | None = None) -> Exported:
    """Lines and markers into the folder `out`, with the mapping that was followed. Raises GazetteerError."""
    followed = read_mapping(mapping) if mapping is not None else shipped()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise GazetteerError("数据包要放进空文件夹", where=str(out), why="那里已经有文件", remedy="请另选一个文件夹")
    tables = [table_for(gazetteer, model, records_of(gazetteer, model, line), internal=internal) for model in MODELS]
    refuse_empty(tables)
    parts = [part for table in tables for part in _parts(table, followed)]
    files = []
    for done, (path, kind, part) in enumerate(parts):
        if progress is not None:
            progress(done, len(parts))
        files += FORMATS[kind].write(part, out / path, _ENCODINGS.get(kind, UTF8))
        for table in tables:
            table.changed += part.changed if table.label == part.label else []
    files.append(write_whole(out / FILE_NAME, written(followed)))
    tables[0].notes.append(OUTLINE)
    return told(tables, files)


def _parts(table: PlacesTable, followed: list[Mapped]) -> list[tuple[str, str, PlacesTable]]:
    """Path, format and content of each file that holds records of a register."""
    model = next(one for one in MODELS if one.__label__ == table.label)
    wanted = [one for one in followed if one.model is model]
    made = []
    for template in dict.fromkeys(one.file for one in wanted):
        held = {one.field: one.name for one in wanted if one.file == template}
        key = KEYS[table_of(model)]
        names = {key: next(one.name for one in wanted if one.field == key), **held}
        if GEOMETRY in held and not table.placed and len(held) == 1:
            continue  # a public copy tells no position
        groups: dict[str, list[Row]] = {}
        for row in table.rows:
            groups.setdefault(path_of(template, model, row), []).append(row)
        made += [(path, format_of(Path(path).suffix).key, _named(table, names, rows)) for path, rows in groups.items()]
    return made


def _named(table: PlacesTable, names: dict[str, str], rows: list[Row]) -> PlacesTable:
    """The columns that the file holds, under the receiver's names."""
    columns = [(one, Column(names[one.field], one.label, one.kind, one.field, one.public))
               for one in table.columns if one.field in names]
    some = [replace(row, values={new.key: row.values[old.key] for old, new in columns},
                    geometry=row.geometry if GEOMETRY in names else None) for row in rows]
    return PlacesTable([new for _, new in columns], some, table.crs, table.secrecy, notes=list(table.notes),
                       label=table.label, placed=table.placed and GEOMETRY in names)
