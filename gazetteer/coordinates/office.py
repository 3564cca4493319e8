"""The office's own conversion parameters for the old datums: secret, kept with the person and never in a workspace.

Four parameters move plane coordinates of the 3° zone around 114°E (metres, without zone number) to those of CGCS2000:
north' = Δnorth + (1+m)(north·cos α − east·sin α), east' = Δeast + (1+m)(north·sin α + east·cos α).
Seven parameters move geocentric ones (Bursa–Wolf, coordinate frame rotation, EPSG method 1032).
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from gazetteer.errors import GazetteerError

CGCS2000, CGCS2000_PLANE = 4490, 4547
_ARC_SECOND = math.pi / 180 / 3600
_CENTRE = (113.17, 30.66)  # 天门, where the effect of parameters is tried
_FARTHEST = 500.0  # metres; by more than this no datum used in China moves a point


@dataclass(frozen=True)
class Datum:
    """An old datum: its degrees, its plane of the zone around 114°E (EPSG numbers), its ellipsoid for PROJ."""

    key: str
    name: str
    degrees: int
    plane: int
    ellipsoid: str


DATUMS = {
    "xian80": Datum("xian80", "1980西安坐标系", 4610, 2383, "+a=6378140 +rf=298.257"),
    "beijing54": Datum("beijing54", "1954北京坐标系", 4214, 2435, "+a=6378245 +rf=298.3"),
}


@dataclass(frozen=True)
class Seven:
    """Shifts in metres, rotations in arc seconds, scale in parts per million."""

    label: ClassVar[str] = "七参数（布尔莎模型）"
    dx: float = 0.0
    dy: float = 0.0
    dz: float = 0.0
    rx: float = 0.0
    ry: float = 0.0
    rz: float = 0.0
    scale: float = 0.0

    def bases(self, datum: Datum) -> tuple[int, int]:
        """The systems between which the parameters stand: of the old datum, and of CGCS2000."""
        return datum.degrees, CGCS2000

    def move(self, datum: Datum, x: Any, y: Any, *, back: bool = False) -> tuple[Any, Any]:
        """Degrees (lon, lat) of the old datum as CGCS2000, or back; heights are taken as 0."""
        from pyproj import Transformer

        shift = (f"+proj=helmert +x={self.dx!r} +y={self.dy!r} +z={self.dz!r} +rx={self.rx!r} +ry={self.ry!r} "
                 f"+rz={self.rz!r} +s={self.scale!r} +convention=coordinate_frame")
        made = Transformer.from_pipeline(
            "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
            f"+step +proj=cart {datum.ellipsoid} +step {shift} "
            "+step +inv +proj=cart +a=6378137 +rf=298.257222101 +step +proj=unitconvert +xy_in=rad +xy_out=deg")
        lon, lat, _ = made.transform(x, y, np.zeros_like(np.asarray(x, float)),
                                     direction="INVERSE" if back else "FORWARD")
        return lon, lat


@dataclass(frozen=True)
class Four:
    """Shifts of north and east in metres, rotation in arc seconds, scale in parts per million."""

    label: ClassVar[str] = "四参数（平面）"
    north: float = 0.0
    east: float = 0.0
    rotation: float = 0.0
    scale: float = 0.0

    def bases(self, datum: Datum) -> tuple[int, int]:
        """The systems between which the parameters stand: of the old datum, and of CGCS2000."""
        return datum.plane, CGCS2000_PLANE

    def move(self, datum: Datum, x: Any, y: Any, *, back: bool = False) -> tuple[Any, Any]:
        """East, north in metres of the old plane as those of CGCS2000, or back."""
        size, angle = 1 + self.scale * 1e-6, self.rotation * _ARC_SECOND
        cos, sin = size * math.cos(angle), size * math.sin(angle)
        if back:
            east, north = np.asarray(x, float) - self.east, np.asarray(y, float) - self.north
            return (east * cos - north * sin) / size**2, (north * cos + east * sin) / size**2
        return self.east + y * sin + x * cos, self.north + y * cos - x * sin


Parameters = Seven | Four
KINDS: dict[str, type[Seven] | type[Four]] = {"seven": Seven, "four": Four}
_held: dict[str, Parameters] | None = None


def of(key: str) -> Parameters | None:
    """The parameters that this person has put in for a datum; None where there are none."""
    global _held
    if _held is None:
        _held = _read()
    return _held.get(key)


def effect(datum: Datum, parameters: Parameters) -> float:
    """By how many metres a point of 天门 gets other numbers. Raises GazetteerError for parameters that cannot be."""
    if not all(math.isfinite(value) for value in asdict(parameters).values()):
        raise GazetteerError("参数不是有限的数", remedy="请核对输入")
    from gazetteer.coordinates.systems import transform

    old, new = parameters.bases(datum)
    x, y = transform(_CENTRE, CGCS2000, new)  # the same numbers, read in the old system
    moved = transform(parameters.move(datum, x, y), new, CGCS2000_PLANE)
    start = transform(_CENTRE, CGCS2000, CGCS2000_PLANE)
    away = math.dist(moved, start)
    if away > _FARTHEST:
        raise GazetteerError(f"按这些参数，天门的点会移动 {away:.0f} 米", where=datum.name,
                             why=f"新旧坐标系的差别不会超过 {_FARTHEST:.0f} 米",
                             remedy="请核对各参数的单位、正负号和方向（由旧坐标系换算到 CGCS2000）")
    return away


def keep(key: str, parameters: Parameters | None) -> None:
    """Keep the parameters of a datum for this person, or forget them. Raises GazetteerError."""
    global _held
    if parameters is not None:
        effect(DATUMS[key], parameters)
    held = {name: made for name, made in {**_read(), key: parameters}.items() if made is not None}
    kinds = {model: kind for kind, model in KINDS.items()}
    _write({name: {"kind": kinds[type(made)], **asdict(made)} for name, made in held.items()})
    _held = None


def file() -> Path:
    """Where the parameters lie: in the person's own settings, readable for nobody else."""
    from platformdirs import user_config_path

    return user_config_path("tianmen-gazetteer", appauthor=False) / "datum-parameters.json"


def _write(held: Mapping[str, Any]) -> None:
    path = file()
    draft = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            json.dump(held, out, ensure_ascii=False, indent=1)
        os.replace(draft, path)
    except OSError as error:
        raise GazetteerError("坐标转换参数没有存下来", where=str(path), why=error.strerror or str(error),
                             remedy="请检查文件夹权限") from error


def _read() -> dict[str, Parameters]:
    path = file()
    if not path.exists():
        return {}
    try:
        held = json.loads(path.read_text("utf-8"))
        return {key: _made(values) for key, values in held.items() if key in DATUMS}
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as error:
        raise GazetteerError("坐标转换参数文件读不出", where=str(path), why=str(error),
                             remedy="请移走该文件，再在“坐标转换参数”中重新填写") from error


def _made(values: Mapping[str, Any]) -> Parameters:
    model = KINDS[values["kind"]]
    return model(**{each.name: float(values[each.name]) for each in fields(model)})
