"""Files of lines and markers as rows: the columns of each by our fields, positions in EPSG:4490, the rest told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.boundaries.exchange.called import BETWEEN
from gazetteer.boundaries.exchange.headings import joined, model_of, names_of
from gazetteer.boundaries.exchange.mapping import CONTENT, FILE_NAME, Mapped, is_of, read_mapping
from gazetteer.boundaries.exchange.placing import Placed, place_of, used_heads
from gazetteer.boundaries.exchange.registers import KEYS, NEEDED, PACKAGED, PLACED, columns_of
from gazetteer.errors import GazetteerError
from gazetteer.formats import delimited, workbook
from gazetteer.formats.charset import decide_values
from gazetteer.formats.features import Layer, layers
from gazetteer.formats.layer_frame import frame_of
from gazetteer.formats.readers import Ask
from gazetteer.formats.report import Progress, Unread
from gazetteer.formats.shapefile import claimed_encoding
from gazetteer.record import Record

_TEXTS, _LAYERS = (".csv", ".xlsx"), (".shp", ".gpkg")
_NOT_RECORDS = ("列说明",)


@dataclass
class Incoming:
    """What the files tell of one record: field → text, its shape, where it stands, and the folder of its package."""

    model: type[Record]
    key: str
    texts: dict[str, str] = field(default_factory=dict)
    geometry: BaseGeometry | None = None
    where: str = ""
    folder: Path | None = None


class Reading:
    """Gathers the rows of several files; one record may stand in more than one of them."""

    def __init__(self, mapping: Path | None = None) -> None:
        self.rows: dict[tuple[type[Record], str], Incoming] = {}
        self.unread: list[Unread] = []
        self.notes: list[Unread] = []
        self._mapping = read_mapping(mapping) if mapping is not None else None
        self._folder: Path | None = None

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
        self._folder, own = folder, folder / FILE_NAME
        mapping = self._mapping or (read_mapping(own) if own.exists() else None)
        found = sorted(one for one in folder.rglob("*") if one.suffix.lower() in (*_TEXTS, *_LAYERS) and one != own)
        if not found:
            raise GazetteerError("文件夹里没有可以导入的文件", where=str(folder),
                                 remedy="请选数据包的文件夹，里面应有“字段对照.csv”和各条界线的文件夹")
        for path in found:
            inside = path.relative_to(folder).as_posix()
            wanted = [one for one in mapping or [] if is_of(one.file, inside)]
            if wanted and all(one.field == CONTENT for one in wanted):
                continue  # a scan that happens to be a table
            if mapping is not None and not wanted:
                self.unread.append(Unread(inside, "字段对照表里没有这个文件"))
                continue
            keys = [one for one in mapping or [] if any(each.model is one.model for each in wanted)
                    and one.field in KEYS[one.model]]
            self._file(path, [*wanted, *keys])
        self._folder = None

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
        self._tell_unused(where, heads, mapping)
        for number, row in filled[1:]:
            told = dict(zip(heads, (cell.strip() for cell in row), strict=False))
            self._row(f"{where} 第 {number} 行", told, place_of(told), mapping)

    def _layer(self, path: Path, layer: Layer, ask: Ask, mapping: Sequence[Mapped]) -> None:
        values = [value for each in layer.features for value in each.values if isinstance(value, bytes)]
        declared = claimed_encoding(path) if path.suffix.lower() == ".shp" else "utf-8"
        codec = decide_values(values, declared=declared).codec if values else "utf-8"
        heads = [name.decode(codec, "replace") for name in layer.fields]
        self._tell_unused(path.name, heads, mapping)
        shapes = np.array([each.geometry for each in layer.features], dtype=object)
        placed = frame_of(layer, ask).to_degrees(shapes) if len(shapes) else shapes
        for each, shape in zip(layer.features, placed, strict=True):
            where = f"{path.name} 第 {each.number} 条"
            if each.fault:
                self.unread.append(Unread(where, each.fault))
            told = {head: value.decode(codec, "replace") if isinstance(value, bytes) else
                    "" if value is None else str(value) for head, value in zip(heads, each.values, strict=False)}
            self._row(where, told, Placed(shape), mapping)

    def _tell_unused(self, where: str, heads: Sequence[str], mapping: Sequence[Mapped]) -> None:
        names = names_of(mapping)
        model = model_of(heads, names)
        if model is None:
            return  # each row is told
        unused = [head for head in joined(dict.fromkeys(heads, "")) if head and head.upper() not in names[model]
                  and head.upper() not in used_heads()]
        if unused:
            self.notes.append(Unread(where, f"没有用到的列：{'、'.join(unused)}"))

    def _row(self, where: str, told: dict[str, str], placed: Placed, mapping: Sequence[Mapped]) -> None:
        whole, known = joined(told), names_of(mapping)
        model = model_of(whole, known)
        if model is None:
            self.unread.append(Unread(where, "看不出是界线还是界桩：没有界线代码或界桩编号一列"))
            return
        texts = {known[model][head.upper()]: text for head, text in whole.items() if head.upper() in known[model]}
        lacking = [one.label for one in columns_of(model) if one.field in NEEDED[model] and not texts.get(one.field)]
        if lacking:
            self.unread.append(Unread(where, f"没有{'、'.join(lacking)}"))
            return
        key = BETWEEN.join(texts.get(name, "") for name in KEYS[model])
        row = self.rows.setdefault((model, key), Incoming(model, key, where=where, folder=self._folder))
        doubled = [name for name, text in texts.items() if row.texts.get(name, text) != text]
        if doubled:
            self.unread.append(Unread(where, f"{model.__label__}“{key}”已在 {row.where} 读过，内容不同，未采用"))
            return
        row.texts.update(texts)
        if model in PLACED:
            self._place(row, where, placed)

    def _place(self, row: Incoming, where: str, placed: Placed) -> None:
        if placed.problem:
            self.unread.append(Unread(f"{where}，{row.model.__label__}“{row.key}”的图形", placed.problem))
        if placed.remark:
            self.notes.append(Unread(where, placed.remark))
        shape = _whole(placed.shape)
        if shape is None:
            return
        if (shape.geom_type == "Point") == (row.model is PLACED[0]):
            kind = "点" if row.model is PLACED[1] else "线"
            self.unread.append(Unread(f"{where}，{row.model.__label__}“{row.key}”的图形", f"应是{kind}，没有采用"))
            return
        row.geometry = shape

    def in_order(self) -> Iterator[Incoming]:
        """Lines before markers, as markers stand on lines, and so on."""
        for model in PACKAGED:
            yield from (row for row in self.rows.values() if row.model is model)


def read_files(paths: Sequence[Path | str], mapping: Path | None = None, progress: Progress | None = None) -> Reading:
    """What files and package folders hold. Raises GazetteerError for one that cannot be opened, and Cancelled."""
    reading = Reading(mapping)
    for done, path in enumerate(paths):
        if progress is not None:
            progress(done, len(paths))
        reading.take(Path(path))
    return reading


def _whole(shape: BaseGeometry | None) -> BaseGeometry | None:
    """The shape itself where it is the only part of several; None for an empty one."""
    if shape is None or shape.is_empty:
        return None
    parts = shapely.get_parts(shape)
    return parts[0] if len(parts) == 1 else shape
