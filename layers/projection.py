"""Longitude/latitude (EPSG:4490) to the map's reference system and back, for whole arrays."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

from gazetteer.coordinates import systems
from gazetteer.coordinates.turning import turn, turn_back
from gazetteer.errors import GazetteerError

MAP_SYSTEMS = {
    4547: "2000国家大地坐标系 / 高斯-克吕格3°带 中央经线114°",
    4526: "2000国家大地坐标系 / 高斯-克吕格3°带 第38带",
    4490: "2000国家大地坐标系 经纬度",
    3857: "Web墨卡托投影",
}
_GEOGRAPHIC = frozenset({4490, 4326})
_TURNS = 1_000_000  # a system's number and, so many times, the degrees that it is turned by
_ours = threading.local()  # a pyproj transformer belongs to the thread that made it


def is_geographic(epsg: int) -> bool:
    """Whether the map units are degrees."""
    return epsg in _GEOGRAPHIC


def turned(epsg: int, azimuth: int) -> int:
    """The number of a plane system whose upward direction is this grid azimuth in whole degrees."""
    return epsg + azimuth % 360 * _TURNS


def turn_of(epsg: int) -> int:
    """The grid azimuth of a system's upward direction."""
    return epsg // _TURNS


def check_system(epsg: int) -> None:
    """Raises GazetteerError when no map can be drawn in this system."""
    from pyproj.exceptions import ProjError

    try:
        forward(epsg, 113.16, 30.66)
    except ProjError as error:
        raise GazetteerError("不认识的坐标系", where=f"EPSG:{epsg}", why=str(error).splitlines()[0],
                             remedy="例如 EPSG:4547、EPSG:4490、EPSG:3857") from error


def forward(epsg: int, lon, lat) -> tuple[np.ndarray, np.ndarray]:
    """Degrees to map units; a point outside the projection becomes inf."""
    lon, lat = np.asarray(lon, float), np.asarray(lat, float)
    if is_geographic(epsg):
        return lon, lat
    azimuth, epsg = divmod(epsg, _TURNS)
    x, y = _arrays(_transformer(4490, epsg).transform(lon, lat))
    return turn(x, y, azimuth) if azimuth else (x, y)


def inverse(epsg: int, x, y) -> tuple[np.ndarray, np.ndarray]:
    """Map units to degrees."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    if is_geographic(epsg):
        return x, y
    azimuth, epsg = divmod(epsg, _TURNS)
    if azimuth:
        x, y = turn_back(x, y, azimuth)
    return _arrays(_transformer(epsg, 4490).transform(x, y))


def convergence(epsg: int, lon: float, lat: float) -> float:
    """Degrees from true north to the grid's north, east positive."""
    return 0.0 if is_geographic(epsg) else systems.convergence(lon, lat, epsg)


def _transformer(source: int, target: int) -> Any:
    made = _ours.__dict__.setdefault("transformers", {})
    if (source, target) not in made:
        from pyproj import Transformer  # loaded late: the window starts without it

        # 3857 is defined on WGS 84, which equals CGCS2000 within centimetres.
        web = 3857 in (source, target)
        first, second = (4326 if web and epsg == 4490 else epsg for epsg in (source, target))
        made[source, target] = Transformer.from_crs(first, second, always_xy=True)
    return made[source, target]


def _arrays(pair: tuple[Any, Any]) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(pair[0], float), np.asarray(pair[1], float)
