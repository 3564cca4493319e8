"""KML: placemarks with their folders, extended data, times and tracks, read piece by piece over any damage."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import Any

import shapely
from lxml import etree

from gazetteer.errors import UnreadableFile
from gazetteer.formats import columns as heads
from gazetteer.formats.charset import Charset
from gazetteer.formats.features import Feature, Layer
from gazetteer.formats.kml_geometry import (
    GEOMETRIES,
    TRACKS,
    BadGeometry,
    child,
    geometry_of,
    name_of,
    spot_of,
    text_of,
    tracks_of,
)
from gazetteer.formats.layer_frame import refuse_system
from gazetteer.formats.layer_records import read_layers
from gazetteer.formats.readers import Ask, reader
from gazetteer.formats.report import Report, TrackRecord
from gazetteer.formats.shifted import unshift
from gazetteer.formats.xml_stream import XmlFile, open_xml, root_name

_ROLES = {"name": "Name", "note": "description", "time": "timestamp"}
_FOLDERS = ("Folder", "Document")
_LEFT_OUT = {"NetworkLink": "是指向网络或别的文件的链接，未跟随", "GroundOverlay": "是叠加的影像，不是地名，未读取",
             "PhotoOverlay": "是叠加的照片，未读取", "ScreenOverlay": "是屏幕上的图片，未读取"}
_EVENTS = [*_FOLDERS, "Placemark", *_LEFT_OUT]
_MARKUP = re.compile(r"<[^>]{0,2000}>")
_WHY = "KML 标准规定为 WGS 84；与 CGCS2000 之差在厘米级，按 CGCS2000 使用"


@reader("KML", (".kml",), lambda head: root_name(head) == "kml")
def read_kml(ask: Ask) -> Report:
    """Read a KML file; damage costs only the placemarks it touches, and each of those is listed."""
    refuse_system(ask, "KML", may_be_shifted=True)
    source = open_xml(ask, ("Placemark",))
    report = Report(ask.path, "KML", crs=4326)
    walk = _Walk(report, source)
    walk.run()
    unshift(report, ask)
    for line, why in source.faults:
        report.miss(f"第 {line} 行" if line else "文件内", why)
    if source.bare:
        report.note(f"有 {source.bare} 处“&”没有按 XML 写法转义，已照字面读取")
    if not report.read and not walk.members:
        why = source.faults[0][1] if source.faults else "里面没有地标（Placemark）"
        raise UnreadableFile("KML 文件里没有可读的地标", where=str(ask.path), why=why, remedy="请用原来的软件重新导出")
    charset = Charset("utf-8", source.charset.label, source.charset.why)
    layers = [walk.layer()] if walk.members else []
    read_layers(ask, report, layers, charset=charset, roles=walk.roles())
    report.crs_why = report.crs_why or _WHY
    return report


class _Walk:
    """Takes the placemarks as they are finished and empties them, so that memory holds only what is kept."""

    def __init__(self, report: Report, source: XmlFile) -> None:
        self.report, self.source = report, source
        self.folders: list[tuple[etree._Element, str | None]] = []  # those open, with their names once looked for
        self.around: dict[str, str] | None = None
        self.members: list[tuple[dict[str, str], Any, str]] = []

    def run(self) -> None:
        for event, element in self.source.events(_EVENTS):
            tag = name_of(element)
            if tag in _FOLDERS:
                self._folder(event, element)
            elif event == "start":
                continue
            elif tag == "Placemark":
                self._placemark(element)
                _drop(element)
            elif tag in _LEFT_OUT:
                name = text_of(child(element, "name"))
                self.report.miss(f"第 {element.sourceline} 行（{tag}“{name}”）", _LEFT_OUT[tag])
                _drop(element)

    def _folder(self, event: str, element: etree._Element) -> None:
        self.around = None
        if event == "start":
            self.folders.append((element, None if name_of(element) == "Folder" else ""))
        elif self.folders:
            self.folders.pop()
            _drop(element)

    def _placemark(self, element: etree._Element) -> None:
        about: dict[str, str] = {}
        geometries, tracks = [], []
        for each in element:
            tag = name_of(each)
            if tag in GEOMETRIES:
                geometries.append((tag, each))
            elif tag in TRACKS:
                tracks.append(each)
            else:
                _tell(about, tag, each)
        about |= self._folders_around()
        if self._is_cut(element):
            self.members.append((about, None, "文件在这个地标中间中断，未取用"))
            return
        for each in tracks:
            self._tracks(each, about)
        if tracks and not geometries:
            return
        try:
            self.members.append((about, _place_of(*geometries[0]) if geometries else None, ""))
        except BadGeometry as error:
            self.members.append((about, None, str(error)))

    def _tracks(self, element: etree._Element, about: dict[str, str]) -> None:
        name, raw = about.get("Name", ""), json.dumps(about, ensure_ascii=False)
        for made in tracks_of(element, name, raw):
            if isinstance(made, TrackRecord):
                self.report.read += 1
                self.report.tracks.append(made)
            else:
                self.report.miss(f"第 {element.sourceline} 行（轨迹“{name}”）", made)

    def _is_cut(self, element: etree._Element) -> bool:
        """True for the placemark the file broke off in; known only when the parser is at its end."""
        if not self.source.ended or self.source.last_leaf_whole:
            return False
        return all(each.getnext() is None for each in (element, *element.iterancestors()))

    def _folders_around(self) -> dict[str, str]:
        """The folder and the way to it; the name of a folder stands before what is in it."""
        if self.around is None:
            self.folders = [(folder, text_of(child(folder, "name")) if name is None else name)
                            for folder, name in self.folders]
            names = [name for _, name in self.folders if name]
            way = {"FolderPath": "/".join(names)} if len(names) > 1 else {}
            self.around = {"Folder": names[-1], **way} if names else {}
        return self.around

    @cached_property
    def fields(self) -> list[str]:
        """Every field that one of the placemarks has; asked for when all of them are there."""
        return list({name: None for about, _, _ in self.members for name in about})

    def layer(self) -> Layer:
        """The placemarks with every field that one of them has."""
        fields = self.fields
        features = [Feature(number, geometry, tuple([about.get(name) for name in fields]), fault)
                    for number, ((about, _, fault), geometry) in enumerate(zip(self.members, self._places(),
                                                                                strict=True), start=1)]
        return Layer("", tuple(name.encode("utf-8", "replace") for name in fields), "EPSG:4326", features)

    def _places(self) -> list[Any]:
        """The geometries, those of points made at once."""
        places = [place for _, place, _ in self.members]
        for length in (2, 3):
            at = [index for index, place in enumerate(places) if isinstance(place, tuple) and len(place) == length]
            for index, point in zip(at, shapely.points([places[index] for index in at]) if at else (), strict=True):
                places[index] = point
        return places

    def roles(self) -> dict[str, str]:
        """The folder is the kind, unless a field of the placemarks is."""
        return _ROLES if "kind" in heads.by_heading(self.fields) else {**_ROLES, "kind": "Folder"}


def _tell(about: dict[str, str], tag: str, element: etree._Element) -> None:
    """Add what a placemark says in one of its elements besides the geometry."""
    if tag == "name":
        about["Name"] = text_of(element)
    elif tag == "description":
        about |= _description(text_of(element))
    elif tag == "ExtendedData":
        about |= _extended(element)
    elif tag in ("TimeStamp", "TimeSpan"):
        about |= _times(element)
    elif tag:
        said = etree.tostring(element, encoding="unicode", with_tail=False) if len(element) else text_of(element)
        if said:
            about.setdefault(tag, said)


def _description(text: str) -> dict[str, str]:
    plain = " ".join(_MARKUP.sub(" ", text).split()) if "<" in text else text
    return {"description": plain} if plain == text else {"description": plain, "description（HTML）": text}


def _times(element: etree._Element) -> dict[str, str]:
    names = {"when": "timestamp", "begin": "timestamp", "end": "timestamp_end"}
    return {names[name_of(each)]: text_of(each) for each in element if name_of(each) in names}


def _extended(element: etree._Element) -> dict[str, str]:
    """Data and SchemaData; whatever else stands there (gx:Carousel of Google Earth) as it came."""
    found: dict[str, str] = {}
    for each in element:
        tag = name_of(each)
        if tag == "Data":
            found[each.get("name") or "Data"] = text_of(child(each, "value"))
        elif tag == "SchemaData":
            found |= {simple.get("name") or "SimpleData": text_of(simple) for simple in each if name_of(simple)}
        elif tag:
            found[tag] = etree.tostring(each, encoding="unicode", with_tail=False)
    return found


def _place_of(tag: str, element: etree._Element) -> Any:
    """A geometry, or the bare position of a point."""
    return spot_of(element) if tag == "Point" else geometry_of(element)


def _drop(element: etree._Element) -> None:
    """Empty an element and forget the elder ones of its kind that were emptied."""
    element.clear(keep_tail=True)
    elder = element.getprevious()
    if elder is not None and not len(elder) and name_of(elder) == name_of(element):
        element.getparent().remove(elder)
