"""Where a picture lies on the ground: from degrees (EPSG:4490) to its pixels and back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gazetteer.coordinates import systems
from gazetteer.coordinates.control_points import Fit
from gazetteer.errors import GazetteerError
from layers.projection import forward, inverse
from layers.view import Bounds

Pair = tuple[np.ndarray, np.ndarray]
_ours = threading.local()  # a pyproj transformer belongs to the thread that made it


@dataclass(frozen=True)
class Place:
    """to_pixels: degrees → columns, rows; to_degrees: the way back; note: what a person should bear in mind."""

    to_pixels: Callable[[np.ndarray, np.ndarray], Pair]
    to_degrees: Callable[[np.ndarray, np.ndarray], Pair]
    note: str = ""

    def bounds(self, width: int, height: int) -> Bounds:
        """West, south, east, north of the picture in degrees; its edges are followed, not only the corners."""
        along, none = np.linspace(0, 1, 9), np.zeros(9)
        columns = np.concatenate([along, along, none, none + 1]) * width
        rows = np.concatenate([none, none + 1, along, along]) * height
        lon, lat = self.to_degrees(columns, rows)
        lon, lat = lon[np.isfinite(lon)], lat[np.isfinite(lat)]
        if not len(lon) or not len(lat):
            raise GazetteerError("底图的坐标不在地球上", remedy="请核对坐标系")
        return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


@dataclass(frozen=True)
class Affine:
    """x = a·column + b·row + c, y = d·column + e·row + f, counted from the upper left corner."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def apply(self, column: np.ndarray, row: np.ndarray) -> Pair:
        return self.a * column + self.b * row + self.c, self.d * column + self.e * row + self.f

    def undo(self, x: np.ndarray, y: np.ndarray) -> Pair:
        size = self.a * self.e - self.b * self.d
        x, y = x - self.c, y - self.f
        return (self.e * x - self.b * y) / size, (self.a * y - self.d * x) / size


def by_fit(fit: Fit, epsg: int) -> Place:
    """The place that control points give; their metres are those of the plane system `epsg`."""
    def to_pixels(lon: np.ndarray, lat: np.ndarray) -> Pair:
        return fit.to_pixels(*forward(epsg, lon, lat))

    def to_degrees(column: np.ndarray, row: np.ndarray) -> Pair:
        return inverse(epsg, *fit.to_ground(column, row))

    return Place(to_pixels, to_degrees, f"控制点中误差 {fit.rms:.1f} 米")


def by_transform(affine: Affine, width: int, height: int, wkt: str, epsg: int | None, path: Path) -> Place:
    """The place that a file's own numbers give, in the system chosen, else the one it names. Raises GazetteerError."""
    if not wkt and epsg is None:
        epsg = _guess(affine, width, height, path)
    definition = f"EPSG:{epsg}" if epsg is not None else wkt
    note = _note(definition)

    def to_pixels(lon: np.ndarray, lat: np.ndarray) -> Pair:
        return affine.undo(*_moved(definition, lon, lat, back=False))

    def to_degrees(column: np.ndarray, row: np.ndarray) -> Pair:
        return _moved(definition, *affine.apply(column, row), back=True)

    return Place(to_pixels, to_degrees, note)


def prj_of(path: Path) -> str:
    """The system written in a .prj beside the picture; "" without one."""
    for suffix in (".prj", ".PRJ"):
        beside = path.with_suffix(suffix)
        if beside.exists():
            return beside.read_text("utf-8", errors="replace").strip()
    return ""


def _guess(affine: Affine, width: int, height: int, path: Path) -> int:
    """The system of a world file that comes without one: only degrees and zone numbers speak for themselves."""
    x, y = affine.apply(np.array([0.0, width]), np.array([0.0, height]))
    if (np.abs(x) <= 180).all() and (np.abs(y) <= 90).all():
        return systems.CGCS2000
    if (x >= 38e6).all() and (x < 39e6).all():
        return systems.PLANE_WITH_ZONE
    raise GazetteerError("底图没有写明坐标系", where=str(path),
                         why=f"左上角是 {x[0]:.1f}, {y[0]:.1f}，看不出属于哪个坐标系",
                         remedy="请在图层的“坐标系”里选定")


def _note(definition: str) -> str:
    epsg = _crs(definition).to_epsg(min_confidence=60)
    if epsg is None or epsg not in systems.SYSTEMS:
        return ""
    return "旧坐标系，位置只是近似" if systems.SYSTEMS[epsg].approximate else ""


def _moved(definition: str, x: np.ndarray, y: np.ndarray, back: bool) -> Pair:
    """Degrees to the picture's system, or back."""
    mover = _transformer(definition)
    if mover is None:
        return np.asarray(x, float), np.asarray(y, float)
    made = mover.transform(x, y, direction="INVERSE" if back else "FORWARD")
    with np.errstate(invalid="ignore"):
        return tuple(np.where(np.isfinite(part), part, np.nan) for part in made)  # type: ignore[return-value]


def _transformer(definition: str) -> Any:
    """From degrees to the system; None where they are the same."""
    made = _ours.__dict__.setdefault("transformers", {})
    if definition not in made:
        from pyproj import Transformer  # loaded late: the window starts without it

        target = _crs(definition)
        datum = target.geodetic_crs.to_epsg() if target.geodetic_crs else None
        # WGS 84 equals CGCS2000 within centimetres: its pictures are taken as they are.
        source = 4326 if datum == 4326 else systems.CGCS2000
        same = target.is_geographic and target.to_epsg() == source
        made[definition] = None if same else Transformer.from_crs(source, target, always_xy=True)
    return made[definition]


def _crs(definition: str) -> Any:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return CRS.from_user_input(definition)
    except CRSError as error:
        raise GazetteerError("底图的坐标系看不懂", where=definition[:60], remedy="请在图层的“坐标系”里选定") from error
