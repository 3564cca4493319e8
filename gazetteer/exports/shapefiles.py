"""Shapefiles: one each for points, lines and areas; fields named by the census, text whole, encoding stated in .cpg."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely

from gazetteer.errors import GazetteerError
from gazetteer.exports.columns import Column
from gazetteer.exports.dbf import MOST_BYTES, continued_name, dbf, pieces
from gazetteer.exports.encodings import settle
from gazetteer.exports.places_table import PlacesTable, Row, parts_by_kind
from gazetteer.formats.whole_file import write_whole

KINDS = {"点": "Point", "线": "MultiLineString", "面": "MultiPolygon"}
DbfColumn = tuple[str, bool, list[str | int | float | None]]


def write_shapefiles(table: PlacesTable, path: Path, encoding: str) -> list[Path]:
    """The parts of each Shapefile; more than one kind of shape gives names that end in _点, _线, _面."""
    codec = settle(table, encoding)
    parts = list(parts_by_kind(table.rows))
    contents: dict[Path, bytes] = {}
    for label, rows in parts:
        base = path.with_suffix("") if len(parts) == 1 else path.with_name(f"{path.stem}_{label}")
        contents |= {base.with_name(base.name + suffix): held for suffix, held in
                     _shapefile(table, rows, KINDS[label], codec).items()}
    if len(parts) > 1:
        table.notes.append(f"Shapefile 一个文件只能有一种图形，已分成 {'、'.join(label for label, _ in parts)}")
    for target, held in contents.items():
        write_whole(target, held)
    return list(contents)


def _shapefile(table: PlacesTable, rows: Sequence[Row], kind: str, codec: str) -> dict[str, bytes]:
    """Suffix → content."""
    columns = [made for column in table.columns for made in _columns(table, column, rows, codec)]
    names = [name.upper() for name, *_ in columns]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise GazetteerError("字段名重复，写不成 Shapefile", why="、".join(doubled),
                             remedy="请少选几个字段，或导出为 GeoJSON、XLSX")
    found = _shapes(rows, kind, table.crs)
    found[".dbf"] = dbf(columns, len(rows), codec)
    found[".cpg"] = b"GBK" if codec == "gbk" else b"UTF-8"
    return found


def _columns(table: PlacesTable, column: Column, rows: Sequence[Row], codec: str) -> list[DbfColumn]:
    """A column, with the continued ones that its longest text asks for."""
    values = [row.values[column.key] for row in rows]
    if column.is_number:
        return [(column.key, True, values)]
    cut = [pieces(value, codec) if isinstance(value, str) else [value] for value in values]
    most = max(map(len, cut), default=1)
    for row, parts in zip(rows, cut, strict=True):
        if len(parts) > 1:
            table.say(f"{row.where}，{column.label}",
                      f"超过 {MOST_BYTES} 字节，接着写在 {column.key}_2 到 {continued_name(column.key, len(parts))}")
    return [(continued_name(column.key, number + 1), False,
             [parts[number] if number < len(parts) else None for parts in cut]) for number in range(most)]


def _shapes(rows: Sequence[Row], kind: str, crs: int) -> dict[str, bytes]:
    """.shp, .shx and .prj as GDAL writes them; the attributes are ours."""
    import pyogrio

    if kind == "Point" and any(row.geometry is not None and row.geometry.geom_type == "MultiPoint" for row in rows):
        kind = "MultiPoint"
    wkb = np.array([None if row.geometry is None else shapely.to_wkb(_as(row.geometry, kind)) for row in rows],
                   dtype=object)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.shp"
        try:
            pyogrio.raw.write(str(draft), wkb, [np.arange(len(rows))], ["n"], driver="ESRI Shapefile",
                              geometry_type=kind, crs=f"EPSG:{crs}")
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.GeometryError,
                pyogrio.errors.FeatureError) as error:
            raise GazetteerError("写不成 Shapefile", why=str(error), remedy="请核对这些地名的图形") from error
        return {suffix: draft.with_suffix(suffix).read_bytes() for suffix in (".shp", ".shx", ".prj")
                if draft.with_suffix(suffix).exists()}


def _as(geometry, kind: str):
    """A single shape as the multiple one that the file holds."""
    if kind.startswith("Multi") and not geometry.geom_type.startswith("Multi"):
        made = {"MultiPoint": shapely.multipoints, "MultiLineString": shapely.multilinestrings,
                "MultiPolygon": shapely.multipolygons}[kind]
        return made([geometry])
    return geometry
