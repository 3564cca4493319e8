"""GeoJSON (RFC 7946) and GeoJSON sequences (RFC 8142); damage costs only the features it touches."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import shapely

from gazetteer.errors import UnreadableFile
from gazetteer.formats.charset import Charset, decide
from gazetteer.formats.features import Feature, Layer, Value
from gazetteer.formats.layer_records import read_layers
from gazetteer.formats.readers import MOST_WHOLE, Ask, reader
from gazetteer.formats.report import Report
from gazetteer.formats.xml_stream import head_text

_SEPARATOR = "\x1e"
_KINDS = ("Feature", "FeatureCollection", "GeometryCollection", "Point", "MultiPoint", "LineString",
          "MultiLineString", "Polygon", "MultiPolygon")
_TYPE = re.compile(rf'"type"\s*:\s*"(?:{"|".join(_KINDS)})"')
_FEATURES = re.compile(r'"features"\s*:\s*\[')
_BEGINS = re.compile(r'\{\s*"(?:type"\s*:\s*"Feature"|id"|properties"|geometry"|bbox")')
_BETWEEN = re.compile(r"[\s,]*")


@reader("GeoJSON", (".geojson", ".json", ".geojsonl", ".geojsons"), lambda head: _holds(head), MOST_WHOLE)
def read_geojson(ask: Ask) -> Report:
    """Read GeoJSON; without a member “crs” positions are WGS 84, unless the numbers are plainly of a plane."""
    charset = decide(ask.path, stated=ask.encoding)
    text = charset.corrected(ask.path.read_bytes().decode(charset.codec, charset.errors)).lstrip("\ufeff")
    report = Report(ask.path, "GeoJSON")
    crs, members = _members(text, report)
    read_layers(ask, report, [_layer(members, crs)], charset=Charset("utf-8", charset.label, charset.why))
    return report


def _holds(head: bytes) -> bool:
    text = head_text(head).lstrip("\ufeffï»¿ \t\r\n" + _SEPARATOR)
    return text.startswith("{") and _TYPE.search(text) is not None


def _members(text: str, report: Report) -> tuple[str, list[Any]]:
    """The reference system that the file names, or WGS 84, and its features or bare geometries."""
    try:
        whole = json.loads(text)
    except RecursionError:
        raise UnreadableFile("GeoJSON 嵌套太深，拒绝读取", where=str(report.path), why="正常的文件没有这么多层",
                             remedy="请用原来的软件重新导出") from None
    except json.JSONDecodeError as error:
        found = _FEATURES.search(text)
        if found is None:
            report.format = "GeoJSON 序列"
            return "EPSG:4326", list(_lines(text, report))
        report.note(f"文件不是完整的 JSON（第 {error.lineno} 行），已逐个要素读取")
        return "EPSG:4326", list(_one_by_one(text, found.end(), report))
    kind = whole.get("type") if isinstance(whole, dict) else None
    members = whole.get("features") if kind == "FeatureCollection" else [whole]
    return _named_system(whole), members if isinstance(members, list) else []


def _named_system(whole: Any) -> str:
    said = whole.get("crs") if isinstance(whole, dict) else None
    properties = said.get("properties") if isinstance(said, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) and "CRS84" not in name else "EPSG:4326"


def _lines(text: str, report: Report) -> Iterator[Any]:
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.strip(_SEPARATOR + " \t\r")
        if not line:
            continue
        try:
            yield json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            report.read += 1
            report.miss(f"第 {number} 行", f"不是完整的 JSON（{_plainly(error)}）：{line[:40]}")


def _one_by_one(text: str, start: int, report: Report) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    while True:
        start = _BETWEEN.match(text, start).end()  # type: ignore[union-attr]  # it matches nothing too
        if start >= len(text) or text[start] == "]":
            return
        try:
            member, start = decoder.raw_decode(text, start)
            yield member
        except (json.JSONDecodeError, RecursionError) as error:
            line = text.count("\n", 0, start) + 1
            report.read += 1
            report.miss(f"第 {line} 行起的要素", f"不是完整的 JSON（{_plainly(error)}）：{text[start:start + 40]}")
            after = _BEGINS.search(text, start + 1)
            if after is None:
                return
            start = after.start()


def _plainly(error: Exception) -> str:
    return f"第 {error.lineno} 行第 {error.colno} 字" if isinstance(error, json.JSONDecodeError) else "嵌套太深"


def _layer(members: list[Any], crs: str) -> Layer:
    """The members as a layer whose fields are all property names that occur."""
    about = [_properties(member) for member in members]
    fields = list(dict.fromkeys(name for properties in about for name in properties))
    made = [_feature(number, member, properties, fields)
            for number, (member, properties) in enumerate(zip(members, about, strict=True), start=1)]
    return Layer("", tuple(map(_bytes, fields)), crs, made)


def _properties(member: Any) -> dict[str, Any]:
    if not isinstance(member, dict):
        return {}
    found = member.get("properties")
    properties = dict(found) if isinstance(found, dict) else {}
    return {"id": member["id"], **properties} if "id" in member and "id" not in properties else properties


def _feature(number: int, member: Any, properties: dict[str, Any], fields: list[str]) -> Feature:
    values = tuple(_value(properties.get(name)) for name in fields)
    geometry = member.get("geometry") if isinstance(member, dict) and member.get("type") == "Feature" else member
    if geometry is None:
        return Feature(number, None, values)
    try:
        return Feature(number, shapely.from_geojson(json.dumps(geometry)), values)
    except (shapely.errors.GEOSException, ValueError, TypeError, RecursionError) as error:
        return Feature(number, None, values, f"几何数据不合 GeoJSON（{str(error)[:120]}）")


def _value(value: Any) -> Value:
    if isinstance(value, str):
        return _bytes(value)
    if value is None or isinstance(value, int | float | bool):
        return value
    return _bytes(json.dumps(value, ensure_ascii=False))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # half a character is told where the text is decoded
