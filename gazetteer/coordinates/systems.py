"""The coordinate systems an office meets, and the way between them (always longitude before latitude)."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from gazetteer.coordinates import office, offset
from gazetteer.errors import GazetteerError

CGCS2000 = 4490
WGS84 = 4326
PLANE = 4547  # 3° zone with central meridian 114°E, used for the whole city
PLANE_WITH_ZONE = 4526
GCJ02, BD09 = 900_002, 900_009  # numbers of our own: EPSG gives them none
APPROXIMATE_REMARK = (
    "与 CGCS2000 的转换参数属涉密资料，程序只能用公开近似参数，误差可达数米到数十米；"
    "正式成果须用本单位的转换参数"
)


@dataclass(frozen=True)
class System:
    """A coordinate system: kind geographic (degrees) or plane (metres); approximate: its shift is rough."""

    epsg: int
    name: str
    remark: str
    kind: str = "plane"
    approximate: bool = False


def _table() -> dict[int, System]:
    vague = APPROXIMATE_REMARK
    rows = [
        System(4490, "CGCS2000 经纬度", "国家大地坐标系，本程序存储所用", "geographic"),
        System(4547, "CGCS2000 3°带 中央经线114°", "东坐标不带带号（6 位），天门全市用此"),
        System(4526, "CGCS2000 3°带 第38带", "东坐标带带号 38（8 位）"),
        System(4508, "CGCS2000 6°带 中央经线111°", "东坐标不带带号（6 位）"),
        System(4497, "CGCS2000 6°带 第19带", "东坐标带带号 19（8 位）"),
        System(4326, "WGS 84 经纬度", "卫星定位仪所用，与 CGCS2000 相差在厘米级", "geographic"),
        System(3857, "Web 墨卡托", "网络瓦片所用，不可量算"),
        System(4610, "1980西安 经纬度", vague, "geographic", True),
        System(2383, "1980西安 3°带 中央经线114°", vague, "plane", True),
        System(2362, "1980西安 3°带 第38带", vague, "plane", True),
        System(2333, "1980西安 6°带 第19带", vague, "plane", True),
        System(4214, "1954北京 经纬度", vague, "geographic", True),
        System(2435, "1954北京 3°带 中央经线114°", vague, "plane", True),
        System(2414, "1954北京 3°带 第38带", vague, "plane", True),
        System(21419, "1954北京 6°带 第19带", vague, "plane", True),
    ]
    return {row.epsg: row for row in rows}


SYSTEMS = _table()
_UNSHIFTED = "已按公开算法迭代还原（误差 0.5 米以内），原坐标保留在原始记录中"
# Known only to be taken away: nothing is written in these.
SHIFTED = {
    GCJ02: System(GCJ02, "GCJ-02 偏移坐标（高德、腾讯）", _UNSHIFTED, "geographic"),
    BD09: System(BD09, "BD-09 偏移坐标（百度）", _UNSHIFTED, "geographic"),
}
_UNSHIFT = {GCJ02: offset.from_gcj, BD09: offset.from_bd}
_OLD = {epsg: next(datum for datum in office.DATUMS.values() if row.name.startswith(datum.name[:6]))
        for epsg, row in SYSTEMS.items() if row.approximate}
_of_thread = threading.local()  # pyproj objects may not be shared between threads


def system(epsg: int) -> System:
    """The system with this EPSG number; other CGCS2000 zones are described too, unknown ones are an error."""
    if epsg in _OLD and (own := office.of(_OLD[epsg].key)):
        return replace(SYSTEMS[epsg], approximate=False, remark=f"按本单位的{own.label}换算到 CGCS2000")
    if epsg in SYSTEMS or epsg in SHIFTED:
        return SYSTEMS.get(epsg) or SHIFTED[epsg]
    for first, last, text in ((4491, 4501, "6°带 第{}带"), (4513, 4533, "3°带 第{}带")):
        if first <= epsg <= last:
            return System(
                epsg, "CGCS2000 " + text.format(epsg - first + (13 if first == 4491 else 25)), "东坐标带带号"
            )
    for first, last, width, start in ((4502, 4512, 6, 75), (4534, 4554, 3, 75)):
        if first <= epsg <= last:
            meridian = start + (epsg - first) * width
            return System(epsg, f"CGCS2000 {width}°带 中央经线{meridian}°", "东坐标不带带号")
    crs = _crs(epsg)
    return System(epsg, crs.name, "", "geographic" if crs.is_geographic else "plane")


def transform(data: Any, source: int, target: int) -> Any:
    """`data` in another EPSG system: a geometry, an array of them, or a pair (x, y) of numbers or arrays.

    Heights pass unchanged. Positions that have no image in the target are a GazetteerError.
    """
    if isinstance(data, tuple):
        x, y = _move(np.asarray(data[0], dtype=float), np.asarray(data[1], dtype=float), source, target)
        return (float(x), float(y)) if x.ndim == 0 else (x, y)
    if source == target or data is None:
        return data
    if isinstance(data, shapely.Geometry):
        return _move_geometries(data, source, target, data.has_z)
    result = np.array(data, dtype=object)
    for with_z in (False, True):
        chosen = shapely.has_z(result) == with_z
        result[chosen] = _move_geometries(result[chosen], source, target, with_z)
    return result


def to_plane(lon: Any, lat: Any, epsg: int = PLANE) -> tuple[Any, Any]:
    """East and north in metres of CGCS2000 degrees."""
    return transform((lon, lat), CGCS2000, epsg)


def from_plane(east: Any, north: Any, epsg: int = PLANE) -> tuple[Any, Any]:
    """CGCS2000 degrees of east and north in metres."""
    return transform((east, north), epsg, CGCS2000)


def is_approximate(source: int, target: int = CGCS2000) -> bool:
    """True when the shift between the two systems is only roughly known (the exact parameters are secret)."""
    old = {datum.key for epsg in (source, target) if (datum := _OLD.get(epsg))}
    return _OLD.get(source) != _OLD.get(target) and any(office.of(key) is None for key in old)


def caution(epsg: int) -> str:
    """What is to be said beside a system of which positions were taken; "" where nothing is."""
    return f"；{system(epsg).remark}" if epsg in _OLD or epsg in SHIFTED else ""


def zone(lon: float, width: int = 3) -> int:
    """Number of the 3° or 6° zone; a longitude on the border belongs to the eastern one."""
    return math.floor(lon / 3 + 0.5) if width == 3 else math.floor(lon / 6) + 1


def central_meridian(lon: float, width: int = 3) -> int:
    """Degrees of the central meridian of the zone that holds `lon`."""
    return zone(lon, width) * width - (0 if width == 3 else 3)


def plane_epsg(lon: float, width: int = 3, with_zone: bool = False) -> int:
    """CGCS2000 plane system of the zone that holds `lon`; zones 25–45 (3°) and 13–23 (6°) exist."""
    number = zone(lon, width)
    first, last = (25, 45) if width == 3 else (13, 23)
    if not first <= number <= last:
        raise GazetteerError(
            "这个经度没有 CGCS2000 投影带",
            where=f"{lon}°",
            why=f"{width}° 带只有第 {first}–{last} 带",
            remedy="请核对经度。",
        )
    start = {(3, True): 4513, (3, False): 4534, (6, True): 4491, (6, False): 4502}[width, with_zone]
    return start + number - first


def convergence(lon: float, lat: float, epsg: int = PLANE) -> float:
    """Grid convergence in degrees, positive where grid north lies east of true north."""
    return float(_factors(lon, lat, epsg).meridian_convergence)


def scale_factor(lon: float, lat: float, epsg: int = PLANE) -> float:
    """Length on the plane divided by length on the ellipsoid."""
    return float(_factors(lon, lat, epsg).meridional_scale)


def _move_geometries(data: Any, source: int, target: int, with_z: bool) -> Any:
    def move(coordinates: np.ndarray) -> np.ndarray:
        x, y = _move(coordinates[:, 0], coordinates[:, 1], source, target)
        return np.column_stack([x, y, coordinates[:, 2]] if with_z else [x, y])

    return shapely.transform(data, move, include_z=with_z)


def _move(x: np.ndarray, y: np.ndarray, source: int, target: int) -> tuple[np.ndarray, np.ndarray]:
    if source == target:
        return x, y
    if source in _UNSHIFT:
        lon, lat = (np.asarray(part, dtype=float) for part in _UNSHIFT[source](x, y))
        return _move(lon, lat, CGCS2000, target)
    if _OLD.get(source) != _OLD.get(target):
        if own := _own(source):
            old, new = own.bases(_OLD[source])
            return _move(*_shifted(own, _OLD[source], _move(x, y, source, old)), new, target)
        if own := _own(target):
            old, new = own.bases(_OLD[target])
            return _move(*_shifted(own, _OLD[target], _move(x, y, source, new), back=True), old, target)
    return _project(x, y, source, target)


def _own(epsg: int) -> office.Parameters | None:
    return office.of(_OLD[epsg].key) if epsg in _OLD else None


def _shifted(own: office.Parameters, datum: office.Datum, place: tuple[np.ndarray, np.ndarray], *,
             back: bool = False) -> tuple[np.ndarray, np.ndarray]:
    x, y = own.move(datum, *place, back=back)
    return np.asarray(x, dtype=float), np.asarray(y, dtype=float)


def _project(x: np.ndarray, y: np.ndarray, source: int, target: int) -> tuple[np.ndarray, np.ndarray]:
    new_x, new_y = (np.asarray(part) for part in _transformer(source, target).transform(x, y))
    bad = ~(np.isfinite(new_x) & np.isfinite(new_y))
    if bad.any():
        first = f"({x[bad][0]:g}, {y[bad][0]:g})" if x.ndim else f"({x:g}, {y:g})"
        raise GazetteerError(
            f"有 {int(bad.sum())} 个坐标换算不了",
            where=first,
            why=f"它不在{system(source).name}（EPSG:{source}）或{system(target).name}（EPSG:{target}）的适用范围内",
            remedy="请核对坐标系是否选对、东坐标和北坐标是否填反。",
        )
    return new_x, new_y


def _kept(key: tuple, make: Any) -> Any:
    """The pyproj object of this thread for `key`, made at its first use."""
    made = _of_thread.__dict__.setdefault("made", {})
    if key not in made:
        made[key] = make()
    return made[key]


def _transformer(source: int, target: int) -> Any:
    def make() -> Any:
        from pyproj import Transformer  # loaded late: the window starts without it

        return Transformer.from_crs(_crs(source), _crs(target), always_xy=True)

    return _kept((source, target), make)


def _crs(epsg: int) -> Any:
    def make() -> Any:
        from pyproj import CRS
        from pyproj.exceptions import CRSError

        try:
            return CRS.from_epsg(epsg)
        except CRSError as error:
            raise GazetteerError(
                "没有这个坐标系",
                where=f"EPSG:{epsg}",
                why="EPSG 数据库里查不到这个编号",
                remedy="请从坐标系列表里选，或核对编号。",
            ) from error

    return _kept((epsg,), make)


def _factors(lon: float, lat: float, epsg: int) -> Any:
    def make() -> Any:
        from pyproj import Proj

        return Proj(_crs(epsg))

    return _kept(("proj", epsg), make).get_factors(lon, lat)
