"""Base maps: the pixels of the view, drawn below lines, symbols and names."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.raster_layer import RasterLayer
from layers.view import View

PAPER_RATIO, MOST_SIDE = 3.0, 5000  # pixels for one of 1/96 inch on paper (288 an inch), and of a side at most


def paper_view(view: View) -> View:
    """With as many pixels as a base map has on paper."""
    return replace(view, ratio=min(PAPER_RATIO, MOST_SIDE / max(view.width, view.height)))


class RasterPainter(LayerPainter):
    """A layer that cannot be read draws nothing and says why in the list of layers."""

    def areas(self, ink: Ink, layer: RasterLayer) -> None:
        view = paper_view(ink.view) if ink.vector else ink.view
        pixels = layer.source.picture(view, ink.cancelled)
        if pixels is None:
            return
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGBA8888_Premultiplied)
        image.setDevicePixelRatio(view.ratio)
        ink.painter.drawImage(QPointF(0, 0), image)
