"""GeoJSON, KML and GPX: every field goes along, as properties, extended data or extensions of our own."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import shapely
from lxml import etree
from shapely.geometry.base import BaseGeometry

from gazetteer.exports.places_table import NOT_PLACED, PlacesTable, Row
from gazetteer.formats.whole_file import write_whole

KML = "http://www.opengis.net/kml/2.2"
GPX = "http://www.topografix.com/GPX/1/1"
OURS = "urn:tianmen-gazetteer:place"


def write_geojson(table: PlacesTable, path: Path, encoding: str) -> list[Path]:
    """A collection of features (RFC 7946); another system than degrees is named in the member “crs” (2008)."""
    document: dict[str, Any] = {"type": "FeatureCollection"}
    if table.crs not in (4490, 4326):
        document["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{table.crs}"}}
    document["features"] = [_feature(row) for row in table.rows]
    return [write_whole(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())]


def _feature(row: Row) -> dict[str, Any]:
    geometry = None if row.geometry is None else shapely.geometry.mapping(row.geometry)
    return {"type": "Feature", "properties": dict(row.values), "geometry": geometry}


def write_kml(table: PlacesTable, path: Path, encoding: str) -> list[Path]:
    """Placemarks in a folder for each class; fields as extended data."""
    root = etree.Element(f"{{{KML}}}kml", nsmap={None: KML})
    document = _child(root, "Document")
    _child(document, "name", path.stem)
    rows = sorted(_placed(table), key=lambda row: row.class_code)
    for _, some in groupby(rows, key=lambda row: row.class_code):
        members = list(some)
        folder = _child(document, "Folder")
        _child(folder, "name", members[0].class_name or "未分类")
        for row in members:
            _placemark(folder, table, row)
    return [_written(root, path)]


def _placemark(folder: etree._Element, table: PlacesTable, row: Row) -> None:
    mark = _child(folder, "Placemark")
    _child(mark, "name", row.name)
    data = _child(mark, "ExtendedData")
    for column in table.columns:
        value = row.values[column.key]
        if value is not None:
            item = _child(data, "Data", name=column.key)
            _child(item, "displayName", column.label)
            _child(item, "value", _said(value))
    _kml_shape(mark, row.geometry)


def _kml_shape(parent: etree._Element, geometry: BaseGeometry | None) -> None:
    assert geometry is not None  # rows without position were told and left out
    kind = geometry.geom_type
    if kind.startswith("Multi"):
        many = _child(parent, "MultiGeometry")
        for part in shapely.get_parts(geometry):
            _kml_shape(many, part)
    elif kind == "Polygon":
        area = _child(parent, "Polygon")
        for side, rings in (("outerBoundaryIs", [geometry.exterior]), ("innerBoundaryIs", geometry.interiors)):
            for ring in rings:
                _coordinates(_child(_child(area, side), "LinearRing"), ring)
    else:
        _coordinates(_child(parent, kind), geometry)


def _coordinates(parent: etree._Element, geometry: BaseGeometry) -> None:
    pairs = shapely.get_coordinates(geometry).tolist()
    _child(parent, "coordinates", " ".join(f"{x!r},{y!r}" for x, y in pairs))


def write_gpx(table: PlacesTable, path: Path, encoding: str) -> list[Path]:
    """Points as waypoints, lines and the outlines of areas as tracks (GPX 1.1); fields as extensions."""
    root = etree.Element(f"{{{GPX}}}gpx", nsmap={None: GPX, "dm": OURS}, version="1.1", creator="天门市地名数据库")
    rows = _placed(table)
    for row in rows:
        if row.geometry is not None and row.geometry.geom_type == "Point":
            point = _child(root, "wpt", lat=repr(row.geometry.y), lon=repr(row.geometry.x))
            _describe(point, table, row)
    for row in rows:
        if row.geometry is not None and row.geometry.geom_type != "Point":
            _track(root, table, row)
    return [_written(root, path)]


def _track(root: etree._Element, table: PlacesTable, row: Row) -> None:
    track = _child(root, "trk")
    _describe(track, table, row)
    assert row.geometry is not None
    outline = row.geometry
    if outline.geom_type.endswith("Polygon"):
        table.say(row.where, "GPX 没有面，写成它的边界线")
        outline = outline.boundary
    for part in shapely.get_parts(outline):
        segment = _child(track, "trkseg")
        for lon, lat in shapely.get_coordinates(part).tolist():
            _child(segment, "trkpt", lat=repr(lat), lon=repr(lon))


def _describe(parent: etree._Element, table: PlacesTable, row: Row) -> None:
    """Elements in the order that GPX 1.1 asks."""
    height = row.values.get("GC")
    if height is not None and parent.tag.endswith("wpt"):
        _child(parent, "ele", _said(height))
    _child(parent, "name", row.name)
    if row.class_name:
        _child(parent, "type", row.class_name)
    extensions = _child(parent, "extensions")
    for column in table.columns:
        value = row.values[column.key]
        if value is not None:
            etree.SubElement(extensions, f"{{{OURS}}}{column.key}").text = _said(value)


def _placed(table: PlacesTable) -> list[Row]:
    """The rows with a position; the others are told."""
    for row in table.rows:
        if row.geometry is None:
            table.say(row.where, NOT_PLACED)
    return [row for row in table.rows if row.geometry is not None]


def _child(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}", **attributes)
    made.text = text
    return made


def _said(value: str | int | float) -> str:
    return value if isinstance(value, str) else repr(value)


def _written(root: etree._Element, path: Path) -> Path:
    return write_whole(path, etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))
