"""Garmin FIT: activities and courses as tracks, one a lap; waypoints and course points as points."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from gazetteer.errors import UnreadableFile
from gazetteer.formats.charset import Charset, decide_values
from gazetteer.formats.fit_messages import FIELD_DESCRIPTION, TIMESTAMP, Message, messages, own_key
from gazetteer.formats.layer_frame import refuse_system
from gazetteer.formats.readers import Ask, reader
from gazetteer.formats.report import PointRecord, Report, TrackRecord
from gazetteer.formats.shifted import unshift

EVERY = 5000
FILE_ID, LAP, RECORD, LOCATION, COURSE, COURSE_POINT, ACTIVITY = 0, 19, 20, 29, 31, 32, 34
EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
FIRST_DATE, LAST_DATE = 0x10000000, 0xFFFFFFFE  # below it a time counts from when the unit was switched on
SEMICIRCLE = 180 / 2**31  # degrees
# Fields of a record (FIT SDK, profile): number → name, divisor, offset.
RECORD_FIELDS: dict[int | str, tuple[str, float, float]] = {
    2: ("altitude", 5, -500), 3: ("heart_rate", 1, 0), 4: ("cadence", 1, 0), 5: ("distance", 100, 0),
    6: ("speed", 1000, 0), 13: ("temperature", 1, 0), 31: ("gps_accuracy", 1, 0), 73: ("enhanced_speed", 1000, 0),
    78: ("enhanced_altitude", 5, -500)}


@dataclass
class _Content:
    """The messages that matter, in the order of the file."""

    records: list[Message] = field(default_factory=list)
    laps: list[Message] = field(default_factory=list)
    points: list[Message] = field(default_factory=list)
    others: dict[int, Message] = field(default_factory=dict)  # the first of its kind
    own_names: dict[str, bytes] = field(default_factory=dict)

    def add(self, message: Message) -> None:
        if message.number == RECORD:
            self.records.append(message)
        elif message.number == LAP:
            self.laps.append(message)
        elif message.number in (LOCATION, COURSE_POINT):
            self.points.append(message)
        elif message.number == FIELD_DESCRIPTION and isinstance(name := message.values.get(3), bytes):
            self.own_names[own_key(message.values)] = name
        else:
            self.others.setdefault(message.number, message)

    def texts(self) -> list[bytes]:
        """Every text, for the decision on the encoding."""
        spoken = [*self.points, *self.others.values()]
        return [value for each in spoken for value in each.values.values() if isinstance(value, bytes)]

    def other(self, number: int) -> dict[int | str, Any]:
        """The fields of the first message of a kind."""
        return dict(self.others[number].values) if number in self.others else {}


@reader("Garmin FIT", (".fit",), lambda head: head[8:12] == b".FIT")
def read_fit(ask: Ask) -> Report:
    """Read a FIT file; of a damaged one, everything before the damage."""
    refuse_system(ask, "FIT", may_be_shifted=True)
    report = Report(ask.path, "Garmin FIT", crs=4326,
                    crs_why="FIT 的位置是 WGS 84；与 CGCS2000 之差在厘米级，按 CGCS2000 使用")
    content = ask.path.read_bytes()
    found = _Content()
    for number, message in enumerate(messages(content, lambda at, why: report.miss(f"第 {at} 字节", why))):
        if number % EVERY == 0:
            ask.tell(message.at, len(content))
        found.add(message)
    charset = decide_values(found.texts(), stated=ask.encoding)
    report.encoding, report.encoding_why, report.rivals = charset.label, charset.why, charset.rivals
    _Reading(report, found, charset).read()
    unshift(report, ask)
    if not report.read:
        fault = report.unread[0].why if report.unread else "设备没有定到位，或不是活动、航线、航点文件"
        raise UnreadableFile("FIT 文件里没有位置", where=str(ask.path), why=fault, remedy="请从设备重新复制")
    return report


@dataclass
class _Reading:
    """Makes the points and tracks of a report out of the messages."""

    report: Report
    found: _Content
    charset: Charset

    def read(self) -> None:
        for message in self.found.points:
            self._point(message)
        name = self._text(self.found.other(COURSE).get(5)) or "轨迹"
        pieces = self._pieces()
        for number, records in enumerate(pieces, 1):
            self._track(name + (f"第{number}圈" if len(pieces) > 1 else ""), records)
        self._say()

    def _pieces(self) -> list[list[Message]]:
        """The records of each lap; a record before the first lap goes with it."""
        starts = sorted(start for lap in self.found.laps if isinstance(start := lap.values.get(2), int))
        pieces: list[list[Message]] = [[] for _ in starts] or [[]]
        last = 0
        for record in self.found.records:
            stamp = record.values.get(TIMESTAMP)
            if starts and isinstance(stamp, int):
                last = max(bisect_right(starts, stamp) - 1, 0)
            pieces[last].append(record)
        return [piece for piece in pieces if piece]

    def _track(self, name: str, records: Sequence[Message]) -> None:
        placed = [(record, place) for record in records if (place := self._place(record, 0, 1)) is not None]
        lost = len(records) - len(placed)
        if lost:
            self.report.note(f"“{name}”有 {lost} 条记录没有定到位，已略过")
        if not placed:
            return
        self.report.read += 1
        kept = [record for record, _ in placed]
        lon, lat = ([place[axis] for _, place in placed] for axis in (0, 1))
        heights, times = [_height(each) for each in kept], [_time(each.values.get(TIMESTAMP)) for each in kept]
        raw = json.dumps({**self._about(), **self._readings(kept)}, ensure_ascii=False)
        if len(kept) == 1:
            self.report.points.append(PointRecord("", lon[0], lat[0], heights[0], times[0], raw=raw,
                                                  number=self.report.read))
            return
        kind = "route" if COURSE in self.found.others else "track"
        self.report.tracks.append(TrackRecord(
            name, kind, lon, lat, heights if any(height is not None for height in heights) else None,
            times if any(times) else None, raw))

    def _point(self, message: Message) -> None:
        self.report.read += 1
        location = message.number == LOCATION
        name = self._text(message.values.get(0 if location else 6))
        place = self._place(message, *((1, 2) if location else (2, 3)))
        if place is None:
            self.report.miss(f"第 {message.at} 字节（航点“{name}”）", "没有位置")
            return
        height = message.values.get(4) if location else None
        taken = _time(message.values.get(TIMESTAMP if location else 1))
        self.report.points.append(PointRecord(
            name, *place, height / 5 - 500 if isinstance(height, int) else None, taken,
            self._text(message.values.get(6)) if location else "", raw=self._raw(message), number=self.report.read))

    def _place(self, message: Message, lat: int, lon: int) -> tuple[float, float] | None:
        x, y = message.values.get(lon), message.values.get(lat)
        if not (isinstance(x, int) and isinstance(y, int)):
            return None
        if abs(y) > 2**30 or abs(x) > 2**31:
            self.report.miss(f"第 {message.at} 字节",
                             f"坐标超出范围：经度 {x * SEMICIRCLE:g}，纬度 {y * SEMICIRCLE:g}")
            return None
        return x * SEMICIRCLE, y * SEMICIRCLE

    def _text(self, value: Any) -> str:
        if not isinstance(value, bytes):
            return ""
        return self.charset.corrected(value.decode(self.charset.codec, "replace")).strip()

    def _plain(self, value: Any) -> Any:
        """A value as JSON takes it."""
        if isinstance(value, tuple):
            return [self._plain(each) for each in value]
        if isinstance(value, float) and not math.isfinite(value):
            return None
        return self._text(value) if isinstance(value, bytes) else value

    def _raw(self, message: Message) -> str:
        fields = {str(key): self._plain(value) for key, value in message.values.items()}
        return json.dumps({"message": message.number, "fields": fields}, ensure_ascii=False)

    def _readings(self, records: Sequence[Message]) -> dict[str, list[Any]]:
        """What the records tell beyond position and time: name → one value a vertex, None where missing."""
        keys = dict.fromkeys(key for record in records for key in record.values if key not in (0, 1, TIMESTAMP))
        return {self._named(key): [self._scaled(key, record.values.get(key)) for record in records] for key in keys}

    def _named(self, key: int | str) -> str:
        if key in RECORD_FIELDS:
            return RECORD_FIELDS[key][0]
        return self._text(self.found.own_names.get(str(key))) or f"field_{key}"

    def _scaled(self, key: int | str, value: Any) -> Any:
        if key in RECORD_FIELDS and isinstance(value, int):
            _, divisor, offset = RECORD_FIELDS[key]
            return round(value / divisor + offset, 3) if divisor != 1 else value
        return self._plain(value)

    def _about(self) -> dict[str, Any]:
        file = self.found.other(FILE_ID)
        told = {"manufacturer": file.get(1), "product": file.get(2), "serial_number": file.get(3),
                "product_name": self._text(file.get(8)) or None}
        return {key: value for key, value in told.items() if value is not None}

    def _say(self) -> None:
        activity = self.found.other(ACTIVITY)
        local, utc = activity.get(5), activity.get(TIMESTAMP)
        if isinstance(local, int) and isinstance(utc, int) and abs(local - utc) < 86_400:
            self.report.note(f"设备的时区是 UTC{(local - utc) / 3600:+g}；时间按 UTC 保存")
        stamps: Iterable[Any] = (record.values.get(TIMESTAMP) for record in self.found.records)
        if any(isinstance(stamp, int) and stamp < FIRST_DATE for stamp in stamps):
            self.report.note("有的记录只有开机以来的秒数，没有日期，时间留空")


def _height(record: Message) -> float | None:
    for key in (78, 2):
        value = record.values.get(key)
        if isinstance(value, int):
            return round(value / 5 - 500, 1)
    return None


def _time(stamp: Any) -> str | None:
    """A time in UTC as ISO text; None where there is none, or no date in it."""
    if not isinstance(stamp, int) or not FIRST_DATE <= stamp <= LAST_DATE:
        return None
    return (EPOCH + timedelta(seconds=stamp)).strftime("%Y-%m-%dT%H:%M:%SZ")
