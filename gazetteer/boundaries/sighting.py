"""Resection (后方定位): the marker's plane position from its reference objects by least squares, and which is wrong.

Azimuths are grid azimuths (坐标方位角) of EPSG:4547 in degrees, distances plane metres; GB/T 17796-2009.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gazetteer.boundaries.marker import Sight

_ROUNDS, _STILL = 30, 1e-5  # metres
_NEAREST = 0.01  # metres: an object nearer than this has no direction


@dataclass(frozen=True)
class Limits:
    """What an observation may be off: metres, and degrees or the same metres across, whichever is more."""

    distance: float = 0.5
    azimuth: float = 0.1

    def of_azimuth(self, distance: float) -> float:
        """Degrees for an object so far away."""
        return max(self.azimuth, math.degrees(math.atan2(self.distance, max(distance, _NEAREST))))


@dataclass(frozen=True)
class Residual:
    """Observed minus computed of one reference object: degrees (−180…180) and metres, each with its limit."""

    number: int
    what: str
    azimuth: float | None
    distance: float | None
    azimuth_limit: float
    distance_limit: float

    @property
    def wrong(self) -> bool:
        """Whether either is beyond its limit."""
        return self.excess > 1

    @property
    def excess(self) -> float:
        """The larger of the two in parts of its limit."""
        return max(abs(self.azimuth or 0.0) / self.azimuth_limit, abs(self.distance or 0.0) / self.distance_limit)


@dataclass(frozen=True)
class Resection:
    """Adjusted position, a residual for each object, standard error of the position, and the wrong object's number.

    `without`: the position from the others, where one is named as wrong. `agrees`: all within their limits.
    """

    north: float
    east: float
    residuals: tuple[Residual, ...]
    error: float
    wrong: int | None = None
    without: tuple[float, float] | None = None

    @property
    def agrees(self) -> bool:
        return not any(residual.wrong for residual in self.residuals)


def usable(sights: Sequence[Sight]) -> list[Sight]:
    """Those whose own position is known and which were observed at all."""
    return [sight for sight in sights if sight.north is not None and sight.east is not None
            and (sight.azimuth is not None or sight.distance is not None)]


def residuals_at(north: float, east: float, sights: Sequence[Sight], limits: Limits) -> tuple[Residual, ...]:
    """What each usable object is off, seen from a position."""
    found = []
    for sight in usable(sights):
        azimuth, distance = polar(north, east, float(sight.north or 0), float(sight.east or 0))
        turned = None if sight.azimuth is None else (sight.azimuth - azimuth + 180) % 360 - 180
        longer = None if sight.distance is None else sight.distance - distance
        found.append(Residual(sight.number, sight.what, turned, longer, limits.of_azimuth(distance), limits.distance))
    return tuple(found)


def polar(north: float, east: float, to_north: float, to_east: float) -> tuple[float, float]:
    """(grid azimuth in degrees, plane metres) from one plane position to another."""
    across, up = to_east - east, to_north - north
    return math.degrees(math.atan2(across, up)) % 360, math.hypot(across, up)


def resect(sights: Sequence[Sight], limits: Limits = Limits()) -> Resection | None:
    """The position from two objects or more that have both observations; None where they do not give one.

    Of three or more that disagree, the one is named without which the others agree.
    """
    whole = [sight for sight in usable(sights) if sight.azimuth is not None and sight.distance is not None]
    if len(whole) < 2:
        return None
    north, east, error = _adjusted(whole, limits)
    found = Resection(north, east, residuals_at(north, east, whole, limits), error)
    return found if found.agrees or len(whole) < 3 else _with_the_wrong_one(found, whole, limits)


def _with_the_wrong_one(found: Resection, sights: list[Sight], limits: Limits) -> Resection:
    """Leave out one after the other; the rest must agree, and the one left out must not agree with the rest."""
    named = []
    for sight in sights:
        north, east, error = _adjusted([other for other in sights if other is not sight], limits)
        residuals = residuals_at(north, east, sights, limits)
        rest = max(residual.excess for residual in residuals if residual.number != sight.number)
        own = next(residual for residual in residuals if residual.number == sight.number)
        if rest <= 1 and own.wrong:
            named.append((rest, Resection(north, east, residuals, error, sight.number, (north, east))))
    named.sort(key=lambda pair: pair[0])
    return named[0][1] if named else found


def _adjusted(sights: list[Sight], limits: Limits) -> tuple[float, float, float]:
    """Gauss–Newton over azimuths and distances, weighted by their limits: (north, east, standard error in metres)."""
    objects = np.array([[sight.north, sight.east] for sight in sights], float)
    azimuths = np.radians([float(sight.azimuth or 0) for sight in sights])
    distances = np.array([float(sight.distance or 0) for sight in sights])
    here = (objects - distances[:, None] * np.column_stack((np.cos(azimuths), np.sin(azimuths)))).mean(axis=0)
    across = np.radians([limits.of_azimuth(distance) for distance in distances]) * np.maximum(distances, _NEAREST)
    for _ in range(_ROUNDS):
        away = objects - here
        reach = np.maximum(np.hypot(*away.T), _NEAREST)
        unit = away / reach[:, None]
        turned = (azimuths - np.arctan2(away[:, 1], away[:, 0]) + np.pi) % (2 * np.pi) - np.pi
        misses = np.concatenate((turned * reach / across, (distances - reach) / limits.distance))
        normal = np.column_stack((-unit[:, 1], unit[:, 0]))  # how a step north and east turns the azimuths, in metres
        design = np.vstack((-normal / across[:, None], -unit / limits.distance))
        step, *_ = np.linalg.lstsq(design, misses, rcond=None)
        here = here + step
        if np.hypot(*step) < _STILL:
            break
    spread = float((misses ** 2).sum()) / max(len(misses) - 2, 1)
    error = math.sqrt(max(float(np.trace(np.linalg.inv(design.T @ design))) * spread, 0.0))
    return float(here[0]), float(here[1]), error
