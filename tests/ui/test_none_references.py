"""Some PySide6 versions lose a reference to None with each call that returns nothing, until Python aborts."""

from __future__ import annotations

import os
import subprocess
import sys

CALLS = """
import sys
from PySide6.QtCore import QObject, QPoint, QPointF
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPainterPath

app = QGuiApplication([])
image = QImage(8, 8, QImage.Format.Format_ARGB32)
thing, path = QObject(), QPainterPath()
painter = QPainter(image)
before = sys.getrefcount(None)
for number in range(50_000):
    assert thing.setObjectName("n") is None
    assert image.fill(number) is None
    assert painter.drawPoint(QPoint(1, 1)) is None
    assert path.moveTo(QPointF(1, 1)) is None
painter.end()
print(before - sys.getrefcount(None))
"""


def test_qt_methods_that_return_nothing_can_be_called_without_end() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", CALLS], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 1000, "each call loses a reference to None"
