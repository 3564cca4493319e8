"""Control points kept beside their picture, so that a scan stays where it was put and can be put better."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from gazetteer.coordinates.control_points import KINDS, ControlPoint, Fit, fit
from gazetteer.coordinates.systems import PLANE, from_plane, to_plane
from gazetteer.errors import GazetteerError, UnreadableFile
from gazetteer.formats.whole_file import write_whole

SUFFIX = ".points.json"
WORLD_SUFFIXES = {".png": ".pgw", ".jpg": ".jgw", ".jpeg": ".jgw", ".tif": ".tfw", ".tiff": ".tfw", ".bmp": ".bpw"}


@dataclass(frozen=True)
class Spot:
    """A control point as a person gave it: pixels, degrees (EPSG:4490), and whether it counts."""

    column: float
    row: float
    lon: float
    lat: float
    used: bool = True


@dataclass(frozen=True)
class Controls:
    """All control points of a picture and the transformation chosen for them."""

    kind: str = "affine"
    spots: tuple[Spot, ...] = ()

    def fit(self) -> Fit:
        """The transformation from pixels to metres of EPSG:4547 by the points that count. Raises GazetteerError."""
        return fit([_measured(spot) for spot in self.spots if spot.used], self.kind)


def beside(picture: Path) -> Path:
    """The file of control points that belongs to a picture."""
    return picture.with_name(picture.name + SUFFIX)


def read_controls(picture: Path) -> Controls | None:
    """The control points beside a picture; None when there are none. Raises UnreadableFile."""
    return read_draft(beside(picture))


def draft_of(picture: Path, folder: Path) -> Path:
    """The file in `folder` for points that are not finished, so that they survive a crash."""
    return folder / f"points-{hashlib.sha256(str(picture.absolute()).encode()).hexdigest()[:16]}.json"


def keep_draft(path: Path, controls: Controls) -> None:
    """Writes points down as they are, even if they determine nothing yet. Raises GazetteerError."""
    write_whole(path, _text(controls))


def read_draft(path: Path) -> Controls | None:
    """The points in a file; None when it is not there. Raises UnreadableFile."""
    if not path.exists():
        return None
    try:
        held = json.loads(path.read_text("utf-8"))
        spots = tuple(Spot(float(spot["column"]), float(spot["row"]), float(spot["lon"]), float(spot["lat"]),
                           bool(spot.get("used", True))) for spot in held["points"])
        return Controls(held["kind"] if held["kind"] in KINDS else "affine", spots)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableFile("控制点文件读不出来", where=str(path), why=str(error) or type(error).__name__,
                             remedy="请重新配准这幅图") from error


def read_fit(picture: Path) -> tuple[Fit, int] | None:
    """The transformation beside a picture and the system of its metres; None without control points."""
    controls = read_controls(picture)
    return None if controls is None else (controls.fit(), PLANE)


def save_controls(picture: Path, controls: Controls) -> list[Path]:
    """Writes the points, and for an affine fit a world file for other programs; one that others made is left alone."""
    found = controls.fit()
    world, system = _world_path(picture), picture.with_suffix(".prj")
    ours = _wrote_world_file(picture) or not (world.exists() or system.exists())
    affine = controls.kind == "affine"
    content = _text(controls, rms=round(found.rms, 3), world_file=ours and affine)
    written = [write_whole(beside(picture), content)]
    if ours and affine:
        written += [write_whole(world, found.world_file().encode()), write_whole(system, _wkt().encode())]
    elif ours:  # an affine one of earlier would now say something else
        world.unlink(missing_ok=True)
        system.unlink(missing_ok=True)
    return written


def degrees_of(found: Fit, column: float, row: float) -> tuple[float, float]:
    """Longitude and latitude of a pixel."""
    east, north = found.to_ground(column, row)  # type: ignore[arg-type]
    try:
        return from_plane(float(east), float(north))
    except GazetteerError:
        return float("nan"), float("nan")


def _text(controls: Controls, **more: float | bool) -> bytes:
    content = {"kind": controls.kind, "crs": "EPSG:4490", **more, "points": [vars(spot) for spot in controls.spots]}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _wrote_world_file(picture: Path) -> bool:
    """Whether the world file beside the picture is of our making."""
    try:
        return bool(json.loads(beside(picture).read_text("utf-8")).get("world_file"))
    except (OSError, ValueError, AttributeError):
        return False


def _measured(spot: Spot) -> ControlPoint:
    east, north = to_plane(spot.lon, spot.lat)
    return ControlPoint(spot.column, spot.row, east, north)


def _world_path(picture: Path) -> Path:
    return picture.with_suffix(WORLD_SUFFIXES.get(picture.suffix.lower(), ".wld"))


def _wkt() -> str:
    from pyproj import CRS

    return CRS.from_epsg(PLANE).to_wkt("WKT1_ESRI")
