"""The areas of a register that an edit has to go along with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from sqlalchemy import text

from gazetteer.errors import GazetteerError
from gazetteer.places.division import Division
from gazetteer.places.place import CANCELLED, Place
from gazetteer.record import Record, table_of
from gazetteer.record_changes import PLAIN
from gazetteer.shapes.errors import Position, WrongShape
from gazetteer.storage.geopackage import geometry_column
from gazetteer.storage.work import Reader

SHAPED: Mapping[str, type[Record]] = {
    table_of(Place): Place, **{name: model for name, model in PLAIN.items() if geometry_column(model)}}
ABOLISHED = "撤销"


def record_of(reader: Reader, table: str, record_id: int) -> Any:
    """The record whose shape is edited. Raises GazetteerError."""
    if table not in SHAPED:
        raise GazetteerError(f"登记簿“{table}”的图形不能这样修改", remedy="请在它自己的表单中修改")
    record = reader.get(SHAPED[table], record_id)
    if record is None:
        raise GazetteerError(f"{SHAPED[table].__label__}中没有编号为{record_id}的记录", why="它可能已被删除",
                             remedy="刷新后再试")
    return record


def touching(reader: Reader, record: Any, box: tuple[float, float, float, float] | None = None,
             ) -> dict[int, shapely.Geometry]:
    """Id → area of the records that may not overlap this one, with itself: in force, divisions of its own level.

    Only those whose box meets `box` (west, south, east, north), by itself the box of the record.
    """
    model: type[Record] = type(record)
    if not _is_area(record.geom):
        return {}
    west, south, east, north = box or record.geom.bounds
    name = f"rtree_{table_of(model)}_{geometry_column(model)}"
    inside = text(f"id IN (SELECT id FROM {name} WHERE maxx >= :w AND minx <= :e AND maxy >= :s AND miny <= :n)")
    where: list[Any] = [inside.bindparams(w=west - 1e-6, e=east + 1e-6, s=south - 1e-6, n=north + 1e-6)]
    if isinstance(record, Division):
        where += [Division.level == record.level, Division.status != ABOLISHED]
    elif isinstance(record, Place):
        where += [Place.class_code == record.class_code, Place.status != CANCELLED]
    others: list[Any] = list(reader.find(model, *where))
    found = {int(other.id): other.geom for other in others if _is_area(other.geom)}
    return {**found, int(record.id): record.geom}


def near_edit(reader: Reader, record: Any, reach: Sequence[Position]) -> dict[int, shapely.Geometry]:
    """The areas around a record and around the positions that an edit of it reaches. Raises WrongShape."""
    if not _is_area(record.geom):
        raise WrongShape("这条记录不是面", remedy="线和点请用修改图形")
    west, south, east, north = record.geom.bounds
    lon, lat = [spot[0] for spot in reach], [spot[1] for spot in reach]
    return touching(reader, record, (min([west, *lon]), min([south, *lat]), max([east, *lon]), max([north, *lat])))


def everything(reader: Reader, record: Any) -> dict[int, shapely.Geometry]:
    """All areas of the record's register and level."""
    return touching(reader, record, (-180.0, -90.0, 180.0, 90.0))


def _is_area(geometry: shapely.Geometry | None) -> bool:
    return geometry is not None and geometry.geom_type.endswith("Polygon")
