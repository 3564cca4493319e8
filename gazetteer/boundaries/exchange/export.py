"""Lines and markers to files: one for each register, by the writers that places are exported with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gazetteer.boundaries.exchange.registers import MODELS
from gazetteer.boundaries.exchange.tables import Lines, Source, table_for
from gazetteer.errors import GazetteerError
from gazetteer.exports.export import FORMATS, format_of
from gazetteer.exports.places_table import Exported, PlacesTable
from gazetteer.formats.report import Progress
from gazetteer.gazetteer import Gazetteer

KINDS = ("xlsx", "csv", "shapefile", "geopackage")
PACKAGE = "package"


def export_boundaries(gazetteer: Gazetteer, kind: str, out: Path | str, *, lines: Lines = None,
                      internal: bool = False, crs: int | None = None, encoding: str | None = None,
                      mapping: Path | None = None, progress: Progress | None = None) -> Exported:
    """Write lines and markers (of some lines, by code) as `out`_界线 and `out`_界桩, or as a package into `out`.

    Raises GazetteerError and Cancelled; a public copy is written unless `internal`.
    """
    if kind == PACKAGE:
        from gazetteer.boundaries.exchange.package import write_package

        return write_package(gazetteer, Path(out), lines=lines, internal=internal, mapping=mapping, progress=progress)
    made = format_of(kind)
    if made.key not in KINDS:
        raise GazetteerError(f"界线和界桩不能导出为“{made.label}”", remedy=f"可选：{'、'.join((*KINDS, PACKAGE))}")
    encoding = encoding or made.encodings[0]
    if encoding not in made.encodings:
        raise GazetteerError(f"{made.label}不能用“{encoding}”编码", remedy=f"可选：{'、'.join(made.encodings)}")
    source = Source(gazetteer, lines)
    tables = [table_for(source, model, internal=internal, crs=crs or made.crs) for model in MODELS]
    refuse_empty(tables)
    base, files = Path(out).with_suffix(""), []
    for done, table in enumerate(tables):
        if progress is not None:
            progress(done, len(tables))
        if table.rows:
            target = base.with_name(f"{base.name}_{table.label}{made.suffix}")
            files += FORMATS[made.key].write(table, target, encoding)
    return told(tables, files)


def refuse_empty(tables: Iterable[PlacesTable]) -> None:
    """Raise GazetteerError where there is neither a line nor a marker."""
    if not any(table.rows for table in tables):
        raise GazetteerError("没有可以导出的界线和界桩", why="登记簿是空的", remedy="请先登记界线和界桩")


def told(tables: list[PlacesTable], files: list[Path]) -> Exported:
    """What was written of several tables, each thing said once."""
    return Exported(files, sum(len(table.rows) for table in tables), tables[0].secrecy, tables[0].crs, [],
                    list(dict.fromkeys(one for table in tables for one in table.dropped)),
                    [one for table in tables for one in table.changed],
                    list(dict.fromkeys(note for table in tables for note in table.notes)))
