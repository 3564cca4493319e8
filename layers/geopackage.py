"""Tables of any GeoPackage as columns of numbers: no object for each record stays behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from gazetteer.errors import UnreadableFile
from gazetteer.storage.geometry import shapes
from layers.columns import Paths, Points
from layers.projection import inverse, is_geographic

CHUNK = 10_000  # records read at a time
LONGEST = 48  # bytes up to which names are kept side by side, without an object for each
_POINT_BYTES = 29  # a header of 8 without an envelope, then byte order, kind and two numbers
_PLAIN_POINT = np.frombuffer(b"\x01\x01\x00\x00\x00", np.uint8)
_TEXT = ("TEXT", "VARCHAR", "STRING")


_NO_POINTS = Points(np.empty(0, np.int64), np.empty(0), np.empty(0), {"name": np.empty(0, "S1")})
_NO_PATHS = Paths.of(np.empty(0, np.int64), [], {"area": np.empty(0, bool), "name": np.empty(0, "S1")})


@dataclass(frozen=True)
class Table:
    """What a table holds: points, and lines and areas; `names` of its first text column."""

    points: Points
    paths: Paths


def tables(path: Path) -> list[str]:
    """Names of the tables with a geometry. Raises UnreadableFile."""
    with closing(_opened(path)) as file:
        return [row[0] for row in file.execute("SELECT table_name FROM gpkg_geometry_columns ORDER BY table_name")]


def read_table(path: Path, name: str) -> Table:
    """The records of a table in degrees. Raises UnreadableFile when there is no such table."""
    with closing(_opened(path)) as file:
        found = file.execute("SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?",
                             (name,)).fetchone()
        if found is None:
            raise UnreadableFile("文件中没有这个图层", where=f"{path}：{name}", why="没有登记为空间数据表",
                                 remedy="请核对图层名")
        chunks = [_columns(rows, found[1]) for rows in _rows(file, name, found[0])]
    return _joined(chunks)


def _opened(path: Path) -> sqlite3.Connection:
    try:
        file = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
        file.execute("SELECT count(*) FROM gpkg_geometry_columns")
    except sqlite3.Error as error:
        raise UnreadableFile("文件读不了", where=str(path), why=f"不是 GeoPackage 文件（{error}）",
                             remedy="请选择 .gpkg 文件") from error
    return file


def _rows(file: sqlite3.Connection, table: str, geometry: str) -> Iterator[list[Any]]:
    columns = file.execute(f"PRAGMA table_info({_quoted(table)})").fetchall()
    name = next((_quoted(column[1]) for column in columns if column[2].upper().startswith(_TEXT)), "NULL")
    cursor = file.execute(f"SELECT rowid, {_quoted(geometry)}, {name} FROM {_quoted(table)} "
                          f"WHERE {_quoted(geometry)} IS NOT NULL ORDER BY rowid")
    while rows := cursor.fetchmany(CHUNK):
        yield rows


def _columns(rows: list[Any], srs: int) -> Table:
    ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    names = _texts([row[2] or "" for row in rows])
    blobs = [row[1] for row in rows]
    x, y = _plain_points(blobs)
    if x is not None and y is not None:
        return Table(Points(ids, *_degrees(srs, x, y), {"name": names}), _NO_PATHS)
    geometries = shapely.transform(shapes(blobs), lambda at: np.column_stack(_degrees(srs, at[:, 0], at[:, 1])))
    spots = (shapely.get_type_id(geometries) == shapely.GeometryType.POINT) & ~shapely.is_empty(geometries)
    extended = shapely.get_dimensions(geometries) > 0
    points = Points(ids[spots], shapely.get_x(geometries[spots]), shapely.get_y(geometries[spots]),
                    {"name": names[spots]})
    area = shapely.get_dimensions(geometries[extended]) == 2
    return Table(points, Paths.of(ids[extended], geometries[extended], {"area": area, "name": names[extended]}))


def _texts(values: list[str]) -> np.ndarray:
    """UTF-8 of equal width where all are short, else texts."""
    encoded = [value.encode() for value in values]
    if max(map(len, encoded)) <= LONGEST:
        return np.array(encoded)
    texts = np.empty(len(values), object)
    texts[:] = values
    return texts


def text_of(value: bytes | str) -> str:
    """A name out of a column as it is kept."""
    return value.decode() if isinstance(value, bytes) else value


def _plain_points(blobs: list[bytes]) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Two columns of numbers, where every geometry is a point in the plainest spelling."""
    if any(len(blob) != _POINT_BYTES for blob in blobs):
        return None, None
    table = np.frombuffer(b"".join(blobs), np.uint8).reshape(-1, _POINT_BYTES)
    if not (table[:, 8:13] == _PLAIN_POINT).all():
        return None, None
    places = np.ascontiguousarray(table[:, 13:]).view("<f8")
    return (places[:, 0].copy(), places[:, 1].copy()) if np.isfinite(places).all() else (None, None)


def _degrees(srs: int, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return (x, y) if srs <= 0 or is_geographic(srs) else inverse(srs, x, y)


def _joined(chunks: list[Table]) -> Table:
    if not chunks:
        return Table(_NO_POINTS, _NO_PATHS)
    points, paths = [chunk.points for chunk in chunks], [chunk.paths for chunk in chunks if len(chunk.paths)]
    ids, lon, lat = (np.concatenate([getattr(part, name) for part in points]) for name in ("ids", "lon", "lat"))
    joined = Points(ids, lon, lat, {"name": _together([part.more["name"] for part in points])})
    return Table(joined, _joined_paths(paths) if paths else _NO_PATHS)


def _joined_paths(paths: list[Paths]) -> Paths:
    counts = np.concatenate([np.diff(part.starts) for part in paths])
    before = np.concatenate([[0], np.cumsum([len(part) for part in paths])])
    owner = np.concatenate([part.owner + first for part, first in zip(paths, before, strict=False)])
    ids, lon, lat = (np.concatenate([getattr(part, name) for part in paths]) for name in ("ids", "lon", "lat"))
    more = {name: _together([part.more[name] for part in paths]) for name in ("area", "name")}
    return Paths(ids, lon, lat, np.concatenate([[0], np.cumsum(counts)]), owner, more)


def _together(columns: list[np.ndarray]) -> np.ndarray:
    """One column; texts where any of them holds texts."""
    if any(column.dtype == object for column in columns):
        columns = [np.array([text_of(value) for value in column] + [None], object)[:-1]
                   if column.dtype.kind == "S" else column for column in columns]
    return np.concatenate(columns)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
