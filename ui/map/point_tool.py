"""点位置: a click tells a form where something is; what the position means is said while the pointer moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.places.division import BaseFeature, Division
from gazetteer.shapes.errors import Position
from gazetteer.shapes.snapping import Snapped
from ui.map.gestures import Gesture, Modifiers
from ui.map.overlay import paint_mark
from ui.map.sketch_painting import paint_snap
from ui.map.snap_targets import SnapTargets

MODELS = (BoundaryLine, Division, BaseFeature)  # not markers: one is not put upon another


@dataclass(frozen=True)
class Asked:
    """What is to be pointed at, what is said of a position, who takes it, and where the thing stands now if it does."""

    purpose: str
    told: Callable[[Position], str]
    taken: Callable[[Position], object]
    before: Position | None = None


class PointTool(Gesture):
    """The spot that was clicked stays marked until the tool is left; another click moves it."""

    cursor = Qt.CursorShape.CrossCursor
    asked: Asked | None = None
    spot: Position | None = None
    pointer: Position | None = None
    snapped: Snapped | None = None
    _targets: SnapTargets | None = None

    @property
    def prompt(self) -> str:
        if self.asked is None:
            return ""
        at = self.pointer or self.spot
        return "\n".join(part for part in (self.asked.purpose, self.asked.told(at) if at else "") if part)

    def ask(self, asked: Asked) -> None:
        """Take the tool in hand for this."""
        self.canvas.use("point")
        self.asked = asked
        self.canvas.show_prompt()
        self.canvas.setFocus()

    def hover(self, at: QPointF) -> None:
        """The pointer is there, no button pressed."""
        self.snapped = self._snap_targets.snap(at)
        self.pointer = self.snapped.position if self.snapped else self.canvas.position_at(at)
        self.canvas.show_prompt()
        self.canvas.update()

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        if self.asked is None:  # left behind by who wanted to know
            self.canvas.use("pan")
            return
        self.hover(at)
        assert self.pointer is not None
        self.spot = self.pointer
        self.asked.taken(self.spot)

    @property
    def _snap_targets(self) -> SnapTargets:
        if self._targets is None:
            self._targets = SnapTargets(self.canvas, self.canvas.drawing.snap, MODELS)
        return self._targets

    def cancel(self) -> bool:
        self.asked = self.spot = self.pointer = self.snapped = None
        return super().cancel()

    def paint(self, painter: QPainter) -> None:
        style, pixel = self.canvas.style_now, self.canvas.pixel_of
        if self.asked is not None and self.asked.before is not None and self.spot is not None:
            painter.setPen(QPen(QColor(style["selection"]), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(pixel(*self.asked.before), pixel(*self.spot))
        if self.spot is not None:
            at = pixel(*self.spot)
            paint_mark(painter, at.x(), at.y(), style)
        if self.snapped is not None:
            paint_snap(painter, pixel(*self.snapped.position), self.snapped.kind, style)
