"""Base maps: the pixels of the view, drawn below lines, symbols and names."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.raster_layer import RasterLayer

PAPER_RATIO, MOST_SIDE = 3.0, 5000  # pixels for one of 1/96 inch on paper (288 an inch), and of a side at most


class RasterPainter(LayerPainter):
    """A layer that cannot be read draws nothing and says why in the list of layers."""

    def areas(self, ink: Ink, layer: RasterLayer) -> None:
        view = ink.view
        if ink.vector:
            view = replace(view, ratio=min(PAPER_RATIO, MOST_SIDE / max(view.width, view.height)))
        pixels = layer.source.picture(view, ink.cancelled)
        if pixels is None:
            return
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGBA8888_Premultiplied)
        image.setDevicePixelRatio(view.ratio)
        ink.painter.drawImage(QPointF(0, 0), image)
