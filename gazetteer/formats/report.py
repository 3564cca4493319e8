"""What a reader hands over: points, tracks, shapes and photos of one file or folder, and what it could not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import shapely

from gazetteer.formats.column_uses import ReadColumn

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
    """One track segment or route: equally long rows of degrees (EPSG:4490), and of heights and times if any.

    `came` is the line as it came (WKT) where a person stated that its positions are shifted.
    """

    name: str
    kind: str
    lon: Sequence[float]
    lat: Sequence[float]
    elevations: list[float | None] | None = None
    times: list[str | None] | None = None
    raw: str = ""
    came: str = ""


@dataclass
class ShapeRecord:
    """One line or area as it came, with the same fields as a point. `geometry` in degrees (EPSG:4490).

    `came` is the shape as it came (WKT) where a person stated that its positions are shifted.
    """

    name: str
    geometry: shapely.Geometry
    taken_at: str | None = None
    note: str = ""
    kind: str = ""
    raw: str = ""
    number: int = 0
    came: str = ""


@dataclass
class PhotoRecord:
    """One photo: its file, what its EXIF says, and the point it belongs to with the reason.

    `lon`, `lat` in degrees (WGS 84), `elevation` in metres, `direction` in degrees clockwise from north;
    `camera_time` is the camera's clock, `satellite_time` that of the GPS (with Z); both ISO texts.
    `came` is the position as it came (WKT) where a person stated that it is shifted, `stated` the system.
    """

    path: Path
    file_name: str
    lon: float | None = None
    lat: float | None = None
    elevation: float | None = None
    direction: float | None = None
    camera_time: str | None = None
    satellite_time: str | None = None
    camera: str = ""
    raw: str = ""
    sha256: str = ""
    point: PointRecord | None = None
    why: str = ""
    came: str = ""
    stated: int = 0

    @property
    def located(self) -> bool:
        """Whether the camera wrote where it was."""
        return self.lon is not None and self.lat is not None

    @property
    def taken_at(self) -> str | None:
        """The clock of the camera where it tells its time zone, else the time of the satellites, else without zone."""
        zoned = self.camera_time if self.camera_time and "+" in self.camera_time else None
        return zoned or self.satellite_time or self.camera_time


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
    rivals: tuple[str, ...] = ()  # other encodings that the bytes bear nearly as well: a person must choose
    points: list[PointRecord] = field(default_factory=list)
    tracks: list[TrackRecord] = field(default_factory=list)
    shapes: list[ShapeRecord] = field(default_factory=list)
    read: int = 0
    unread: list[Unread] = field(default_factory=list)
    doubts: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: list[ReadColumn] = field(default_factory=list)  # of a table or layer, with what each was taken for
    sha256: str = ""
    photos: list[PhotoRecord] = field(default_factory=list)
    # What is kept together as the raw file, by the name it has in there; empty where that is the file alone.
    members: dict[str, Path] = field(default_factory=dict)
    held: list[object] = field(default_factory=list)  # temporary folders that the paths above lie in

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
