"""The GeoPackage around the registers: its own tables, R-trees with their triggers, contents and headings.

Source: OGC 12-128r18 (GeoPackage 1.3.1): clauses 1.1 (base), 2.1 (features), F.3 (R-tree), F.9 (schema extension).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection
from sqlalchemy.schema import CreateIndex, CreateTable

from gazetteer.record import Record, field_of, table_of
from gazetteer.storage.geometry import SRS_ID
from gazetteer.storage.types import Geometry

APPLICATION_ID = 0x47504B47  # "GPKG"
VERSION = 10300

BASE_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
  description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
  min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
CREATE TABLE outside_change (id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, record_id INTEGER NOT NULL,
  operation TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE own_change (id INTEGER PRIMARY KEY);
CREATE TABLE issued_code (area TEXT NOT NULL, class_code TEXT NOT NULL, serial INTEGER NOT NULL,
  PRIMARY KEY (area, class_code)) WITHOUT ROWID;
"""
SCHEMA_EXTENSION = "http://www.geopackage.org/spec121/#extension_schema"
RTREE_EXTENSION = "http://www.geopackage.org/spec120/#extension_rtree"

RTREE = """
CREATE VIRTUAL TABLE rtree_{t}_{g} USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER rtree_{t}_{g}_insert AFTER INSERT ON {t} WHEN (NEW.{g} NOT NULL AND NOT ST_IsEmpty(NEW.{g})) BEGIN
  INSERT OR REPLACE INTO rtree_{t}_{g} VALUES
  (NEW.id, ST_MinX(NEW.{g}), ST_MaxX(NEW.{g}), ST_MinY(NEW.{g}), ST_MaxY(NEW.{g})); END;
CREATE TRIGGER rtree_{t}_{g}_update1 AFTER UPDATE OF {g} ON {t} WHEN OLD.id = NEW.id
  AND (NEW.{g} NOTNULL AND NOT ST_IsEmpty(NEW.{g})) BEGIN
  INSERT OR REPLACE INTO rtree_{t}_{g} VALUES
  (NEW.id, ST_MinX(NEW.{g}), ST_MaxX(NEW.{g}), ST_MinY(NEW.{g}), ST_MaxY(NEW.{g})); END;
CREATE TRIGGER rtree_{t}_{g}_update2 AFTER UPDATE OF {g} ON {t} WHEN OLD.id = NEW.id
  AND (NEW.{g} ISNULL OR ST_IsEmpty(NEW.{g})) BEGIN DELETE FROM rtree_{t}_{g} WHERE id = OLD.id; END;
CREATE TRIGGER rtree_{t}_{g}_update3 AFTER UPDATE ON {t} WHEN OLD.id != NEW.id
  AND (NEW.{g} NOTNULL AND NOT ST_IsEmpty(NEW.{g})) BEGIN DELETE FROM rtree_{t}_{g} WHERE id = OLD.id;
  INSERT OR REPLACE INTO rtree_{t}_{g} VALUES
  (NEW.id, ST_MinX(NEW.{g}), ST_MaxX(NEW.{g}), ST_MinY(NEW.{g}), ST_MaxY(NEW.{g})); END;
CREATE TRIGGER rtree_{t}_{g}_update4 AFTER UPDATE ON {t} WHEN OLD.id != NEW.id
  AND (NEW.{g} ISNULL OR ST_IsEmpty(NEW.{g})) BEGIN DELETE FROM rtree_{t}_{g} WHERE id IN (OLD.id, NEW.id); END;
CREATE TRIGGER rtree_{t}_{g}_delete AFTER DELETE ON {t} WHEN OLD.{g} NOT NULL BEGIN
  DELETE FROM rtree_{t}_{g} WHERE id = OLD.id; END;
"""

# Plain SQL, so that any SQLite can edit the file; our own transactions put a row into own_change first.
OUTSIDE = """
CREATE TRIGGER outside_{t}_insert AFTER INSERT ON {t} WHEN NOT EXISTS (SELECT 1 FROM own_change) BEGIN
  INSERT INTO outside_change (table_name, record_id, operation, at)
  VALUES ('{t}', NEW.id, 'insert', strftime('%Y-%m-%dT%H:%M:%fZ','now')); END;
CREATE TRIGGER outside_{t}_update AFTER UPDATE ON {t} WHEN NOT EXISTS (SELECT 1 FROM own_change) BEGIN
  INSERT INTO outside_change (table_name, record_id, operation, at)
  VALUES ('{t}', NEW.id, 'update', strftime('%Y-%m-%dT%H:%M:%fZ','now')); END;
CREATE TRIGGER outside_{t}_delete AFTER DELETE ON {t} WHEN NOT EXISTS (SELECT 1 FROM own_change) BEGIN
  INSERT INTO outside_change (table_name, record_id, operation, at)
  VALUES ('{t}', OLD.id, 'delete', strftime('%Y-%m-%dT%H:%M:%fZ','now')); END;
"""


def statements(script: str) -> list[str]:
    """The statements of a script of ours; a trigger's END closes it."""
    parts, current = [], ""
    for line in script.strip().splitlines():
        current += line + "\n"
        in_trigger = "CREATE TRIGGER" in current and not line.rstrip().endswith("END;")
        if line.rstrip().endswith(";") and not in_trigger:
            parts.append(current.strip())
            current = ""
    return parts


def lay_out(connection: Connection) -> None:
    """Make the GeoPackage's own tables in an empty file."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    for statement in statements(BASE_TABLES):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _reference_systems())
    connection.exec_driver_sql(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')",
        [("gpkg_data_columns", SCHEMA_EXTENSION), ("gpkg_data_column_constraints", SCHEMA_EXTENSION)])


def _reference_systems() -> list[tuple[object, ...]]:
    from pyproj import CRS

    systems: list[tuple[object, ...]] = [("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
                                         ("Undefined geographic", 0, "NONE", 0, "undefined", None)]
    for code in (4326, SRS_ID):
        known = CRS.from_epsg(code)
        systems.append((known.name, code, "EPSG", code, known.to_wkt("WKT1_GDAL"), None))
    return systems


def add_register(connection: Connection, model: type[Record]) -> None:
    """Make a register's table and make it known to every reader of GeoPackages."""
    table = model.__table__
    connection.execute(CreateTable(table))
    for index in sorted(table.indexes, key=lambda made: str(made.name)):
        connection.execute(CreateIndex(index))
    geometry = geometry_column(model)
    connection.exec_driver_sql(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?, ?, ?, ?, ?)",
        (table.name, "features" if geometry else "attributes", table.name, model.__label__,
         SRS_ID if geometry else None))
    if geometry:
        _add_geometry(connection, model, geometry)
    _add_headings(connection, model)


def add_column(connection: Connection, model: type[Record], name: str) -> None:
    """Give a register of an older file the column `name` with its heading; a file that has it stays as it is."""
    if name in columns_of(connection, table_of(model)):
        return
    column = model.__table__.columns[name]
    kind = column.type.compile(connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE {table_of(model)} ADD COLUMN {name} {kind}")
    _add_headings(connection, model, (name,))


def columns_of(connection: Connection, table: str) -> set[str]:
    """The names of a table's columns in the file; empty when there is no such table."""
    return {row[1] for row in connection.exec_driver_sql(f"PRAGMA main.table_info({table})")}


def watch_outside_changes(connection: Connection, models: Iterable[type[Record]]) -> None:
    """Let triggers note what other programs change in these registers."""
    for model in models:
        for statement in statements(OUTSIDE.format(t=table_of(model))):
            connection.exec_driver_sql(statement)


def _add_geometry(connection: Connection, model: type[Record], column: str) -> None:
    name, declared = table_of(model), cast(Geometry, model.__table__.columns[column].type).declared
    connection.exec_driver_sql("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
                               (name, column, declared, SRS_ID))
    for statement in statements(RTREE.format(t=name, g=column)):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', ?, 'write-only')",
                               (name, column, RTREE_EXTENSION))


def _add_headings(connection: Connection, model: type[Record], names: Iterable[str] = ()) -> None:
    rows = []
    for column in model.__table__.columns:
        if names and column.name not in names:
            continue
        about = field_of(model, column.name)
        rows.append((table_of(model), column.name, about.label, about.label, about.abbr or None))
    connection.exec_driver_sql(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description)"
        " VALUES (?, ?, ?, ?, ?)", rows)


@cache
def geometry_column(model: type[Record]) -> str | None:
    """The name of a register's geometry column, or None for a plain table."""
    for column in model.__table__.columns:
        if isinstance(column.type, Geometry):
            return column.name
    return None


Box = tuple[float, float, float, float]


def keep_contents(connection: Connection, model: type[Record], come: Iterable[Box], gone: Iterable[Box]) -> None:
    """Keep time of change and extent in gpkg_contents true; boxes are (west, south, east, north)."""
    name = table_of(model)
    connection.exec_driver_sql("UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now')"
                               " WHERE table_name = ?", (name,))
    come, gone = list(come), list(gone)
    if come or gone:
        extent = _extent_after(connection, model, come, gone)
        connection.exec_driver_sql("UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?"
                                   " WHERE table_name = ?", (*(extent or (None,) * 4), name))


def _extent_after(connection: Connection, model: type[Record], come: list[Box], gone: list[Box]) -> Box | None:
    known = connection.exec_driver_sql("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?",
                                       (table_of(model),)).one()
    if gone and (known[0] is None or any(_touches(box, known) for box in gone)):
        # Only a record at the edge can make the extent smaller.
        return indexed_extent(connection, model) or measured_extent(connection, model)
    boxes = come if known[0] is None else [*come, tuple(known)]
    return (min(box[0] for box in boxes), min(box[1] for box in boxes),
            max(box[2] for box in boxes), max(box[3] for box in boxes))


def _touches(box: Box, extent: Iterable[float]) -> bool:
    west, south, east, north = extent
    return box[0] <= west or box[1] <= south or box[2] >= east or box[3] >= north


def indexed_extent(connection: Connection, model: type[Record]) -> Box | None:
    """The extent out of the R-tree, without looking at every record; None where the tree does not give it.

    The tree keeps numbers of 32 bits: its root tells where the edge is, the records there tell it exactly.
    """
    name, column = table_of(model), geometry_column(model)
    tree = f"rtree_{name}_{column}"
    root: bytes = connection.exec_driver_sql(f"SELECT data FROM {tree}_node WHERE nodeno = 1").scalar() or b""
    count = int.from_bytes(root[2:4], "big")
    cells = [struct.unpack_from(">4f", root, 4 + 24 * cell + 8) for cell in range(count)]  # min and max of x, of y
    if not cells:
        return None
    edges: list[Any] = []
    for number, (side, least) in enumerate((("minx", True), ("maxx", False), ("miny", True), ("maxy", False))):
        rough = (min if least else max)(cell[number] for cell in cells)
        function = f"ST_{side[:3].capitalize()}{side[3].upper()}"
        edges.append(connection.exec_driver_sql(
            f"SELECT {side[:3]}({function}({column})) FROM {name} WHERE id IN"
            f" (SELECT id FROM {tree} WHERE {side} {'<=' if least else '>='} ?)", (rough,)).scalar())
    west, east, south, north = edges
    return None if None in edges else (west, south, east, north)


def measured_extent(connection: Connection, model: type[Record]) -> Box | None:
    """The extent of every geometry of a register, or None when it has none."""
    column = geometry_column(model)
    extent = connection.exec_driver_sql(
        f"SELECT min(ST_MinX({column})), min(ST_MinY({column})), max(ST_MaxX({column})), max(ST_MaxY({column}))"
        f" FROM {table_of(model)} WHERE {column} NOTNULL").one()
    return None if extent[0] is None else (extent[0], extent[1], extent[2], extent[3])
