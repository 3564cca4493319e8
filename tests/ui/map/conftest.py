"""The map on the Tianmen sample, in a window that has toasts."""

from __future__ import annotations

import pytest
import shapely
import shiboken6
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord
from gazetteer.shapes.changes import EditShape
from ui.common.tasks import TaskList
from ui.common.toast import Toaster
from ui.map.map_canvas import MapCanvas
from ui.selection import Selection


@pytest.fixture
def make_canvas(qtbot):
    """make_canvas(gazetteer): a shown map whose first frame is there."""
    made = []

    def make(gazetteer, size=(800, 600)):
        window = QMainWindow()
        window.toaster, window.tasks = Toaster(window), TaskList(window)
        canvas = MapCanvas(gazetteer, Selection(window), window)
        window.setCentralWidget(canvas)
        qtbot.addWidget(window, before_close_func=lambda _: shiboken6.isValid(canvas) and canvas.release())
        window.resize(*size)
        window.show()
        canvas.setFocus()
        made.append(window)
        qtbot.waitUntil(lambda: canvas._frame is not None)
        return canvas

    return make


@pytest.fixture
def canvas(make_canvas, sample):
    return make_canvas(sample)


@pytest.fixture
def settled(qtbot):
    """settled(canvas): wait until flights have ended and the frame shows the view."""

    def wait(canvas):
        qtbot.waitUntil(lambda: canvas.navigator.goal is canvas.navigator.view and not canvas.frames.busy
                        and canvas._frame.view == canvas.navigator.view)

    return wait


@pytest.fixture
def place_named(sample):
    """place_named("干驿镇"): the first place of the sample with this name."""
    return lambda name: sample.find(Place, Place.name == name)[0]


@pytest.fixture
def wheel():
    """wheel(canvas, x, y, notches): turn the wheel over a pixel."""

    def turn(canvas, x, y, notches):
        at = QPointF(x, y)
        event = QWheelEvent(at, canvas.mapToGlobal(at), QPoint(), QPoint(0, round(120 * notches)),
                            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
                            False)
        QApplication.sendEvent(canvas, event)

    return turn


@pytest.fixture
def point_at():
    """point_at(canvas, x, y): the pointer moves there, wherever the real one of this machine is."""

    def move(canvas, x, y, button=Qt.MouseButton.NoButton, modifier=Qt.KeyboardModifier.NoModifier):
        at = QPointF(x, y)
        QApplication.sendEvent(canvas, QMouseEvent(QEvent.Type.MouseMove, at, canvas.mapToGlobal(at),
                                                   Qt.MouseButton.NoButton, button, modifier))

    return move


@pytest.fixture
def drag(qtbot, point_at):
    """drag(canvas, from, to, button, modifier, release): press, move in steps, let go."""

    def move(canvas, start, end, button=Qt.MouseButton.LeftButton, modifier=Qt.KeyboardModifier.NoModifier,
             release=True):
        start, end = QPoint(*map(round, start)), QPoint(*map(round, end))
        qtbot.mousePress(canvas, button, modifier, start)
        for part in (0.3, 0.7, 1.0):
            at = start + (end - start) * part
            point_at(canvas, at.x(), at.y(), button, modifier)
        if release:
            qtbot.mouseRelease(canvas, button, modifier, end)

    return move


@pytest.fixture
def units(gazetteer):
    """Two townships side by side."""

    def add(code, name, geometry):
        changed = gazetteer.do(AddRecord("division", {"code": code, "name": name, "level": "township",
                                                      "parent": "429006", "geom": geometry}))
        return next(iter(changed.ids(Division)))

    left, right = shapely.box(113.10, 30.60, 113.14, 30.64), shapely.box(113.14, 30.60, 113.18, 30.64)
    return add("429006901", "左镇", left), add("429006902", "右镇", right)


@pytest.fixture
def town(make_canvas, gazetteer, units, settled):
    """The map over the two townships."""
    canvas = make_canvas(gazetteer)
    canvas.navigator.set_scale(60_000)
    canvas.navigator.show_position(113.14, 30.62)
    settled(canvas)
    return canvas


@pytest.fixture
def pixel(town):
    """pixel(lon, lat): where a position stands on the map over the two townships."""
    return lambda lon, lat: town.pixel_of(lon, lat).toPoint()


@pytest.fixture
def click(qtbot, town, pixel):
    """click(lon, lat, dx, dy, modifier): the left button beside a position."""

    def press(lon, lat, dx=0, dy=0, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.mouseClick(town, Qt.MouseButton.LeftButton, modifier, pixel(lon, lat) + QPoint(dx, dy))

    return press


@pytest.fixture
def add_area(gazetteer, add_place):
    """add_area(square): a development zone with this shape; returns its id."""

    def add(shape):
        place = add_place("开发区", class_code="21720")
        gazetteer.do(EditShape("place", place.id, shape))
        return place.id

    return add
