"""Outlines of divisions: ground, soft band inside the city, dashes by level, names of the neighbours."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from layers.division_layer import LEVELS, DivisionLayer
from layers.labels import Name
from layers.painting.ink import Ink, near_window
from layers.painting.layer_painter import LayerPainter
from layers.projection import forward

# Dash patterns in pixels by level, as on Chinese maps: county dash-dot, township short dashes, village dots.
DASHES = ((12, 3, 1.6, 3), (6, 3), (1.6, 3))
WIDTHS = (1.5, 1.1, 0.9)
FINER_FROM = (float("inf"), 300_000.0, 60_000.0)  # largest denominators at which a level's lines show


class DivisionPainter(LayerPainter):
    """Lines are drawn once although two divisions share them."""

    def areas(self, ink: Ink, layer: DivisionLayer) -> None:
        for row in np.flatnonzero(layer.own & (layer.level == 0)):
            path = ink.area(layer.areas, int(row))
            if path.intersects(QRectF(0, 0, ink.view.width, ink.view.height)):
                self._ground(ink, path)

    def _ground(self, ink: Ink, path: QPainterPath) -> None:
        painter, style = ink.painter, ink.style
        painter.fillPath(path, QColor(style["home"]))
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        # Half of the stroke lies outside and is clipped away: what stays is a band on the city's side.
        painter.strokePath(path, QPen(QColor(style["band"]), 2 * style.band, Qt.PenStyle.SolidLine,
                                      Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.restore()

    def lines(self, ink: Ink, layer: DivisionLayer) -> None:
        borders = layer.borders
        parts = ink.visible(borders)
        for level in range(len(LEVELS) - 1, -1, -1):
            if ink.view.scale > FINER_FROM[level]:
                continue
            for own, token in ((False, "outer_boundary"), (True, "boundary")):
                rows = (borders.more["level"] == level) & (borders.more["own"] == own)
                pen = ink.pen(token, WIDTHS[level] * (1.0 if own else 0.8), DASHES[level])
                chosen = parts[rows[borders.owner[parts]]]
                ink.lines(borders, chosen, pen)
                self._keep_labels_off(ink, layer, chosen, band=own and level == 0)

    def _keep_labels_off(self, ink: Ink, layer: DivisionLayer, parts: np.ndarray, band: bool) -> None:
        for part in parts:
            chosen = slice(int(layer.borders.starts[part]), int(layer.borders.starts[part + 1]))
            px, py = ink.view.pixels(*(column[chosen] for column in layer.borders.projected(ink.view.epsg)))
            x, y = _dense(px, py, ink)
            ink.occupancy.block(x, y, 1.0)
            if band:
                ink.occupancy.block(x[::3], y[::3], ink.style.band, band=True)

    def names(self, ink: Ink, layer: DivisionLayer) -> Iterable[Name]:
        if ink.view.scale > 2_500_000:
            return
        window = shapely.box(*ink.view.bounds)
        for row in np.flatnonzero(~layer.own & (layer.level == 0)):
            seen = shapely.intersection(layer.geometries[row], window)
            if seen.is_empty:
                continue
            yield self._neighbour(ink, layer, int(row), seen)

    def _neighbour(self, ink: Ink, layer: DivisionLayer, row: int, seen: shapely.Geometry) -> Name:
        largest = max(shapely.get_parts(seen), key=lambda part: part.area)
        spot = shapely.point_on_surface(largest)
        px, py = ink.view.pixels(*forward(ink.view.epsg, spot.x, spot.y))
        size = 15.0 * ink.style.symbol if ink.view.scale < 800_000 else 12.0 * ink.style.symbol
        return Name(layer.names[row] or "", float(px), float(py), 2, row, size, face="song", colour="neighbour",
                    halo="outer_halo", spacing=0.9 if ink.view.scale < 800_000 else 0.3, centred=True)


def _dense(px: np.ndarray, py: np.ndarray, ink: Ink) -> tuple[np.ndarray, np.ndarray]:
    """Positions every two pixels along the stretches of a line that lie in the window."""
    near = np.flatnonzero(near_window(px, py, ink.view, 0.0))
    length = np.hypot(px[near + 1] - px[near], py[near + 1] - py[near])
    count = np.clip(np.ceil(length / 2).astype(np.int64), 1, 20_000)
    segment = np.repeat(near, count)
    part = (np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)) / np.repeat(count, count)
    return (px[segment] + part * (px[segment + 1] - px[segment]), py[segment] + part * (py[segment + 1] - py[segment]))
