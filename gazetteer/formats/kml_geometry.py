"""The geometries of KML placemarks, and tracks with their times."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

import shapely
from lxml import etree

from gazetteer.formats.report import TrackRecord

GEOMETRIES = frozenset({"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry"})
TRACKS = frozenset({"Track", "MultiTrack"})
_COMMA = re.compile(r"\s*,\s*")


class BadGeometry(ValueError):
    """A geometry that cannot be understood; the message is Chinese and for people."""


def name_of(element: etree._Element) -> str:
    """Local name; comments and processing instructions have none."""
    return _local(element.tag)


@lru_cache(maxsize=4096)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this name, in any namespace."""
    for each in element:
        if name_of(each) == name:
            return each
    return None


def text_of(element: etree._Element | None) -> str:
    """All text within an element."""
    if element is None:
        return ""
    return ("".join(element.itertext()) if len(element) else element.text or "").strip()


def spot_of(element: etree._Element) -> tuple[float, ...]:
    """The position of a Point, as longitude, latitude and height if any. Raises BadGeometry."""
    words = text_of(child(element, "coordinates")).split(",")
    try:
        return _position(words)
    except BadGeometry:
        return _positions(element)[0]  # several positions, or blanks between the numbers


def geometry_of(element: etree._Element) -> shapely.Geometry:
    """A KML geometry element as a geometry in degrees. Raises BadGeometry."""
    kind = name_of(element)
    try:
        if kind == "Point":
            return shapely.Point(spot_of(element))
        if kind == "LineString":
            return shapely.LineString(_positions(element))
        if kind == "LinearRing":
            return shapely.Polygon(_positions(element))
        if kind == "Polygon":
            return _polygon(element)
    except (shapely.errors.GEOSException, ValueError) as error:
        raise error if isinstance(error, BadGeometry) else BadGeometry(f"图形不成立（{error}）") from error
    return _several([geometry_of(part) for part in element if name_of(part) in GEOMETRIES])


def _several(parts: list[shapely.Geometry]) -> shapely.Geometry:
    if not parts:
        raise BadGeometry("几何集合是空的")
    kinds = {part.geom_type for part in parts}
    whole = {"Point": shapely.MultiPoint, "LineString": shapely.MultiLineString, "Polygon": shapely.MultiPolygon}
    made = whole.get(next(iter(kinds))) if len(kinds) == 1 else None
    return made(parts) if made else shapely.GeometryCollection(parts)


def _polygon(element: etree._Element) -> shapely.Geometry:
    rings: dict[str, list] = {"outerBoundaryIs": [], "innerBoundaryIs": []}
    for boundary in element:
        for ring in boundary if name_of(boundary) in rings else ():
            rings[name_of(boundary)].append(_positions(ring))
    if not rings["outerBoundaryIs"]:
        raise BadGeometry("面没有外边界")
    return shapely.Polygon(rings["outerBoundaryIs"][0], rings["innerBoundaryIs"])


def _positions(element: etree._Element) -> list[tuple[float, ...]]:
    text = text_of(child(element, "coordinates"))
    words = _COMMA.sub(",", text).split()
    if not words:
        raise BadGeometry("没有坐标")
    positions = [_position(word.split(",")) for word in words]
    flat = any(len(position) < 3 for position in positions)
    return [position[:2] for position in positions] if flat else positions


def _position(numbers: list[str]) -> tuple[float, ...]:
    try:
        values = tuple([float(number) for number in numbers if number][:3])
    except ValueError:
        values = ()
    if len(values) < 2 or not all(map(math.isfinite, values)):
        raise BadGeometry(f"坐标缺失或不是数字：“{','.join(numbers)[:40]}”")
    if abs(values[0]) > 180 or abs(values[1]) > 180:
        raise BadGeometry(f"坐标超出范围：“{','.join(numbers)[:40]}”")
    return values


def tracks_of(element: etree._Element, name: str, raw: str) -> Iterator[TrackRecord | str]:
    """The tracks of a gx:Track or gx:MultiTrack; a text where one could not be read wholly."""
    parts = [element] if name_of(element) == "Track" else [each for each in element if name_of(each) == "Track"]
    for part in parts:
        whens = [text_of(each) for each in part if name_of(each) == "when"]
        coords, bad = [], 0
        for at, each in enumerate(each for each in part if name_of(each) == "coord"):
            try:
                coords.append((_position(text_of(each).split()), whens[at] if at < len(whens) else ""))
            except BadGeometry:
                bad += 1
        if bad:
            yield f"轨迹有 {bad} 个点的坐标缺失或不是数字，未取用"
        if whens and len(whens) != len(coords) + bad:
            yield f"轨迹的时间（{len(whens)} 个）与点（{len(coords) + bad} 个）数目不一致，缺的时间留空"
        if len(coords) < 2:
            yield f"轨迹只有 {len(coords)} 个有效点，不成线"
            continue
        heights = [place[2] if len(place) > 2 else None for place, _ in coords]
        times = [when or None for _, when in coords]
        yield TrackRecord(name, "track", [place[0] for place, _ in coords], [place[1] for place, _ in coords],
                          heights if any(height is not None for height in heights) else None,
                          times if any(times) else None, raw)
