"""A ring around what is selected."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen

from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.selection_layer import SelectionLayer

RADIUS = 10.0


class SelectionPainter(LayerPainter):
    """Light below and colour above, so that the ring shows on any ground; names stay readable over it."""

    def symbols(self, ink: Ink, layer: SelectionLayer) -> None:
        px, py = ink.view.to_screen(*layer.positions())
        inside = (px > -RADIUS) & (px < ink.view.width + RADIUS) & (py > -RADIUS) & (py < ink.view.height + RADIUS)
        spots = [QPointF(x, y) for x, y in zip(px[inside].tolist(), py[inside].tolist(), strict=True)]
        ink.painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((ink.style["paper"], 4.5), (ink.style["selection"], 2.5)):
            ink.painter.setPen(QPen(QColor(colour), width))
            for spot in spots:
                ink.painter.drawEllipse(spot, RADIUS, RADIUS)
