"""A coordinate system as a person states it: an EPSG number, or the name of a shifted one that has none."""

from __future__ import annotations

from gazetteer.coordinates.systems import BD09, GCJ02, SHIFTED, SYSTEMS, system
from gazetteer.errors import GazetteerError

_NAMES = {"gcj02": GCJ02, "gcj": GCJ02, "火星坐标": GCJ02, "火星坐标系": GCJ02, "国测局坐标": GCJ02,
          "bd09": BD09, "bd09ll": BD09, "百度坐标": BD09, "百度坐标系": BD09}


def stated_system(text: int | str) -> int:
    """The number of a system: 4547, "EPSG:4547", "GCJ-02", "BD-09". Raises GazetteerError."""
    plain = str(text).casefold().replace("-", "").replace("_", "").replace(" ", "").strip()
    if plain in _NAMES:
        return _NAMES[plain]
    digits = plain.removeprefix("epsg:")
    if not digits.isdecimal():
        raise GazetteerError(f"看不懂坐标系“{text}”", why="应为 EPSG 编号，或 GCJ-02、BD-09",
                             remedy="例如 EPSG:4490、EPSG:4547 或 GCJ-02")
    return int(digits)


def called(number: int) -> str:
    """A system by its name and, where it has one, its EPSG number."""
    return (SYSTEMS.get(number) or system(number)).name + ("" if number in SHIFTED else f"（EPSG:{number}）")
