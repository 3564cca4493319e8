"""The selected shape as a whole with the mouse: dragged, turned by the knob above it, scaled at its corners."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gazetteer.errors import GazetteerError
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.record import table_of
from gazetteer.shapes import operations
from gazetteer.shapes.changes import EditShape
from gazetteer.shapes.errors import Position
from gazetteer.shapes.measuring import bearing_text, length_text, measure
from ui.i18n import tr
from ui.map.gestures import Gesture, Modifiers
from ui.map.shape_doing import change_shape, refuse
from ui.map.sketch_painting import HALF, paint_outline, paint_snap

AROUND, KNOB, GRIP = 10.0, 26.0, 9.0  # pixels: room around the shape, the knob's height above, from how far it is held
MOVE, COPY, TURN, SCALE = "move", "copy", "turn", "scale"
_DONE = {MOVE: "已移动“{name}”", TURN: "已旋转“{name}”", SCALE: "已缩放“{name}”"}


class TransformTool(Gesture):
    """移动、旋转、缩放: of the selected place or division; with Ctrl the drag makes a copy."""

    name = "transform"
    _doing = ""
    _start = _now = QPointF()
    _fixed: Position = (0.0, 0.0)
    _record: Any = None
    _shape: shapely.Geometry | None = None

    @property
    def record(self) -> Any:
        """The selected record, when it has a line or an area."""
        chosen = self.canvas.selection
        known = chosen.current is not None and chosen.model in (Place, Division)
        record: Any = self.canvas.gazetteer.get(chosen.model, chosen.current or 0) if known else None
        fits = record is not None and record.geom is not None and not record.geom.geom_type.endswith("Point")
        return record if fits else None

    @property
    def prompt(self) -> str:
        if self._doing:
            return self._said()
        record = self.record
        if record is None:
            return tr("点击一个线或面，再移动、旋转或缩放它")
        return tr("“{name}”：拖动移动，拖四角缩放，拖上方圆点旋转，按住 Ctrl 拖动为复制", name=record.name)

    def _said(self) -> str:
        if self._doing == TURN:
            return tr("旋转 {n}°（顺时针）", n=f"{self._degrees():.2f}")
        if self._doing == SCALE:
            return tr("缩放 {n} 倍", n=f"{self._factor():.3f}")
        moved = measure([self._fixed, self._goal()])
        text = tr("复制到 {far} 处", far=length_text(moved.length)) if self._doing == COPY else tr(
            "移动 {far}", far=length_text(moved.length))
        return f"{text}　{tr('方位 {a}', a=bearing_text(moved.bearing))}" if moved.bearing is not None else text

    # --- pointer ---------------------------------------------------------------------------------

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        found = self.canvas.drawing.snap_targets.record_at(at)
        if found is not None and found[0] in (Place, Division):
            self.canvas.selection.select(found[0], [found[1]])
        else:
            self.canvas.select_at(at, modifiers)
        self.canvas.show_prompt()

    def drag_begins(self, at: QPointF, modifiers: Modifiers) -> bool:
        self._record = self.record
        if self._record is None:
            return False
        self._doing, self._start, self._now = self._grip(at, modifiers), at, at
        if self._doing in (MOVE, COPY):
            snapped = self.canvas.drawing.snap_targets.snap(at)
            self._fixed = snapped.position if snapped else self.canvas.position_at(at)
        return bool(self._doing)

    def _grip(self, at: QPointF, modifiers: Modifiers) -> str:
        """What a press there begins; "" where it only moves the ground."""
        box = self._box(self._record.geom)
        if _near(at, _knob(box)):
            self._fixed = operations.middle(self._record.geom)
            return TURN
        corners = [box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()]
        for number, corner in enumerate(corners):
            if _near(at, corner):
                self._fixed = self.canvas.position_at(corners[(number + 2) % 4])
                return SCALE
        if not box.contains(at):
            return ""
        return COPY if modifiers & Modifiers.ControlModifier else MOVE

    def drag(self, at: QPointF) -> None:
        self._now = at
        try:
            self._shape = self._changed()
        except GazetteerError:  # on the way it may be anything; what counts is where it is let go
            self._shape = None
        self.canvas.show_prompt()

    def drop(self, at: QPointF) -> None:
        self._now = at
        doing, record = self._doing, self._record
        try:
            shape = self._changed()
        except GazetteerError as error:
            refuse(self.canvas, error)
            return
        finally:
            self._stop()
        if doing == COPY:
            self.canvas.add_shape(shape)
            return
        change_shape(self.canvas, EditShape(table_of(type(record)), int(record.id), shape),
                     tr(_DONE[doing], name=record.name), type(record), int(record.id))

    def cancel(self) -> bool:
        was = super().cancel()
        self._stop()
        return was

    def _stop(self) -> None:
        self._doing, self._shape = "", None
        self.canvas.show_prompt()

    # --- numbers ---------------------------------------------------------------------------------

    def _changed(self) -> shapely.Geometry:
        """The shape as it would be now. Raises WrongShape."""
        if self._doing == TURN:
            return operations.rotated(self._record.geom, self._degrees(), self._fixed)
        if self._doing == SCALE:
            return operations.scaled(self._record.geom, self._factor(), self._fixed)
        return operations.moved_to(self._record.geom, self._fixed, self._goal())

    def _goal(self) -> Position:
        """Where what was grasped is to lie."""
        snapped = self.canvas.drawing.snap_targets.snap(self._now) if self._now != self._start else None
        return snapped.position if snapped else self.canvas.position_at(self._now)

    def _degrees(self) -> float:
        middle = self.canvas.pixel_of(*self._fixed)
        first, second = (math.degrees(math.atan2(at.x() - middle.x(), middle.y() - at.y()))
                         for at in (self._start, self._now))
        return (second - first + 180) % 360 - 180

    def _factor(self) -> float:
        fixed = self.canvas.pixel_of(*self._fixed)
        before, now = (math.hypot(at.x() - fixed.x(), at.y() - fixed.y()) for at in (self._start, self._now))
        return max(now / max(before, 1.0), 0.001)

    # --- picture ---------------------------------------------------------------------------------

    def _box(self, shape: shapely.Geometry) -> QRectF:
        """The shape's box on the screen with room around it."""
        pairs = shapely.get_coordinates(shape)
        x, y = self.canvas.navigator.view.to_screen(pairs[:, 0], pairs[:, 1])
        low, high = (np.min(x), np.min(y)), (np.max(x), np.max(y))
        return QRectF(QPointF(*low), QPointF(*high)).adjusted(-AROUND, -AROUND, AROUND, AROUND)

    def paint(self, painter: QPainter) -> None:
        record = self._record if self._doing else self.record
        if record is None:
            return
        style, view = self.canvas.style_now, self.canvas.navigator.view
        paint_outline(painter, record.geom, view, style)
        if self._doing:
            if self._shape is not None:
                paint_outline(painter, self._shape, view, style, dashed=True)
            self._paint_goal(painter)
            return
        box = self._box(record.geom)
        painter.setPen(QPen(QColor(style["accent"]), 1.0, Qt.PenStyle.DashLine))
        painter.drawRect(box)
        painter.drawLine(QPointF(box.center().x(), box.top()), _knob(box))
        painter.setPen(QPen(QColor(style["accent"]), 1.5))
        painter.setBrush(QColor(style["paper"]))
        painter.drawEllipse(_knob(box), HALF + 1, HALF + 1)
        for corner in (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()):
            painter.drawRect(QRectF(corner.x() - HALF, corner.y() - HALF, 2 * HALF, 2 * HALF))

    def _paint_goal(self, painter: QPainter) -> None:
        if self._doing in (MOVE, COPY) and self._now != self._start:
            snapped = self.canvas.drawing.snap_targets.snap(self._now)
            if snapped is not None:
                paint_snap(painter, self.canvas.pixel_of(*snapped.position), snapped.kind, self.canvas.style_now)


def _knob(box: QRectF) -> QPointF:
    return QPointF(box.center().x(), box.top() - KNOB)


def _near(at: QPointF, spot: QPointF) -> bool:
    return math.hypot(at.x() - spot.x(), at.y() - spot.y()) <= GRIP
