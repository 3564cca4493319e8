"""The GeoPackage of a field package: places and signs to edit, value lists, tasks, and the state all left in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from gazetteer.errors import GazetteerError
from gazetteer.exports.columns import Column
from gazetteer.exports.places_table import PlacesTable, Row
from gazetteer.fieldwork.further import NOTHING, Further
from gazetteer.fieldwork.sign_rows import COLUMNS as SIGN_COLUMNS
from gazetteer.fieldwork.tasks import Task
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import Division
from gazetteer.places.place_class import PlaceClass
from gazetteer.signs.sign import CONDITIONS, KINDS, STATES

LAYERS = {"place_point": ("Point", ("Point",)), "place_line": ("MultiLineString", ("LineString", "MultiLineString")),
          "place_area": ("MultiPolygon", ("Polygon", "MultiPolygon"))}
TITLES = {"place_point": "地名（点）", "place_line": "地名（线）", "place_area": "地名（面）", "task": "任务",
          "sign": "地名标志"}
SIGN, PLACE_BASE, SIGN_BASE = "sign", "package_base", "sign_base"
EXTRA = (Column("ZP", "现场照片"), Column("DCR", "调查人"), Column("DCSJ", "调查时间"))
EPSG = "EPSG:4490"


def write_geopackage(gazetteer: Gazetteer, path: Path, table: PlacesTable, signs: Sequence[Row],
                     tasks: Sequence[Task], about: dict[str, str], further: Further = NOTHING) -> None:
    """Write all layers and tables. Raises GazetteerError."""
    import pyogrio

    try:
        for layer, (kind, _) in LAYERS.items():
            rows = [row for row in table.rows if _layer_of(row) == layer]
            _write(path, layer, [*table.columns, *EXTRA], [row.values for row in rows],
                   [row.geometry for row in rows], kind)
        _write(path, SIGN, [*SIGN_COLUMNS, *EXTRA], [row.values for row in signs], [row.geometry for row in signs],
               "Point")
        _write(path, "task", TASK, [_task(task) for task in tasks], [task.point for task in tasks], "Point")
        _write_further(path, further)
        for name, entries in _lists(gazetteer).items():
            _write(path, name, LIST, [{"code": code, "name": text} for code, text in entries])
        _write(path, PLACE_BASE, BASE, [base_of(row) for row in table.rows])
        _write(path, SIGN_BASE, BASE, [base_of(row) for row in signs])
        _write(path, "package", ABOUT, [{"key": key, "value": value} for key, value in about.items()])
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise GazetteerError("外业数据包写不出来", where=str(path), why=str(error),
                             remedy="请检查磁盘空间和权限") from error



def _write_further(path: Path, further: Further) -> None:
    for one in further.layers:
        _write(path, one.name, one.columns, [row.values for row in one.rows], [row.geometry for row in one.rows],
               one.kind, one.title)
        _write(path, one.base, BASE, [base_of(row) for row in one.rows])
    for name, (_, values) in further.lists.items():
        _write(path, name, LIST, [{"code": value, "name": value} for value in values])


TASK = [Column("done", "完成", "integer"), Column("number", "序号", "integer"), Column("kind", "任务"),
        Column("name", "标准名称"), Column("text", "说明"), Column("township", "所属乡镇"), Column("near", "位置说明"),
        Column("note", "现场情况"), Column("Id", "空间数据标识码")]
LIST = [Column("code", "代码"), Column("name", "名称")]
BASE = [Column("Id", "空间数据标识码"), Column("place_id", "编号", "integer"), Column("state", "带出时的状态"),
        Column("shape", "带出时的图形")]
ABOUT = [Column("key", "项"), Column("value", "值")]


def base_of(row: Row) -> dict[str, Any]:
    """The state in which a place leaves: values as JSON, shape as WKB in hexadecimal."""
    return {"Id": row.values["Id"], "place_id": row.id, "state": json.dumps(row.values, ensure_ascii=False),
            "shape": None if row.geometry is None else shapely.to_wkb(row.geometry, hex=True)}


def _task(task: Task) -> dict[str, Any]:
    near = "" if task.point is None else "乡镇中部，仅供参考" if task.near else "地名位置"
    return {"done": 0, "number": task.number, "kind": task.kind, "name": task.name, "text": task.text,
            "township": task.township, "near": near, "Id": task.guid}


def _lists(gazetteer: Gazetteer) -> dict[str, list[tuple[str, str]]]:
    classes = [(str(one.code), f"{one.code} {one.name}") for one in gazetteer.find(PlaceClass, order_by=PlaceClass.code)
               if one.active]
    divisions = [(str(one.code), str(one.name)) for one in gazetteer.find(Division, order_by=Division.code)]
    return {"list_class": classes, "list_division": divisions,
            "list_status": [(text, text) for text in ("现用", "注销", "预命名")],
            "list_method": [(text, text) for text in ("实地测量", "图解测量")],
            "list_sign_kind": [(text, text) for text in KINDS], "list_sign_state": [(text, text) for text in STATES],
            "list_condition": [(text, text) for text in CONDITIONS]}


def _layer_of(row: Row) -> str:
    """The layer a place stands in: by its shape; what has none waits among the points."""
    kind = row.geometry.geom_type if row.geometry is not None else "Point"
    return next((layer for layer, (_, types) in LAYERS.items() if kind in types), "place_point")


def _write(path: Path, layer: str, columns: Sequence[Column], rows: Sequence[dict[str, Any]],
           shapes: Sequence[Any] | None = None, kind: str | None = None, title: str = "") -> None:
    """One layer or table; empty cells are NULL."""
    import pyogrio

    data, masks = zip(*(_cells(column, rows) for column in columns), strict=True)
    wkb = None if shapes is None else np.array([_wkb(shape, kind or "") for shape in shapes], dtype=object)
    pyogrio.raw.write(str(path), wkb, list(data), [column.key for column in columns], list(masks), layer=layer,
                      driver="GPKG", geometry_type=kind, crs=EPSG if kind else None, append=False,
                      dataset_options={"VERSION": "1.2"},  # what QField of some years ago reads too
                      layer_options={"FID": "fid", "IDENTIFIER": title or TITLES.get(layer, layer)})


def _cells(column: Column, rows: Sequence[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
    values = [row.get(column.key) for row in rows]
    mask = np.array([value is None for value in values], bool)
    if column.is_number and any(isinstance(value, str) for value in values):
        column = Column(column.key, column.label)  # what somebody wrote in words stays as it is
    if column.kind == "integer":
        return np.array([int(value or 0) for value in values], np.int64), mask
    if column.is_number:
        return np.array([float(value or 0) for value in values], float), mask
    return np.array(["" if value is None else str(value) for value in values], dtype=object), mask


def _wkb(shape: Any, kind: str) -> bytes | None:
    if shape is None:
        return None
    if kind.startswith("Multi") and not shape.geom_type.startswith("Multi"):
        shape = shapely.multilinestrings([shape]) if kind == "MultiLineString" else shapely.multipolygons([shape])
    return bytes(shapely.to_wkb(shape))
