"""What came in but cannot be right as it stands: unreadable text, and positions where no team of the office was."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from gazetteer.characters.offers import offers
from gazetteer.formats.charset import plausibility
from gazetteer.formats.report import PointRecord, Report, ShapeRecord
from gazetteer.language.characters import PRIVATE_USE, is_han

# West, south, east, north in degrees: 湖北省 lies between 108°21′ and 116°08′E, 29°01′ and 33°17′N
# (湖北省人民政府，省情概况).
PROVINCE = (108.35, 29.02, 116.14, 33.28)
LOST = "\ufffd"
_ODD = re.compile(f"{PRIVATE_USE.pattern}|[\x80-\xff{LOST}]")
_READABLE = 0.5
_NAMED = 3  # examples told of many


def look(report: Report) -> None:
    """Add to `report.doubts` what a person must look at before the file is used."""
    records: list[PointRecord | ShapeRecord] = [*report.points, *report.shapes]
    for record in records:
        if not _ODD.search(f"{record.name}{record.note}{record.kind}"):
            continue
        for label, text in (("名称", record.name), ("说明", record.note), ("种类", record.kind)):
            for why in _text_doubts(text):
                report.doubt(f"{_where(record)}，{label}“{text[:30]}”", why)
    if report.points:
        for where, why in _position_doubts(report.points):
            report.doubt(where, why)


def misread(text: str) -> str:
    """What a text was before GBK was read as Western letters (ÀµÉÏ¸Û → 赖上港); "" where it was not."""
    if text.isascii() or max(text) > "\xff" or sum(character > "\x7f" for character in text) < 2:
        return ""
    content = text.encode("latin-1")
    try:
        found = content.decode("gb18030")
    except UnicodeError:
        return ""
    written = all(map(is_han, (character for character in found if character > "\x7f")))
    return found if written and plausibility(content, "gb18030") >= _READABLE else ""


def _text_doubts(text: str) -> Iterator[str]:
    if LOST in text:
        yield "有在别处转码时丢失的字（�），应按原始资料补正"
    if PRIVATE_USE.search(text):
        meant = "；".join(f"{offer.shown} 可能是{'、'.join(offer.offered)}" for offer in offers(text) if offer.offered)
        yield "有自造字区的字符，别的电脑上不能显示" + (f"（{meant}）" if meant else "")
    found = misread(text)
    if found:
        yield f"是乱码，原文可能是“{found}”"


def _position_doubts(points: list[PointRecord]) -> Iterator[tuple[str, str]]:
    lon, lat = np.array([(point.lon, point.lat) for point in points]).T
    west, south, east, north = PROVINCE
    origin = (np.abs(lon) < 0.01) & (np.abs(lat) < 0.01)
    outside = ~origin & ((lon < west) | (lon > east) | (lat < south) | (lat > north))
    for mask, why in ((origin, "坐标是 0，0：设备没有定到位，或坐标没有填"),
                      (outside, "在湖北省以外，请核对坐标系、经纬度次序和数字")):
        found = np.flatnonzero(mask)
        if len(found):
            named = "、".join(_where(points[index]) for index in found[:_NAMED].tolist())
            yield f"{len(found)} 个点（{named}{'…' if len(found) > _NAMED else ''}）", why


def _where(record: PointRecord | ShapeRecord) -> str:
    return f"第 {record.number} 条" + (f"“{record.name[:20]}”" if record.name else "")
