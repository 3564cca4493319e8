"""Turns the coordinate cells of a table into EPSG:4490, deciding once a file what the numbers are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gazetteer.coordinates import offset
from gazetteer.coordinates.angles import parse_angle
from gazetteer.coordinates.positions import Position, in_china, parse_position
from gazetteer.coordinates.stated import called
from gazetteer.coordinates.systems import CGCS2000, caution, from_plane, system, transform
from gazetteer.errors import GazetteerError, UnreadableFile
from gazetteer.formats.columns import Columns, number

SAMPLE = 300
# What people write in a column 坐标系: degrees, plane with 6 digits, plane with the zone before.
STATED = (
    ("2000", (4490, 4547, 4526)),
    ("80", (4610, 2383, 2362)),
    ("54", (4214, 2435, 2414)),
    ("84", (4326, 4547, 4526)),
)
VENDORS: tuple[tuple[str, Callable], ...] = (
    ("gcj", offset.from_gcj),
    ("火星", offset.from_gcj),
    ("高德", offset.from_gcj),
    ("腾讯", offset.from_gcj),
    ("bd09", offset.from_bd),
    ("bd-09", offset.from_bd),
    ("百度", offset.from_bd),
)
_WKT = re.compile(r"^\s*(?:SRID=\d+;)?\s*POINT\s*Z?\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)", re.IGNORECASE)
Cells = tuple[str, ...]


@dataclass
class Frame:
    """How the position of a row is read: reference system and why, which cell comes first, vendor offset if any."""

    epsg: int
    why: str
    plane: bool = False
    packed: bool = False
    swapped: bool = False
    vendor: Callable | None = None

    def read(self, cells: Cells) -> tuple[float, float]:
        """lon, lat in EPSG:4490 of one row. Raises GazetteerError with the reason."""
        if len(cells) == 1:
            lon, lat = self._one(cells[0])
        else:
            lon, lat = self._plane(cells) if self.plane else self._degrees(cells)
        return self.vendor(lon, lat) if self.vendor else (lon, lat)

    def _one(self, text: str) -> tuple[float, float]:
        position = parse_position(_bare(text), self.epsg if self.plane or self.epsg != CGCS2000 else None)
        return position.lon, position.lat

    def _plane(self, cells: Cells) -> tuple[float, float]:
        first, second = (number(cell) for cell in cells)
        if first is None or second is None:
            raise GazetteerError("坐标不是数字")
        east, north = (second, first) if self.swapped else (first, second)
        lon, lat = from_plane(east, north, self.epsg)
        if not in_china(lon, lat):
            raise GazetteerError(
                "按平面坐标算出的位置不在中国", why=f"经度 {lon:.4f}，纬度 {lat:.4f}，请核对数字和坐标系"
            )
        return lon, lat

    def _degrees(self, cells: Cells) -> tuple[float, float]:
        lon_text, lat_text = cells[::-1] if self.swapped else cells
        one, other = number(lon_text), number(lat_text)
        if one is not None and other is not None and in_china(other, one):
            raise GazetteerError("经度和纬度疑似填反")
        lon, lat = _angle(lon_text, "lon"), _angle(lat_text, "lat")
        return (lon, lat) if self.epsg in (CGCS2000, 4326) else transform((lon, lat), self.epsg, CGCS2000)


def decide(columns: Columns, rows: Sequence[Cells], stated: int | None, remarks: Sequence[str]) -> Frame:
    """What the numbers of a file are, by majority of its rows; `remarks` are the cells of a column 坐标系.

    Raises UnreadableFile when a stated system cannot be that of the numbers.
    """
    understood = [found for cells in rows[:SAMPLE] if all(map(str.strip, cells)) and (found := _look(cells, stated))]
    plane = _majority([position.kind == "plane" for position, _ in understood])
    if stated is not None and understood and plane != (system(stated).kind == "plane"):
        raise UnreadableFile(
            "指定的坐标系与数据不符",
            why=f"指定的是{called(stated)}，而文件里的数值是{'平面坐标' if plane else '经纬度'}",
            remedy="请改选坐标系，或不指定（自动判断）",
        )
    kept = [(position, swapped) for position, swapped in understood if (position.kind == "plane") == plane]
    frame = Frame(CGCS2000, "", plane, swapped=_majority([swapped for _, swapped in kept]))
    frame.epsg, frame.why = _system(kept, plane, stated, Counter(text.strip() for text in remarks if text.strip()))
    text = "".join(remarks[:SAMPLE]).lower()
    frame.vendor = next((undo for word, undo in VENDORS if word in text), None) if stated is None else None
    if frame.vendor:
        frame.why = "坐标系一列说明是地图网站的偏移坐标；已近似还原，只供参考，不得作为正式位置"
    return frame


def _look(cells: Cells, stated: int | None) -> tuple[Position, bool] | None:
    """How one row alone would be understood, and if its first cell is latitude or north; None if not at all."""
    if len(cells) == 1:
        text = _bare(cells[0])
    else:
        text = ", ".join(str(value) if (value := number(cell)) is not None else cell for cell in cells)
    try:
        position = parse_position(text, stated)
    except GazetteerError:
        try:
            # A stated system that does not fit is told once for the file, so look without it.
            position = parse_position(text)
        except GazetteerError:
            return None
    return position, len(cells) == 2 and _first_is_north(cells, position)


def _first_is_north(cells: Cells, position: Position) -> bool:
    first, second = (number(cell) for cell in cells)
    if position.kind == "plane":
        # East has 6 digits, or 8 with its zone; north has 7.
        return first is not None and second is not None and (1e6 <= first < 1e7 if position.epsg != 3857 else False)
    try:
        return abs(parse_angle(cells[0]) - position.lat) < abs(parse_angle(cells[0]) - position.lon)
    except GazetteerError:
        return False


def _system(
    kept: list[tuple[Position, bool]], plane: bool, stated: int | None, remarks: Counter[str]
) -> tuple[int, str]:
    if stated is not None:
        return stated, f"由使用者指定：{system(stated).name}{caution(stated)}"
    sniffed = Counter(position.epsg for position, _ in kept).most_common(1)[0][0] if plane else CGCS2000
    for text, _ in remarks.most_common(1):
        for word, choices in STATED:
            if word in text:
                epsg = choices[0] if not plane else choices[2] if 1e7 <= _east(kept) else choices[1]
                return epsg, f"坐标系一列写的是“{text}”，按{called(epsg)}读取{caution(epsg)}"
    if plane:
        example = next(position for position, _ in kept if position.epsg == sniffed)
        return sniffed, f"文件没有说明坐标系；按数值判断：{example.explanation}"
    return CGCS2000, "文件没有说明坐标系；数值是经纬度，按 CGCS2000 理解（与 WGS 84 之差在厘米级）"


def _east(kept: list[tuple[Position, bool]]) -> float:
    return max(
        (
            value
            for position, _ in kept[:1]
            for word in re.findall(r"[\d.]+", position.text)
            if (value := number(word)) is not None
        ),
        default=0.0,
    )


def _angle(text: str, axis: str) -> float:
    value = number(text)
    limit = 180 if axis == "lon" else 90
    if value is not None and abs(value) <= limit:
        return value
    return parse_angle(text, axis)


def _bare(text: str) -> str:
    found = _WKT.match(text)
    return f"{found[1]}, {found[2]}" if found else text


def _majority(votes: list[bool]) -> bool:
    return sum(votes) * 2 > len(votes)
