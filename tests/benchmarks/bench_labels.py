"""How fast 100,000 named points are lettered at 1920 × 1080, beside QGIS on the same file in the same run.

usage: bench_labels.py [POINTS] [PICTURES]
Views are parts of the points' box. "cold" is the first frame of a view, no letter drawn before; "again" and QGIS are
the least of three. "pan" is the frame after a step of 100 pixels, and how many names of both windows moved: none may.
With PICTURES, a folder, both write a picture of view 0.1 there. QGIS' column needs Debian's python3-qgis.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from layers.painting import text
from layers.painting.application import ensure_application
from layers.painting.frame import render
from layers.painting.labelling import labels
from layers.place_layer import PlaceLayer
from layers.stack import LayerStack
from layers.styles import LIGHT
from layers.view import View

SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's, which python3-qgis belongs to
WEST, SOUTH, EAST, NORTH = 112.6, 30.4, 113.5, 30.9
GENERICS = {"村": "21610", "湾": "22200", "台": "22200", "垸": "24460", "路": "23510", "桥": "23610", "河": "12100",
            "泵站": "24340", "闸": "24440", "小区": "22100"}
STEMS = "聂古卢皂石九胡多张蒋汪渔黄岳横彭麻干马小佛净拖竟杨侯白沉陈李王刘周吴徐孙朱高林何郭罗"
PARTS = (1.0, 0.3, 0.1, 0.03, 0.01)
SIZE = (1920, 1080)
QGIS = """
import json, sys, time
from qgis.core import (QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsPalLayerSettings, QgsRectangle,
                       QgsVectorLayer, QgsVectorLayerSimpleLabeling)
from qgis.PyQt.QtCore import QSize
app = QgsApplication([], False)
app.initQgis()
places = QgsVectorLayer(sys.argv[1] + "|layername=places", "places", "ogr")
text = QgsPalLayerSettings()
text.fieldName = "BZMC"
places.setLabeling(QgsVectorLayerSimpleLabeling(text))
places.setLabelsEnabled(True)
for part in (0.1, 0.03, 0.01):
    settings = QgsMapSettings()
    settings.setLayers([places])
    settings.setOutputSize(QSize(1920, 1080))
    settings.setDestinationCrs(places.crs())
    settings.setExtent(QgsRectangle(113.05 - .45 * part, 30.65 - .25 * part, 113.05 + .45 * part, 30.65 + .25 * part))
    settings.setFlag(QgsMapSettings.DrawLabeling, True)
    seconds = []
    for _ in range(3):
        begun = time.perf_counter()
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        seconds.append(time.perf_counter() - begun)
    if part == 0.1 and sys.argv[2]:
        job.renderedImage().save(sys.argv[2] + "/labels_qgis.png")
    print(json.dumps([part, min(seconds)]), flush=True)
import os
os._exit(0)
"""


def make_points(path: Path, count: int) -> tuple[np.ndarray, list[str], list[str]]:
    """Invented names at invented places, the same ones each time; also written to a file for the other side."""
    rng = np.random.default_rng(429006)
    first, second = rng.integers(0, len(STEMS), (2, count))
    words = np.array(list(GENERICS))[rng.integers(0, len(GENERICS), count)]
    names = [STEMS[a] + STEMS[b] + word for a, b, word in zip(first, second, words, strict=True)]
    points = shapely.points(rng.uniform(WEST, EAST, count), rng.uniform(SOUTH, NORTH, count))
    pyogrio.raw.write(path, shapely.to_wkb(points), [np.array(names, object)], ["BZMC"], layer="places",
                      geometry_type="Point", crs="EPSG:4490", driver="GPKG")
    return points, names, [GENERICS[word] for word in words]


def qgis_seconds(path: Path, pictures: str) -> dict[float, float]:
    """Part of the box → seconds; empty where there is no QGIS."""
    if subprocess.run([SYSTEM_PYTHON, "-c", "import qgis.core"], capture_output=True, check=False).returncode:
        return {}
    run = subprocess.run([SYSTEM_PYTHON, "-c", QGIS, str(path), pictures], capture_output=True, text=True, check=False,
                         env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return dict(json.loads(line) for line in run.stdout.splitlines() if line.startswith("["))


def seconds(work: Callable[[], object]) -> float:
    """Of one run."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def moved(stack: LayerStack, view: View, step: View) -> int:
    """How many names that both windows show whole do not stand at the same place of the map."""
    before = {label.name.key: label.box for label in labels(view, stack)}
    after = {label.name.key: label.box for label in labels(step, stack)}
    return sum(abs(before[key][0] - 100 - after[key][0]) > 0.5 or abs(before[key][1] - after[key][1]) > 0.5
               for key in before.keys() & after.keys())


def measured(stack: LayerStack, theirs: dict[float, float], kind: str) -> None:
    """Prints a line a view."""
    whole = View.of_bounds((WEST, SOUTH, EAST, NORTH), *SIZE, epsg=4490)
    for part in PARTS:
        view = whole.zoom_at(SIZE[0] / 2, SIZE[1] / 2, 1 / part)
        for cache in (text.text_image, text.measure, text._letter_images):
            cache.cache_clear()
        cold = seconds(lambda view=view: render(view, stack, LIGHT))
        again = min(seconds(lambda view=view: render(view, stack, LIGHT)) for _ in range(3))
        step = view.pan(-100, 0)
        pan = seconds(lambda step=step: render(step, stack, LIGHT))
        beside = f"  QGIS {theirs[part] * 1000:8.1f} ms = {theirs[part] / again:5.1f}×" if part in theirs else ""
        written, away = len(labels(view, stack)), moved(stack, view, step)
        print(f"{kind}  view {part:<5} {written:5} names  cold {cold * 1000:6.1f} ms  again {again * 1000:6.1f}"
              f"  pan {pan * 1000:6.1f}, {away} moved{beside}", flush=True)


def main(count: int, pictures: str) -> None:
    """Places by class as the map shows them, then each place a township, so that all ask for a name at once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "points.gpkg"
        points, names, classes = make_points(path, count)
        theirs = qgis_seconds(path, pictures)
    stack = LayerStack([PlaceLayer.of(range(1, count + 1), points, names, classes)])
    measured(stack, theirs, "by class ")
    if pictures:
        view = View.of_bounds((WEST, SOUTH, EAST, NORTH), *SIZE, epsg=4490).zoom_at(SIZE[0] / 2, SIZE[1] / 2, 10)
        render(view, stack, LIGHT).save(f"{pictures}/labels_ours.png")
    measured(LayerStack([PlaceLayer.of(range(1, count + 1), points, names, ["21500"] * count)]), {}, "all alike")


if __name__ == "__main__":
    ensure_application()
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, sys.argv[2] if len(sys.argv) > 2 else "")
