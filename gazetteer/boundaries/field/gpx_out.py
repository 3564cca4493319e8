"""The markers of an inspection as waypoints and its line as a route, for phones and GPS units."""

from __future__ import annotations

from pathlib import Path

import shapely
from lxml import etree

from gazetteer.boundaries.field.subject import Subject, spot
from gazetteer.formats.whole_file import write_whole

GPX = "http://www.topografix.com/GPX/1/1"
MARKER = "界桩"


def write_gpx(subject: Subject, path: Path) -> Path:
    """Degrees of CGCS2000, which a receiver takes as its WGS 84; they differ by centimetres."""
    root = etree.Element(f"{{{GPX}}}gpx", nsmap={None: GPX}, version="1.1", creator="天门市地名数据库")
    _add(etree.SubElement(root, f"{{{GPX}}}metadata"), "name", subject.title)
    for marker, record in subject.markers:
        here = spot(marker)
        if here is not None:
            point = etree.SubElement(root, f"{{{GPX}}}wpt", lat=repr(here.y), lon=repr(here.x))
            if marker.elevation is not None:
                _add(point, "ele", f"{marker.elevation:.2f}")
            _add(point, "name", str(marker.number))
            done = "已检查" if record.inspected_on else "待检查"
            _add(point, "desc", "，".join(filter(None, (done, marker.condition, marker.location))))
            _add(point, "type", MARKER)
    if subject.course is not None:
        for part in subject.course.parts:
            _route(root, subject.line.name or "", shapely.LineString(part))
    return write_whole(path, etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _route(root: etree._Element, name: str, part: shapely.LineString) -> None:
    route = etree.SubElement(root, f"{{{GPX}}}rte")
    _add(route, "name", name)
    for lon, lat in part.coords:
        etree.SubElement(route, f"{{{GPX}}}rtept", lat=f"{lat:.8f}", lon=f"{lon:.8f}")


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{GPX}}}{name}").text = text
