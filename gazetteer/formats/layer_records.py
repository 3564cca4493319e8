"""Features of a layer as points and shapes of a report: names found, text decoded, positions in degrees."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from gazetteer.coordinates.systems import SHIFTED
from gazetteer.errors import GazetteerError, UnreadableFile
from gazetteer.formats import columns as heads
from gazetteer.formats.charset import Charset, decide_values
from gazetteer.formats.features import Feature, Layer, Value
from gazetteer.formats.heights import said_of_heights
from gazetteer.formats.layer_frame import LayerFrame, frame_of
from gazetteer.formats.readers import Ask
from gazetteer.formats.report import PointRecord, Report, ShapeRecord
from gazetteer.formats.shifted import with_original
from gazetteer.formats.times import iso_time

EVERY = 2000
POINTS = (shapely.GeometryType.POINT, shapely.GeometryType.MULTIPOINT)


def read_layers(ask: Ask, report: Report, layers: Sequence[Layer], *, declared: str | None = None,
                charset: Charset | None = None, roles: dict[str, str] | None = None) -> Report:
    """Put every located feature of the layers into the report, and list what was not read.

    `declared` is the encoding that the file claims, `charset` one that is certain; `roles` names fields that a format
    has for name, note, kind …
    """
    charset = charset or decide_values([value for layer in layers for value in _texts(layer)], stated=ask.encoding,
                                       declared=declared)
    report.encoding, report.encoding_why, report.rivals = charset.label, charset.why, charset.rivals
    for layer in layers:
        _Records(ask, report, layer, charset, roles or {}, several=len(layers) > 1).read()
    if not report.read:
        raise UnreadableFile("文件里没有要素", where=str(ask.path), why="各图层都是空的", remedy="请核对导出的内容")
    return report


def _texts(layer: Layer) -> list[bytes]:
    values = [value for feature in layer.features for value in feature.values if isinstance(value, bytes)]
    return [*layer.fields, *values]


@dataclass
class _Records:
    """Reads the features of one layer."""

    ask: Ask
    report: Report
    layer: Layer
    charset: Charset
    named: dict[str, str]
    several: bool

    def __post_init__(self) -> None:
        self.fields = heads.headings([self._decoded(name)[0] for name in self.layer.fields])
        self.roles = heads.by_heading(self.fields)
        for role, field in self.named.items():
            column = self.fields.index(field) if field in self.fields else None
            if column is not None and (role not in self.roles or self._filled(column)):
                self.roles[role] = column
        self.place = f"图层“{self.layer.name}”" if self.several else ""

    def _filled(self, column: int) -> bool:
        return any(feature.values[column] for feature in self.layer.features if feature.values)

    def read(self) -> None:
        frame = frame_of(self.layer, self.ask)
        self._say(frame)
        for done, feature in enumerate(self.layer.features):
            if done % EVERY == 0:
                self.ask.tell(done, len(self.layer.features))
            self._feature(feature, frame)

    def _say(self, frame: LayerFrame) -> None:
        if not self.report.crs_why:
            self.report.crs, self.report.crs_why = frame.epsg, frame.why
        elif frame.epsg != self.report.crs:
            self.report.crs_why += f"；{self.place}：{frame.why}"
        for role, column in self.roles.items():
            if role in heads.LABELS and role not in ("lon", "lat", "x", "y", "position", "crs"):
                self.report.note(f"{self.place}{heads.LABELS[role]} ← 字段“{self.fields[column]}”")
        height = self.roles.get("elevation")
        for line in said_of_heights(self.fields, None if height is None else self.fields[height], "字段"):
            self.report.note(self.place + line)
        if frame.swapped:
            self.report.note(f"{self.place}北坐标写在东坐标前面，已按数值互换")

    def _feature(self, feature: Feature, frame: LayerFrame) -> None:
        self.report.read += 1
        values = [self._text(value, name, feature) for value, name in
                  zip(feature.values, self.fields, strict=False)]
        where = self._where(feature, self._of("name", values))
        if feature.fault or feature.geometry is None or feature.geometry.is_empty:
            raw = f"；属性：{self._raw(values, feature)}" if any(values) else ""
            self.report.miss(where, (feature.fault or "没有位置") + raw)
            return
        try:
            before = len(self.report.points)
            self._keep(frame.to_degrees(feature.geometry), feature, values)
            if frame.epsg in SHIFTED:
                came = shapely.get_coordinates(feature.geometry).tolist()
                for made, (x, y) in zip(self.report.points[before:], came, strict=False):
                    made.raw = with_original(made.raw, x, y)
        except GazetteerError as error:
            self.report.miss(where, f"{error.what}：{error.where or error.why}")

    def _keep(self, geometry: shapely.Geometry, feature: Feature, values: list[str]) -> None:
        about: dict[str, Any] = {
            "taken_at": iso_time(self._of("time", values)) or iso_time(self._of("date", values)),
            "note": self._of("note", values), "kind": self._of("kind", values), "raw": self._raw(values, feature),
            "number": self.report.read}
        name = self._of("name", values)
        if shapely.get_type_id(geometry) not in POINTS:
            self.report.shapes.append(ShapeRecord(name, shapely.force_2d(geometry), **about))
            return
        for point in shapely.get_parts(geometry):
            height = float(point.z) if point.has_z else heads.number(self._of("elevation", values))
            self.report.points.append(PointRecord(name, point.x, point.y, height, **about))

    def _of(self, role: str, values: Sequence[str]) -> str:
        column = self.roles.get(role)
        return values[column].strip() if column is not None and column < len(values) else ""

    def _raw(self, values: Sequence[str], feature: Feature) -> str:
        """Every field with a value as it came: numbers stay numbers."""
        kept = {name: text if isinstance(value, bytes) else value
                for name, text, value in zip(self.fields, values, feature.values, strict=False) if value is not None}
        if self.several:
            kept = {"图层": self.layer.name, **kept}
        return json.dumps(kept, ensure_ascii=False)

    def _text(self, value: Value, field: str, feature: Feature) -> str:
        if value is None:
            return ""
        if not isinstance(value, bytes):
            return str(value)
        text, whole = self._decoded(value)
        if not whole:
            self.report.miss(f"{self._where(feature)}，字段“{field}”",
                             f"有字节按 {self.charset.label} 读不出（多半是超长被截断），以“�”代替：“{text[-12:]}”")
        return text

    def _decoded(self, value: bytes) -> tuple[str, bool]:
        value = value.rstrip(b"\x00 ")
        try:
            return self.charset.corrected(value.decode(self.charset.codec)), True
        except UnicodeError:
            return self.charset.corrected(value.decode(self.charset.codec, "replace")), False

    def _where(self, feature: Feature, name: str = "") -> str:
        return f"{self.place}第 {feature.number} 个要素" + (f"“{name}”" if name else "")
