"""How fast the map draws tracks of 1,000,000 fixes in one colour, by speed and by time, in one view after another.

usage: bench_tracks.py [FIXES]
Each view is drawn twice at 1920 × 1080: the first time its level is made, the second time it is there.
"""

from __future__ import annotations

import json
import os
import sys
import time

import numpy as np
import shapely
from PySide6.QtGui import QImage, QPainter

from layers.columns import Paths
from layers.painting.application import ensure_application
from layers.painting.paint import paint
from layers.stack import LayerStack
from layers.styles import LIGHT
from layers.survey_layer import SurveyLayer
from layers.track_motion import TrackMotion
from layers.view import View

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SIZE = (1920, 1080)
DAYS = 20
PARTS = (1.0, 0.3, 0.1, 0.03, 0.01)


def walked(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Somebody drives and walks about in the county, a fix a second."""
    random = np.random.default_rng(seed)
    pace = np.repeat(random.choice([0.3, 1.3, 4.0, 12.0, 18.0], count // 200 + 1), 200)[:count]
    heading = np.cumsum(random.normal(0, 0.06, count))
    east, north = np.cumsum(np.cos(heading) * pace), np.cumsum(np.sin(heading) * pace)
    lon, lat = 112.6 + np.abs((east / 95_870 + random.uniform(0, .9)) % 1.8 - 0.9), \
        30.4 + np.abs((north / 110_870 + random.uniform(0, .5)) % 1.0 - 0.5)
    return lon + random.normal(0, 1e-5, count), lat + random.normal(0, 1e-5, count), 1.778e9 + np.arange(count) * 1.0


def main(count: int) -> None:
    """Print a line of JSON for each view."""
    ensure_application()
    made = [walked(count // DAYS, day) for day in range(DAYS)]
    layer = SurveyLayer()
    layer.tracks = Paths.of(range(DAYS), [shapely.linestrings(np.column_stack([lon, lat])) for lon, lat, _ in made])
    layer.motion = TrackMotion(lambda numbers: {number: made[number][2] for number in numbers})
    for by in ("", "speed", "time"):
        layer.dress({"track": {"by": by}} if by else {})
        for part in PARTS:
            box = (113.05 - .45 * part, 30.65 - .25 * part, 113.05 + .45 * part, 30.65 + .25 * part)
            view, took = View.of_bounds(box, *SIZE), []
            for _ in range(2):
                image = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
                painter = QPainter(image)
                begun = time.perf_counter()
                paint(painter, view, LayerStack([layer]), LIGHT)
                took.append(round(time.perf_counter() - begun, 3))
                painter.end()
            print(json.dumps({"by": by or "one colour", "view": part, "first": took[0], "again": took[1]}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
