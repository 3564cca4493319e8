"""How fast the map draws 1,000,000 points and 20,000 areas of 100 vertices, beside QGIS in the same run.

usage: bench_map.py [POINTS [AREAS]]
Every view is drawn three times at 1920 × 1080 in each of two rounds of both sides in turn, the least counts. QGIS'
column needs Debian's python3-qgis. After that, through the real window: memory over the empty program, from a mouse or
wheel event to the paint event that shows the moved picture, and from an edit to the paint event that shows it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
import shapely

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's, which python3-qgis belongs to
WEST, SOUTH, EAST, NORTH = 112.6, 30.4, 113.5, 30.9
GENERICS = "村湾台垸路巷桥河湖闸"
STEMS = "聂古卢皂石九胡多张蒋汪渔黄岳横彭麻干马小佛净拖竟杨侯白沉陈李王刘周吴徐孙朱高林何郭罗"
SIZE = (1920, 1080)
ROUNDS = 2  # of both sides in turn, so that other work on the machine slows both
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


def least_of(rounds: list[list[dict]]) -> list[dict]:
    """Of several rounds the least of each number."""
    def least_row(rows: tuple[dict, ...]) -> dict:
        return {name: min(row[name] for row in rows) if isinstance(value, float) and name != "view" else value
                for name, value in rows[0].items()}

    return [least_row(rows) for rows in zip(*rounds, strict=True)]


def resident_mb() -> float:
    """Memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2 ** 20


def within_the_program(path: Path) -> None:
    """Prints memory, and through the real window pan and zoom steps, pictures after an edit, and a jump."""
    from map_window import MapWindow
    from PySide6.QtWidgets import QApplication

    from layers.view import View

    application = QApplication([])
    whole = View.of_bounds((WEST, SOUTH, EAST, NORTH), *SIZE)
    window = MapWindow(SIZE)
    window.show(whole)
    empty = resident_mb()
    window.load(path)
    window.show(whole)
    print(f"memory for the load, drawn in EPSG:4547: {resident_mb() - empty:.0f} MB over the empty window")
    for part in (1, 0.3, 0.1):
        view = whole.zoom_at(960, 540, 1 / part)
        window.show(view)
        steps(window, part)
        window.show(view)
        edits(window, part)
    begun = time.perf_counter()
    for part in (1, 0.5, 0.25, 0.12, 0.06, 0.12, 0.25, 0.5, 0.9):  # as fast as a wheel turns: the last one is wanted
        window.canvas.navigator.zoom(window.canvas.navigator.view.resolution / whole.resolution / part)
        application.processEvents()
    window.settle()
    print(f"sharp after a jump through nine scales: {(time.perf_counter() - begun) * 1000:.0f} ms")
    window.close()


def steps(window, part: float) -> None:
    """Prints how soon the picture follows the hand and the wheel, while frames are drawn beside the window."""
    dragged = sorted(window.drag(240, 130, 24))
    window.settle()
    turned = sorted(window.first_picture(window.wheel(700, 400, notches)) for notches in (1, -1) * 8)
    window.settle()
    for name, found in (("drag", dragged), ("wheel", turned)):
        middle, most = found[len(found) // 2] * 1000, found[-1] * 1000
        print(f"view {part:<4} event to first picture, {name:<6} middle {middle:5.1f} ms  most {most:5.1f} ms",
              flush=True)


def edits(window, part: float) -> None:
    """Prints how soon an edit is on the screen, the columns' own change counted in."""
    rng = np.random.default_rng(5)
    for name, change in (("place", window.move_place), ("area", window.change_area)):
        away = rng.uniform(-0.01, 0.01, 9) * part
        found = sorted(window.edit(partial(change, 7, 113.05 + east, 30.65)) for east in away.tolist())
        print(f"view {part:<4} edit of one {name:<6} to its picture    least {found[0] * 1000:5.1f} ms  "
              f"middle {found[4] * 1000:5.1f} ms", flush=True)


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
            ours, theirs = [], []
            for _ in range(ROUNDS):
                ours.append(rows_of([sys.executable, "main.py", "bench-map", str(path), "--json", *labels]))
                theirs += [rows_of([SYSTEM_PYTHON, "-c", QGIS, str(path), *labels])] if has_qgis() else []
            beside(least_of(ours), least_of(theirs))
        subprocess.run([sys.executable, __file__, "--within", str(path)], check=True,
                       env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"})


if __name__ == "__main__":
    if sys.argv[1:2] == ["--within"]:
        within_the_program(Path(sys.argv[2]))
    else:
        numbers = [int(text) for text in sys.argv[1:]]
        main(*numbers, *(1_000_000, 20_000)[len(numbers):])
