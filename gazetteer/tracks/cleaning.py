"""What of a track is noise: spikes of the receiver, and the tangle it draws where somebody stood still.

A pure function of the fixes and the stated thresholds. It only ever leaves fixes out, keeps both ends, and finds
nothing more in what it left.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from gazetteer.errors import GazetteerError
from gazetteer.tracks.fixes import Fixes, plane

_ROUNDS = 10_000  # a spike of many fixes takes a round for each


@dataclass(frozen=True)
class Thresholds:
    """A fix is a spike where it was reached and left faster than `fastest` (km/h), or, at any speed and without times,
    where it stands out by more than `spike` metres between two fixes that are nearer to each other than a third of it.

    A stop is a stay of at least `stop_seconds` within `stop_radius` metres of where it begins; its first fix stays.
    0 switches a rule off.
    """

    fastest: float = 150.0
    spike: float = 50.0
    stop_seconds: float = 120.0
    stop_radius: float = 15.0

    def __post_init__(self) -> None:
        for name, label in (("fastest", "最高速度"), ("spike", "飞点距离"), ("stop_seconds", "停留时间"),
                            ("stop_radius", "停留范围")):
            value = getattr(self, name)
            if not isinstance(value, int | float) or not np.isfinite(value) or value < 0:
                raise GazetteerError(f"清理条件“{label}”不能是 {value}", why="应为不小于 0 的数",
                                     remedy="填 0 表示不用")

    def kept(self) -> dict[str, float]:
        """For the register."""
        return {name: float(value) for name, value in asdict(self).items()}

    @classmethod
    def of(cls, held: dict[str, Any] | None) -> Thresholds:
        """From the register; what is missing is as usual."""
        known = {name: float(value) for name, value in (held or {}).items() if name in cls.__dataclass_fields__}
        return cls(**known)


@dataclass(frozen=True)
class Stop:
    """A stay: its first and last fix, and how many seconds it took."""

    first: int
    last: int
    seconds: float


@dataclass(frozen=True)
class Cleaned:
    """Row numbers of the fixes that are spikes, the stops, and for each fix whether it is kept."""

    spikes: np.ndarray
    stops: tuple[Stop, ...]
    kept: np.ndarray

    @property
    def left_out(self) -> int:
        """How many fixes are left out."""
        return int((~self.kept).sum())


def clean(fixes: Fixes, by: Thresholds) -> Cleaned:
    """What is to be left out of a track."""
    count = len(fixes)
    kept = np.ones(count, bool)
    if count < 3:
        return Cleaned(np.empty(0, np.int64), (), kept)
    stops: tuple[Stop, ...] = ()
    east, north = plane(fixes)
    for _ in range(_ROUNDS):  # without its stops a track may have spikes that they hid
        before = int(kept.sum())
        rows = np.flatnonzero(kept)
        kept[rows[_spikes(east[rows], north[rows], fixes.seconds[rows], by)]] = False
        rows = np.flatnonzero(kept)
        found = _stops(east[rows], north[rows], fixes.seconds[rows], by)
        for stop in found:
            kept[rows[stop.first + 1:stop.last + 1]] = False
        kept[-1] = True
        stops += tuple(Stop(int(rows[stop.first]), int(rows[stop.last]), stop.seconds) for stop in found
                       if stop.last - stop.first > 1 or rows[stop.last] != count - 1)
        if int(kept.sum()) == before:
            break
    rest = np.zeros(count, bool)
    for stop in stops:
        rest[stop.first + 1:stop.last + 1] = True
    spikes = np.flatnonzero(~kept & ~rest)
    return Cleaned(spikes, _joined(sorted(stops, key=lambda stop: stop.first), east, north, by.stop_radius), kept)


def stops_of(fixes: Fixes, by: Thresholds) -> tuple[Stop, ...]:
    """Only the stays."""
    return clean(fixes, by).stops


def _spikes(east: np.ndarray, north: np.ndarray, seconds: np.ndarray, by: Thresholds) -> np.ndarray:
    """Rows of spikes, none of them neighbours: each is judged beside fixes that stay. The ends are never among them."""
    if len(east) < 3:
        return np.empty(0, np.int64)
    leg = np.hypot(np.diff(east), np.diff(north))
    across = np.hypot(east[2:] - east[:-2], north[2:] - north[:-2])
    inner = np.zeros(len(across), bool)
    if by.fastest:
        passed = np.diff(seconds)
        fast = leg * 3.6 > by.fastest * np.where(passed > 0, passed, np.where(np.isfinite(passed), 0.0, np.inf))
        inner |= fast[:-1] & fast[1:] & (across < leg[:-1] + leg[1:])
    if by.spike:
        inner |= (np.minimum(leg[:-1], leg[1:]) > by.spike) & (across * 3 < np.minimum(leg[:-1], leg[1:]))
    rows = np.flatnonzero(inner) + 1
    if not len(rows):
        return rows
    run = np.cumsum(np.diff(rows, prepend=rows[0]) != 1)  # neighbours: every other one
    first_of_run = rows[np.searchsorted(run, run)]
    return rows[(rows - first_of_run) % 2 == 0]


def _stops(east: np.ndarray, north: np.ndarray, seconds: np.ndarray, by: Thresholds) -> list[Stop]:
    if not by.stop_seconds or not by.stop_radius or not np.isfinite(seconds).any():
        return []
    found, here, count = [], 0, len(east)
    # Where a fix is still within the radius after the time a stop takes: only there it is worth to look.
    known = np.isfinite(seconds)
    when = np.maximum.accumulate(np.where(known, seconds, -np.inf))
    later = np.searchsorted(when, np.where(known, seconds, np.inf) + by.stop_seconds)
    reach = np.minimum(later, count - 1)
    likely = np.flatnonzero((later < count)
                            & (np.hypot(east[reach] - east, north[reach] - north) <= by.stop_radius))
    for start in likely.tolist():
        if start < here:
            continue
        last = _stay(east, north, start, by.stop_radius)
        stayed = seconds[start:last + 1]
        passed = float(np.nanmax(stayed) - seconds[start])
        if last > start and passed >= by.stop_seconds:
            found.append(Stop(start, last, passed))
            here = last + 1
    return found


def _joined(stops: list[Stop], east: np.ndarray, north: np.ndarray, radius: float) -> tuple[Stop, ...]:
    """Stays that follow each other on the same spot are one: the scatter of a long one is wider than the radius."""
    made: list[Stop] = []
    for stop in stops:
        before = made[-1] if made else None
        if before and stop.first <= before.last + 1 and np.hypot(
                east[stop.first] - east[before.first], north[stop.first] - north[before.first]) <= 2 * radius:
            made[-1] = Stop(before.first, max(before.last, stop.last), before.seconds + stop.seconds)
        else:
            made.append(stop)
    return tuple(made)


def _stay(east: np.ndarray, north: np.ndarray, start: int, radius: float) -> int:
    """The last fix before the first one beyond the radius; looked for in steps that grow."""
    step, last = 64, start
    while last < len(east) - 1:
        end = min(last + 1 + step, len(east))
        beyond = np.hypot(east[last + 1:end] - east[start], north[last + 1:end] - north[start]) > radius
        if beyond.any():
            return last + int(np.argmax(beyond))
        last, step = end - 1, step * 2
    return last


def ranges(left_out: np.ndarray) -> list[list[int]]:
    """Row numbers as pairs of first and last, as the register keeps them."""
    if not len(left_out):
        return []
    cuts = np.flatnonzero(np.diff(left_out) != 1)
    firsts, lasts = left_out[np.concatenate([[0], cuts + 1])], left_out[np.concatenate([cuts, [len(left_out) - 1]])]
    return [[int(first), int(last)] for first, last in zip(firsts, lasts, strict=True)]


def kept_rows(count: int, left_out: list[Any] | None) -> np.ndarray:
    """For each fix whether it is kept; pairs that are damaged leave nothing out."""
    kept = np.ones(count, bool)
    for pair in left_out or ():
        if isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(each, int) for each in pair):
            kept[max(pair[0], 0):pair[1] + 1] = False
    kept[:1] = kept[-1:] = True
    return kept
