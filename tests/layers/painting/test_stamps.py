"""Symbols stamped by numpy look as if painted one after the other."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from layers.painting.ink import symbol_image
from layers.painting.stamps import stampable, stamped
from layers.painting.vector_painter import SIZE


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
