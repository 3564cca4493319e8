"""The one way out: a selection of places to a file of a format, with what was not written told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gazetteer.coordinates.systems import CGCS2000, PLANE
from gazetteer.errors import GazetteerError
from gazetteer.exports import drawing, geopackages, shapefiles, text_tables, web_formats
from gazetteer.exports.places_table import NOT_PLACED, Exported, PlacesTable, places_table
from gazetteer.formats.report import Progress
from gazetteer.gazetteer import Gazetteer

UTF8, GBK, GBK_OR_UTF8, GB18030 = "utf-8", "gbk", "gbk-or-utf-8", "gb18030"
ENCODINGS = {UTF8: "UTF-8", GBK: "GBK（有 GBK 以外的字时不写）", GBK_OR_UTF8: "GBK（有 GBK 以外的字时改用 UTF-8）",
             GB18030: "GB 18030"}


@dataclass(frozen=True)
class Format:
    """A format that places can be written in.

    `degrees`: it knows no other reference system; `placed`: it holds nothing without a position.
    """

    key: str
    label: str
    suffix: str
    write: Callable[[PlacesTable, Path, str], list[Path]]
    encodings: tuple[str, ...] = (UTF8,)
    degrees: bool = False
    placed: bool = False
    crs: int = CGCS2000


FORMATS = {one.key: one for one in (
    Format("xlsx", "Excel 表格", ".xlsx", text_tables.write_xlsx),
    Format("csv", "CSV 表格", ".csv", text_tables.write_csv, (UTF8, GBK, GBK_OR_UTF8, GB18030)),
    Format("shapefile", "Shapefile", ".shp", shapefiles.write_shapefiles, (UTF8, GBK, GBK_OR_UTF8)),
    Format("geopackage", "GeoPackage", ".gpkg", geopackages.write_geopackage),
    Format("geojson", "GeoJSON", ".geojson", web_formats.write_geojson),
    Format("kml", "KML（奥维、谷歌地球）", ".kml", web_formats.write_kml, degrees=True, placed=True),
    Format("gpx", "GPX（手持 GPS）", ".gpx", web_formats.write_gpx, degrees=True, placed=True),
    Format("dxf", "DXF（CAD 图）", ".dxf", drawing.write_dxf, (UTF8, GBK, GBK_OR_UTF8), placed=True, crs=PLANE),
)}


def export_places(gazetteer: Gazetteer, kind: str, out: Path | str, *, ids: Sequence[int] | None = None,
                  division: str | None = None, class_code: str | None = None, keys: Sequence[str] | None = None,
                  crs: int | None = None, encoding: str | None = None, internal: bool = False,
                  progress: Progress | None = None) -> Exported:
    """Write places (by ids, or by first digits of division and class) to `out`; all of it or nothing.

    `encoding` is one of ENCODINGS; `keys` names the columns. Raises GazetteerError and Cancelled.
    """
    made = format_of(kind)
    crs = crs or made.crs
    if made.degrees and crs not in (4490, 4326):
        raise GazetteerError(f"{made.label}只存经纬度", why=f"不能写成 EPSG:{crs}", remedy="请选 CGCS2000 经纬度")
    encoding = encoding or made.encodings[0]
    if encoding not in made.encodings:
        raise GazetteerError(f"{made.label}不能用“{encoding}”编码", remedy=f"可选：{'、'.join(made.encodings)}")
    table = places_table(gazetteer, ids=ids, division=division, class_code=class_code, keys=keys, crs=crs,
                         internal=internal, progress=progress)
    if made.placed and all(row.geometry is None for row in table.rows):
        raise GazetteerError("所选地名都没有位置", why=f"{made.label}只能写有位置的地名",
                             remedy="请导出为 XLSX、CSV、Shapefile 或 GeoJSON")
    out = Path(out)
    out = out if out.suffix else out.with_suffix(made.suffix)
    count = len(table.rows)
    files = made.write(table, out, encoding)
    unplaced = sum(1 for one in table.changed if one.why == NOT_PLACED)
    return Exported(files, count - unplaced, table.secrecy, crs, table.refused, table.dropped, table.changed,
                    table.notes)


def format_of(kind: str) -> Format:
    """The format with this key, label or suffix. Raises GazetteerError naming those that there are."""
    for one in FORMATS.values():
        if kind.lower().lstrip(".") in (one.key, one.suffix.lstrip(".")):
            return one
    raise GazetteerError(f"不能导出为“{kind}”", remedy=f"可选：{'、'.join(FORMATS)}")
