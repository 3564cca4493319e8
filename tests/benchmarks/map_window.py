"""The real map of the window with a load on it, its events and paint events: what bench_map and strip_of_map drive."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import shapely
from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from gazetteer.gazetteer import Gazetteer
from layers.columns import Paths, Points
from layers.vector_layer import VectorLayer
from layers.view import View
from ui.common.tasks import TaskList
from ui.common.toast import Toaster
from ui.map.map_canvas import MapCanvas
from ui.selection import Selection

WAIT = 60.0  # seconds after which something must have gone wrong


class WatchedCanvas(MapCanvas):
    """The program's own map, which notes when it has painted itself."""

    painted_at = 0.0
    painted: object = None  # the frame of the last paint
    paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted_at = time.perf_counter()
        self.painted = self._frame
        self.paints += 1


class MapWindow:
    """A window of an empty workspace whose map shows the points and areas of a file below the usual layers."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.application = QApplication.instance() or QApplication([])
        self._pulse = QTimer(interval=100)
        self._pulse.start()
        self._folder = tempfile.TemporaryDirectory()
        self.gazetteer = Gazetteer.create(Path(self._folder.name) / "empty.gpkg")
        self.window = QMainWindow()
        self.window.toaster, self.window.tasks = Toaster(self.window), TaskList(self.window)
        self.canvas = WatchedCanvas(self.gazetteer, Selection(self.window), self.window)
        self.window.setCentralWidget(self.canvas)
        self.window.resize(*size)
        self.window.show()
        self.until(lambda: self.canvas.data.ready)

    def load(self, path: Path) -> None:
        """Read the tables `places` and `areas` of a file onto the map."""
        self.places, self.areas = (VectorLayer.read(path, name) for name in ("places", "areas"))
        self.places.key, self.areas.key = "load_places", "load_areas"
        self.canvas.stack.layers[0:0] = [self.areas, self.places]

    def until(self, done: Callable[[], bool]) -> None:
        """Handle events until something is so, asleep between them."""
        begun = time.perf_counter()
        while not done():
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # the pulse ends it
            if time.perf_counter() - begun > WAIT:
                raise RuntimeError("the map did not come to rest")

    def settle(self) -> None:
        """Until the frame shows the view, and is on the screen."""
        canvas = self.canvas
        self.until(lambda: not canvas.frames.busy and canvas._frame is not None
                   and canvas._frame.view == canvas.navigator.view)
        self.application.processEvents()

    def show(self, view: View) -> None:
        """Stand there, with its frame drawn."""
        now = self.canvas.navigator.view
        there = View(view.x, view.y, view.resolution, now.width, now.height, view.epsg, ratio=now.ratio)
        self.canvas.navigator._set(there)
        self.canvas.redraw()
        self.settle()

    def first_picture(self, *events: QEvent) -> float:
        """Seconds from events to the end of the paint event that shows what they did."""
        canvas, paints = self.canvas, self.canvas.paints
        begun = time.perf_counter()
        for event in events:
            QApplication.sendEvent(canvas, event)
        self.until(lambda: canvas.paints > paints)
        return canvas.painted_at - begun

    def wheel(self, x: float, y: float, notches: float) -> QWheelEvent:
        """The wheel turned over a pixel."""
        at = QPointF(x, y)
        return QWheelEvent(at, self.canvas.mapToGlobal(at), QPoint(), QPoint(0, round(120 * notches)),
                           Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)

    def mouse(self, kind: QEvent.Type, x: float, y: float) -> QMouseEvent:
        """The left button pressed, moved or let go at a pixel."""
        at, left = QPointF(x, y), Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
        return QMouseEvent(kind, at, self.canvas.mapToGlobal(at), Qt.MouseButton.NoButton
                           if kind == QEvent.Type.MouseMove else left, held, Qt.KeyboardModifier.NoModifier)

    def drag(self, dx: float, dy: float, steps: int) -> list[float]:
        """Seconds to the first picture of each step of a drag by so many pixels in all."""
        x, y = self.canvas.width() / 2, self.canvas.height() / 2
        QApplication.sendEvent(self.canvas, self.mouse(QEvent.Type.MouseButtonPress, x, y))
        QApplication.sendEvent(self.canvas, self.mouse(QEvent.Type.MouseMove, x + 12, y))  # past the least distance
        self.application.processEvents()
        found = [self.first_picture(self.mouse(QEvent.Type.MouseMove, x + dx * part, y + dy * part))
                 for part in np.linspace(0, 1, steps + 1)[1:]]
        QApplication.sendEvent(self.canvas, self.mouse(QEvent.Type.MouseButtonRelease, x + dx, y + dy))
        return found

    def edit(self, change: Callable[[], None]) -> float:
        """Seconds from an edit of the columns to the end of the paint event that shows it."""
        canvas, before = self.canvas, self.canvas._frame
        begun = time.perf_counter()
        change()
        canvas._refreshed()
        self.until(lambda: canvas.painted is not before)
        ended = canvas.painted_at
        self.settle()
        return ended - begun

    def move_place(self, number: int, lon: float, lat: float) -> None:
        """One of the places stands elsewhere."""
        here = np.array([number])
        self.places.points = self.places.points.replaced(
            here, Points(here, np.array([lon]), np.array([lat]), {"name": np.array(["聂古村".encode()])}))

    def change_area(self, number: int, lon: float, lat: float) -> None:
        """One of the areas has another outline."""
        ring = Paths.of([number], [shapely.Point(lon, lat).buffer(0.002)],
                        {"area": np.array([True]), "name": np.array(["聂古村".encode()])})
        self.areas.paths = self.areas.paths.replaced(np.array([number]), ring)

    def close(self) -> None:
        """Leave nothing behind."""
        self.canvas.release()
        self.window.close()
        self.gazetteer.close()
        self._folder.cleanup()
