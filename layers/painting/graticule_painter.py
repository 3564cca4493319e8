"""Meridians and parallels with their values at the window's edge."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from PySide6.QtCore import QLineF, QRectF

from layers.graticule_layer import GraticuleLayer, degrees_text
from layers.labelling.graticule_names import CROSS
from layers.painting.ink import Ink, polygon
from layers.painting.layer_painter import LayerPainter
from layers.painting.text import draw_text, measure
from layers.projection import turn_of

SIZE = 10.0


class GraticulePainter(LayerPainter):
    """Lines follow the projection's curve."""

    def lines(self, ink: Ink, layer: GraticuleLayer) -> None:
        meridians, parallels = layer.lines(ink.view)
        west, south, east, north = ink.view.bounds
        look = layer.part("grid")
        ink.painter.setPen(ink.pen(look.colour, look.width))
        if layer.crosses:
            self._crosses(ink, meridians, parallels)
            return
        along = np.linspace(0, 1, 25)
        for lon in meridians:
            line = ink.view.to_screen(np.full(25, float(lon)), south + along * (north - south))
            ink.painter.drawPolyline(polygon(*line))
        for lat in parallels:
            line = ink.view.to_screen(west + along * (east - west), np.full(25, float(lat)))
            ink.painter.drawPolyline(polygon(*line))

    def _crosses(self, ink: Ink, meridians: list[Fraction], parallels: list[Fraction]) -> None:
        lon, lat = np.meshgrid([float(value) for value in meridians], [float(value) for value in parallels])
        px, py = ink.view.to_screen(lon.ravel(), lat.ravel())
        lean = math.radians(turn_of(ink.view.epsg))
        a, b = CROSS * math.cos(lean), CROSS * math.sin(lean)
        for x, y in zip(px.tolist(), py.tolist(), strict=True):
            ink.painter.drawLine(QLineF(x - a, y + b, x + a, y - b))
            ink.painter.drawLine(QLineF(x - b, y - a, x + b, y + a))

    def above(self, ink: Ink, layer: GraticuleLayer) -> None:
        if layer.crosses:
            return
        meridians, parallels = layer.lines(ink.view)
        lon_0, lat_0 = ink.view.center
        for lon in meridians:
            x, _ = ink.view.to_screen(float(lon), lat_0)
            self._value(ink, degrees_text(lon, "EW"), float(x) + 3, 2)
        for lat in parallels:
            _, y = ink.view.to_screen(lon_0, float(lat))
            self._value(ink, degrees_text(lat, "NS"), 3, float(y) - SIZE - 4)

    def _value(self, ink: Ink, text: str, left: float, top: float) -> None:
        box = QRectF(left, top, measure(text, "hei", SIZE), SIZE * 1.3)
        draw_text(ink.painter, box, text, "hei", SIZE, ink.style["grid"], ink.style["halo"])
