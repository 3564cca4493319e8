"""A program that is killed while somebody draws loses no point of the drawing."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from gazetteer.gazetteer import Gazetteer

DRAW = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from gazetteer.gazetteer import Gazetteer
from ui.application import application
from ui.map.map_canvas import MapCanvas
from ui.selection import Selection

app = application()
canvas = MapCanvas(Gazetteer.open(Path(sys.argv[1])), Selection())
canvas.resize(800, 600)
canvas.show()
QTest.qWait(300)
canvas.use("draw_area")
for x, y in ((200, 200), (300, 210), (320, 330), (400, 400)):
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
print(canvas.tool_named("draw_area").points, flush=True)
time.sleep(600)
"""


def test_a_drawing_outlives_the_killing_of_the_program(sample_path, make_canvas, qtbot, request):
    root = Path(__file__).parents[3]
    program = subprocess.Popen([sys.executable, "-c", DRAW, str(sample_path)], stdout=subprocess.PIPE, text=True,
                               env={**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"})
    assert program.stdout is not None
    drawn = ast.literal_eval(program.stdout.readline())
    program.send_signal(signal.SIGKILL)
    program.wait()
    opened = Gazetteer.open(sample_path)
    request.addfinalizer(opened.close)
    assert not opened.read_only, "the dead program holds nothing"
    canvas = make_canvas(opened)
    toast = canvas.window().toaster.toast
    qtbot.waitUntil(toast.isVisible)
    assert "没有画完" in toast.label.text() and "4个点" in toast.label.text()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert canvas.tool == "draw_area" and canvas.tool_named("draw_area").points == drawn
