"""How fast the map draws 1,000,000 points and 20,000 areas of 100 vertices, beside QGIS in the same run.

usage: bench_map.py [POINTS [AREAS]]
Every view is drawn three times at 1920 × 1080, the least counts. QGIS' column needs Debian's python3-qgis. After that:
memory over the empty program, the first picture of a pan or zoom step, and the frame after one edit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's, which python3-qgis belongs to
WEST, SOUTH, EAST, NORTH = 112.6, 30.4, 113.5, 30.9
GENERICS = "村湾台垸路巷桥河湖闸"
STEMS = "聂古卢皂石九胡多张蒋汪渔黄岳横彭麻干马小佛净拖竟杨侯白沉陈李王刘周吴徐孙朱高林何郭罗"
SIZE = (1920, 1080)
QGIS = """
import json, sys, time
from qgis.core import (QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsPalLayerSettings, QgsRectangle,
                       QgsVectorLayer, QgsVectorLayerSimpleLabeling)
from qgis.PyQt.QtCore import QSize
app = QgsApplication([], False)
app.initQgis()
places, areas = (QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr") for name in ("places", "areas"))
assert places.isValid() and areas.isValid()
labels = "--labels" in sys.argv
if labels:
    text = QgsPalLayerSettings()
    text.fieldName = "BZMC"
    places.setLabeling(QgsVectorLayerSimpleLabeling(text))
    places.setLabelsEnabled(True)
def seconds(layers, part):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setOutputSize(QSize(1920, 1080))
    settings.setDestinationCrs(places.crs())
    settings.setExtent(QgsRectangle(113.05 - .45 * part, 30.65 - .25 * part, 113.05 + .45 * part, 30.65 + .25 * part))
    settings.setFlag(QgsMapSettings.DrawLabeling, labels)
    begun = time.perf_counter()
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return time.perf_counter() - begun
kinds = {"points": [places]} if labels else {"points": [places], "areas": [areas], "both": [places, areas]}
for part in (0.1, 0.03, 0.01) if labels else (1, 0.3, 0.1, 0.03, 0.01):
    row = {"view": part, "labels": labels}
    for name, layers in kinds.items():
        row[name] = round(min(seconds(layers, part) for _ in range(3)), 4)
    print(json.dumps(row), flush=True)
import os
os._exit(0)
"""


def make_load(path: Path, points: int, areas: int) -> None:
    """Invented names at random positions, the same ones each time; areas are circles with a restless edge."""
    import geopandas

    rng = np.random.default_rng(429006)
    stems, generics = np.array(list(STEMS), object), np.array(list(GENERICS), object)
    first, second = rng.integers(0, len(stems), (2, points))
    names = stems[first] + stems[second] + generics[rng.integers(0, len(generics), points)]
    spots = shapely.points(rng.uniform(WEST, EAST, points), rng.uniform(SOUTH, NORTH, points))
    places = geopandas.GeoDataFrame({"BZMC": names}, geometry=spots, crs=4490)
    places.to_file(path, layer="places", driver="GPKG", engine="pyogrio")
    angle = np.linspace(0, 2 * np.pi, 101)[:-1]
    middle = np.column_stack([rng.uniform(WEST, EAST, areas), rng.uniform(SOUTH, NORTH, areas)])
    radius = 0.002 * (1 + 0.2 * rng.random((areas, 100)))
    rings = middle[:, None, :] + radius[..., None] * np.stack([np.cos(angle), np.sin(angle)], -1)[None]
    borrowed = names[np.arange(areas) % points]
    around = geopandas.GeoDataFrame({"BZMC": borrowed}, geometry=shapely.polygons(rings), crs=4490)
    around.to_file(path, layer="areas", driver="GPKG", engine="pyogrio")


def rows_of(command: list[str]) -> list[dict]:
    """JSON lines that a process prints."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if command[0] == SYSTEM_PYTHON:
        environment.pop("PYTHONPATH", None)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1800)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if not rows:
        raise RuntimeError(f"{command[:3]} printed nothing:\n{done.stderr[-2000:]}")
    return rows


def beside(ours: list[dict], theirs: list[dict]) -> None:
    """Prints a line for each view and kind."""
    for number, row in enumerate(ours):
        for name in ("points", "areas", "both"):
            if name not in row:
                continue
            other = theirs[number][name] if theirs else None
            ratio = f"  QGIS {other * 1000:9.1f} ms  {other / row[name]:6.1f} ×" if other else ""
            named = "  with names" if row["labels"] else ""
            print(f"view {row['view']:<5} {name:<7} {row[name] * 1000:9.1f} ms{ratio}{named}", flush=True)


def resident_mb() -> float:
    """Memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2 ** 20


def within_the_program(path: Path) -> None:
    """Prints memory, pan and zoom steps, and frames after an edit."""
    from PySide6.QtGui import QColor, QImage, QPainter

    from layers.columns import Paths, Points
    from layers.painting.application import ensure_application
    from layers.painting.frame import render
    from layers.stack import LayerStack
    from layers.styles import LIGHT
    from layers.vector_layer import VectorLayer
    from layers.view import View
    from ui.map.frames import Frame
    from ui.map.map_view import _paint_frame

    ensure_application()
    whole = View.of_bounds((WEST, SOUTH, EAST, NORTH), *SIZE)
    near = whole.zoom_at(960, 540, 10)
    render(whole, LayerStack(), LIGHT)
    empty = resident_mb()
    places, areas = VectorLayer.read(path, "places"), VectorLayer.read(path, "areas")
    stack = LayerStack([areas, places])
    frame = Frame(render(near, stack, LIGHT), near)
    render(whole, stack, LIGHT)
    print(f"memory for the load, drawn in EPSG:4547: {resident_mb() - empty:.0f} MB over the empty program")
    screen = QImage(*SIZE, QImage.Format.Format_RGB32)
    for name, view in (("pan", near.pan(37, 21)), ("nearer", near.zoom_at(500, 500, 1.41)),
                       ("farther", near.zoom_at(500, 500, 0.71))):
        def step(view: View = view) -> None:
            painter = QPainter(screen)
            painter.fillRect(screen.rect(), QColor("white"))
            _paint_frame(painter, frame, view)
            painter.end()

        print(f"first picture of a step {name:<8} {least(step) * 1000:6.1f} ms")
    moved = Points(np.array([7]), np.array([113.05]), np.array([30.65]), {"name": np.array(["聂古村".encode()])})
    ring = Paths.of([9], [shapely.Point(113.05, 30.65).buffer(0.002)],
                    {"area": np.array([True]), "name": np.array(["聂古村".encode()])})
    for part, view in ((0.1, near), (0.03, whole.zoom_at(960, 540, 1 / 0.03)), (0.01, whole.zoom_at(960, 540, 100))):
        def place(view: View = view) -> None:
            places.points = places.points.replaced(np.array([7]), moved)
            render(view, stack, LIGHT)

        def area(view: View = view) -> None:
            areas.paths = areas.paths.replaced(np.array([9]), ring)
            render(view, stack, LIGHT)

        print(f"frame of both at view {part:<5} after one place was edited {least(place) * 1000:6.1f} ms, "
              f"after one area {least(area) * 1000:6.1f} ms")


def least(work, times: int = 5) -> float:
    """Seconds of the quickest of some runs."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def has_qgis() -> bool:
    """Whether Debian's Python has QGIS."""
    found = [SYSTEM_PYTHON, "-c", "import qgis.core"]
    return Path(SYSTEM_PYTHON).exists() and subprocess.run(found, capture_output=True).returncode == 0


def main(points: int, areas: int) -> None:
    """Everything, with a load made for it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "load.gpkg"
        make_load(path, points, areas)
        print(f"{points:,} points, {areas:,} areas")
        for labels in ([], ["--labels"]):
            theirs = rows_of([SYSTEM_PYTHON, "-c", QGIS, str(path), *labels]) if has_qgis() else []
            beside(rows_of([sys.executable, "main.py", "bench-map", str(path), "--json", *labels]), theirs)
        subprocess.run([sys.executable, __file__, "--within", str(path)], check=True,
                       env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"})


if __name__ == "__main__":
    if sys.argv[1:2] == ["--within"]:
        within_the_program(Path(sys.argv[2]))
    else:
        numbers = [int(text) for text in sys.argv[1:]]
        main(*numbers, *(1_000_000, 20_000)[len(numbers):])
