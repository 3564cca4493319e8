"""What is told of a track: when, how long, how fast, where somebody stopped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gazetteer.shapes.measuring import ellipsoid
from gazetteer.tracks.cleaning import Stop, Thresholds, stops_of
from gazetteer.tracks.fixes import Fixes, speeds


@dataclass(frozen=True)
class TrackFacts:
    """Seconds since 1970 and seconds (NaN without times), metres on the ellipsoid, metres a second."""

    count: int
    start: float
    end: float
    length: float
    mean: float
    fastest: float
    stops: tuple[Stop, ...]

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.end - self.start


def facts_of(fixes: Fixes, by: Thresholds) -> TrackFacts:
    """The facts of a track; `by` says what a stop is. The mean speed takes in the stops."""
    known = fixes.seconds[np.isfinite(fixes.seconds)]
    start, end = (float(known.min()), float(known.max())) if len(known) else (float("nan"), float("nan"))
    length = float(ellipsoid().line_length(fixes.lon, fixes.lat)) if len(fixes) > 1 else 0.0
    fast = speeds(fixes)
    fast = fast[np.isfinite(fast)]
    mean = length / (end - start) if end > start else float("nan")
    return TrackFacts(len(fixes), start, end, length, mean, float(fast.max()) if len(fast) else float("nan"),
                      stops_of(fixes, by))


def speed_text(metres_a_second: float) -> str:
    """Kilometres an hour: 4.6 千米/时; nothing where it is not known."""
    return f"{metres_a_second * 3.6:.1f} 千米/时" if np.isfinite(metres_a_second) else ""
