"""What a reader hands over: the points and tracks of one file, and everything it could not read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import shapely

Progress = Callable[[int, int], None]
"""Called with (done, total); may raise `Cancelled`."""


@dataclass(frozen=True)
class Unread:
    """One thing that was not read, or not wholly: where it stands in the file, and why."""

    where: str
    why: str


@dataclass
class PointRecord:
    """One point as it came. `lon`, `lat` in degrees (EPSG:4490); `elevation` in metres; `raw` is XML or JSON text."""

    name: str
    lon: float
    lat: float
    elevation: float | None = None
    taken_at: str | None = None
    note: str = ""
    kind: str = ""
    raw: str = ""
    number: int = 0


@dataclass
class TrackRecord:
    """One track segment or route: equally long lists of degrees (EPSG:4490), and of heights and times if any."""

    name: str
    kind: str
    lon: list[float]
    lat: list[float]
    elevations: list[float | None] | None = None
    times: list[str | None] | None = None
    raw: str = ""


@dataclass
class ShapeRecord:
    """One line or area as it came, with the same fields as a point. `geometry` in degrees (EPSG:4490)."""

    name: str
    geometry: shapely.Geometry
    taken_at: str | None = None
    note: str = ""
    kind: str = ""
    raw: str = ""
    number: int = 0


@dataclass
class Report:
    """The result of reading one file. `read` counts records met, `kept` those handed over."""

    path: Path
    format: str
    file_name: str = ""
    crs: int = 4490
    crs_why: str = ""
    encoding: str = ""
    encoding_why: str = ""
    points: list[PointRecord] = field(default_factory=list)
    tracks: list[TrackRecord] = field(default_factory=list)
    shapes: list[ShapeRecord] = field(default_factory=list)
    read: int = 0
    unread: list[Unread] = field(default_factory=list)
    doubts: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sha256: str = ""

    @property
    def kept(self) -> int:
        """How many records were handed over."""
        return len(self.points) + len(self.tracks) + len(self.shapes)

    def miss(self, where: str, why: str) -> None:
        """List something that was not read."""
        self.unread.append(Unread(where, why))

    def doubt(self, where: str, why: str) -> None:
        """List something that came in and cannot be right as it stands."""
        self.doubts.append(Unread(where, why))

    def note(self, text: str) -> None:
        """Say something about the file as a whole, once."""
        if text not in self.notes:
            self.notes.append(text)
