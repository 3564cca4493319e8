"""Outlines of divisions: ground, soft band inside the city, dashes by level, names of the neighbours."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from layers.division_layer import LEVELS, DivisionLayer
from layers.labels import BAND, Name
from layers.painting.ink import Ink
from layers.painting.layer_painter import LayerPainter
from layers.projection import forward

# Dash patterns in pixels by level, as on Chinese maps: county dash-dot, township short dashes, village dots.
DASHES = ((12, 3, 1.6, 3), (6, 3), (1.6, 3))
WIDTHS = (1.5, 1.1, 0.9)
CITY_FROM = 900_000.0
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
            x, y = ink.along(layer.borders, int(part))
            ink.occupancy.block(x, y, 1.0)
            if band:
                ink.occupancy.block(x[::3], y[::3], ink.style.band, BAND)

    def names(self, ink: Ink, layer: DivisionLayer) -> Iterable[Name]:
        if ink.view.scale > 2_500_000:
            return
        window = shapely.box(*ink.view.bounds)
        # The city's own name stands across its land only where its townships are no longer named.
        named = ~layer.own | (ink.view.scale > CITY_FROM * ink.style.reach)
        for row in np.flatnonzero(named & (layer.level == 0)):
            seen = shapely.intersection(layer.geometries[row], window)
            if seen.is_empty:
                continue
            largest = max(shapely.get_parts(seen), key=lambda part: part.area)
            px, py = self._roomiest(ink, largest)
            if layer.own[row]:
                yield Name(layer.names[row] or "", px, py, 0, int(row), 16.0 * ink.style.symbol, centred=True)
            else:
                yield self._neighbour(ink, layer.names[row] or "", int(row), px, py)

    def _roomiest(self, ink: Ink, seen: shapely.Geometry) -> tuple[float, float]:
        """The middle of the largest circle in what is seen of a land."""
        pixel = ink.view.metres_per_pixel / 111_000  # degrees
        roomiest = shapely.maximum_inscribed_circle(shapely.simplify(seen, pixel * 2), tolerance=pixel * 4)
        lon, lat = shapely.get_coordinates(roomiest)[0]
        px, py = ink.view.pixels(*forward(ink.view.epsg, lon, lat))
        return float(px), float(py)

    def _neighbour(self, ink: Ink, text: str, row: int, px: float, py: float) -> Name:
        size = 15.0 * ink.style.symbol if ink.view.scale < 800_000 else 12.0 * ink.style.symbol
        return Name(text, px, py, 2, row, size, face="song", colour="neighbour", halo="outer_halo",
                    spacing=0.9 if ink.view.scale < 800_000 else 0.3, centred=True, keeps_out=True)
