"""NMEA 0183 logs: the walk as a track, with height, time and accuracy; waypoints as points.

Sentences used: GGA, RMC, GLL, ZDA, WPL, of any talker (GP, GN, GB, BD, GL …). Source: NMEA 0183.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from operator import xor
from typing import Any

from gazetteer.errors import UnreadableFile
from gazetteer.formats.charset import decide
from gazetteer.formats.layer_frame import refuse_system
from gazetteer.formats.readers import MOST_WHOLE, Ask, reader
from gazetteer.formats.report import PointRecord, Report, TrackRecord
from gazetteer.formats.shifted import unshift

EVERY = 5000
GAP_SECONDS = 300  # a longer silence begins a new track
_SENTENCE = re.compile(r"[$!]([A-Z]{2}|P)([A-Z]{3})(,[^*]*)(?:\*([0-9A-Fa-f]{2}))?\s*$")
_HEAD = re.compile(rb"(^|[\r\n])[^\r\n$!]{0,40}\$(?:G[PNLABQI]|BD)[A-Z]{3},")
_MOST_FAULTS = 200


@dataclass
class _Fix:
    """A position of the walk; `seconds` since midnight UTC, `on` the day if any sentence told it."""

    lon: float
    lat: float
    seconds: float | None
    on: date | None = None
    elevation: float | None = None
    hdop: float | None = None
    quality: int | None = None


@dataclass
class _Walk:
    """The fixes in the order of the log, merged where several sentences tell of one moment."""

    fixes: list[_Fix] = field(default_factory=list)
    on: date | None = None
    last: float | None = None

    def at(self, lon: float, lat: float, seconds: float | None) -> _Fix:
        """The fix of this moment, made if the log has none yet."""
        if self.fixes and seconds is not None and self.fixes[-1].seconds == seconds:
            return self.fixes[-1]
        if self.on and seconds is not None and self.last is not None and seconds < self.last - 43_200:
            self.on += timedelta(days=1)  # past midnight, before a sentence with the date
        self.last = seconds if seconds is not None else self.last
        self.fixes.append(_Fix(lon, lat, seconds, self.on))
        return self.fixes[-1]

    def dated(self, on: date) -> None:
        """A sentence told the day: that of the fix of the same moment, and of those before it that lack one."""
        self.on = on
        if self.fixes:
            self.fixes[-1].on = on


@reader("NMEA 0183", (".nmea", ".nma", ".log"), lambda head: _HEAD.search(head) is not None, MOST_WHOLE)
def read_nmea(ask: Ask) -> Report:
    """Read a log. Sentences with a wrong checksum are not used and listed; those without one are."""
    refuse_system(ask, "NMEA", may_be_shifted=True)
    charset = decide(ask.path, stated=ask.encoding)
    report = Report(ask.path, "NMEA 0183", crs=4326, encoding=charset.label, encoding_why=charset.why)
    report.crs_why = "NMEA 0183 的位置是 WGS 84；与 CGCS2000 之差在厘米级，按 CGCS2000 使用"
    walk = _Walk()
    lines = charset.corrected(ask.path.read_bytes().decode(charset.codec, "replace")).splitlines()
    for number, line in enumerate(lines, start=1):
        if number % EVERY == 0:
            ask.tell(number, len(lines))
        _line(number, line, walk, report)
    _tracks(walk, report)
    unshift(report, ask)
    if not report.read:
        raise UnreadableFile("日志里没有位置", where=str(ask.path), remedy="请核对设备的输出设置",
                             why="设备没有定到位，或不是 GGA、RMC、GLL、WPL 语句")
    return report


def _line(number: int, line: str, walk: _Walk, report: Report) -> None:
    found = _SENTENCE.search(line)
    if found is None:
        if "$" in line:
            _fault(report, number, "语句不完整", line)
        return
    talker, kind, body, checksum = found.groups()
    if checksum and reduce(xor, f"{talker}{kind}{body}".encode("latin-1", "replace")) != int(checksum, 16):
        if line.isascii():
            _fault(report, number, "校验和不符，未采用", line)
            return
    take = _TAKERS.get(kind)
    try:
        if take:
            take(body.split(",")[1:], walk, report)
    except (ValueError, IndexError):
        _fault(report, number, "语句里的数字读不出", line)


def _fault(report: Report, number: int, why: str, line: str) -> None:
    if len(report.unread) < _MOST_FAULTS:
        report.miss(f"第 {number} 行", f"{why}：{line.strip()[:60]}")
    else:
        report.note(f"另有读不出的行，只列出前 {_MOST_FAULTS} 行")


def _gga(parts: Sequence[str], walk: _Walk, report: Report) -> None:
    quality = int(parts[5] or 0)
    if not quality or not parts[1]:
        report.note("有的语句没有定到位，已略过")
        return
    fix = walk.at(*_position(parts[1:5]), _seconds(parts[0]))
    fix.quality, fix.hdop, fix.elevation = quality, _number(parts[7]), _number(parts[8])


def _rmc(parts: Sequence[str], walk: _Walk, report: Report) -> None:
    on = _day(parts[8]) if len(parts) > 8 else None
    if parts[1] != "A" or not parts[2]:
        report.note("有的语句没有定到位，已略过")
    else:
        walk.at(*_position(parts[2:6]), _seconds(parts[0]))
    if on:
        walk.dated(on)


def _gll(parts: Sequence[str], walk: _Walk, report: Report) -> None:
    if parts[0] and (len(parts) < 6 or parts[5] == "A"):
        walk.at(*_position(parts[0:4]), _seconds(parts[4]) if len(parts) > 4 else None)


def _zda(parts: Sequence[str], walk: _Walk, report: Report) -> None:
    walk.dated(date(int(parts[3]), int(parts[2]), int(parts[1])))


def _wpl(parts: Sequence[str], walk: _Walk, report: Report) -> None:
    report.read += 1
    lon, lat = _position(parts[0:4])
    report.points.append(PointRecord(parts[4].strip(), lon, lat, raw=json.dumps({"WPL": list(parts)},
                                     ensure_ascii=False), number=report.read))


_TAKERS = {"GGA": _gga, "RMC": _rmc, "GLL": _gll, "ZDA": _zda, "WPL": _wpl}


def _position(parts: Sequence[str]) -> tuple[float, float]:
    """lon, lat of ddmm.mmmm, N, dddmm.mmmm, E. Raises ValueError."""
    lat, north, lon, east = parts
    found = _degrees(lon, 180) * (-1 if east == "W" else 1), _degrees(lat, 90) * (-1 if north == "S" else 1)
    if north not in "NS" or east not in "EW" or not north or not east:
        raise ValueError(parts)
    return found


def _degrees(text: str, most: int) -> float:
    value = float(text)
    degrees, minutes = divmod(value, 100)
    if not 0 <= minutes < 60 or degrees + minutes / 60 > most:
        raise ValueError(text)
    return degrees + minutes / 60


def _seconds(text: str) -> float | None:
    if not text:
        return None
    hour, minute, second = int(text[:2]), int(text[2:4]), float(text[4:])
    if hour > 23 or minute > 59 or second >= 61:
        raise ValueError(text)
    return hour * 3600 + minute * 60 + second


def _day(text: str) -> date | None:
    if not text:
        return None
    year = int(text[4:6])
    return date(year + (2000 if year < 80 else 1900), int(text[2:4]), int(text[:2]))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _tracks(walk: _Walk, report: Report) -> None:
    """Cut the walk where the log was silent for long; a single fix is a point."""
    _date_back(walk.fixes)
    for number, fixes in enumerate(_pieces(walk.fixes), start=1):
        report.read += 1
        times = [_moment(fix) for fix in fixes]
        raw = _raw(fixes)
        if len(fixes) == 1:
            fix = fixes[0]
            report.points.append(PointRecord("", fix.lon, fix.lat, fix.elevation, times[0], raw=raw,
                                             number=report.read))
            continue
        heights = [fix.elevation for fix in fixes]
        report.tracks.append(TrackRecord(
            f"轨迹{number}", "track", [fix.lon for fix in fixes], [fix.lat for fix in fixes],
            heights if any(height is not None for height in heights) else None, times if any(times) else None, raw))


def _date_back(fixes: Sequence[_Fix]) -> None:
    """Fixes logged before the first sentence with a date are of that day, unless midnight lies between."""
    later: _Fix | None = None
    for fix in reversed(fixes):
        if fix.on is None and later is not None and later.on is not None:
            crossed = fix.seconds is not None and later.seconds is not None and fix.seconds > later.seconds + 43_200
            fix.on = later.on - timedelta(days=1) if crossed else later.on
        later = fix


def _pieces(fixes: Sequence[_Fix]) -> Iterator[list[_Fix]]:
    piece: list[_Fix] = []
    for fix in fixes:
        if piece and _silence(piece[-1], fix) > GAP_SECONDS:
            yield piece
            piece = []
        piece.append(fix)
    if piece:
        yield piece


def _silence(one: _Fix, other: _Fix) -> float:
    if one.seconds is None or other.seconds is None:
        return 0
    days = (other.on - one.on).days if one.on and other.on else 0
    return abs(other.seconds - one.seconds + 86_400 * days)


def _moment(fix: _Fix) -> str | None:
    """The time in UTC; None where no day is known, since none is made up."""
    if fix.on is None or fix.seconds is None:
        return None
    hour, rest = divmod(fix.seconds, 3600)
    minute, second = divmod(rest, 60)
    whole = f"{second:06.3f}".rstrip("0").rstrip(".") if second % 1 else f"{int(second):02d}"
    return f"{fix.on.isoformat()}T{int(hour):02d}:{int(minute):02d}:{whole}Z"


def _raw(fixes: Sequence[_Fix]) -> str:
    about: dict[str, Any] = {"hdop": [fix.hdop for fix in fixes], "fix": [fix.quality for fix in fixes]}
    if any(fix.on is None for fix in fixes):
        about["seconds_utc"] = [fix.seconds for fix in fixes]
    return json.dumps({key: values for key, values in about.items() if any(value is not None for value in values)})
