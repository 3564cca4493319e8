"""Invented markers (样例) along the sample's lines: single ones, pairs on the banks of rivers, triple points.

Everything is by fixed chance. Some markers are wrong on purpose; sample_marker_faults.csv lists them, one a row.
"""

from __future__ import annotations

import math
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import shapely

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import DOUBLE, SINGLE, THREE_FACES, TRIPLE, TWO_FACES, BoundaryMarker
from gazetteer.boundaries.sample_lines import CITY_NAME, NAMESPACE, outlines
from gazetteer.coordinates.systems import CGCS2000, PLANE, transform

SPACING_M = 4000.0
BANK_M, CORNER_M = 60.0, 25.0  # of a pair and of a triple from the line
NEAR_RIVER_M = 900.0  # the rivers of the sample are half a kilometre off themselves
SAMPLE = "样例：界桩为虚构"
OBJECTS = ("电线杆中心", "水塔中心", "独立房屋东南角", "独立大树中心", "涵闸中心", "桥头栏杆端部", "机井中心",
           "道路交叉口中心", "里程碑", "堤顶标石")
SIDE_AT_A_TRIPLE = "CDE"


@dataclass(frozen=True)
class Spot:
    """A place along a line in plane metres with the direction of the line there (radians, from east)."""

    along: float
    x: float
    y: float
    heading: float

    def beside(self, metres: float, ahead: float = 0.0) -> tuple[float, float]:
        """East and north of a place to the left (negative: right) of the line and ahead along it."""
        cos, sin = math.cos(self.heading), math.sin(self.heading)
        return self.x - sin * metres + cos * ahead, self.y + cos * metres + sin * ahead


@dataclass
class Maker:
    """Makes the markers of all lines; `rivers` are plane lines by name."""

    lines: Sequence[BoundaryLine]
    rivers: dict[str, shapely.Geometry]
    chance: random.Random = field(default_factory=lambda: random.Random(429006))

    def __post_init__(self) -> None:
        self._plane = {line.code: transform(line.geom, CGCS2000, PLANE) for line in self.lines}
        self._city = shapely.make_valid(transform(outlines()["429006"][1], CGCS2000, PLANE))
        shapely.prepare(self._city)

    def markers(self) -> Iterator[BoundaryMarker]:
        """Line by line, in the order of their serials."""
        for line in self.lines:
            for serial, spot in enumerate(self._spots(line), start=1):
                yield from self._at(line, serial, spot)

    def _spots(self, line: BoundaryLine) -> Iterator[Spot]:
        """Ends that no earlier line has marked, and every few kilometres between."""
        plane = self._plane[line.code]
        steps = max(2, round(plane.length / SPACING_M))
        for step in range(steps + 1):
            if step in (0, steps) and self._marked_before(line, plane.coords[0 if step == 0 else -1]):
                continue
            shift = 0.0 if step in (0, steps) else self.chance.uniform(-0.3, 0.3)
            yield _spot(plane, (step + shift) * plane.length / steps)

    def _marked_before(self, line: BoundaryLine, end: tuple[float, float]) -> bool:
        return any(str(other.code) < str(line.code) for other in self._meeting(line, end))

    def _meeting(self, line: BoundaryLine, end: tuple[float, float]) -> list[BoundaryLine]:
        here = shapely.Point(end)
        return [other for other in self.lines
                if other is not line and self._plane[other.code].boundary.distance(here) < 1.0]

    def river_at(self, x: float, y: float) -> str:
        """The river that runs along the line here, "" for none."""
        here = shapely.Point(x, y)
        return next((name for name, river in self.rivers.items() if river.distance(here) < NEAR_RIVER_M), "")

    def _at(self, line: BoundaryLine, serial: int, spot: Spot) -> Iterator[BoundaryMarker]:
        river = self.river_at(spot.x, spot.y)
        others = self._meeting(line, (spot.x, spot.y))
        inland = 1 if shapely.contains_xy(self._city, *spot.beside(BANK_M)) else -1  # the city lies left or right
        if others and river:
            for number, letter in enumerate(SIDE_AT_A_TRIPLE):
                turned = Spot(spot.along, spot.x, spot.y, spot.heading + number * 2 * math.pi / 3)
                yield self._marker(line, serial, letter, TRIPLE, turned.beside(CORNER_M * inland), others)
        elif river:
            for letter, side in (("A", inland), ("B", -inland)):
                yield self._marker(line, serial, letter, DOUBLE, spot.beside(BANK_M * side), others)
        else:
            yield self._marker(line, serial, "Q", SINGLE, (spot.x, spot.y), others)

    def _marker(self, line: BoundaryLine, serial: int, letter: str, standing: str, place: tuple[float, float],
                others: list[BoundaryLine]) -> BoundaryMarker:
        number = f"{line.code}{serial:03}{letter}"
        east, north = round(place[0], 3), round(place[1], 3)
        marker = BoundaryMarker(
            number=number, line_code=line.code, serial=serial, type_code=letter, standing=standing, level=line.level,
            spatial_id=str(uuid.uuid5(NAMESPACE, number)),
            further_lines=" ".join(str(one.code) for one in others) or None,
            faces=THREE_FACES if others and standing == SINGLE else TWO_FACES,
            group_number=None if letter == "Q" else number[:-1], material="石质", north=north, east=east,
            elevation=round(self.chance.uniform(23.5, 38.0), 2), accuracy=0.05, survey_method="GNSS RTK",
            geom=transform(shapely.Point(east, north), PLANE, CGCS2000), set_on="1998-06-18", remark=SAMPLE,
            seat_a=CITY_NAME, seat_b=line.side_b, seat_c=str(others[0].side_b) if others else None,
            responsible=line.side_a if serial % 2 else line.side_b, technician="样例")
        self._sight(marker, (east, north))
        standing_told = f"{standing}{marker.faces}{marker.material}界桩"
        marker.location = f"样例：{number}号界桩为{standing_told}，位于{line.side_a}与{line.side_b}交界处"
        return marker

    def _sight(self, marker: BoundaryMarker, place: tuple[float, float]) -> None:
        """Three reference objects around the marker, about a third of the horizon apart."""
        first = self.chance.uniform(0, 360)
        for number, what in enumerate(self.chance.sample(OBJECTS, 3), start=1):
            azimuth = math.radians((first + number * 120 + self.chance.uniform(-25, 25)) % 360)
            distance = self.chance.uniform(12, 90)
            east = round(place[0] + distance * math.sin(azimuth), 3)
            north = round(place[1] + distance * math.cos(azimuth), 3)
            dx, dy = east - place[0], north - place[1]
            told = {"what": what, "north": north, "east": east, "distance": round(math.hypot(dx, dy), 2),
                    "azimuth": round(math.degrees(math.atan2(dx, dy)) % 360 * 3600) / 3600 % 360}
            for name, value in told.items():
                setattr(marker, f"ref{number}_{name}", value)


def _spot(plane: shapely.LineString, along: float) -> Spot:
    along = min(max(along, 0.0), plane.length)
    here = plane.interpolate(along)
    before, after = plane.interpolate(max(along - 50, 0)), plane.interpolate(min(along + 50, plane.length))
    return Spot(along, here.x, here.y, math.atan2(after.y - before.y, after.x - before.x))
