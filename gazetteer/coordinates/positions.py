"""A position as people type or paste it, understood and explained; and positions written for people."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.coordinates import offset
from gazetteer.coordinates.angles import format_dms
from gazetteer.coordinates.position_text import Part, split
from gazetteer.coordinates.systems import (
    CGCS2000,
    PLANE,
    PLANE_WITH_ZONE,
    WGS84,
    caution,
    from_plane,
    system,
    to_plane,
    transform,
)
from gazetteer.errors import GazetteerError

CHINA_LON, CHINA_LAT = (73.0, 136.0), (3.0, 54.0)
FORMS = {
    "dms": "度分秒",
    "decimal": "十进制度",
    str(PLANE): "平面坐标（114°）",
    str(PLANE_WITH_ZONE): "平面坐标（带号38）",
}
REMEDY = (
    "可写 113°10′12″E 30°39′36″N、113.17, 30.66、1131012 303936，"
    "或平面坐标 X=3393573.532 Y=420450.269（东坐标 6 位，或带号加 6 位）。"
)
_FORM_NAMES = {"decimal": "十进制度", "dms": "度分秒", "packed": "度分秒连写（DDDMMSS）"}
_VENDORS = {"GCJ-02": offset.from_gcj, "BD-09": offset.from_bd}


@dataclass(frozen=True)
class Position:
    """A position understood: lon/lat in EPSG:4490; epsg and kind (decimal, dms, packed, plane) as typed.

    explanation: how it was understood, in Chinese; approximate: the shift to CGCS2000 is only roughly known.
    """

    lon: float
    lat: float
    epsg: int
    kind: str
    text: str
    explanation: str
    approximate: bool = False


def parse_position(text: str, epsg: int | None = None) -> Position:
    """The position a text names in any usual form; `epsg` says its system where the person has chosen one."""
    wording = split(text)
    first, second = wording.parts
    epsg = wording.epsg or epsg
    large = max(abs(first.value), abs(second.value)) > 360
    packed = first.packed is not None and second.packed is not None
    if packed and _may_be_packed(first, second):
        first, second = first.as_packed(), second.as_packed()
        large = False
    if large:
        return _plane(first, second, epsg, text)
    return _degrees(first, second, epsg, wording.vendor, text)


def format_position(lon: float, lat: float, form: str = "dms") -> str:
    """A position for people in one of FORMS: degrees-minutes-seconds, decimal degrees, plane metres."""
    form = str(form)
    if form == "dms":
        return f"{format_dms(lon)} {format_dms(lat, 'lat')}"
    if form == "decimal":
        return f"{lon:.6f}, {lat:.6f}"
    if form not in FORMS:
        raise GazetteerError("没有这种坐标写法", where=form, remedy="请用 " + "、".join(FORMS) + " 之一。")
    east, north = to_plane(lon, lat, int(form))
    return f"X={north:.3f} Y={east:.3f}"


def in_china(lon: float, lat: float) -> bool:
    """Whether degrees lie in the box around China (73–136°E, 3–54°N), where the two never overlap."""
    return CHINA_LON[0] <= lon <= CHINA_LON[1] and CHINA_LAT[0] <= lat <= CHINA_LAT[1]


def _may_be_packed(first: Part, second: Part) -> bool:
    one, other = first.packed, second.packed
    return one is not None and other is not None and (in_china(one, other) or in_china(other, one))


def _degrees(first: Part, second: Part, epsg: int | None, vendor: str, text: str) -> Position:
    lon, lat, order = _ordered(first, second, text)
    form = _FORM_NAMES[first.form] if first.form == second.form else "度分秒和十进制度混写"
    if epsg and system(epsg).kind == "plane":
        raise GazetteerError(
            "数值像经纬度，所选坐标系却是平面坐标",
            where=text.strip(),
            why=f"所选为{system(epsg).name}，坐标应以米计",
            remedy="请改选经纬度坐标系，或核对数字。",
        )
    name = vendor or system(epsg or CGCS2000).name
    approximate = bool(vendor) or system(epsg or CGCS2000).approximate
    if vendor:
        x, y = _VENDORS[vendor](lon, lat)
        remark = "；偏移坐标已近似还原，只供查看，不得作为正式位置"
    else:
        x, y = transform((lon, lat), epsg or CGCS2000, CGCS2000)
        remark = caution(epsg) if epsg else ""
    away = "" if in_china(x, y) else "；注意：不在中国范围内"
    explanation = f"{form}，{order}，按 {name} 理解{remark}{away}"
    source = epsg or (WGS84 if vendor else CGCS2000)
    return Position(float(x), float(y), source, first.form, text, explanation, approximate)


def _ordered(first: Part, second: Part, text: str) -> tuple[float, float, str]:
    """Longitude, latitude and how they were told apart: by the words, else by their size."""
    axes = first.axis, second.axis
    one, other = first.value, second.value
    if axes in (("lon", "lat"), ("lat", "lon")):
        lon, lat = (one, other) if axes[0] == "lon" else (other, one)
        _check_degrees(lon, lat, text)
        return lon, lat, "按所写的方向" + ("（先经后纬）" if axes[0] == "lon" else "（先纬后经）")
    if axes[0] and axes[0] == axes[1]:
        raise GazetteerError(
            "两个数写的是同一个方向", where=text.strip(), remedy="请一个写经度，一个写纬度。"
        )
    if in_china(one, other) and "lat" != axes[0] and "lon" != axes[1]:
        return one, other, "先经度后纬度"
    if in_china(other, one) and "lon" != axes[0] and "lat" != axes[1]:
        return other, one, "先纬度后经度（按数值大小判断）"
    if axes == (None, None):
        raise GazetteerError(
            "分不清哪个是经度、哪个是纬度",
            where=text.strip(),
            why="两个数合起来不在中国范围（东经 73°–136°，北纬 3°–54°）",
            remedy="请核对数字，或写明东经、北纬。",
        )
    lon, lat = (one, other) if axes[0] == "lon" or axes[1] == "lat" else (other, one)
    _check_degrees(lon, lat, text)
    return lon, lat, "按所写的方向"


def _check_degrees(lon: float, lat: float, text: str) -> None:
    if abs(lon) > 180 or abs(lat) > 90:
        raise GazetteerError(
            "经纬度超出范围",
            where=text.strip(),
            why="经度不超过 180°，纬度不超过 90°",
            remedy="请核对数字，并看经度和纬度是否填反。",
        )


def _plane(first: Part, second: Part, epsg: int | None, text: str) -> Position:
    """East has 6 digits or a zone number and 6, north 7 digits in China; size tells them apart."""
    east, north, order = _east_north(first, second, epsg, text)
    source, why = (epsg, "按所选坐标系") if epsg else _sniffed(east, text)
    if system(source).kind != "plane":
        raise GazetteerError(
            "数值像平面坐标，所选坐标系却是经纬度",
            where=text.strip(),
            remedy="请改选平面坐标系，或核对数字。",
        )
    lon, lat = from_plane(east, north, source)
    if not in_china(lon, lat):
        raise GazetteerError(
            "按平面坐标算出的位置不在中国",
            where=text.strip(),
            why=f"按 {system(source).name} 得 {lon:.4f}°, {lat:.4f}°",
            remedy="请核对数字和坐标系。" + REMEDY,
        )
    approximate = system(source).approximate
    remark = caution(source)
    numbers = f"平面坐标，东 {east:.3f} 米、北 {north:.3f} 米{order}"
    explanation = f"{numbers}，{why} {system(source).name}（EPSG:{source}）理解{remark}"
    return Position(lon, lat, source, "plane", text, explanation, approximate)


def _east_north(first: Part, second: Part, epsg: int | None, text: str) -> tuple[float, float, str]:
    one, other = first.value, second.value
    if epsg == 3857:  # there both numbers may have seven digits
        return (other, one, "") if first.axis == "lat" else (one, other, "")
    northern = [1e6 <= value < 6.1e6 for value in (one, other)]
    if northern[0] == northern[1]:
        raise GazetteerError(
            "分不清东坐标和北坐标",
            where=text.strip(),
            why="北坐标应为 7 位，东坐标应为 6 位，或两位带号加 6 位",
            remedy=REMEDY,
        )
    east, north = (other, one) if northern[0] else (one, other)
    stated = first.axis if first.axis in ("lon", "lat") else None
    contrary = stated == ("lon" if northern[0] else "lat")
    order = (
        "（标注的东、北与数值大小不符，已按数值互换）" if contrary else "（先北后东）" if northern[0] else ""
    )
    return east, north, order


def _sniffed(east: float, text: str) -> tuple[int, str]:
    """The CGCS2000 plane system an east value belongs to, and the words that say why."""
    if 1e6 <= east < 1e8:
        prefix = int(east // 1e6)
        for first, last, start in ((25, 45, 4513), (13, 23, 4491)):
            if first <= prefix <= last:
                return start + prefix - first, f"东坐标前两位 {prefix} 是带号，按"
        if 7 < prefix < 16:
            return 3857, "东坐标 8 位而前两位不是带号，按"
    if 1e5 <= east < 1e6:
        # a 3° zone reaches 167 km from its middle at the equator: what lies further out is of the 6° zone
        if abs(east - 5e5) < 1.7e5:
            return PLANE, "东坐标 6 位不带带号，按"
        return 4508, "东坐标超出 3° 带的宽度，按"
    raise GazetteerError(
        "看不出东坐标属于哪个投影带", where=text.strip(), why=f"东坐标 {east:.3f} 的位数不合", remedy=REMEDY
    )
