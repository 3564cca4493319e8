"""Map sheet numbers of GB/T 13989-2012, counted in micro-seconds of arc so that no edge is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from gazetteer.errors import GazetteerError

Bounds = tuple[float, float, float, float]

_UNITS = 3600 * 10**6  # a degree in micro-seconds (0.03 mm on the ground)
_WIDE, _HIGH = 6 * _UNITS, 4 * _UNITS
_MOST = 100_000  # sheets one answer may list
# scale: (letter, sheets along each side of the 1:1 000 000 sheet), GB/T 13989-2012 table 1
SCALES = {
    1_000_000: ("", 1),
    500_000: ("B", 2),
    250_000: ("C", 4),
    100_000: ("D", 12),
    50_000: ("E", 24),
    25_000: ("F", 48),
    10_000: ("G", 96),
    5_000: ("H", 192),
    2_000: ("I", 576),
    1_000: ("J", 1152),
    500: ("K", 2304),
}
_SCALE_OF = {letter: scale for scale, (letter, _) in SCALES.items()}
_NEW = re.compile(r"^([A-O])(\d\d)(?:([B-K])(\d{6}|\d{8}))?$")
_OLD = re.compile(
    r"^([A-O])-(\d\d)(?:-(?:([ABCD])|\[(\d+)]|(\d+)(?:-(?:([ABCD])(?:-([1-4]))?|\((\d+)\)(?:-([a-d]))?))?))?$"
)
_CYCLES = str.maketrans(
    {
        "甲": "A",
        "乙": "B",
        "丙": "C",
        "丁": "D",
        "（": "(",
        "）": ")",
        "［": "[",
        "］": "]",
        "－": "-",
        "—": "-",
        "–": "-",
        "　": " ",
    }
)


@dataclass(frozen=True)
class Sheet:
    """A map sheet: scale denominator, row and column counted from the south-west of the grid of its scale."""

    scale: int
    east: int
    north: int

    @property
    def code(self) -> str:
        """`H49E009021`; rows within the 1:1 000 000 sheet are counted from the north."""
        letter, count = SCALES[self.scale]
        band, up = divmod(self.north, count)
        column, right = divmod(self.east, count)
        digits = 4 if count > 999 else 3
        inside = f"{letter}{count - up:0{digits}d}{right + 1:0{digits}d}" if letter else ""
        return f"{chr(65 + band)}{column + 1:02d}{inside}"

    @property
    def old_code(self) -> str:
        """The form in use before 1992, which older maps print: `H-49`, `H-49-59`; empty for other scales."""
        band, column = self.code[0], self.code[1:3]
        if self.scale == 1_000_000:
            return f"{band}-{column}"
        if self.scale == 100_000:
            return f"{band}-{column}-{(11 - self.north % 12) * 12 + self.east % 12 + 1}"
        return ""

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north in degrees."""
        wide, high = _size(self.scale)
        west, south = self.east * wide - 180 * _UNITS, self.north * high
        return _degrees(west), _degrees(south), _degrees(west + wide), _degrees(south + high)


def sheet_at(lon: float, lat: float, scale: int = 50_000) -> Sheet:
    """The sheet that holds a point; one on an edge belongs to the eastern and northern sheet."""
    wide, high = _size(scale)
    x, y = _counted(lon) + 180 * _UNITS, _counted(lat)
    if not (0 <= x < 360 * _UNITS and 0 <= y < 60 * _UNITS):
        raise GazetteerError(
            "这个位置没有图幅号",
            where=f"{float(lon):g}, {float(lat):g}",
            why="国家基本比例尺图幅只编到北纬 0°–60°",
            remedy="请核对经纬度是否填反。",
        )
    return Sheet(scale, x // wide, y // high)


def sheet_number(lon: float, lat: float, scale: int = 50_000) -> str:
    """Sheet number of a point, `H49E009021` at 1:50 000."""
    return sheet_at(lon, lat, scale).code


def sheets_covering(bounds: Bounds, scale: int = 50_000) -> list[str]:
    """Numbers of the sheets that a box (west, south, east, north) lies on, row by row from the north-west."""
    west, south, east, north = bounds
    first = sheet_at(west, south, scale)
    wide, high = _size(scale)
    right = max(first.east, -(-(_counted(east) + 180 * _UNITS) // wide) - 1)
    top = max(first.north, -(-_counted(north) // high) - 1)
    count = (right - first.east + 1) * (top - first.north + 1)
    if count > _MOST:
        raise GazetteerError(
            f"这个范围跨 {count} 幅图，太多了", where=f"1:{scale}", remedy="请缩小范围或改用较小的比例尺。"
        )
    sheet_at(min(east, 179.999), north, scale)
    columns = range(first.east, right + 1)
    return [Sheet(scale, x, y).code for y in range(top, first.north - 1, -1) for x in columns]


def sheet_bounds(code: str) -> Bounds:
    """West, south, east, north in degrees of a sheet number in the new or the old form."""
    return parse_sheet(code).bounds


def parse_sheet(code: str) -> Sheet:
    """The sheet a number names: `H49E009021`, or on older maps `H-49-59`, `H-49-59-A-1`, `H-49-59-(12)`."""
    text = code.translate(_CYCLES).replace(" ", "").strip()
    text = text[:4].upper() + text[4:]
    if match := _NEW.match(text.upper()):
        return _from_new(match, code)
    if match := _OLD.match(text):
        return _from_old(match, code)
    raise _unknown(code)


def _from_new(match: re.Match, code: str) -> Sheet:
    band, column, letter, place = match.groups()
    scale = _SCALE_OF[letter or ""]
    count = SCALES[scale][1]
    half = len(place or "") // 2
    row, right = (int(place[:half]), int(place[half:])) if place else (1, 1)
    if place and half != (4 if count > 999 else 3):
        raise _unknown(code)
    return _sheet(scale, band, column, row, right, code)


def _from_old(match: re.Match, code: str) -> Sheet:
    """Old numbers cut a sheet again and again; each cut counts from the north-west."""
    band, column, half, quarter, number, fifty, twenty, ten, five = match.groups()
    cuts = [
        (2, half and "ABCD".index(half) + 1),
        (4, quarter),
        (12, number),
        (2, fifty and "ABCD".index(fifty) + 1),
        (2, twenty),
        (8, ten),
        (2, five and "abcd".index(five) + 1),
    ]
    count, row, right = 1, 0, 0
    for side, chosen in cuts:
        if chosen is None:
            continue
        if not 1 <= int(chosen) <= side * side:
            raise _unknown(code)
        down, across = divmod(int(chosen) - 1, side)
        count, row, right = count * side, row * side + down, right * side + across
    scale = next(scale for scale, (_, sheets) in SCALES.items() if sheets == count)
    return _sheet(scale, band, column, row + 1, right + 1, code)


def _sheet(scale: int, band: str, column: str, row: int, right: int, code: str) -> Sheet:
    count = SCALES[scale][1]
    if not (1 <= int(column) <= 60 and 1 <= row <= count and 1 <= right <= count):
        raise _unknown(code)
    return Sheet(scale, (int(column) - 1) * count + right - 1, (ord(band) - 65) * count + count - row)


def _unknown(code: str) -> GazetteerError:
    return GazetteerError(
        "读不懂这个图幅号",
        where=code.strip() or "（空）",
        why="行号或列号超出该比例尺的范围，或写法不合 GB/T 13989-2012",
        remedy="请写成 H49E009021 这样的新图号，或 H-49-59 这样的旧图号。",
    )


def _size(scale: int) -> tuple[int, int]:
    if scale not in SCALES:
        raise GazetteerError(
            "不是国家基本比例尺",
            where=f"1:{scale}",
            remedy="请用 " + "、".join(f"1:{each}" for each in SCALES) + " 之一。",
        )
    count = SCALES[scale][1]
    return _WIDE // count, _HIGH // count


def _counted(degrees: float) -> int:
    return round(Fraction(degrees) * _UNITS)


def _degrees(units: int) -> float:
    return float(Fraction(units, _UNITS))
