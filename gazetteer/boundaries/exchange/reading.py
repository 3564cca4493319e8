"""Files of lines and markers as rows: the columns of each by our fields, positions in EPSG:4490, the rest told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.boundaries.exchange.lines_and_markers import KEYS, MODELS, columns_of
from gazetteer.boundaries.exchange.mapping import FILE_NAME, GEOMETRY, Mapped, is_of, read_mapping
from gazetteer.errors import GazetteerError
from gazetteer.formats import delimited, workbook
from gazetteer.formats.charset import decide_values
from gazetteer.formats.features import Layer, layers
from gazetteer.formats.layer_frame import frame_of
from gazetteer.formats.readers import Ask
from gazetteer.formats.report import Unread
from gazetteer.formats.shapefile import claimed_encoding
from gazetteer.record import Record, table_of

_CONTINUED = re.compile(r"(.+)_(\d{1,2})$")
_TEXTS, _LAYERS = (".csv", ".xlsx"), (".shp", ".gpkg")
_NOT_RECORDS = ("列说明",)


@dataclass
class Incoming:
    """What the files tell of one line or marker: field → text, its shape, and where it stands."""

    model: type[Record]
    key: str
    texts: dict[str, str] = field(default_factory=dict)
    geometry: BaseGeometry | None = None
    where: str = ""


class Reading:
    """Gathers the rows of several files; one record may stand in more than one of them."""

    def __init__(self, mapping: Path | None = None) -> None:
        self.rows: dict[tuple[str, str], Incoming] = {}
        self.unread: list[Unread] = []
        self._mapping = read_mapping(mapping) if mapping is not None else None

    def take(self, path: Path) -> None:
        """Read a file, or a folder by the mapping table in it. Raises GazetteerError for what cannot be opened."""
        if path.is_dir():
            self._package(path)
        elif path.suffix.lower() in (*_TEXTS, *_LAYERS) and path.exists():
            self._file(path, self._mapping or [])
        else:
            raise GazetteerError("不能从这个文件导入界线和界桩", where=str(path), why="没有这个文件，或格式不对",
                                 remedy="可导入 CSV、XLSX、Shapefile、GeoPackage 和数据包文件夹")

    def _package(self, folder: Path) -> None:
        own = folder / FILE_NAME
        mapping = self._mapping or (read_mapping(own) if own.exists() else None)
        for path in sorted(one for one in folder.rglob("*") if one.suffix.lower() in (*_TEXTS, *_LAYERS)):
            if path == own:
                continue
            inside = path.relative_to(folder).as_posix()
            wanted = [one for one in mapping or [] if is_of(one.file, inside)]
            if mapping is not None and not wanted:
                self.unread.append(Unread(inside, "字段对照表里没有这个文件"))
                continue
            keys = [one for one in mapping or [] if any(each.model is one.model for each in wanted)
                    and one.field == KEYS[table_of(one.model)]]
            self._file(path, [*wanted, *keys])

    def _file(self, path: Path, mapping: Sequence[Mapped]) -> None:
        if path.suffix.lower() == ".csv":
            text = delimited.read(path)
            self.unread += text.unread
            self._table(path.name, list(zip(text.numbers, text.rows, strict=True)), mapping)
        elif path.suffix.lower() == ".xlsx":
            for name, rows in workbook.read(path)[1]:
                if name not in _NOT_RECORDS:
                    self._table(f"{path.name} 工作表“{name}”", list(enumerate(rows, 1)), mapping)
        else:
            ask = Ask(path)
            for layer in layers(ask, str(path)):
                self._layer(path, layer, ask, mapping)

    def _table(self, where: str, rows: list[tuple[int, list[str]]], mapping: Sequence[Mapped]) -> None:
        filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
        if not filled:
            return
        heads = [cell.strip() for cell in filled[0][1]]
        for number, row in filled[1:]:
            told = dict(zip(heads, (cell.strip() for cell in row), strict=False))
            self._row(f"{where} 第 {number} 行", told, _position(told), mapping)

    def _layer(self, path: Path, layer: Layer, ask: Ask, mapping: Sequence[Mapped]) -> None:
        values = [value for each in layer.features for value in each.values if isinstance(value, bytes)]
        declared = claimed_encoding(path) if path.suffix.lower() == ".shp" else "utf-8"
        codec = decide_values(values, declared=declared).codec if values else "utf-8"
        heads = [name.decode(codec, "replace") for name in layer.fields]
        shapes = np.array([each.geometry for each in layer.features], dtype=object)
        placed = frame_of(layer, ask).to_degrees(shapes) if len(shapes) else shapes
        for each, shape in zip(layer.features, placed, strict=True):
            where = f"{path.name} 第 {each.number} 条"
            if each.fault:
                self.unread.append(Unread(where, each.fault))
            told = {head: value.decode(codec, "replace") if isinstance(value, bytes) else
                    "" if value is None else str(value) for head, value in zip(heads, each.values, strict=False)}
            self._row(where, told, shape, mapping)

    def _row(self, where: str, told: dict[str, str], shape: BaseGeometry | None, mapping: Sequence[Mapped]) -> None:
        whole, known = _joined(told), _names(mapping)
        model = next((one for one in reversed(MODELS) if any(
            known[one].get(head.upper()) == KEYS[table_of(one)] for head in whole)), None)
        if model is None:
            self.unread.append(Unread(where, "看不出是界线还是界桩：没有界线代码或界桩编号一列"))
            return
        texts = {known[model][head.upper()]: text for head, text in whole.items() if head.upper() in known[model]}
        key = texts.get(KEYS[table_of(model)], "")
        if not key:
            self.unread.append(Unread(where, "没有界线代码或界桩编号"))
            return
        row = self.rows.setdefault((table_of(model), key), Incoming(model, key, where=where))
        doubled = [name for name, text in texts.items() if row.texts.get(name, text) != text]
        if doubled:
            self.unread.append(Unread(where, f"{model.__label__}“{key}”已在 {row.where} 读过，内容不同，未采用"))
            return
        row.texts.update(texts)
        row.geometry = shape if shape is not None and not shape.is_empty else row.geometry


def _names(mapping: Sequence[Mapped]) -> dict[type[Record], dict[str, str]]:
    """Register → heading in capitals → our field."""
    if mapping:
        return {model: {one.name.upper(): one.field for one in mapping if one.model is model and
                        one.field != GEOMETRY} for model in MODELS}
    return {model: {name.upper(): one.field for one in columns_of(model) for name in (one.label, one.key)}
            for model in MODELS}


def _joined(told: dict[str, str]) -> dict[str, str]:
    """Text that goes on in QTXX_2, QTXX_3 … is put together again."""
    whole: dict[str, str] = {}
    for head, text in told.items():
        found = _CONTINUED.fullmatch(head)
        first = next((name for name in whole if found and found[2] != "1" and name[:8].startswith(found[1])), None)
        if first is not None:
            whole[first] += text
        else:
            whole[head] = text
    return whole


def _position(told: dict[str, str]) -> BaseGeometry | None:
    """The shape that a row of text tells: WKT, or degrees to more figures where it has them."""
    for names in (("WKT",), ("JD", "WD"), ("经度", "纬度")):
        cells = [told.get(name, "") for name in names]
        if all(cells):
            try:
                made = shapely.from_wkt(cells[0]) if names == ("WKT",) else shapely.Point(*map(float, cells))
            except (ValueError, shapely.errors.GEOSException):
                continue  # plane or damaged; the columns in metres tell the position of a marker
            return made
    return None


def rows_in_order(reading: Reading) -> Iterator[Incoming]:
    """Lines before markers, as markers stand on lines."""
    for model in MODELS:
        yield from (row for row in reading.rows.values() if row.model is model)
