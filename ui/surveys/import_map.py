"""Where the points of a file would lie, on a small map, before the file is taken in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import RIVER, BaseFeature, Division
from ui.i18n import tr
from ui.theme import theme

if TYPE_CHECKING:
    from gazetteer.formats.report import Report

MOST = 20_000  # points and vertices that are drawn of a long file
LEAST_HEIGHT = 150
MARGIN = 12
DOT, DOT_OUTSIDE = 2.5, 4.0
_FINE = 0.0005  # degrees, about 50 m: finer does not show
Coordinates = np.ndarray


@dataclass(frozen=True)
class Sketch:
    """Rows of (lon, lat) in degrees: the county, its rivers, and of the file its lines and its points.

    `inside` tells of each point whether it lies in the county.
    """

    county: tuple[Coordinates, ...]
    rivers: tuple[Coordinates, ...]
    lines: tuple[Coordinates, ...]
    points: Coordinates
    inside: np.ndarray


def sketch_of(gazetteer: Gazetteer, report: Report, county: Division | None) -> Sketch:
    """What the map shows of a file that was read; for any thread."""
    outline = county.geom if county is not None else None
    points = _some(np.array([(each.lon, each.lat) for each in report.points], float).reshape(-1, 2))
    inside = np.ones(len(points), bool)
    if outline is not None:
        shapely.prepare(outline)
        inside = shapely.intersects_xy(outline, points[:, 0], points[:, 1])
    rivers = [each.geom for each in gazetteer.find(BaseFeature, BaseFeature.kind == RIVER) if each.geom is not None]
    lines = [_some(np.column_stack([each.lon, each.lat])) for each in report.tracks]
    lines += _rings([each.geometry for each in report.shapes[:MOST]])
    return Sketch(tuple(_rings([outline] if outline is not None else [])), tuple(_rings(rivers)), tuple(lines),
                  points, inside)


def _some(rows: Coordinates) -> Coordinates:
    return rows[::math.ceil(len(rows) / MOST)] if len(rows) > MOST else rows


def _rings(geometries: Sequence[shapely.Geometry]) -> list[Coordinates]:
    """Every line and ring of the geometries, as fine as shows."""
    found = []
    for part in shapely.get_parts(shapely.simplify(np.array(geometries, dtype=object), _FINE)):
        rings = shapely.get_rings(part) if part.geom_type == "Polygon" else [part]
        found += [shapely.get_coordinates(ring) for ring in rings]
    return [rows for rows in found if len(rows) > 1]


class PreviewMap(QWidget):
    """County and rivers, and on them what the file holds; points outside of the county stand out."""

    def __init__(self) -> None:
        super().__init__()
        self.sketch: Sketch | None = None
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setAccessibleName(tr("测点在地图上的位置"))

    def show_sketch(self, sketch: Sketch) -> None:
        """Show another file."""
        self.sketch = sketch
        out = int((~sketch.inside).sum())
        self.setAccessibleDescription(tr("{n} 个测点，{out} 个在政区范围以外", n=len(sketch.points), out=out))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the whole: it is small."""
        tokens, painter = theme.tokens, QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.sunken))
        if self.sketch is None:
            return
        place = _Fit.of(self.sketch, QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))
        if place is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_land(painter, place)
        painter.setPen(QPen(QColor(tokens.accent), 1.6))
        for line in self.sketch.lines:
            painter.drawPolyline(place.polygon(line))
        painter.setPen(QPen(QColor(tokens.surface), 0.6))
        for mask, token, size in ((self.sketch.inside, tokens.accent, DOT),
                                  (~self.sketch.inside, tokens.danger, DOT_OUTSIDE)):
            painter.setBrush(QColor(token))
            for x, y in place.pixels(self.sketch.points[mask]):
                painter.drawEllipse(QPointF(x, y), size, size)

    def _draw_land(self, painter: QPainter, place: _Fit) -> None:
        tokens = theme.tokens
        painter.setPen(QPen(QColor(tokens.border_strong), 1.2))
        painter.setBrush(QColor(tokens.surface))
        for ring in self.sketch.county if self.sketch else ():
            painter.drawPolygon(place.polygon(ring))
        painter.setClipRect(self.rect())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.border_strong), 0.8))
        for line in self.sketch.rivers if self.sketch else ():
            painter.drawPolyline(place.polygon(line))


@dataclass(frozen=True)
class _Fit:
    """Degrees to pixels: all that is shown fits into the frame, and a kilometre is as long each way."""

    west: float
    north: float
    across: float
    down: float
    left: float
    top: float

    @classmethod
    def of(cls, sketch: Sketch, frame: QRectF) -> _Fit | None:
        shown = [rows for rows in (*sketch.county, *sketch.lines, sketch.points) if len(rows)]
        if not shown or frame.width() <= 0 or frame.height() <= 0:
            return None
        every = np.concatenate(shown)
        (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
        wide, high = max(east - west, 0.01), max(north - south, 0.01)
        narrow = max(math.cos(math.radians((south + north) / 2)), 0.05)
        down = min(frame.height() / high, frame.width() / wide / narrow)
        return cls(west, north, down * narrow, down, frame.left() + (frame.width() - wide * down * narrow) / 2,
                   frame.top() + (frame.height() - high * down) / 2)

    def pixels(self, rows: Coordinates) -> list[list[float]]:
        return np.column_stack([self.left + (rows[:, 0] - self.west) * self.across,
                                self.top + (self.north - rows[:, 1]) * self.down]).tolist()

    def polygon(self, rows: Coordinates) -> QPolygonF:
        return QPolygonF([QPointF(x, y) for x, y in self.pixels(rows)])
