"""A table of any GeoPackage: QGIS' own default sizes, a circle of 2 mm and lines of 0.26 mm."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.vector_layer import VectorLayer

SIZE = 7.6  # pixels, 2 mm


class VectorPainter(LayerPainter):
    """Areas and lines in the order of their numbers, points stamped."""

    def areas(self, ink: Ink, layer: VectorLayer) -> None:
        parts = ink.visible(layer.paths)
        parts = parts[layer.paths.more["area"][layer.paths.owner[parts]]] if len(parts) else parts
        ink.painter.setPen(ink.pen("works", 1.0))
        ink.painter.setBrush(QBrush(QColor(ink.style["water_fill"])))
        ink.crowd(layer.paths, parts)

    def lines(self, ink: Ink, layer: VectorLayer) -> None:
        parts = ink.visible(layer.paths)
        parts = parts[~layer.paths.more["area"][layer.paths.owner[parts]]] if len(parts) else parts
        ink.painter.setPen(ink.pen("works", 1.0))
        ink.painter.setBrush(Qt.BrushStyle.NoBrush)
        ink.crowd(layer.paths, parts)

    def symbols(self, ink: Ink, layer: VectorLayer) -> None:
        _, px, py = _seen(ink, layer, SIZE)
        ink.symbols("circle", SIZE, px, py)


def _seen(ink: Ink, layer: VectorLayer, margin: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = layer.points.within(ink.view.epsg, ink.extent, margin * ink.view.resolution)
    x, y = layer.points.projected(ink.view.epsg)
    return rows, *ink.view.pixels(x[rows], y[rows])
