"""Densities as a glow: each weight fades to its rim, and what lies over each other adds up."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QRadialGradient

from gazetteer.boundaries.assessing.hot_spots import fading
from layers.hot_spot_layer import HotSpotLayer
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter

STRENGTH = 0.5  # how fast colour grows with density: 1 shows 39 of 100, 2 shows 63, 3 shows 78
MOST = 4.0  # density at the right end of the legend's strip
STEPS = 12  # of a density that fades
LEAST = 12.0  # pixels of a radius, so that a hot spot is seen on a map of the province
_SHARES = np.linspace(0, 1, STEPS + 1)  # of a radius


class HeatPainter(LayerPainter):
    """Laid over each other, opacities of 1 - exp(-d) are that of the sum of all d: the true density, on any device."""

    def areas(self, ink: Ink, layer: HotSpotLayer) -> None:
        look = layer.part("heat")
        if not look.shown:
            return
        px, py, radius = _circles(ink, layer)
        left, top, right, bottom = _window(ink)
        near = (px + radius >= left) & (px - radius <= right) & (py + radius >= top) & (py - radius <= bottom)
        ink.painter.setPen(Qt.PenStyle.NoPen)
        for row in np.flatnonzero(near).tolist():
            if ink.cancelled():
                return
            glow = _discs if ink.vector else _gradient
            glow(ink.painter, QColor(ink.style[look.fill]), QPointF(px[row], py[row]), float(radius[row]),
                 float(layer.glows.more["weight"][row]))


def _gradient(painter: QPainter, colour: QColor, middle: QPointF, radius: float, weight: float) -> None:
    """From a weight's full density in the middle to nothing at its rim."""
    made = QRadialGradient(middle, radius)
    for share, density in zip(_SHARES.tolist(), (weight * fading(_SHARES)).tolist(), strict=True):
        colour.setAlphaF(opacity(density))
        made.setColorAt(share, colour)
    painter.setBrush(made)
    painter.drawEllipse(middle, radius, radius)


def _discs(painter: QPainter, colour: QColor, middle: QPointF, radius: float, weight: float) -> None:
    """The same from discs, because Qt writes gradients into a PDF without their opacity."""
    for share, more in zip(_SHARES[1:].tolist(), (-weight * np.diff(fading(_SHARES))).tolist(), strict=True):
        colour.setAlphaF(opacity(more))
        painter.setBrush(colour)
        painter.drawEllipse(middle, radius * share, radius * share)


def draw_densities(painter: QPainter, colour: QColor, box: QRectF) -> None:
    """The legend's strip: from nothing at the left to four open disputes at one place."""
    step = box.width() / STEPS
    for number in range(STEPS):
        colour.setAlphaF(opacity(MOST * (number + 0.5) / STEPS))
        painter.fillRect(QRectF(box.left() + number * step, box.top(), step, box.height()), colour)


def opacity(density: float) -> float:
    """How strongly a density is coloured."""
    return 1 - math.exp(-STRENGTH * density)


def _circles(ink: Ink, layer: HotSpotLayer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Middles and radii in pixels."""
    px, py = ink.view.pixels(*layer.glows.projected(ink.view.epsg))
    rim_x, rim_y = ink.view.pixels(*layer.rims.projected(ink.view.epsg))
    return px, py, np.maximum(np.hypot(rim_x - px, rim_y - py), LEAST)


def _window(ink: Ink) -> tuple[float, float, float, float]:
    """What is painted, in pixels."""
    west, south, east, north = ink.extent
    left, top = ink.view.pixels(np.float64(west), np.float64(north))
    right, bottom = ink.view.pixels(np.float64(east), np.float64(south))
    return float(left), float(top), float(right), float(bottom)
