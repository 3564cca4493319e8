"""How fast and when the tracks were walked, read when it is first wanted; tracks as runs of one class each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.surveys.survey import SurveyTrack
from gazetteer.tracks.cleaning import kept_rows
from gazetteer.tracks.fixes import Fixes, legs, seconds_of
from layers.columns import Paths
from layers.generalise import Outlines, level_of, tolerance_of

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer

SPEED, TIME = "speed", "time"
SPEED_STEPS = (2.0, 6.0, 20.0, 50.0)  # km/h, between the classes
CLASSES = len(SPEED_STEPS) + 1
UNKNOWN = CLASSES  # the class of what has no time
NO_TIME = "rejected"  # a quiet grey
TOKENS = tuple(f"pace{number}" for number in range(CLASSES))
CELL = 2.0  # tolerances of a level that fixes may lie apart without being told apart
AROUND = 2  # fixes on each side over which a speed is taken
LEVELS_KEPT = 8
LONGEST = 400  # segments of one run: Qt takes long over the crossings of a long path
MANY = 60_000  # segments beyond which those that lie on each other are drawn once


@dataclass(frozen=True, eq=False)
class Runs:
    """Part i of the outlines has one class throughout; `boxes` are west, south, east, north of the parts."""

    outlines: Outlines
    classes: np.ndarray
    boxes: np.ndarray


class TrackMotion:
    """Belongs to one table of tracks; whoever draws asks it, in whatever thread."""

    def __init__(self, read: Callable[[list[int]], Mapping[int, np.ndarray]],
                 known: Mapping[int, np.ndarray] | None = None) -> None:
        self._read, self._lock = read, Lock()
        self._seconds: dict[int, np.ndarray] = dict(known or {})
        self._values: dict[str, np.ndarray] = {}
        self._levels: dict[tuple[str, int, int], Runs] = {}

    def without(self, changed: set[int] | None) -> TrackMotion:
        """For the table after a change: what these records say is read again; everything without them."""
        kept = {} if changed is None else {one: held for one, held in self._seconds.items() if one not in changed}
        return TrackMotion(self._read, kept)

    def runs(self, paths: Paths, by: str, epsg: int, resolution: float) -> Runs:
        """The tracks at a resolution (map units a pixel) in runs of one class of speed or of time."""
        key = by, epsg, level_of(resolution)
        with self._lock:
            found = self._levels.get(key)
            if found is None:
                if by not in self._values:
                    self._values[by] = self._worked_out(paths, by)
                found = runs_of(paths, self._values[by], epsg, tolerance_of(key[2]) * CELL)
                for old in list(self._levels)[:1 - LEVELS_KEPT]:
                    self._levels.pop(old)
                self._levels[key] = found
        return found

    def _worked_out(self, paths: Paths, by: str) -> np.ndarray:
        missing = [number for number in paths.ids.tolist() if number not in self._seconds]
        self._seconds.update(self._read(missing) if missing else {})
        counts = np.diff(paths.starts)
        held = [self._seconds.get(int(paths.ids[row]), np.empty(0)) for row in paths.owner.tolist()]
        seconds = [one if len(one) == count else np.full(count, np.nan)
                   for one, count in zip(held, counts.tolist(), strict=True)]
        every = np.concatenate(seconds) if seconds else np.empty(0)
        fixes = Fixes(paths.lon, paths.lat, every)
        return speed_classes(fixes, paths.starts) if by == SPEED else time_classes(every, paths.starts)


def read_seconds(gazetteer: Gazetteer) -> Callable[[list[int]], dict[int, np.ndarray]]:
    """Reads the times of the fixes that are drawn of these tracks."""
    def read(numbers: list[int]) -> dict[int, np.ndarray]:
        found = {}
        for number in numbers:  # one after the other: the texts of one track are many
            track = gazetteer.get(SurveyTrack, number)
            if track is not None and track.geom is not None:
                count = int(shapely.get_num_coordinates(track.geom))
                found[number] = seconds_of(track.times, count)[kept_rows(count, track.left_out)]
        return found
    return read


def speed_classes(fixes: Fixes, starts: np.ndarray) -> np.ndarray:
    """The class of each fix by its speed over some fixes around it."""
    count = len(fixes)
    if not count:
        return np.empty(0, np.int8)
    first = np.repeat(starts[:-1], np.diff(starts))
    last = np.repeat(starts[1:] - 1, np.diff(starts))
    way = np.concatenate([[0.0], np.cumsum(legs(fixes))])
    rows = np.arange(count)
    before, after = np.maximum(rows - AROUND, first), np.minimum(rows + AROUND, last)
    passed = fixes.seconds[after] - fixes.seconds[before]
    with np.errstate(invalid="ignore", divide="ignore"):
        speed = (way[after] - way[before]) / passed * 3.6
    known = np.isfinite(speed) & (passed > 0)
    return np.where(known, np.digitize(speed, SPEED_STEPS), UNKNOWN).astype(np.int8)


def time_classes(seconds: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The fifth of its track's time in which each fix was."""
    classes = np.full(len(seconds), UNKNOWN, np.int8)
    for begin, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        own = seconds[begin:end]
        known = np.isfinite(own)
        if known.sum() > 1 and (span := np.ptp(own[known])) > 0:
            part = np.where(known, (own - own[known].min()) / span, 0) * CLASSES
            classes[begin:end] = np.where(known, np.minimum(part, CLASSES - 1), UNKNOWN)
    return classes


def runs_of(paths: Paths, classes: np.ndarray, epsg: int, cell: float) -> Runs:
    """Fixes in one cell (map units) after another as one vertex, cut where the class changes."""
    x, y = paths.projected(epsg)
    part = np.repeat(np.arange(len(paths.starts) - 1), np.diff(paths.starts))
    column, row = np.floor(x / cell), np.floor(y / cell)
    new = np.ones(len(x), bool)
    new[1:] = (column[1:] != column[:-1]) | (row[1:] != row[:-1]) | (part[1:] != part[:-1])
    new[paths.starts[1:] - 1] = True
    rows = np.flatnonzero(new)
    begin, end = rows[:-1], rows[1:]
    joined = part[begin] == part[end]
    begin, end = begin[joined], end[joined]
    own = classes[(begin + end) // 2]
    if len(begin) > MANY:
        fresh = _once(column, row, begin, end, own)
        begin, end, own = begin[fresh], end[fresh], own[fresh]
    if not len(begin):
        return Runs(Outlines(np.empty(0), np.empty(0), np.zeros(1, np.int64)), own, np.empty((0, 4)))
    cut = np.flatnonzero((begin[1:] != end[:-1]) | (own[1:] != own[:-1])
                         | (np.arange(1, len(begin)) % LONGEST == 0)) + 1
    firsts, lasts = np.concatenate([[0], cut]), np.concatenate([cut, [len(begin)]])
    counts = lasts - firsts + 1
    starts = np.concatenate([[0], np.cumsum(counts)])
    vertices = np.empty(starts[-1], np.int64)
    tail = starts[1:] - 1
    vertices[np.setdiff1d(np.arange(starts[-1]), tail, assume_unique=True)] = begin
    vertices[tail] = end[lasts - 1]
    px, py = x[vertices], y[vertices]
    box = np.column_stack([np.minimum.reduceat(px, starts[:-1]), np.minimum.reduceat(py, starts[:-1]),
                           np.maximum.reduceat(px, starts[:-1]), np.maximum.reduceat(py, starts[:-1])])
    return Runs(Outlines(px, py, starts), own[firsts], box)


def _once(column: np.ndarray, row: np.ndarray, begin: np.ndarray, end: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Of segments from the same cell to the same cell in the same class, one: in the order in which they came."""
    wide = column.max() - column.min() + 1
    cell = ((row - row.min()) * wide + (column - column.min())).astype(np.int64)
    low, high = np.minimum(cell[begin], cell[end]), np.maximum(cell[begin], cell[end])
    key = (low * 1_000_003 + high) * (CLASSES + 1) + own
    return np.sort(np.unique(key, return_index=True)[1])
