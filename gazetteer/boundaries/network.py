"""All lines with their markers, stations and sections, read once for checks and descriptions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely

from gazetteer.boundaries.carriers import Carriers
from gazetteer.boundaries.course import LEFT, RIGHT, Course, Foot
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import CANCELLED, SINGLE, BoundaryMarker
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.coordinates.systems import CGCS2000, PLANE, transform
from gazetteer.places.division import Division
from gazetteer.storage.work import Reader

_LINES = ("LineString", "MultiLineString")
_SAMPLES, _BESIDE = 9, 150.0  # spots along a line, metres to its sides, where the outlines are asked


@dataclass(frozen=True)
class Station:
    """A marker, or a pair or triple of one number: metres along the line, and the first of them by letter."""

    chainage: float
    markers: tuple[BoundaryMarker, ...]
    of_line: str = ""  # name of the line whose marker it is, "" for this one

    @property
    def number(self) -> str:
        return str(self.markers[0].number)

    @property
    def label(self) -> str:
        """003号界桩, 005号双立界桩, 天门钟祥线006号界桩."""
        return self.of_line + label_of(self.markers[0])


@dataclass
class View:
    """One line; `markers` are its own, `guests` those of other lines at its triple points; cancelled ones are out."""

    line: BoundaryLine
    markers: list[BoundaryMarker]
    guests: list[BoundaryMarker]
    sections: list[LineSection]
    outlines: tuple[shapely.Geometry | None, shapely.Geometry | None] = (None, None)
    names: Mapping[int, str] = field(default_factory=dict)  # of all lines by id
    _feet: dict[int, Foot] = field(default_factory=dict)

    @cached_property
    def course(self) -> Course | None:
        """None where the line is not drawn, or drawn as something else than a line."""
        drawn = self.line.geom
        return Course(drawn) if drawn is not None and not drawn.is_empty and drawn.geom_type in _LINES else None

    def foot(self, marker: BoundaryMarker) -> Foot | None:
        """Where a marker lies beside the line; None without a position or a line."""
        if self.course is None or marker.geom is None or marker.geom.is_empty:
            return None
        key = int(marker.id or 0)
        if key not in self._feet:
            self._feet[key] = self.course.foot((marker.geom.x, marker.geom.y))
        return self._feet[key]

    @cached_property
    def stations(self) -> list[Station]:
        """Own and guests along the line, those of one number together."""
        groups: dict[tuple[str, int, int], list[BoundaryMarker]] = {}
        for marker in sorted((*self.markers, *self.guests), key=lambda one: str(one.type_code)):
            if self.foot(marker) is not None:
                alone = int(marker.id or 0) if marker.standing in (None, SINGLE) else 0
                groups.setdefault((str(marker.line_code), int(marker.serial or 0), alone), []).append(marker)
        found = [Station(self._chainage(group), tuple(group), self._other_line(group[0])) for group in groups.values()]
        return sorted(found, key=lambda station: station.chainage)

    def _other_line(self, marker: BoundaryMarker) -> str:
        return "" if marker.line_id == self.line.id else self.names.get(int(marker.line_id or 0), "")

    def _chainage(self, group: Sequence[BoundaryMarker]) -> float:
        """The middle one: a single marker far off does not move the station."""
        return float(np.median([foot.chainage for marker in group if (foot := self.foot(marker))]))

    def station_of(self, marker_id: int | None) -> Station | None:
        """The station at which a marker stands."""
        return next((one for one in self.stations if any(marker.id == marker_id for marker in one.markers)), None)

    @cached_property
    def left(self) -> str:
        """Name of the unit to the left as one walks, as the outlines have it; "" where they do not tell."""
        course, votes = self.course, 0
        if course is None or self.outlines == (None, None):
            return ""
        for share in np.linspace(0.05, 0.95, _SAMPLES):
            votes += self._vote(course, share * course.length)
        return "" if not votes else str(self.line.side_a if votes > 0 else self.line.side_b)

    def _vote(self, course: Course, chainage: float) -> int:
        first, second = course.at(max(chainage - 50, 0)), course.at(min(chainage + 50, course.length))
        piece = transform(shapely.LineString([first, second]), CGCS2000, PLANE)
        votes = 0
        for sign in (1, -1):
            beside = transform(piece.offset_curve(_BESIDE * sign).centroid, PLANE, CGCS2000)
            inside = [outline is not None and bool(outline.contains(beside)) for outline in self.outlines]
            votes += sign * (inside[0] - inside[1])
        return votes

    def unit_at(self, side: str) -> str:
        """Name of the unit on a side, "" where it is not known."""
        if not self.left or side not in (LEFT, RIGHT):
            return ""
        other = self.line.side_b if self.left == self.line.side_a else self.line.side_a
        return self.left if side == LEFT else str(other)


@dataclass
class Network:
    """The views of all lines by code, and what they are measured against."""

    reader: Reader
    views: dict[str, View]
    tolerances: Tolerances

    @classmethod
    def of(cls, reader: Reader) -> Network:
        """Read lines, markers, sections and outlines."""
        markers = reader.find(BoundaryMarker, BoundaryMarker.status != CANCELLED)
        sections = reader.find(LineSection, order_by=[LineSection.line_id, LineSection.position])
        lines = reader.find(BoundaryLine, order_by=BoundaryLine.code)
        codes = {code for line in lines for code in (line.side_a_code, line.side_b_code) if code}
        outlines = {str(one.code): one.geom for one in reader.find(Division, Division.code.in_(codes))}
        names = {int(line.id or 0): str(line.name) for line in lines}
        return cls(reader, {str(line.code): View(
            line, [one for one in markers if one.line_id == line.id],
            [one for one in markers if one.line_id != line.id and line.code in one.line_codes()],
            [one for one in sections if one.line_id == line.id],
            (outlines.get(str(line.side_a_code)), outlines.get(str(line.side_b_code))), names) for line in lines},
            Tolerances.of(reader))

    @cached_property
    def carriers(self) -> Carriers:
        """The features along which lines run."""
        return Carriers.of(self.reader)


def label_of(marker: BoundaryMarker) -> str:
    """003号界桩; 005号双立界桩 where it stands in a group."""
    standing = "" if marker.standing in (None, SINGLE) else str(marker.standing)
    return f"{int(marker.serial or 0):03}号{standing}界桩"


def limit_of(marker: BoundaryMarker, tolerances: Tolerances) -> float:
    """Metres that a marker may lie off its line: one of a pair or triple stands beside it."""
    return tolerances["off_line" if marker.standing in (None, SINGLE) else "off_line_pair"]


def stretches_of(reader: Reader, section_ids: Collection[int]) -> shapely.Geometry | None:
    """The stretches of lines that sections of the register are, in EPSG:4490; None where their markers tell none."""
    found = []
    for view in Network.of(reader).views.values():
        for section in view.sections:
            first, last = view.station_of(section.start_marker_id), view.station_of(section.end_marker_id)
            if section.id in section_ids and view.course is not None and first is not None and last is not None:
                found += view.course.pieces(*sorted((first.chainage, last.chainage)))
    return shapely.MultiLineString(found) if found else None
