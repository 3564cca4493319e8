"""Layers of vector files as GDAL reads them: in bulk, and feature by feature where the bulk reader gives up.

Text comes as the bytes that stand in the file: which encoding they are in is decided by themselves, not by the driver.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from gazetteer.errors import UnreadableFile
from gazetteer.formats.driver_noise import unheard
from gazetteer.formats.readers import Ask

AT_ONCE = 20_000
_ALL = "1 = 1"  # a GeoPackage that others changed may claim fewer features than it has; a filter makes GDAL count
BYTES = "ISO-8859-1"  # maps each byte to one character and back
Value = bytes | str | int | float | bool | None  # bytes: text whose encoding is yet to be decided


@dataclass(frozen=True)
class Feature:
    """One feature: its number in the file from 1, its geometry as it came, and a value for each field."""

    number: int
    geometry: shapely.Geometry | None
    values: tuple[Value, ...]
    fault: str = ""


@dataclass(frozen=True)
class Layer:
    """One layer: name, field names in bytes, reference system as GDAL tells it (EPSG:n, WKT or None), features."""

    name: str
    fields: tuple[bytes, ...]
    crs: str | None
    features: list[Feature]


@unheard()
def layers(ask: Ask, source: str) -> list[Layer]:
    """Every layer of a data source (a path, or what GDAL takes for one). Raises UnreadableFile and Cancelled."""
    import pyogrio

    try:
        names = [str(name) for name, _ in pyogrio.list_layers(source)]
    except Exception as error:  # damage brings up the drivers' and the codecs' own errors, which differ by format
        raise UnreadableFile("打不开这个文件", where=str(ask.path), why=f"文件已损坏或不完整（{error}）",
                             remedy="请用原来的软件重新导出") from error
    return [_layer(ask, source, name) for name in names]


def _layer(ask: Ask, source: str, name: str) -> Layer:
    import pyogrio

    try:
        info = pyogrio.read_info(source, layer=name, encoding=BYTES)
    except Exception as error:  # as above
        raise UnreadableFile(f"读不出图层“{name}”", where=str(ask.path), why=str(error),
                             remedy="请用原来的软件重新导出") from error
    fields = tuple(str(each).encode(BYTES) for each in info["fields"])
    return Layer(name, fields, info["crs"], list(_features(ask, source, name, max(int(info["features"]), 0))))


def _features(ask: Ask, source: str, layer: str, count: int) -> Iterator[Feature]:
    """In bulk, portion by portion; a portion that cannot be read so is read one by one."""
    done = 0
    while True:
        ask.tell(min(done, count), count)
        try:
            portion = list(_bulk(source, layer, done))
        except Exception:  # the driver's and the codecs' own errors differ by format; each feature is tried below
            yield from _one_by_one(ask, source, layer, done, count)
            return
        yield from portion
        done += len(portion)
        if len(portion) < AT_ONCE:
            return


def _bulk(source: str, layer: str, skip: int) -> Iterator[Feature]:
    import pyogrio

    meta, _, blobs, columns = pyogrio.raw.read(source, layer=layer, encoding=BYTES, skip_features=skip,
                                               max_features=AT_ONCE, datetime_as_string=True, where=_ALL)
    whole = [str(kind).startswith(("int", "uint")) for kind in meta["dtypes"]]
    if blobs is None:
        blobs = [None] * (len(columns[0]) if columns else 0)
    geometries = shapely.from_wkb(blobs, on_invalid="ignore")
    plain = [_plain(column, counted) for column, counted in zip(columns, whole, strict=True)]
    rows = zip(*plain, strict=True) if plain else iter([()] * len(blobs))
    for number, (geometry, values) in enumerate(zip(geometries, rows, strict=True), start=skip + 1):
        broken = geometry is None and blobs[number - skip - 1] is not None
        yield Feature(number, geometry, values, "几何数据已损坏" if broken else "")


def _plain(column: Any, counted: bool) -> list[Value]:
    """A column as plain values; whole numbers with gaps come as floats and are made whole again."""
    return [_value(value, counted) for value in column.tolist()]


def _value(value: Any, counted: bool = False) -> Value:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, str):
        return value.encode(BYTES, "replace")
    if isinstance(value, bytes | bool):
        return value
    if isinstance(value, int | float):
        return int(value) if counted else value
    if isinstance(value, np.ndarray | list | tuple) and len(value) and isinstance(value[0], str):
        return "\n".join(value).encode(BYTES, "replace")
    return str(value).encode()


def _one_by_one(ask: Ask, source: str, layer: str, skip: int, count: int) -> Iterator[Feature]:
    """By fiona, which goes on after a feature that cannot be read."""
    import fiona

    with ExitStack() as closing:
        try:
            opened = closing.enter_context(fiona.open(source, layer=layer, encoding=BYTES))
            names, reading, number = list(opened.schema["properties"]), iter(opened), 0
        except Exception as error:  # as above
            yield Feature(skip + 1, None, (), f"从这里起读不出来（{error}）")
            return
        while number < max(count, skip + 1) or not count:
            number += 1
            if number % 1000 == 0:
                ask.tell(number, count)
            try:
                feature = next(reading)
            except StopIteration:
                return
            except Exception as error:  # noqa: BLE001 - whatever one feature raises, the next is tried
                yield Feature(number, None, (), f"读不出来（{error}）")
                continue
            if number > skip:
                yield _of_fiona(number, feature, names)


def _of_fiona(number: int, feature: Any, names: Sequence[str]) -> Feature:
    values = tuple(_value(feature.properties.get(name)) for name in names)
    try:
        geometry = shapely.geometry.shape(feature.geometry) if feature.geometry else None
    except (ValueError, shapely.errors.GEOSException) as error:
        return Feature(number, None, values, f"几何数据已损坏（{error}）")
    return Feature(number, geometry, values)
