"""Rivers with a darker edge, and names of neighbouring places in grey."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from layers.base_layer import BaseLayer
from layers.labels import WATER, Name
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter

RIVER_WIDTHS = (4.6, 3.6, 2.4, 1.7, 1.2, 0.9)  # pixels by rank, the greatest first
NEIGHBOURS_FROM, COUNTIES_FROM = 400_000.0, 2_500_000.0  # largest denominators


class BasePainter(LayerPainter):
    """Wider rivers are drawn as a light bed between darker banks."""

    def water(self, ink: Ink, layer: BaseLayer) -> None:
        rivers = layer.rivers
        parts = ink.visible(rivers)
        ranks = rivers.more["rank"][rivers.owner[parts]] if len(parts) else np.empty(0)
        for part, rank in zip(parts.tolist(), ranks.tolist(), strict=True):
            # Names keep off the water where there is other room.
            ink.occupancy.block(*ink.along(rivers, part), _river_width(ink, rank) / 2, WATER)
        for bed in (False, True):
            for rank in np.unique(ranks)[::-1]:
                width = _river_width(ink, int(rank))
                if bed and width < 2.2:
                    continue
                pen = ink.pen("water_fill" if bed else "river", width - (1.6 if bed else 0))
                ink.lines(rivers, parts[ranks == rank], pen)

    def symbols(self, ink: Ink, layer: BaseLayer) -> None:
        rows, px, py = self._seen(ink, layer)
        ranks = layer.neighbours.more["rank"][rows]
        for rank in np.unique(ranks):
            chosen, radius = ranks == rank, _radius(ink, int(rank))
            ink.painter.setPen(ink.pen("neighbour", 1.0))
            ink.painter.setBrush(QColor(ink.style["ground"]))
            for x, y in zip(px[chosen].tolist(), py[chosen].tolist(), strict=True):
                ink.painter.drawEllipse(QPointF(x, y), radius, radius)
            ink.occupancy.block(px[chosen], py[chosen], radius)

    def names(self, ink: Ink, layer: BaseLayer) -> Iterable[Name]:
        yield from self._neighbours(ink, layer)
        yield from self._rivers(ink, layer)

    def _rivers(self, ink: Ink, layer: BaseLayer) -> Iterable[Name]:
        """Each name once, along the longest stretch in the window."""
        rivers = layer.rivers
        longest: dict[str, tuple[float, int, tuple]] = {}
        for part in ink.visible(rivers, 0.0):
            row = int(rivers.owner[part])
            text = rivers.more["name"][row]
            for px, py, _ in ink.runs(rivers, int(part)) if text else ():
                length = float(np.hypot(np.diff(px), np.diff(py)).sum())
                if length > longest.get(text, (0.0,))[0]:
                    longest[text] = (length, row, tuple(zip(px.tolist(), py.tolist(), strict=True)))
        for text, (_, row, line) in longest.items():
            rank = int(rivers.more["rank"][row])
            x, y = line[0]
            yield Name(text, x, y, 3, int(rivers.ids[row]), (15.0 if rank <= 2 else 12.5) * ink.style.symbol,
                       gap=_river_width(ink, rank) / 2, face="water", colour="water_text", spacing=1.6, line=line)

    def _neighbours(self, ink: Ink, layer: BaseLayer) -> Iterable[Name]:
        points = layer.neighbours
        rows, px, py = self._seen(ink, layer)
        for row, x, y in zip(rows, px, py, strict=True):
            county = points.more["rank"][row] == 1
            yield Name(points.more["name"][row], float(x), float(y), 2 if county else 4, int(points.ids[row]),
                       (13.5 if county else 12.0) * ink.style.symbol, gap=_radius(ink, int(points.more["rank"][row])),
                       face="song", colour="neighbour", halo="outer_halo", spacing=0.12, keeps_out=True)

    def _seen(self, ink: Ink, layer: BaseLayer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows of the neighbours in the window, with their pixels; farther out only the county seats."""
        points = layer.neighbours
        rows = points.within(ink.view.epsg, ink.view.extent)
        county = points.more["rank"][rows] == 1
        limit = np.where(county, COUNTIES_FROM, NEIGHBOURS_FROM) * ink.style.reach
        rows = rows[limit >= ink.view.scale]
        x, y = points.projected(ink.view.epsg)
        return rows, *ink.view.pixels(x[rows], y[rows])


def _river_width(ink: Ink, rank: int) -> float:
    closer = float(np.clip(250_000 / ink.view.scale, 0.7, 2.2))
    return RIVER_WIDTHS[min(max(rank - 1, 0), len(RIVER_WIDTHS) - 1)] * closer


def _radius(ink: Ink, rank: int) -> float:
    return (3.2 if rank == 1 else 2.3) * ink.style.symbol
