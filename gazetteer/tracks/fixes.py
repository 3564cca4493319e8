"""The fixes of a track as columns: where, and when in seconds since 1970."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.formats.times import BEIJING

if TYPE_CHECKING:
    from gazetteer.surveys.survey import SurveyTrack

BEIJING_SECONDS = 8 * 3600
_PLAIN = len("2026-03-12T08:31:05")


@dataclass(frozen=True)
class Fixes:
    """Equally long columns: degrees (EPSG:4490), and seconds since 1970 (NaN where no time was recorded)."""

    lon: np.ndarray
    lat: np.ndarray
    seconds: np.ndarray

    def __len__(self) -> int:
        return len(self.lon)

    def rows(self, chosen: Any) -> Fixes:
        """Only these fixes."""
        return Fixes(self.lon[chosen], self.lat[chosen], self.seconds[chosen])

    @property
    def timed(self) -> bool:
        """Whether at least two fixes have a time."""
        return int(np.isfinite(self.seconds).sum()) > 1


def fixes_of(track: SurveyTrack) -> Fixes:
    """Every fix of a track as it was recorded."""
    lon, lat = shapely.get_coordinates(track.geom).T if track.geom is not None else np.empty((2, 0))
    return Fixes(np.ascontiguousarray(lon), np.ascontiguousarray(lat), seconds_of(track.times, len(lon)))


def seconds_of(times: Sequence[str | None] | None, count: int) -> np.ndarray:
    """Seconds since 1970 of ISO texts; without a zone it is Beijing's time. NaN where there is no moment."""
    found = np.full(count, np.nan)
    texts = list(times or ())[:count]
    if not texts:
        return found
    try:  # a million texts of one shape in a moment
        array = np.array(texts)
        if array.dtype.kind == "U":
            zoned = np.char.endswith(array, "Z")
            if zoned.all() or not (np.char.find(array, "+") >= 0).any():
                moments = np.char.rstrip(array, "Z").astype("datetime64[ms]").astype(float) / 1000
                plain = np.char.str_len(array) >= _PLAIN
                found[:len(texts)] = np.where(plain, moments - np.where(zoned, 0, BEIJING_SECONDS), np.nan)
                return found
    except ValueError:
        pass  # some text is another: one by one
    found[:len(texts)] = [second_of(text) for text in texts]
    return found


def second_of(text: str | None) -> float:
    """Seconds since 1970 of one ISO text; NaN for a mere date and for what is no time."""
    if not text or "T" not in text:
        return float("nan")
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return float("nan")
    return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).timestamp()


def clock_text(seconds: float) -> str:
    """Beijing's wall clock of seconds since 1970: 2026-03-12 08:31:05."""
    return datetime.fromtimestamp(seconds, BEIJING).strftime("%Y-%m-%d %H:%M:%S") if np.isfinite(seconds) else ""


def span_text(seconds: float) -> str:
    """A duration in words: 2 小时 5 分, 45 秒."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


def legs(fixes: Fixes) -> np.ndarray:
    """Metres from each fix to the next, on a sphere that fits the ellipsoid at this latitude (better than 0.1 %)."""
    if len(fixes) < 2:
        return np.empty(0)
    east, north = plane(fixes)
    return np.hypot(np.diff(east), np.diff(north))


def plane(fixes: Fixes) -> tuple[np.ndarray, np.ndarray]:
    """East and north in metres from the first fix, by the radii of the ellipsoid at the middle latitude."""
    middle = np.radians((fixes.lat.min() + fixes.lat.max()) / 2) if len(fixes) else 0.0
    flat = 1 - 0.00669438002290 * np.sin(middle) ** 2
    across = 6378137.0 / np.sqrt(flat)
    along = across * (1 - 0.00669438002290) / flat
    east = np.radians(fixes.lon - fixes.lon[:1]) * across * np.cos(middle)
    return east, np.radians(fixes.lat - fixes.lat[:1]) * along


def speeds(fixes: Fixes) -> np.ndarray:
    """Metres a second from each fix to the next; NaN where the times do not tell it."""
    passed = np.diff(fixes.seconds)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(passed > 0, legs(fixes) / passed, np.nan)
