"""The walked tracks of an inspection against the line: which stretches nobody walked, and between which markers.

A spot of the line counts as walked where a track passes within the tolerance; spikes of the receiver are left out,
and between two fixes farther apart than a stated distance nobody is taken to have walked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from gazetteer.boundaries.changes import existing
from gazetteer.boundaries.course import Course
from gazetteer.boundaries.inspection import Inspection, InspectionTrack
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.network import Network, View
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.coordinates.systems import to_plane
from gazetteer.errors import GazetteerError
from gazetteer.shapes.errors import Position
from gazetteer.storage.work import Reader
from gazetteer.tracks.cleaning import Thresholds, clean
from gazetteer.tracks.fixes import Fixes, seconds_of

START, END = "起点", "止点"
_ROUND = 32  # segments of a quarter circle: within 0.03 % of the tolerance
_AT = 1.0  # metres by which a marker may lie inside the stretch that it bounds


@dataclass(frozen=True)
class Stretch:
    """A stretch nobody walked: metres along the line, the markers before and behind it, and its positions."""

    start: float
    end: float
    before: str
    after: str
    line: tuple[Position, ...]

    @property
    def length(self) -> float:
        """Metres on the ellipsoid."""
        return self.end - self.start

    @property
    def text(self) -> str:
        """9003001Q 至 9003002Q 之间 1.20 千米未走到."""
        size = f"{self.length / 1000:.2f} 千米" if self.length >= 1000 else f"{self.length:.0f} 米"
        return f"{self.before} 至 {self.after} 之间 {size}未走到"

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"from_m": round(self.start, 1), "to_m": round(self.end, 1), "length_m": round(self.length, 1),
                "before": self.before, "after": self.after, "text": self.text}


@dataclass(frozen=True)
class Walk:
    """How much of a line was walked: its metres, the number of tracks, and the stretches nobody walked."""

    length: float
    tracks: int
    stretches: tuple[Stretch, ...]

    @property
    def missed(self) -> float:
        """Metres nobody walked, as far as they are told."""
        return sum(one.length for one in self.stretches)

    @property
    def text(self) -> str:
        """One sentence for the inspection."""
        if not self.tracks:
            return "还没有收回航迹"
        if not self.stretches:
            return f"航迹 {self.tracks} 条，界线 {self.length / 1000:.2f} 千米都已走到"
        return (f"航迹 {self.tracks} 条，界线 {self.length / 1000:.2f} 千米，"
                f"未走到 {len(self.stretches)} 段共 {self.missed / 1000:.2f} 千米")

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"line_m": round(self.length, 1), "tracks": self.tracks, "missed_m": round(self.missed, 1),
                "stretches": [one.as_dict() for one in self.stretches]}


def walk_of(reader: Reader, inspection_id: int, more: Sequence[Fixes] = ()) -> Walk:
    """The walk of an inspection by its tracks, and by tracks that are only about to come in.

    Raises GazetteerError where the inspection is gone or its line is not drawn.
    """
    inspection = existing(reader, Inspection, inspection_id)
    line = existing(reader, BoundaryLine, inspection.line_id)
    network = Network.of(reader)
    view = network.views[str(line.code)]
    if view.course is None:
        raise GazetteerError("这条界线还没有图形，不能与航迹比较", where=str(line.name), remedy="先画出或导入界线")
    tracks = [*tracks_of(reader, inspection_id), *more]
    return against(view.course, tracks, stations_of(view), network.tolerances)


def tracks_of(reader: Reader, inspection_id: int) -> list[Fixes]:
    """The tracks of an inspection as they were recorded."""
    tracks = reader.find(InspectionTrack, InspectionTrack.inspection_id == inspection_id)
    return [fixes_of(track) for track in tracks if track.geom is not None and not track.geom.is_empty]


def fixes_of(track: InspectionTrack) -> Fixes:
    """Every fix of a walked track."""
    lon, lat = shapely.get_coordinates(track.geom).T
    return Fixes(np.ascontiguousarray(lon), np.ascontiguousarray(lat), seconds_of(track.times, len(lon)))


def stations_of(view: View) -> list[tuple[float, str]]:
    """Metres along the line and number of each marker on it."""
    return [(station.chainage, station.number) for station in view.stations]


def against(course: Course, tracks: Sequence[Fixes], stations: Sequence[tuple[float, str]],
            tolerances: Tolerances) -> Walk:
    """Which stretches of a course no track comes near; nothing is told of a line without any track."""
    if not tracks:
        return Walk(course.length, 0, ())
    area = shapely.union_all([shapely.buffer(part, tolerances["walked"], quad_segs=_ROUND)
                              for fixes in tracks for part in walked_parts(fixes, tolerances["walked_break"])])
    found = [(start, end) for start, end in course.outside(area) if end - start >= tolerances["walked_least"]]
    stretches = tuple(Stretch(start, end, _before(start, stations), _after(end, stations),
                              tuple(course.stretch(start, end))) for start, end in found)
    return Walk(course.length, len(tracks), stretches)


def walked_parts(fixes: Fixes, longest: float) -> Iterable[shapely.Geometry]:
    """A track on the plane (EPSG:4547) without spikes, cut where two fixes are farther apart than so many metres."""
    kept = fixes.rows(clean(fixes, Thresholds(stop_seconds=0)).kept)
    spots = np.column_stack(to_plane(kept.lon, kept.lat))
    cuts = np.flatnonzero(np.hypot(*np.diff(spots, axis=0).T) > longest) + 1
    for part in np.split(spots, cuts):
        yield shapely.LineString(part) if len(part) > 1 else shapely.Point(part[0])


def _before(start: float, stations: Sequence[tuple[float, str]]) -> str:
    return next((number for at, number in reversed(stations) if at <= start + _AT), START)


def _after(end: float, stations: Sequence[tuple[float, str]]) -> str:
    return next((number for at, number in stations if at >= end - _AT), END)
