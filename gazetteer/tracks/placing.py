"""Where along its tracks somebody was at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gazetteer.tracks.fixes import Fixes

LONGEST_GAP = 600.0  # seconds between two fixes beyond which nobody knows where it was
BEYOND_ENDS = 60.0  # seconds before a track begins or after it ends in which its end still stands for it


@dataclass(frozen=True)
class Spot:
    """Degrees (EPSG:4490), and the seconds to the nearest fix."""

    lon: float
    lat: float
    away: float


def spot_at(tracks: Iterable[Fixes], moment: float) -> Spot | None:
    """The position at a moment (seconds since 1970), interpolated; None where no track knows it."""
    found = [spot for fixes in tracks if (spot := _on(fixes, moment)) is not None]
    return min(found, key=lambda spot: spot.away, default=None)


def _on(fixes: Fixes, moment: float) -> Spot | None:
    rows = np.flatnonzero(np.isfinite(fixes.seconds))
    if not len(rows) or not np.isfinite(moment):
        return None
    rows = rows[np.argsort(fixes.seconds[rows], kind="stable")]
    when, lon, lat = fixes.seconds[rows], fixes.lon[rows], fixes.lat[rows]
    away = float(np.abs(when - moment).min())
    if moment < when[0] or moment > when[-1]:
        if away > BEYOND_ENDS:
            return None
    else:
        after = int(np.searchsorted(when, moment))
        if when[after] - when[max(after - 1, 0)] > LONGEST_GAP and away > BEYOND_ENDS:
            return None
    return Spot(float(np.interp(moment, when, lon)), float(np.interp(moment, when, lat)), away)
