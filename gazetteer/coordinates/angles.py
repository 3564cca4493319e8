"""Degrees, minutes and seconds: written as on Chinese map sheets, read as people type them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gazetteer.errors import GazetteerError

LIMITS = {"lon": 180, "lat": 90}
AXIS_NAMES = {"lon": "经度", "lat": "纬度"}
REMEDY = "请写成 113°10′12″、113.17、113°10.2′ 或 1131012 这样的形式，前后可加 东经、北纬、E、N。"

_WRITING = str.maketrans(
    {
        **{chr(0xFF10 + n): str(n) for n in range(10)},
        **{chr(0xFF21 + n): chr(0x41 + n) for n in range(26)},
        **{chr(0xFF41 + n): chr(0x61 + n) for n in range(26)},
        **dict.fromkeys("－−–—﹣", "-"),
        **dict.fromkeys("．。", "."),
        "＋": "+",
        "：": ":",
        "＝": "=",
        "　": " ",
        "\u00a0": " ",
        "經": "经",
        "緯": "纬",
        "東": "东",
    }
)
_UNITS = str.maketrans(
    {
        **dict.fromkeys("º˚゜度", "°"),
        **dict.fromkeys("′’‘＇´`ˊ分", "'"),
        **dict.fromkeys("″”“＂〃秒", '"'),
    }
)
_HEMISPHERES = {
    "东经": ("lon", 1),
    "西经": ("lon", -1),
    "北纬": ("lat", 1),
    "南纬": ("lat", -1),
    "E": ("lon", 1),
    "W": ("lon", -1),
    "N": ("lat", 1),
    "S": ("lat", -1),
    "经": ("lon", 0),
    "纬": ("lat", 0),
}
_HEMISPHERE = "|".join(_HEMISPHERES)
_NUMBER = r"\d+(?:\.\d*)?|\.\d+"
_AROUND = re.compile(rf"^({_HEMISPHERE})?\s*[:=]?\s*(.*?)\s*({_HEMISPHERE})?$", re.IGNORECASE | re.DOTALL)
_MARKED = re.compile(
    rf"""^([+-]?)\s*({_NUMBER})\s*°\s*(?:({_NUMBER})\s*(?:'\s*(?:({_NUMBER})\s*(?:"|''|$))?|$))?\s*$""",
    re.IGNORECASE,
)
_SPLIT = re.compile(rf"^([+-]?)\s*({_NUMBER})\s*[:\s]\s*({_NUMBER})(?:\s*[:\s]\s*({_NUMBER}))?$")
_PACKED = re.compile(r"^([+-]?)(\d{2,3})(\d{2})(\d{2}(?:\.\d*)?)$")
_PLAIN = re.compile(rf"^([+-]?)\s*({_NUMBER})$")


@dataclass(frozen=True)
class Angle:
    """An angle as it was typed: decimal degrees, axis if the text names one, form (decimal, dms, packed)."""

    value: float
    axis: str | None
    form: str


def normalise(text: str) -> str:
    """Full-width digits and letters, Chinese units and typographic marks as the plain ASCII ones."""
    words = text.translate(_WRITING).replace("经度", "经").replace("纬度", "纬")
    words = re.sub(r"(?<=\d)d(?=\s*\d)", "°", words)  # 113d10'12", as some programs write
    return words.translate(_UNITS).replace("''", '"').strip()


def format_dms(value: float, axis: str = "lon", seconds: int = 2) -> str:
    """`113°10′12.00″E` with the seconds rounded half up and carried (59.996″ is the next minute)."""
    _check_range(value, axis, str(value))
    unit = Decimal(1).scaleb(-seconds)
    total = (abs(Decimal(repr(float(value)))) * 3600).quantize(unit, ROUND_HALF_UP)
    minutes, rest = divmod(total, 60)
    degrees, whole_minutes = divmod(int(minutes), 60)
    letter = ("WE" if axis == "lon" else "SN")[value >= 0 or total == 0]
    width = 3 + seconds if seconds else 2
    return f"{degrees}°{whole_minutes:02d}′{rest:0{width}.{seconds}f}″{letter}"


def parse_angle(text: str, axis: str | None = None) -> float:
    """Decimal degrees of an angle in any form of `read_angle`; `axis` is the one that is wanted."""
    angle = read_angle(text)
    if axis and angle.axis and angle.axis != axis:
        raise GazetteerError(
            f"这里要填{AXIS_NAMES[axis]}，写的却是{AXIS_NAMES[angle.axis]}",
            where=text.strip(),
            remedy="请核对经度和纬度是否填反。",
        )
    _check_range(angle.value, axis or angle.axis or "lon", text)
    return angle.value


def read_angle(text: str) -> Angle:
    """An angle with marks, colons, spaces, packed as DDMMSS, or decimal; hemisphere before or after."""
    before, body, after = _AROUND.findall(normalise(text))[0]
    axis, sign = _hemisphere(before, after, text)
    form, (minus, *parts) = _parts(body, text)
    if minus == "-" and sign:
        raise GazetteerError(
            "负号和东西南北同时出现，方向不明", where=text.strip(), remedy="请只留一种写法。"
        )
    value = _sum([part for part in parts if part], text)
    return Angle(-value if minus == "-" or sign < 0 else value, axis, form)


def _parts(body: str, text: str) -> tuple[str, tuple[str | None, ...]]:
    """The form of the bare angle, and its sign, degrees, minutes and seconds."""
    for pattern, form in ((_MARKED, "dms"), (_SPLIT, "dms"), (_PACKED, "packed"), (_PLAIN, "decimal")):
        if match := pattern.match(body):
            return form, match.groups()
    raise GazetteerError("读不懂这个角度", where=text.strip() or "（空）", remedy=REMEDY)


def _hemisphere(before: str | None, after: str | None, text: str) -> tuple[str | None, int]:
    """Axis and sign (0 where none is given) that the words around the number say."""
    found = [_HEMISPHERES[word.upper()] for word in (before, after) if word]
    signs = {sign for _, sign in found if sign}
    if len({axis for axis, _ in found}) > 1 or len(signs) > 1:
        raise GazetteerError(
            "前后写的方向不一致", where=text.strip(), remedy="请只留一个方向（东经、北纬、E、N 之一）。"
        )
    return (found[0][0] if found else None), (signs.pop() if signs else 0)


def _sum(parts: list[str], text: str) -> float:
    """Degrees of the parts; only the last part may carry decimals, minutes and seconds stay below 60."""
    if any("." in part.rstrip(".0") for part in parts[:-1]):
        raise GazetteerError(
            "只有最后一段可以带小数",
            where=text.strip(),
            why="度带小数时后面不能再写分，分带小数时后面不能再写秒",
            remedy=REMEDY,
        )
    for part, name in zip(parts[1:], "分秒", strict=False):
        if Decimal(part) >= 60:
            raise GazetteerError(
                f"{name}不能到 60", where=text.strip(), why=f"{name}写的是 {part}", remedy=REMEDY
            )
    seconds = sum((Decimal(part) * 60 ** (2 - n) for n, part in enumerate(parts)), Decimal(0))
    return float(seconds / 3600)


def _check_range(value: float, axis: str, text: str) -> None:
    if not math.isfinite(value) or abs(value) > LIMITS[axis]:
        raise GazetteerError(
            f"{AXIS_NAMES[axis]}超出范围",
            where=text.strip(),
            why=f"{AXIS_NAMES[axis]}在 -{LIMITS[axis]}° 到 {LIMITS[axis]}° 之间",
            remedy="请核对数字，并看经度和纬度是否填反。",
        )
