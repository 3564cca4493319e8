"""A field package that came back: its folder, what it says of itself, and the rows of its layers."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

from gazetteer.errors import GazetteerError, UnreadableFile
from gazetteer.fieldwork.package_file import LAYERS, PLACE_BASE, SIGN, SIGN_BASE
from gazetteer.fieldwork.packing import GEOPACKAGE
from gazetteer.formats.archives import Budget, unpack
from gazetteer.gazetteer import Gazetteer

Base = dict[str, tuple[int, dict[str, Any], Any]]  # identifier → id, values and shape as they left


@dataclass
class FieldRow:
    """One feature of a layer: where it stands, its cells (empty ones left out) and its shape."""

    layer: str
    fid: int
    values: dict[str, Any]
    shape: Any = None


@dataclass
class Returned:
    """A package as it came back; `held` keeps a temporary folder there."""

    folder: Path
    about: dict[str, str]
    base: Base
    rows: list[FieldRow]
    sign_base: Base = field(default_factory=dict)
    sign_rows: list[FieldRow] = field(default_factory=list)
    held: list[object] = field(default_factory=list)


def open_package(gazetteer: Gazetteer, path: Path) -> Returned:
    """Read a package from its folder, its zip or its GeoPackage.

    Raises GazetteerError when it is none, is damaged, or belongs to another workspace.
    """
    file, held = located(path)
    about = about_of(file)
    if about.get("workspace") != str(gazetteer.setting("uuid")):
        raise GazetteerError("这个数据包不是从本工作空间带出的", where=str(path), remedy="请打开带出它的工作空间")
    rows = [row for layer in LAYERS for row in rows_in(file, layer)]
    made = Returned(file.parent, about, base_of(file, PLACE_BASE), rows, held=held)
    if "sign_columns" in about:  # packages of before carried no signs
        made.sign_base, made.sign_rows = base_of(file, SIGN_BASE), rows_in(file, SIGN)
    return made


def located(path: Path) -> tuple[Path, list[object]]:
    """The database of a package in a folder or zip, and what keeps an unpacked one there. Raises UnreadableFile."""
    held: list[object] = []
    if path.is_file() and path.suffix.lower() == ".zip":
        unpacked = unpack(path, Budget())
        held.append(unpacked)
        path = unpacked.folder
    file = path if path.is_file() else next(iter(sorted(path.rglob(GEOPACKAGE))), None)
    if file is None or not file.exists():
        raise UnreadableFile("这里没有外业数据包", where=str(path), why=f"找不到 {GEOPACKAGE}",
                             remedy="请选数据包的文件夹或压缩包")
    return file, held


def about_of(file: Path) -> dict[str, str]:
    """What a package says of itself. Raises UnreadableFile."""
    return {row["key"]: str(row.get("value", "")) for row in (one.values for one in rows_in(file, "package"))}


def layers_in(file: Path) -> set[str]:
    """The names of its layers and tables."""
    import pyogrio

    return {str(name) for name, _ in pyogrio.list_layers(str(file))}


def photo_paths(folder: Path, text: str) -> tuple[list[Path], list[str]]:
    """The photos that a cell names, and those that are not there; a path that leads out is not followed."""
    found: list[Path] = []
    missing: list[str] = []
    for part in filter(str.strip, text.split("|")):
        path = (folder / part.replace("\\", "/")).resolve()
        if path.is_file() and path.is_relative_to(folder.resolve()):
            found.append(path)
        else:
            missing.append(part)
    return found, missing


def base_of(file: Path, table: str) -> Base:
    """How the rows of a layer left."""
    return {one.values["Id"]: (int(one.values["place_id"]), json.loads(one.values["state"]),
                               shapely.from_wkb(one.values["shape"]) if one.values.get("shape") else None)
            for one in rows_in(file, table)}


def rows_in(file: Path, layer: str) -> list[FieldRow]:
    """The rows of a layer or table as they are now. Raises UnreadableFile."""
    import pyogrio

    try:
        meta, fids, shapes, columns = pyogrio.raw.read(str(file), layer=layer, return_fids=True, where="1 = 1",
                                                       datetime_as_string=True)  # the count kept in the file may be old
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise UnreadableFile("外业数据包读不出来", where=f"{file}，{layer}", why=str(error),
                             remedy="请从设备重新复制整个文件夹") from error
    names = [str(name) for name in meta["fields"]]
    made = []
    for at, fid in enumerate(fids.tolist()):
        cells = {name: _plain(column[at]) for name, column in zip(names, columns, strict=True)}
        blob = shapes[at] if shapes is not None else None
        made.append(FieldRow(layer, int(fid), {name: cell for name, cell in cells.items() if cell is not None},
                             plain_shape(None if blob is None else shapely.from_wkb(blob))))
    return made


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float):
        return None if math.isnan(value) else int(value) if value.is_integer() else value
    return plain_text(value) if isinstance(value, str) else value


def plain_text(text: str) -> str | None:
    """As texts are compared: without blanks around them, lines ending in one sign; None for nothing."""
    return text.replace("\r\n", "\n").strip() or None


def plain_shape(shape: Any) -> Any:
    """In two dimensions, single where it is; None for nothing."""
    if shape is None or shape.is_empty:
        return None
    shape = shapely.force_2d(shape)
    parts = shapely.get_parts(shape)
    return parts[0] if len(parts) == 1 else shape
