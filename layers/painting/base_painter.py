"""Rivers with a darker edge, and names of neighbouring places in grey."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from layers.base_layer import BaseLayer
from layers.labels import Name
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter

RIVER_WIDTHS = (4.6, 3.6, 2.4, 1.7, 1.2, 0.9)  # pixels by rank, the greatest first
NEIGHBOURS_FROM = 900_000.0


class BasePainter(LayerPainter):
    """Wider rivers are drawn as a light bed between darker banks."""

    def water(self, ink: Ink, layer: BaseLayer) -> None:
        rivers = layer.rivers
        parts = ink.visible(rivers)
        ranks = rivers.more["rank"][rivers.owner[parts]] if len(parts) else np.empty(0)
        closer = float(np.clip(250_000 / ink.view.scale, 0.7, 2.2))
        for bed in (False, True):
            for rank in np.unique(ranks)[::-1]:
                width = RIVER_WIDTHS[min(int(rank) - 1, len(RIVER_WIDTHS) - 1)] * closer
                if bed and width < 2.2:
                    continue
                pen = ink.pen("water_fill" if bed else "river", width - (1.6 if bed else 0))
                ink.lines(rivers, parts[ranks == rank], pen)

    def names(self, ink: Ink, layer: BaseLayer) -> Iterable[Name]:
        points = layer.neighbours
        if ink.view.scale > NEIGHBOURS_FROM:
            return
        rows = points.within(ink.view.epsg, ink.view.extent)
        px, py = ink.view.pixels(*(column[rows] for column in points.projected(ink.view.epsg)))
        for row, x, y in zip(rows, px, py, strict=True):
            yield Name(points.more["name"][row], float(x), float(y), 4, int(points.ids[row]),
                       12.0 * ink.style.symbol, face="song", colour="neighbour", halo="outer_halo", spacing=0.25,
                       centred=True)
