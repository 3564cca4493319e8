"""What is shown of tracks and photos over the frame: the selected ones, what cleaning would take, the legend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gazetteer.surveys.survey import SurveyPhoto, SurveyTrack
from layers.columns import Coordinates
from layers.painting.ink import near_box, polygon
from layers.survey_layer import SurveyLayer
from ui.layers.track_legend import lines_of, paint_legend_card
from ui.map import actions
from ui.map.controls import EDGE
from ui.map.overlay import RING

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

MOST_MARKS = 4000
MOST_LEGS, COARSEST, NEAR = 4000, 32.0, 8.0  # legs of a selected track, and pixels
CROSS = 4.0  # pixels to each side


class TracksShown(QObject):
    """Belongs to one map; who previews a cleaning tells it which fixes would go."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.marked: Coordinates = (np.empty(0), np.empty(0))

    def mark(self, lon: np.ndarray, lat: np.ndarray) -> None:
        """Cross these positions; none with empty columns."""
        if len(lon) or len(self.marked[0]):
            self.marked = lon, lat
            self._canvas.update()

    def paint(self, painter: QPainter) -> None:
        """Over the frame, below the tool in hand."""
        layer = self._canvas.stack.get(SurveyLayer)
        if layer is None or not layer.shows(self._canvas.navigator.view):
            return
        self._paint_selected(painter, layer)
        self._paint_marks(painter)
        look = layer.part("track")
        drawing = self._canvas.tool in actions.DRAWING  # the legend would be in the way
        if look.shown and lines_of(look.by) and len(layer.tracks) and not drawing:
            corner = QPointF(self._canvas.width() - EDGE - self._canvas.moves_width - 8, self._canvas.height() - EDGE)
            paint_legend_card(painter, corner, look.by, self._canvas.style_now)

    def _paint_selected(self, painter: QPainter, layer: SurveyLayer) -> None:
        chosen, view, style = self._canvas.selection, self._canvas.navigator.view, self._canvas.style_now
        painter.setBrush(Qt.BrushStyle.NoBrush)
        paths = layer.tracks
        parts = np.flatnonzero(np.isin(paths.ids[paths.owner], list(chosen.of(SurveyTrack))))
        if len(parts):
            x, y = paths.projected(view.epsg)
            colour = QColor(style["selection"])
            colour.setAlpha(150)
            painter.setPen(QPen(colour, 6.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                                Qt.PenJoinStyle.RoundJoin))
            for part in parts.tolist():
                own = slice(int(paths.starts[part]), int(paths.starts[part + 1]))
                for stretch in _stretches(*view.pixels(x[own], y[own]), QRectF(0, 0, view.width, view.height)):
                    painter.drawPolyline(polygon(*stretch))
        rows = np.isin(layer.photos.ids, list(chosen.of(SurveyPhoto)))
        px, py = view.to_screen(layer.photos.lon[rows], layer.photos.lat[rows])
        for x, y in zip(px.tolist(), py.tolist(), strict=True):
            for token, width in (("paper", 4.0), ("selection", 2.5)):
                painter.setPen(QPen(QColor(style[token]), width))
                painter.drawEllipse(QPointF(x, y), RING + 2, RING + 2)

    def _paint_marks(self, painter: QPainter) -> None:
        view = self._canvas.navigator.view
        if not len(self.marked[0]):
            return
        px, py = view.to_screen(*self.marked)
        inside = (px > 0) & (px < view.width) & (py > 0) & (py < view.height)
        px, py = px[inside], py[inside]
        step = len(px) // MOST_MARKS + 1
        for token, width in (("paper", 3.4), ("red", 1.6)):
            painter.setPen(QPen(QColor(self._canvas.style_now[token]), width))
            for x, y in zip(px[::step].tolist(), py[::step].tolist(), strict=True):
                painter.drawLine(QPointF(x - CROSS, y - CROSS), QPointF(x + CROSS, y + CROSS))
                painter.drawLine(QPointF(x - CROSS, y + CROSS), QPointF(x + CROSS, y - CROSS))


def _stretches(px: np.ndarray, py: np.ndarray, window: QRectF) -> Iterator[Coordinates]:
    """The stretches of a line in sight, with so few vertices that they are drawn at once."""
    side = 2.0
    px, py = _thinned(px, py, side)
    near = near_box(px, py, window, NEAR)
    while near.sum() > MOST_LEGS and side < COARSEST:
        side *= 2
        px, py = _thinned(px, py, side)
        near = near_box(px, py, window, NEAR)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], near, [False]]).astype(np.int8)))
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield px[begin:end + 1], py[begin:end + 1]


def _thinned(px: np.ndarray, py: np.ndarray, side: float) -> Coordinates:
    """Without the positions that lie in the same square of pixels as the one before."""
    column, row = np.floor(px / side), np.floor(py / side)
    kept = np.ones(len(px), bool)
    kept[1:-1] = (column[1:-1] != column[:-2]) | (row[1:-1] != row[:-2])
    return px[kept], py[kept]
