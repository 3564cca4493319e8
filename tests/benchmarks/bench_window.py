"""How long from starting the program to its window on the Tianmen sample, beside QGIS's bare map of the same file.

Each run is a process of its own, with the disk cache warm; medians of 5, ours and QGIS's in turn. Ours is the whole
window; theirs is a map canvas with the same layers and no menus, panels or plugins: the least that QGIS can start.

usage: python tests/benchmarks/bench_window.py [RUNS]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 60
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's, which python3-qgis belongs to
STAGES = {"interpreter": "interpreter started", "imported": "program imported", "dressed": "application and theme",
          "shown": "workspace open, window made", "painted": "start page painted: usable", "mapped": "map painted"}
QGIS = """
import json, sys, time
marks = {"interpreter": time.monotonic()}
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QMainWindow
marks["imported"] = time.monotonic()
app = QgsApplication([], True)
app.initQgis()
marks["dressed"] = time.monotonic()
layers = [QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr") for name in sys.argv[2:]]
assert all(layer.isValid() for layer in layers)
QgsProject.instance().addMapLayers(layers)
window, canvas = QMainWindow(), QgsMapCanvas()
window.setCentralWidget(canvas)
canvas.setLayers(layers)
canvas.setExtent(layers[1].extent())
window.resize(1440, 900)
drawn = []
canvas.mapCanvasRefreshed.connect(lambda: drawn.append(True))
window.show()
marks["shown"] = time.monotonic()
while not drawn:
    app.processEvents()
app.processEvents()
marks["mapped"] = time.monotonic()
print("marks", json.dumps(marks), flush=True)
import os
os._exit(0)
"""


def start_and_paint(path: Path) -> dict[str, float]:
    """The program as `main.py PATH` starts it, in this process; the moment of each stage by the monotonic clock."""
    marks = {"interpreter": time.monotonic()}
    import main  # noqa: F401 - the command line comes first, as it does for a person
    from ui.application import Opener, application

    marks["imported"] = time.monotonic()
    app = application()
    marks["dressed"] = time.monotonic()
    opener = Opener()
    assert opener.open(path) and opener.window
    marks["shown"] = time.monotonic()
    wait_for_paint(app, opener.window)
    marks["painted"] = time.monotonic()
    opener.window.show_map()
    assert opener.window.wait_for_map(LONGEST_S)
    wait_for_paint(app, opener.window.map)
    marks["mapped"] = time.monotonic()
    return marks


def wait_for_paint(app, widget) -> None:  # noqa: ANN001
    """Let events run until everything that the widget wants painted now is painted."""
    from PySide6.QtCore import QEvent, QObject

    class Watch(QObject):
        painted = False

        def eventFilter(self, watched, event) -> bool:  # noqa: ANN001
            self.painted |= event.type() == QEvent.Type.Paint and watched is widget
            return False

    watch = Watch()
    widget.installEventFilter(watch)
    widget.update()
    until = time.monotonic() + LONGEST_S
    while not watch.painted:
        app.processEvents()
        assert time.monotonic() < until, f"{type(widget).__name__} was never painted"
    app.processEvents()
    widget.removeEventFilter(watch)


def timed(command: list[str], folder: Path) -> dict[str, float]:
    """Milliseconds from starting a process to each of its stages."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache"),
                   "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data")}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a person's machine compiles a program once
    if command[0] == SYSTEM_PYTHON:
        del environment["PYTHONPATH"]
    else:
        environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    started = time.monotonic()
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)
    told = [line for line in done.stdout.splitlines() if line.startswith("marks ")]
    if not told:
        raise RuntimeError(f"{command[:2]} did not get to its window:\n{done.stderr[-2000:]}")
    return {stage: (mark - started) * 1000 for stage, mark in json.loads(told[0][6:]).items()}


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {stage: statistics.median(run[stage] for run in runs) for stage in runs[0]}


def report(ours: dict[str, float], theirs: dict[str, float] | None) -> None:
    print(f"{'stage':<32}{'this program':>14}{'QGIS canvas':>14}")
    for stage, words in STAGES.items():
        beside = f"{theirs[stage]:11.0f} ms" if theirs and stage in theirs else ""
        print(f"{words:<32}{ours[stage]:11.0f} ms{beside:>14}")
    if theirs:
        print(f"usable window: {ours['painted'] / theirs['mapped']:.2f} × QGIS's first map; "
              f"first map: {ours['mapped'] / theirs['mapped']:.2f} ×")


def has_qgis() -> bool:
    """Whether Debian's Python has QGIS."""
    found = [SYSTEM_PYTHON, "-c", "import qgis.core"]
    return Path(SYSTEM_PYTHON).exists() and subprocess.run(found, capture_output=True).returncode == 0


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        from gazetteer.gazetteer import Gazetteer

        folder = Path(name)
        path = folder / "天门.gpkg"
        Gazetteer.create_sample(path).close()
        us = [sys.executable, __file__, "--start", str(path)]
        them = [SYSTEM_PYTHON, "-c", QGIS, str(path), "place", "division", "base_feature"]
        qgis = has_qgis()
        ours, theirs = [], []
        for _ in range(count + 1):  # the first fills the disk cache and our own
            ours.append(timed(us, folder))
            theirs += [timed(them, folder)] if qgis else []
        report(medians(ours[1:]), medians(theirs[1:]) if qgis else None)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--start"]:
        print("marks", json.dumps(start_and_paint(Path(sys.argv[2]))), flush=True)
        os._exit(0)  # how long leaving takes is not asked here
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
