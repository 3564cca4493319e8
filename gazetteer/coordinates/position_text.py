"""The two numbers of a typed position with the words around them; what they mean is decided in positions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from gazetteer.coordinates.angles import normalise, read_angle
from gazetteer.errors import GazetteerError

REMEDY = "请写两个数，如 113°10′12″E 30°39′36″N，或 113.17, 30.66，或 X=3393573.532 Y=420450.269。"

_N = r"(?:\d+(?:\.\d*)?|\.\d+)"
_END = r"(?![\d.]|\s*°)"  # a bare number before ° begins the next angle
_VALUE = re.compile(
    rf"""(?:[+-]\s*)?(?:
      {_N}\s*° (?:\s*{_N}(?:\s*'|{_END}(?!\s*")) (?:\s*{_N}(?:\s*"|{_END}))? )?
    | \d+\s*:\s*\d+(?:\s*:\s*{_N})?
    | {_N})""",
    re.VERBOSE,
)
# words that tell the axis: X is north for surveyors and east for others, so it tells nothing
_AXES = {
    "东经": "lon",
    "西经": "-lon",
    "北纬": "lat",
    "南纬": "-lat",
    "经": "lon",
    "纬": "lat",
    "LONGITUDE": "lon",
    "LATITUDE": "lat",
    "LON": "lon",
    "LNG": "lon",
    "LAT": "lat",
    "横坐标": "lon",
    "纵坐标": "lat",
    "东坐标": "lon",
    "北坐标": "lat",
    "东": "lon",
    "北": "lat",
    "西": "-lon",
    "南": "-lat",
    "E": "lon",
    "W": "-lon",
    "N": "lat",
    "S": "-lat",
    "L": "lon",
    "B": "lat",
    "X": "",
    "Y": "",
}
_LETTERS = frozenset("EWNS")  # these may follow their number, the other words come before it
_ONLY_BEFORE = re.compile(r"[XYLB](?![A-Z])", re.IGNORECASE)
_WORD = re.compile("|".join(sorted(_AXES, key=len, reverse=True)), re.IGNORECASE)
_BREAK = re.compile(r"[,;、/|&\n\t]")
_IDLE = re.compile(r"[\s,;、/|&()\[\]{}:=\"']+|坐标|位置|米|\bm\b|°", re.IGNORECASE)
_EPSG = re.compile(r"EPSG\s*[: ]\s*(\d{4,5})\s*[:;,]?", re.IGNORECASE)
_VENDOR_WORDS = {
    "GCJ-02": r"GCJ[-_ ]?02|火星坐标系?|高德(?:坐标|地图)?|腾讯(?:坐标|地图)?",
    "BD-09": r"BD[-_ ]?09(?:LL)?|百度(?:坐标|地图)?",
}


@dataclass(frozen=True)
class Part:
    """One number: its value, the axis its words tell (lon, lat or None), its form, its value if DDMMSS."""

    value: float
    axis: str | None = None
    form: str = "decimal"
    packed: float | None = None

    def as_packed(self) -> Part:
        """The same number understood as degrees, minutes and seconds written together."""
        return self if self.packed is None else replace(self, value=self.packed, form="packed")


@dataclass(frozen=True)
class Wording:
    """A typed position taken apart: two parts, and the system or map vendor its words name."""

    parts: tuple[Part, Part]
    epsg: int | None
    vendor: str


def split(text: str) -> Wording:
    """Take a typed position apart; what is not understood is a GazetteerError that names it."""
    vendor, rest = _vendor(text)
    rest = normalise(rest).replace("，", ",").replace("；", ";").replace("（", "(").replace("）", ")")
    rest = re.sub(r"\b(?:POINT(?:\s+Z)?|geo:)", " ", rest, flags=re.IGNORECASE)
    epsg = _EPSG.search(rest)
    rest = _EPSG.sub(" ", rest)
    values = list(_VALUE.finditer(rest))
    found, gaps = [value[0] for value in values], _gaps(rest, values)
    if len(found) in (4, 6) and all(re.fullmatch(rf"[+-]?{_N}", value) for value in found):
        found, gaps = _joined(found, gaps, text)
    if len(found) != 2:
        raise GazetteerError(
            "要两个数才能定出位置",
            where=text.strip() or "（空）",
            why=f"读到 {len(found)} 个数",
            remedy=REMEDY,
        )
    axes = _axes(gaps, text)
    return Wording(
        (_part(found[0], axes[0]), _part(found[1], axes[1])), int(epsg[1]) if epsg else None, vendor
    )


def _vendor(text: str) -> tuple[str, str]:
    """The map vendor's system that is named, and the text without its name."""
    for name, words in _VENDOR_WORDS.items():
        if re.search(words, text, re.IGNORECASE):
            return name, re.sub(words, " ", text, flags=re.IGNORECASE)
    return "", text


def _gaps(text: str, values: list[re.Match]) -> list[str]:
    """What stands before, between and after the values."""
    edges = [0, *(edge for value in values for edge in value.span()), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _joined(found: list[str], gaps: list[str], text: str) -> tuple[list[str], list[str]]:
    """Four or six bare numbers are two angles of degrees, minutes (and seconds) with blanks between."""
    half = len(found) // 2
    inner = gaps[1:half] + gaps[half + 1 : -1]
    if any(gap.strip() for gap in inner):
        raise GazetteerError(
            "数太多，看不出哪几个是一组", where=text.strip(), why=f"读到 {len(found)} 个数", remedy=REMEDY
        )
    return [" ".join(found[:half]), " ".join(found[half:])], [gaps[0], gaps[half], gaps[-1]]


def _axes(gaps: list[str], text: str) -> list[str | None]:
    """The axis word of each value, "-lon" or "-lat" where it says west or south."""
    before, between, after = (_words(gap, text) for gap in gaps)
    broken = _BREAK.search(gaps[1])
    split_at = broken.start() if broken else 0 if before or not between or not between[0][2] else len(gaps[1])
    if len(between) == 2 and not broken:
        split_at = between[1][0]
    behind = [word for word in between if word[0] < split_at]
    for gap, words in ((gaps[1], behind), (gaps[2], after)):
        if len(words) > 1 or any(_ONLY_BEFORE.match(gap, word[0]) for word in words):
            raise GazetteerError(
                f"读不懂数后面的“{gap.strip()}”", where=text.strip(), why="数后面只能写 E、N 或东、北等一个方向",
                remedy=REMEDY,
            )
    sides = [
        before + behind,
        [word for word in between if word[0] >= split_at] + after,
    ]
    return [_one_axis(side, text) for side in sides]


def _words(gap: str, text: str) -> list[tuple[int, str, bool]]:
    """Axis words of a gap with their place and whether they may follow a number; anything else is refused."""
    found = [
        (word.start(), _AXES[word[0].upper()], word[0].upper() in _LETTERS) for word in _WORD.finditer(gap)
    ]
    if _IDLE.sub("", _WORD.sub(" ", gap)).strip():
        raise GazetteerError(f"读不懂“{gap.strip()}”", where=text.strip(), remedy=REMEDY)
    return found


def _one_axis(words: list[tuple[int, str, bool]], text: str) -> str | None:
    axes = {axis for _, axis, _ in words if axis}
    if len(axes) > 1:
        raise GazetteerError(
            "一个数前后写了不同的方向", where=text.strip(), remedy="请一个写经度，一个写纬度。"
        )
    return axes.pop() if axes else None


def _part(value: str, axis: str | None) -> Part:
    value = re.sub(r"\s+", " ", value.strip())
    angle = read_angle(value) if not re.fullmatch(rf"[+-]?\s*{_N}", value) else None
    number = angle.value if angle else float(value.replace(" ", ""))
    turned = bool(axis and axis.startswith("-"))
    if turned and number < 0:
        raise GazetteerError("负号和西经（南纬）同时出现，方向不明", where=value, remedy="请只留一种写法。")
    packed = _packed(value) if not angle else None
    return Part(
        -number if turned else number,
        axis.lstrip("-") if axis else None,
        angle.form if angle else "decimal",
        packed,
    )


def _packed(value: str) -> float | None:
    """Degrees of a DDMMSS number, None where it cannot be one."""
    try:
        angle = read_angle(value)
    except GazetteerError:
        return None
    return angle.value if angle.form == "packed" else None
