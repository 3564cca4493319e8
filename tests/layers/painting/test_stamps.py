"""Symbols stamped by numpy look as if painted one after the other."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from layers.columns import NO_PATHS, NO_POINTS, Paths, Points
from layers.painting.frame import render
from layers.painting.ink import symbol_image
from layers.painting.stamps import stampable, stamped
from layers.painting.vector_painter import SIZE
from layers.stack import LayerStack
from layers.styles import LIGHT
from layers.vector_layer import VectorLayer
from layers.view import View

NO_AREAS = Paths(NO_PATHS.ids, NO_PATHS.lon, NO_PATHS.lat, NO_PATHS.starts, NO_PATHS.owner, {"area": np.empty(0, bool)})


def pixels(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())


def painted(width: int, height: int, column: np.ndarray, row: np.ndarray, image: QImage) -> np.ndarray:
    picture = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    symbol = QImage(image)
    symbol.setDevicePixelRatio(1.0)
    painter = QPainter(picture)
    half = image.width() // 2
    for x, y in zip(column.tolist(), row.tolist(), strict=True):
        painter.drawImage(QPoint(x - half, y - half), symbol)
    painter.end()
    return pixels(picture).copy()


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_crowd_looks_as_approved(like_approved, ratio):
    """Twenty thousand points, thick in the west, over three hundred areas: stamps and fewer vertices."""
    rng = np.random.default_rng(3)
    points = Points(np.arange(20_000), 113 + 0.4 * rng.random(20_000) ** 2, rng.uniform(30.5, 30.75, 20_000))
    x, y = rng.uniform(113, 113.4, 300), rng.uniform(30.5, 30.75, 300)
    rings = shapely.buffer(shapely.points(x, y), rng.uniform(0.002, 0.012, 300), quad_segs=40)
    areas = Paths.of(np.arange(300), rings, {"area": np.ones(300, bool)})
    view = View.of_bounds((113, 30.5, 113.4, 30.75), 640, 420, ratio=ratio)
    image = render(view, LayerStack([VectorLayer(NO_POINTS, areas), VectorLayer(points, NO_AREAS)]), LIGHT)
    like_approved(image, f"crowd_{ratio:g}x")


@pytest.mark.parametrize("name", ["circle", "village", "seat-town"])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("count,differing", [(40, 0.004), (400, 0.02)])
def test_stamping_gives_what_painting_gives(name, ratio, count, differing):
    """Where only one rim lies over a symbol all is equal; several rims over each other differ by their mixture."""
    image = symbol_image(name, 9.0, ratio)
    rng = np.random.default_rng(count)
    column, row = rng.integers(-12, 312, count), rng.integers(-12, 212, count)
    ours = stamped(300, 200, column, row, pixels(image)).view(np.uint8).astype(int)
    theirs = painted(300, 200, column, row, image).view(np.uint8).astype(int)
    apart = np.abs(ours - theirs).reshape(200, 300, 4).max(axis=2) > 12
    assert apart.mean() <= differing * ratio ** 2


def test_the_last_of_equal_positions_is_seen_and_what_is_outside_does_no_harm():
    dot = np.full((3, 3), 0xFF102030, np.uint32)
    picture = stamped(20, 10, np.array([5, 5, -50, 400]), np.array([5, 5, 3, 3]), dot)
    assert (picture != 0).sum() == 9 and picture[5, 5] == 0xFF102030


def test_a_cancelled_stamping_leaves_the_picture_empty():
    dot = np.full((3, 3), 0xFF102030, np.uint32)
    assert not stamped(20, 10, np.array([5]), np.array([5]), dot, lambda: True).any()


def test_a_symbol_of_thin_strokes_is_left_to_painting():
    assert all(stampable(pixels(symbol_image("circle", SIZE, ratio))) for ratio in (1.0, 1.5, 2.0))
    assert not stampable(pixels(symbol_image("bridge", 9.0, 1.0)))


def test_a_cancelled_frame_of_a_crowd_stops_at_once():
    rng = np.random.default_rng(4)
    rings = shapely.buffer(shapely.points(rng.uniform(113, 113.4, 3000), rng.uniform(30.5, 30.75, 3000)), 0.002)
    layer = VectorLayer(NO_POINTS, Paths.of(np.arange(3000), rings, {"area": np.ones(3000, bool)}))
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 20

    render(View.of_bounds((113, 30.5, 113.4, 30.75), 640, 420), LayerStack([layer]), LIGHT, cancelled)
    assert 20 < len(asked) < 40


def test_an_edit_of_one_area_among_many_draws_as_if_all_were_read_anew():
    rng = np.random.default_rng(6)
    middles = shapely.points(rng.uniform(113, 113.4, 900), rng.uniform(30.5, 30.75, 900))
    rings = shapely.buffer(middles, 0.002, quad_segs=20)
    more = {"area": np.ones(900, bool)}
    view = View.of_bounds((113, 30.5, 113.4, 30.75), 640, 420)
    layer = VectorLayer(NO_POINTS, Paths.of(np.arange(900), rings, more))
    before = render(view, LayerStack([layer]), LIGHT)
    grown = shapely.Point(113.2, 30.6).buffer(0.05)
    layer.paths = layer.paths.replaced(np.array([899]), Paths.of([899], [grown], {"area": np.ones(1, bool)}))
    anew = VectorLayer(NO_POINTS, Paths.of(np.arange(900), [*rings[:899], grown], more))
    after = render(view, LayerStack([layer]), LIGHT)
    assert after == render(view, LayerStack([anew]), LIGHT) != before
