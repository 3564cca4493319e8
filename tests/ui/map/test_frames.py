"""Frames are drawn beside the window: the newest wins, and the last one moves with the ground meanwhile."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
import shapely
import shiboken6
from PySide6.QtGui import QColor

from gazetteer.places.changes import MovePlace
from layers.painting.frame import render
from layers.stack import LayerStack
from layers.styles import LIGHT
from layers.view import View
from ui.map import frames
from ui.map.frames import FrameMaker
from ui.map.worker import Worker
from ui.theme import theme

VIEW = View(429_000.0, 3_392_000.0, 90.0, 60, 40)


@pytest.fixture
def maker():
    worker = Worker()
    yield FrameMaker(worker)
    worker.stop()


@pytest.fixture
def slow(monkeypatch):
    """Drawing that waits for `slow.go`; `slow.begun` counts what was begun, `slow.finished` what came to its end."""

    class Slow:
        go = threading.Event()
        begun: list = []
        finished: list = []
        threads: set = set()

        def draw(self, view, stack, style, cancelled):
            self.begun.append(view)
            self.threads.add(threading.current_thread().name)
            while not self.go.wait(0.005):
                if cancelled():
                    return real(view, stack, style, cancelled)
            self.finished.append(view)
            return real(view, stack, style, cancelled)

    real = frames.draw
    made = Slow()
    made.go.clear()
    made.begun, made.finished, made.threads = [], [], set()
    monkeypatch.setattr(frames, "draw", made.draw)
    return made


def zoomed(factor):
    return replace(VIEW, resolution=VIEW.resolution * factor)


def test_a_frame_is_drawn_in_another_thread(qtbot, maker, slow):
    slow.go.set()
    with qtbot.waitSignal(maker.ready) as got:
        maker.wish(VIEW, LayerStack(), LIGHT)
    assert got.args[0].view == VIEW
    assert slow.threads == {"map"} and threading.current_thread().name != "map"


def test_of_many_wishes_only_the_first_is_begun_and_only_the_newest_shown(qtbot, maker, slow):
    seen = []
    maker.ready.connect(lambda frame: seen.append(frame.view))
    for factor in (1, 2, 3, 4):
        maker.wish(zoomed(factor), LayerStack(), LIGHT)
    slow.go.set()
    qtbot.waitUntil(lambda: bool(seen) and not maker.busy)
    assert seen == [zoomed(4)]
    assert zoomed(2) not in slow.begun and zoomed(3) not in slow.begun


def test_while_the_ground_is_dragged_the_frame_under_way_is_finished(qtbot, maker, slow):
    seen = []
    maker.ready.connect(lambda frame: seen.append(frame.view))
    maker.wish(VIEW, LayerStack(), LIGHT)
    qtbot.waitUntil(lambda: bool(slow.begun))
    there = VIEW.pan(50, 0)
    maker.wish(VIEW.pan(30, 0), LayerStack(), LIGHT, panned=True)
    maker.wish(there, LayerStack(), LIGHT, panned=True)
    slow.go.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [VIEW, there]


def test_where_the_ground_was_dragged_far_the_frame_under_way_is_given_up(qtbot, maker, slow):
    seen = []
    maker.ready.connect(lambda frame: seen.append(frame.view))
    maker.wish(VIEW, LayerStack(), LIGHT)
    qtbot.waitUntil(lambda: bool(slow.begun))
    there = VIEW.pan(55, 0)
    maker.wish(there, LayerStack(), LIGHT, panned=True)
    slow.go.set()
    qtbot.waitUntil(lambda: bool(seen) and not maker.busy)
    assert seen == [there]


def test_an_edit_lets_the_frame_under_way_finish_and_revises_it(qtbot, maker, slow, monkeypatch):
    seen, revised = [], []
    maker.ready.connect(seen.append)
    real = frames.revised
    monkeypatch.setattr(frames, "revised", lambda last, *rest: (revised.append(last), real(last, *rest))[1])
    maker.wish(VIEW, LayerStack(), LIGHT)
    qtbot.waitUntil(lambda: bool(slow.begun))
    maker.wish(VIEW, LayerStack(), LIGHT, edited=True)
    slow.go.set()
    qtbot.waitUntil(lambda: len(seen) == 2 and not maker.busy)
    assert revised == [seen[0]] and len(slow.begun) == 1


def test_an_edit_with_nothing_drawn_before_draws_everything(qtbot, maker):
    with qtbot.waitSignal(maker.ready) as got:
        maker.wish(VIEW, LayerStack(), LIGHT, edited=True)
    assert got.args[0].view == VIEW


def test_an_edit_and_its_undoing_show_on_the_map_as_if_all_were_drawn_anew(canvas, sample, settled, place_named, qtbot):
    settled(canvas)
    place = place_named("汪场镇")
    canvas.navigator.show_position(place.geom.x, place.geom.y, 60_000)
    settled(canvas)
    before = canvas._frame
    move = MovePlace(place.id, shapely.Point(place.geom.x + 0.004, place.geom.y))
    for change in (lambda: sample.do(move), sample.undo):
        last = canvas._frame
        with qtbot.waitSignal(canvas.frames.ready):
            change()
        settled(canvas)
        assert canvas._frame is not last
        whole = render(canvas.navigator.view, canvas._frame.stack, canvas.style_now)
        assert np.abs(pixels(canvas._frame.image) - pixels(whole)).max() <= 2
    assert np.abs(pixels(canvas._frame.image) - pixels(before.image)).max() <= 2


def pixels(image):
    return np.frombuffer(image.constBits(), np.uint8).astype(int)


def test_a_failure_is_told_and_the_next_frame_is_drawn(qtbot, maker, monkeypatch):
    def broken(*_):
        raise ValueError("no ink")

    real = frames.draw
    monkeypatch.setattr(frames, "draw", broken)
    with qtbot.waitSignal(maker.failed):
        maker.wish(VIEW, LayerStack(), LIGHT)
    monkeypatch.setattr(frames, "draw", real)
    with qtbot.waitSignal(maker.ready):
        maker.wish(VIEW, LayerStack(), LIGHT)


def test_the_last_frame_moves_with_the_ground_before_a_new_one_is_there(canvas, settled, place_named, monkeypatch):
    settled(canvas)
    monkeypatch.setattr(canvas.frames, "wish", lambda *_, **__: None)
    symbol = canvas.pixel_of(*canvas.place_position(place_named("汪场镇").id)).toPoint()
    before = canvas.grab().toImage()
    canvas.navigator.pan(60, 40)
    after = canvas.grab().toImage()
    spots = [(dx, dy) for dx in range(-6, 7, 3) for dy in range(-6, 7, 3)]
    assert len({before.pixel(symbol.x() + dx, symbol.y() + dy) for dx, dy in spots}) > 1
    for dx, dy in spots:
        assert after.pixel(symbol.x() + 60 + dx, symbol.y() + 40 + dy) == before.pixel(symbol.x() + dx, symbol.y() + dy)


def test_the_map_follows_the_theme(canvas, settled):
    settled(canvas)
    light = QColor(canvas.grab().toImage().pixel(400, 300)).lightness()
    theme.apply("dark")
    try:
        settled(canvas)
        canvas.grab()
        dark = QColor(canvas._frame.image.pixel(400, 300)).lightness()
    finally:
        theme.apply("light")
    assert light > 200 and dark < 90


def test_a_frame_has_the_pixels_of_the_screen(canvas, qtbot, settled):
    canvas.navigator.resize(canvas.width(), canvas.height(), 2.0)
    settled(canvas)
    assert canvas._frame.image.width() == 2 * canvas.width()
    assert canvas._frame.image.devicePixelRatio() == 2.0


def test_closing_while_a_frame_is_drawn_ends_well(make_canvas, sample, wheel, qtbot):
    canvas = make_canvas(sample)
    wheel(canvas, 100, 100, 1)
    canvas.window().takeCentralWidget().deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(canvas))
    assert not any(thread.name == "map" and thread.is_alive() for thread in threading.enumerate())
