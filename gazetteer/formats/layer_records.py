"""Features of a layer as points and shapes of a report: names found, text decoded, positions in degrees."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from gazetteer.coordinates.systems import SHIFTED
from gazetteer.errors import GazetteerError, UnreadableFile
from gazetteer.formats import columns as heads
from gazetteer.formats.charset import Charset, decide_values
from gazetteer.formats.column_uses import LOCATING, read_columns, settle
from gazetteer.formats.features import Feature, Layer, Value
from gazetteer.formats.heights import said_of_heights
from gazetteer.formats.layer_frame import LayerFrame, frame_of
from gazetteer.formats.readers import Ask
from gazetteer.formats.report import PointRecord, Report, ShapeRecord
from gazetteer.formats.shifted import as_it_came, with_original
from gazetteer.formats.times import iso_time

EVERY, SAMPLE = 2000, 300
_JSON = json.JSONEncoder(ensure_ascii=False)


def read_layers(ask: Ask, report: Report, layers: Sequence[Layer], *, declared: str | None = None,
                charset: Charset | None = None, roles: dict[str, str] | None = None) -> Report:
    """Put every located feature of the layers into the report, and list what was not read.

    `declared` is the encoding that the file claims, `charset` one that is certain; `roles` names fields that a format
    has for name, note, kind …
    """
    charset = charset or _charset(layers, ask.encoding, declared)
    report.encoding, report.encoding_why, report.rivals = charset.label, charset.why, charset.rivals
    for layer in layers:
        _Records(ask, report, layer, charset, roles or {}, several=len(layers) > 1).read()
    if not report.read:
        raise UnreadableFile("文件里没有要素", where=str(ask.path), why="各图层都是空的", remedy="请核对导出的内容")
    return report


def _charset(layers: Sequence[Layer], stated: str | None, declared: str | None) -> Charset:
    """As the values have it; the names of fields, which some programs damage, are asked where these leave it open."""
    values = [value for layer in layers for feature in layer.features for value in feature.values
              if isinstance(value, bytes)]
    found = decide_values(values, stated=stated, declared=declared)
    if not found.rivals and not all(map(bytes.isascii, values)):
        return found
    names = [name for layer in layers for name in layer.fields]
    return decide_values([*names, *values], stated=stated, declared=declared)


@dataclass(frozen=True)
class _Place:
    """Where a feature lies in degrees, or why that cannot be said; of points each longitude, latitude and height."""

    geometry: shapely.Geometry | GazetteerError | None
    spots: list[list[float]] | None = None


def _in_degrees(features: Sequence[Feature], frame: LayerFrame) -> list[_Place]:
    """The places of a portion: all at once, or where one has no image, one by one."""
    came = np.array([feature.geometry for feature in features], dtype=object)
    try:
        geometries: Any = frame.to_degrees(came)
    except GazetteerError:
        geometries = [_alone(came[at:at + 1], frame) for at in range(len(came))]
    places = [_Place(geometry) for geometry in geometries]
    at_points = [at for at, geometry in enumerate(geometries)
                 if isinstance(geometry, shapely.Point | shapely.MultiPoint)]
    spots, of = shapely.get_coordinates([geometries[at] for at in at_points], include_z=True, return_index=True)
    for at in at_points:
        places[at] = _Place(geometries[at], [])
    for spot, index in zip(spots.tolist(), of.tolist(), strict=True):
        places[at_points[index]].spots.append(spot)
    return places


def _alone(geometry: np.ndarray, frame: LayerFrame) -> Any:
    try:
        return frame.to_degrees(geometry)[0]
    except GazetteerError as error:
        return error


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
        by_heading = heads.by_heading(self.fields)
        self.roles = {role: at for role, at in by_heading.items() if role not in (*LOCATING, "crs")}
        for role, field in self.named.items():
            column = self.fields.index(field) if field in self.fields else None
            if column is not None and (role not in self.roles or self._filled(column)):
                self.roles[role] = column
        self.place = f"图层“{self.layer.name}”" if self.several else ""
        rows = [[self._sample(value) for value in feature.values] for feature in self.layer.features[:SAMPLE]]
        settle(heads.Columns(-1, self.fields, self.roles), rows, self.ask.columns)
        self.report.columns += read_columns(self.fields, self.roles, rows, stated=self.ask.columns, place=self.place,
                                            own=self.named.values())

    def _sample(self, value: Value) -> str:
        return "" if value is None else self._decoded(value)[0] if isinstance(value, bytes) else str(value)

    def _filled(self, column: int) -> bool:
        return any(feature.values[column] for feature in self.layer.features if feature.values)

    def read(self) -> None:
        frame = frame_of(self.layer, self.ask)
        self._say(frame)
        features = self.layer.features
        for done in range(0, len(features), EVERY):
            self.ask.tell(done, len(features))
            portion = features[done:done + EVERY]
            for feature, place in zip(portion, _in_degrees(portion, frame), strict=True):
                self._feature(feature, place, frame)

    def _say(self, frame: LayerFrame) -> None:
        if not self.report.crs_why:
            self.report.crs, self.report.crs_why = frame.epsg, frame.why
        elif frame.epsg != self.report.crs:
            self.report.crs_why += f"；{self.place}：{frame.why}"
        for role, column in self.roles.items():
            if role in heads.LABELS:
                self.report.note(f"{self.place}{heads.LABELS[role]} ← 字段“{self.fields[column]}”")
        height = self.roles.get("elevation")
        for line in said_of_heights(self.fields, None if height is None else self.fields[height], "字段"):
            self.report.note(self.place + line)
        if frame.swapped:
            self.report.note(f"{self.place}北坐标写在东坐标前面，已按数值互换")

    def _feature(self, feature: Feature, place: _Place, frame: LayerFrame) -> None:
        self.report.read += 1
        values = [value if type(value) is str else self._text(value, name, feature) for value, name in
                  zip(feature.values, self.fields, strict=False)]
        if feature.fault or feature.geometry is None or feature.geometry.is_empty:
            raw = f"；属性：{self._raw(values, feature)}" if any(values) else ""
            self.report.miss(self._where(feature, values), (feature.fault or "没有位置") + raw)
            return
        if isinstance(place.geometry, GazetteerError):
            self.report.miss(self._where(feature, values),
                             f"{place.geometry.what}：{place.geometry.where or place.geometry.why}")
            return
        points, shapes = len(self.report.points), len(self.report.shapes)
        self._keep(place, feature, values)
        if frame.epsg in SHIFTED:
            came = shapely.get_coordinates(feature.geometry).tolist()
            for made, (x, y) in zip(self.report.points[points:], came, strict=False):
                made.raw = with_original(made.raw, x, y)
            for shape in self.report.shapes[shapes:]:
                shape.came = as_it_came(feature.geometry)

    def _keep(self, place: _Place, feature: Feature, values: list[str]) -> None:
        about: dict[str, Any] = {
            "taken_at": iso_time(self._of("time", values)) or iso_time(self._of("date", values)),
            "note": self._of("note", values), "kind": self._of("kind", values), "raw": self._raw(values, feature),
            "number": self.report.read}
        name = self._of("name", values)
        if place.spots is None:
            self.report.shapes.append(ShapeRecord(name, shapely.force_2d(place.geometry), **about))
            return
        said = heads.number(self._of("elevation", values))
        for lon, lat, z in place.spots:
            # Many programs write 0 where they have no height.
            height = said if math.isnan(z) or (z == 0 and said is not None) else z
            self.report.points.append(PointRecord(name, lon, lat, height, **about))

    def _of(self, role: str, values: Sequence[str]) -> str:
        column = self.roles.get(role)
        return values[column].strip() if column is not None and column < len(values) else ""

    def _raw(self, values: Sequence[str], feature: Feature) -> str:
        """Every field with a value as it came: numbers stay numbers."""
        kept = {name: text if isinstance(value, bytes) else value
                for name, text, value in zip(self.fields, values, feature.values, strict=False) if value is not None}
        if self.several:
            kept = {"图层": self.layer.name, **kept}
        return _JSON.encode(kept)

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

    def _where(self, feature: Feature, values: Sequence[str] = ()) -> str:
        name = self._of("name", values)
        return f"{self.place}第 {feature.number} 个要素" + (f"“{name}”" if name else "")
