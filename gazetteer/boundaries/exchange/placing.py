"""Where a row of text lies: WKT, degrees or plane metres, in the system that the row names or that the figures show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.coordinates.positions import parse_position
from gazetteer.coordinates.systems import CGCS2000, SYSTEMS, system, transform
from gazetteer.errors import GazetteerError

WKT = "WKT"
DEGREES = (("JD", "WD"), ("经度", "纬度"))
METRES = (("X", "Y"),)  # X north, Y east, as surveyors have it and as our own files are written
NAMED = ("ZBX", "坐标系", "EPSG", "CRS", "SRID")
_EPSG = re.compile(r"(?:EPSG\s*[:：]?\s*)?(\d{4,6})", re.IGNORECASE)


@dataclass(frozen=True)
class Placed:
    """A shape in EPSG:4490 (None: none), what is to be said about how it was understood, and why it was not."""

    shape: BaseGeometry | None = None
    remark: str = ""
    problem: str = ""


def used_heads() -> set[str]:
    """The headings that tell a position."""
    return {WKT, *NAMED, *(name for pair in (*DEGREES, *METRES) for name in pair)}


def place_of(told: Mapping[str, str]) -> Placed:
    """The first of WKT, degrees and metres that a row has; one that cannot be understood is told, not guessed."""
    try:
        stated = _stated(told)
        if told.get(WKT):
            return _of_wkt(told[WKT], stated)
        for x, y in (*DEGREES, *METRES):
            if told.get(x) and told.get(y):
                return _of_pair(told[x], told[y], None if (x, y) in DEGREES[:1] else stated)
    except GazetteerError as refused:
        return Placed(problem=str(refused))
    return Placed()


def _stated(told: Mapping[str, str]) -> int | None:
    """The system that the row names. Raises GazetteerError for one that nobody knows."""
    text = next((told[name] for name in NAMED if told.get(name)), "")
    if not text:
        return None
    found = _EPSG.fullmatch(text.strip())
    if found is not None:
        return system(int(found[1])).epsg
    named = next((one.epsg for one in SYSTEMS.values() if one.name == text.strip()), None)
    if named is None:
        raise GazetteerError(f"看不懂坐标系“{text}”", remedy="请写成 EPSG:编号，例如 EPSG:4547")
    return named


def _of_wkt(text: str, stated: int | None) -> Placed:
    try:
        shape = shapely.from_wkt(text)
    except shapely.errors.GEOSException as refused:
        raise GazetteerError("WKT 不能读取", why=str(refused), remedy="请核对这一格，看是否被截断") from refused
    if shape.is_empty:
        return Placed()
    west, south, east, north = shape.bounds
    if stated is not None:
        _refuse_strange(stated, max(abs(west), abs(east)), max(abs(south), abs(north)))
        return Placed(transform(shapely.force_2d(shape), stated, CGCS2000))
    if max(abs(west), abs(east)) <= 180 and max(abs(south), abs(north)) <= 90:
        return Placed(shape)
    if west >= 1e6 and north < 1e6:
        raise GazetteerError("WKT 的坐标好像先写了北、后写了东", why="WKT 应先东后北", remedy="请对调后再导入")
    seen = parse_position(f"{west}, {south}")
    return Placed(transform(shapely.force_2d(shape), seen.epsg, CGCS2000),
                  f"WKT 没有写明坐标系，按数值理解为 {system(seen.epsg).name}（EPSG:{seen.epsg}），请核对")


def _refuse_strange(epsg: int, x: float, y: float) -> None:
    plane = system(epsg).kind == "plane"
    if plane != (x > 360 or y > 360):
        raise GazetteerError(f"坐标与所写的坐标系 EPSG:{epsg} 不符",
                             why=f"数值像{'经纬度' if plane else '平面坐标'}", remedy="请改正坐标系一列")


def _of_pair(first: str, second: str, stated: int | None) -> Placed:
    try:
        lon, lat = float(first), float(second)
    except ValueError:
        lon = lat = 1e9
    if stated in (None, CGCS2000) and abs(lon) <= 180 and abs(lat) <= 90:
        return Placed(shapely.Point(lon, lat))
    seen = parse_position(f"{first}, {second}", stated)
    same = seen.kind in ("decimal", "dms") or stated is not None
    return Placed(shapely.Point(seen.lon, seen.lat),
                  "" if same else f"坐标没有写明坐标系，按数值理解为 EPSG:{seen.epsg}，请核对")
