"""GPX 1.0 and 1.1: waypoints, routes and track segments, read piece by piece; what we do not know stays as raw XML."""

from __future__ import annotations

import copy
import math
import re
from array import array
from collections.abc import Callable, Iterator
from functools import partial

from lxml import etree

from gazetteer.coordinates.systems import WGS84
from gazetteer.errors import UnreadableFile
from gazetteer.formats.layer_frame import refuse_system
from gazetteer.formats.plain_points import PlainPoints, Run
from gazetteer.formats.readers import Ask, reader
from gazetteer.formats.report import PointRecord, Report, TrackRecord
from gazetteer.formats.shifted import unshift
from gazetteer.formats.xml_stream import XmlFile, open_xml, root_name

TAGS = ["gpx", "wpt", "rte", "rtept", "trk", "trkseg", "trkpt"]
ISO_TIME = re.compile(r"^-?\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$")
LONG_LINES = 65535
TRACK_KINDS = {"trkseg": ("track", "轨迹段"), "rte": ("route", "航线")}


@reader("GPX", (".gpx",), lambda head: root_name(head) == "gpx")
def read_gpx(ask: Ask) -> Report:
    """Read a GPX file; damage costs only the elements it touches, and each of those is listed."""
    source = open_xml(ask, ("wpt", "rtept", "trkpt"))
    report = Report(
        ask.path, "GPX", crs=ask.crs or WGS84, encoding=source.charset.label, encoding_why=source.charset.why
    )
    report.rivals = source.charset.rivals
    report.crs_why = "GPX 标准规定为 WGS 84；与 CGCS2000 之差在厘米级，按 CGCS2000 使用"
    refuse_system(ask, "GPX", may_be_shifted=True)
    walk = _Walk(report, source)
    walk.run()
    unshift(report, ask)
    _say_faults(report, source)
    if not report.read:
        if not walk.seen:
            raise UnreadableFile("这不是 GPX 文件", where=str(ask.path), why="里面没有 gpx 元素", remedy="请核对文件")
        if source.faults:
            line, why = source.faults[0]
            raise UnreadableFile(
                "GPX 文件已损坏，没有可读的点", where=f"{ask.path}，第 {line} 行", why=why, remedy="请从设备重新导出"
            )
        report.note("文件里没有航点、航线或轨迹")
    return report


def _say_faults(report: Report, source: XmlFile) -> None:
    for line, why in source.faults:
        report.miss(f"第 {line} 行" if line else "文件内", why)
    if source.bare:
        report.note(f"有 {source.bare} 处“&”没有按 XML 写法转义，已照字面读取")
    if source.charset.broken:
        report.miss("文件内", f"有字节按 {source.charset.label} 读不出，以“�”代替")


class _Line:
    """The points of one segment or route while it is being read."""

    def __init__(self) -> None:
        self.lon = array("d")
        self.lat = array("d")
        self.elevations: list[float | None] = []
        self.times: list[str | None] = []

    def add(self, place: tuple[float, float], elevation: float | None, time: str | None) -> None:
        self.lon.append(place[0])
        self.lat.append(place[1])
        self.elevations.append(elevation)
        self.times.append(time)

    def extend(self, run: Run) -> None:
        self.lon.extend(run.lon)
        self.lat.extend(run.lat)
        self.elevations.extend(run.elevations)
        self.times.extend(run.times)

    def record(self, name: str, kind: str, raw: str) -> TrackRecord:
        elevations = self.elevations if any(value is not None for value in self.elevations) else None
        times = self.times if any(self.times) else None
        return TrackRecord(name, kind, self.lon, self.lat, elevations, times, raw)


class _Walk:
    """Takes the elements as they are finished and empties them, so that memory holds only what is kept."""

    def __init__(self, report: Report, source: XmlFile) -> None:
        self.report, self.source = report, source
        self.line = _Line()
        self.segments: list[tuple[_Line, str, int]] = []
        self.seen = False

    def run(self) -> None:
        """Go through the file; the element the file was cut in is listed, not taken."""
        plain = self.source.plain = PlainPoints()
        for event, element in self.source.events(TAGS):
            if event == "pi":
                if element.target == plain.target:
                    self.line.extend(plain.take(element.text))
                continue
            tag = _name(element)
            if event == "start":
                self._start(tag, element)
            elif tag in TAGS[1:]:  # a prefix without a namespace stays in the name of its element
                getattr(self, f"_end_{tag}")(element)
        if self.segments:
            self._tracks("", None)

    def _start(self, tag: str, element: etree._Element) -> None:
        if tag == "gpx":
            self.seen = True
            self.report.format = f"GPX {element.get('version') or ''}".strip()
        elif tag in ("rte", "trkseg"):
            self.line = _Line()

    def _end_wpt(self, element: etree._Element) -> None:
        self.report.read += 1
        number = self.report.read
        where = partial(_where_waypoint, element, number)
        if place := self._place(element, where):
            self.report.points.append(
                PointRecord(
                    _text(element, "name"),
                    *place,
                    self._elevation(element, where),
                    self._time(element),
                    _notes(element),
                    _text(element, "type") or _text(element, "sym"),
                    _raw(element),
                    number,
                )
            )
        _drop(element)

    def _end_trkpt(self, element: etree._Element) -> None:
        where = partial(_where_on_line, element, len(self.line.lon) + 1)
        if place := self._place(element, where):
            self.line.add(place, self._elevation(element, where), self._time(element))
        # Beyond position, height and time a point may carry readings of its device: those stay for `raw`.
        if all(_name(child) in ("ele", "time") for child in element):
            _drop(element)

    _end_rtept = _end_trkpt

    def _end_trkseg(self, element: etree._Element) -> None:
        self.segments.append((self.line, _raw_line(element), element.sourceline or 0))
        _drop(element)

    def _end_trk(self, element: etree._Element) -> None:
        self._tracks(_text(element, "name"), element)
        _drop(element)

    def _end_rte(self, element: etree._Element) -> None:
        self._keep("rte", self.line, _text(element, "name"), _raw_line(element), element.sourceline or 0)
        _drop(element)

    def _tracks(self, name: str, track: etree._Element | None) -> None:
        """Hand over the segments of a track; its own name and extensions go with each of them."""
        for line, raw, at in self.segments:
            self._keep("trkseg", line, name, raw if track is None else _with_header(track, raw), at)
        self.segments = []

    def _keep(self, tag: str, line: _Line, name: str, raw: str, at: int) -> None:
        kind, label = TRACK_KINDS[tag]
        self.report.read += 1
        if len(line.lon) > 1:
            self.report.tracks.append(line.record(name, kind, raw))
            return
        called = f"“{name}”" if name else ""
        self.report.miss(f"第 {at} 行（{label}{called}）", f"只有 {len(line.lon)} 个有效点，不成线")

    def _is_cut(self, element: etree._Element) -> bool:
        """True for the point the file broke off in; known only when the parser is at its end."""
        if not self.source.ended or self.source.last_leaf_whole:
            return False
        return all(each.getnext() is None for each in _upwards(element))

    def _place(self, element: etree._Element, where: Callable[[], str]) -> tuple[float, float] | None:
        if self._is_cut(element):
            self.report.miss(where(), "文件在这个点中间中断，未取用")
            return None
        lon, lat = _number(element.get("lon")), _number(element.get("lat"))
        if lon is None or lat is None:
            missing = [
                f"{axis}=“{element.get(axis, '')}”" for axis, value in (("lon", lon), ("lat", lat)) if value is None
            ]
            self.report.miss(where(), f"坐标缺失或不是数字：{'，'.join(missing)}")
        elif not (-180 <= lon <= 180 and -90 <= lat <= 90):
            self.report.miss(where(), f"坐标超出范围：经度 {lon:g}，纬度 {lat:g}")
        else:
            return lon, lat
        return None

    def _elevation(self, element: etree._Element, where: Callable[[], str]) -> float | None:
        text = _text(element, "ele")
        value = _number(text) if text else None
        if text and value is None:
            self.report.miss(where(), f"高程“{text}”不是数字，该点保留，高程留空")
        return value

    def _time(self, element: etree._Element) -> str | None:
        text = _text(element, "time")
        if not text:
            return None
        if not ISO_TIME.match(text):
            self.report.note(f"有的时间不是标准写法（如“{text}”），未取用，原文保留")
            return None
        if "T" in text and not re.search(r"(Z|[+-]\d\d:?\d\d)$", text):
            self.report.note("有的时间没有写时区，照原样保留，未作换算")
        return text


def _upwards(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _name(element: etree._Element) -> str:
    """Local name; comments and processing instructions have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: etree._Element, name: str) -> str:
    """Text of a child in the element's own namespace, or an empty string."""
    wanted = element.tag[: element.tag.rfind("}") + 1] + name
    child = next((each for each in element if each.tag == wanted), None)
    return "" if child is None else "".join(child.itertext()).strip()


def _notes(element: etree._Element) -> str:
    return "；".join(dict.fromkeys(text for text in (_text(element, "desc"), _text(element, "cmt")) if text))


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _raw(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _raw_line(line: etree._Element) -> str:
    """A segment or route without the points that were emptied or lifted: they are in the lists of the record."""
    for child in list(line):
        if child.tag is etree.PI or (not len(child) and not child.attrib and _name(child) in ("trkpt", "rtept")):
            line.remove(child)
    return _raw(line)


def _with_header(track: etree._Element, segment: str) -> str:
    header = copy.deepcopy(track)
    for child in list(header):
        if _name(child) == "trkseg":
            header.remove(child)
    line = etree.fromstring(segment, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    if line is not None:
        header.append(line)
    return _raw(header)


def _drop(element: etree._Element) -> None:
    """Empty an element; its empty elder goes too. (The element itself may still be in the parser's hands.)"""
    element.clear(keep_tail=True)
    elder = element.getprevious()
    if elder is not None and _name(elder) == _name(element) and not len(elder) and not elder.attrib:
        element.getparent().remove(elder)


def _line(element: etree._Element) -> str:
    line = element.sourceline or 0
    # libxml2 keeps exact line numbers only this far.
    return f"第 {line} 行" if line < LONG_LINES else f"约第 {line} 行"


def _where_waypoint(element: etree._Element, number: int) -> str:
    name = _text(element, "name")
    return f"{_line(element)}（第 {number} 个航点{f'“{name}”' if name else ''}）"


def _where_on_line(element: etree._Element, number: int) -> str:
    return f"{_line(element)}（{'轨迹' if _name(element) == 'trkpt' else '航线'}的第 {number} 个点）"
