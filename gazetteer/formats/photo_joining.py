"""Photos find their points: by a path that a point names, by name, by position, by time; each join says why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import PurePosixPath
from statistics import median
from urllib.parse import unquote

import numpy as np

from gazetteer.formats.photos import settle_alone
from gazetteer.formats.report import PhotoRecord, PointRecord, Report

NEAR_METRES = 50.0
NEAR_SECONDS = 180.0
CLOCKS_AGREE = 120.0  # seconds by which the differences of one camera's clock may vary
PAIRS_TO_SEE_A_CLOCK = 2
BEIJING = timezone(timedelta(hours=8))
_PATH = re.compile(r"[^\"'<>|*?\r\n\t=,;，；（(]{1,240}\.(?:jpe?g|png|webp|tiff?|hei[cf])", re.IGNORECASE)
_COUNTED = re.compile(r"[\s_\-－—.]*[(（\[【]?\s*(?:照片|图)?\s*\d{1,4}\s*[)）\]】]?$")
_METRES = 111_320.0
SAME_SPOT = 1e-5  # degrees, about a metre


def join_photos(report: Report) -> None:
    """Give the photos of a report to its points; what is left becomes a point of its own or is listed."""
    if not report.photos:
        return
    # Photos in the order of their names: the same folder always gives the same answer.
    joining = _Joining(report, list(report.points))
    for way in (joining.by_path, joining.by_name, joining.by_position):
        for photo in joining.left:
            way(photo)
    joining.estimate_clocks()
    for photo in joining.left:
        joining.by_time(photo)
    for photo in joining.left:
        settle_alone(report, photo)
        joining.count("自成测点" if photo.point else "没有归属")
    joining.tell()


@dataclass
class _Joining:
    report: Report
    points: Sequence[PointRecord]
    ways: Counter[str] = field(default_factory=Counter)
    clocks: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.photos = sorted(self.report.photos, key=lambda photo: photo.file_name)
        self.named = _named_by_points(self.points)
        self.called: dict[str, list[PointRecord]] = defaultdict(list)
        for point in self.points:
            if point.name.strip():
                self.called[point.name.strip().casefold()].append(point)
        self.lonlat = np.array([(point.lon, point.lat) for point in self.points], float).reshape(-1, 2)
        self.moments = np.array([_moment(point.taken_at) or np.nan for point in self.points], float)

    @property
    def left(self) -> list[PhotoRecord]:
        return [photo for photo in self.photos if photo.point is None]

    def count(self, way: str) -> None:
        self.ways[way] += 1

    def _join(self, photo: PhotoRecord, point: PointRecord, way: str, why: str) -> None:
        photo.point, photo.why = point, why
        self.count(way)

    def by_path(self, photo: PhotoRecord) -> None:
        """A field, link or description of the point names the file; the longer the common path, the surer."""
        parts = _parts(photo.file_name)
        naming = self.named.get(parts[-1].casefold(), [])
        if not naming:
            return
        best = max(_common(parts, named) for _, named in naming)
        alike = sum(1 for other in self.photos if _parts(other.file_name)[-1].casefold() == parts[-1].casefold())
        point = self._one_of(photo, [point for point, named in naming if _common(parts, named) == best])
        if point is not None and (alike == 1 or best > 1):
            self._join(photo, point, "按记录里写的文件名", f"测点的记录里写着“{parts[-1]}”")

    def by_name(self, photo: PhotoRecord) -> None:
        """干驿镇1.jpg or 干驿镇/IMG_1.jpg belongs to 干驿镇."""
        path = PurePosixPath(photo.file_name)
        names = ((path.stem, "文件名"), (_COUNTED.sub("", path.stem), "文件名"), (path.parent.name, "文件夹名"))
        for name, how in names:
            points = self.called.get(name.strip().casefold(), [])
            if points:
                point = self._one_of(photo, points)
                if point is not None:
                    several = "" if len(points) == 1 else f"；同名的有 {len(points)} 个，取最近的"
                    self._join(photo, point, "按名称", f"{how}与点名“{point.name}”相同{several}")
                return

    def by_position(self, photo: PhotoRecord) -> None:
        """The nearest point within 50 metres."""
        if not photo.located or not len(self.points):
            return
        metres = self._metres(photo)
        nearest = int(metres.argmin())
        if metres[nearest] <= NEAR_METRES:
            self._join(photo, self.points[nearest], "按位置", f"拍摄位置离测点 {metres[nearest]:.0f} 米")

    def by_time(self, photo: PhotoRecord) -> None:
        """The point measured within three minutes, by the corrected clock; a photo far from it says no."""
        moment = self._corrected(photo)
        if photo.located or moment is None or not len(self.points) or np.isnan(self.moments).all():
            return
        seconds = np.abs(self.moments - moment)
        nearest = int(np.nanargmin(seconds))
        if seconds[nearest] <= NEAR_SECONDS:
            self._join(photo, self.points[nearest], "按时间", f"拍摄时间与测点相差 {seconds[nearest]:.0f} 秒")

    def estimate_clocks(self) -> None:
        """By how much a camera's clock is off: from its satellite times and from the photos joined so far."""
        offs: dict[str, list[float]] = defaultdict(list)
        for photo in self.photos:
            shown = _moment(photo.camera_time)
            true = _moment(photo.satellite_time) or (_moment(photo.point.taken_at) if photo.point else None)
            if shown is not None and true is not None:
                offs[photo.camera].append(true - shown)
        for camera, seconds in offs.items():
            middle = median(seconds)
            agree = [each for each in seconds if abs(each - middle) <= CLOCKS_AGREE]
            if len(agree) >= PAIRS_TO_SEE_A_CLOCK and len(agree) * 2 > len(seconds):
                self.clocks[camera] = median(agree)
                if abs(middle) >= 1:
                    self.report.note(f"相机{f'“{camera}”' if camera else ''}的时钟比测点{_span(middle)}"
                                     f"（由 {len(agree)} 张照片算出），按时间归照片时已改正")

    def _corrected(self, photo: PhotoRecord) -> float | None:
        """Seconds since 1970: of the satellites, else of the camera, put right."""
        if (moment := _moment(photo.satellite_time)) is not None:
            return moment
        shown = _moment(photo.camera_time)
        if shown is not None and photo.camera not in self.clocks and "+" not in (photo.camera_time or ""):
            self.report.note("相机没有记时区，照片的时间按北京时间与测点比较")
        return shown + self.clocks.get(photo.camera, 0.0) if shown is not None else None

    def _one_of(self, photo: PhotoRecord, points: Sequence[PointRecord]) -> PointRecord | None:
        """Of several points the one near by; the first where all are the same spot; else none, with the reason."""
        first = points[0]
        if all(abs(point.lon - first.lon) < SAME_SPOT and abs(point.lat - first.lat) < SAME_SPOT for point in points):
            return first
        if photo.located:
            return min(points, key=lambda point: _distance(photo, point))
        photo.why = f"可以归到 {len(points)} 个测点，分不清是哪个"
        return None

    def _metres(self, photo: PhotoRecord) -> np.ndarray:
        assert photo.lat is not None
        narrowed = np.array([np.cos(np.radians(photo.lat)), 1.0])
        return np.hypot(*((self.lonlat - (photo.lon, photo.lat)) * narrowed).T) * _METRES

    def tell(self) -> None:
        told = "，".join(f"{way} {count} 张" for way, count in self.ways.items())
        self.report.note(f"照片 {len(self.photos)} 张：{told}")


def _named_by_points(points: Iterable[PointRecord]) -> dict[str, list[tuple[PointRecord, list[str]]]]:
    """Files that the records of points name, by their own name."""
    named: dict[str, list[tuple[PointRecord, list[str]]]] = defaultdict(list)
    for point in points:
        for text in dict.fromkeys(_PATH.findall(unquote(f"{point.raw}\n{point.note}"))):
            parts = _parts(text)
            named[parts[-1].casefold()].append((point, parts))
    return named


def _parts(path: str) -> list[str]:
    plain = path.replace("\\\\", "/").replace("\\", "/")
    return [part.strip() for part in plain.split("/") if part.strip() and not part.endswith(":")] or [plain]


def _common(parts: Sequence[str], other: Sequence[str]) -> int:
    """How many names the ends of two paths have in common, in either case."""
    count = 0
    for one, two in zip(reversed(parts), reversed(other), strict=False):
        if one.casefold() != two.casefold():
            break
        count += 1
    return count


def _distance(photo: PhotoRecord, point: PointRecord) -> float:
    assert photo.lon is not None and photo.lat is not None
    return float(np.hypot((photo.lon - point.lon) * np.cos(np.radians(point.lat)), photo.lat - point.lat) * _METRES)


def _moment(text: str | None) -> float | None:
    """Seconds since 1970 of an ISO text; without a zone it is taken as Beijing time, a mere date is no moment."""
    if not text or "T" not in text:
        return None
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).astimezone(UTC).timestamp()


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(abs(seconds)), 60)
    said = f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
    return f"{'慢' if seconds > 0 else '快'} {said}"
