"""A table of any GeoPackage: QGIS' own default sizes, a circle of 2 mm and lines of 0.26 mm."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from layers.geopackage import text_of
from layers.labels import Name, thin
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.vector_layer import VectorLayer

SIZE = 7.6  # pixels, 2 mm
CROWD = 2500  # names in the window beyond which only one of a cell is asked for
TEXT = 12.0


class VectorPainter(LayerPainter):
    """Areas and lines in batches, points stamped."""

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
        rows, px, py = _seen(ink, layer, SIZE)
        ink.symbols("circle", SIZE, px, py)
        if layer.named and len(rows) <= CROWD:
            ink.occupancy.block(px, py, SIZE / 2)

    def names(self, ink: Ink, layer: VectorLayer) -> Iterable[Name]:
        if not layer.named:
            return
        rows, px, py = _seen(ink, layer, 0.0)
        if len(rows) > CROWD:
            origin = tuple(float(part) for part in ink.view.pixels(0.0, 0.0))
            chosen = thin(px, py, np.zeros(len(rows), np.int8), (40.0, 14.0), origin)
            rows, px, py = rows[chosen], px[chosen], py[chosen]
        names, ids = layer.points.more["name"], layer.points.ids
        for row, x, y in zip(rows.tolist(), px.tolist(), py.tolist(), strict=True):
            if names[row]:
                yield Name(text_of(names[row]), x, y, 5, int(ids[row]), TEXT, gap=SIZE / 2)


def _seen(ink: Ink, layer: VectorLayer, margin: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = layer.points.within(ink.view.epsg, ink.view.extent, margin * ink.view.resolution)
    x, y = layer.points.projected(ink.view.epsg)
    return rows, *ink.view.pixels(x[rows], y[rows])
