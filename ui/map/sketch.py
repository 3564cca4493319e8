"""Drawing point by point, part by part: clicks, lines followed, points typed, and nothing lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from gazetteer.errors import GazetteerError
from gazetteer.record import Record, table_of
from gazetteer.shapes.errors import Position
from gazetteer.shapes.measuring import Measured, area_text, bearing_text, length_text, measure
from gazetteer.shapes.paths import on_grid
from gazetteer.shapes.snapping import Snapped
from gazetteer.shapes.tracing import trace
from ui.common.errors import show_error
from ui.i18n import tr
from ui.map.gestures import Gesture, Modifiers
from ui.map.shape_doing import refuse
from ui.map.sketch_painting import paint_sketch, paint_snap
from ui.map.unfinished import Unfinished

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas
    from ui.map.snap_targets import SnapTargets

FINISH, BACK, TYPE = (Qt.Key.Key_Return, Qt.Key.Key_Enter), Qt.Key.Key_Backspace, Qt.Key.Key_Tab
PART = Qt.Key.Key_P
KEYS = "点击加点，Alt+点击沿已有的线走，Tab 输入距离、方位或坐标，双击结束"
Target = tuple[type[Record], int]


class SketchTool(Gesture):
    """Click for each point, Alt and a click to follow a line to it; double click or Enter ends, Esc leaves."""

    cursor = Qt.CursorShape.CrossCursor
    name = ""
    closed = False
    least = 2
    purpose = ""
    many = False  # whether the drawing may have several parts

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self.points: list[Position] = []
        self.parts: list[list[Position]] = []
        self.pointer: Position | None = None
        self.snapped: Snapped | None = None
        self._held: Target | None = None

    # --- what a kind of drawing says for itself --------------------------------------------------

    def take(self, points: list[Position]) -> bool:
        """The drawing is finished; False when it was refused and goes on."""
        return False

    def target(self) -> Target | None:
        """Whose shape it would be if it were begun now."""
        return None

    @property
    def snap_targets(self) -> SnapTargets:
        """What its points snap to."""
        return self.canvas.drawing.snap_targets

    # --- whose it is -----------------------------------------------------------------------------

    @property
    def begun(self) -> bool:
        return bool(self.points or self.parts)

    @property
    def whose(self) -> Target | None:
        """Whose shape it is to be; a drawing that was begun stays with whom it was begun for."""
        return self._held if self.begun else self.target()

    # --- points ----------------------------------------------------------------------------------

    @property
    def prompt(self) -> str:
        if not self.begun:
            return tr(self.purpose)
        line = [*self.points, self.pointer or self.points[-1]] if self.points else []
        said = [measured_text(measure(line, self.closed))] if line else []
        if self.parts:
            said.append(tr("另有{n}个部分已画好，Enter 全部结束", n=len(self.parts)))
        elif self.many and len(self.points) >= self.least:
            said.append(tr("Enter 结束，P 结束这一部分再画一部分"))
        return "\n".join(said)

    def hover(self, at: QPointF) -> None:
        """The pointer is there, no button pressed."""
        self.snapped = self.snap_targets.snap(at)
        self.pointer = self.snapped.position if self.snapped else self.canvas.position_at(at)
        self.canvas.show_prompt()
        self.canvas.update()

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        self.hover(at)
        assert self.pointer is not None
        if modifiers & Modifiers.AltModifier and self.points:
            self._follow_line(self.pointer)
        elif self.canvas.drawing.snap.follow and self.points and self.snapped and self._followed(self.pointer):
            return
        else:
            self.add(*self.pointer)

    def add(self, lon: float, lat: float) -> None:
        """One more point; the same one twice counts once."""
        spot = (lon, lat) if self.snapped and self.snapped.position == (lon, lat) else on_grid((lon, lat))
        if not self.points or self.points[-1] != spot:
            if not self.begun:
                self._held = self.target()
            self.points.append(spot)
            self._changed()

    def add_all(self, points: list[Position]) -> None:
        """Points that something else found, behind those that are there."""
        if points and not self.begun:
            self._held = self.target()
        self.points += points[1:] if self.points and points and self.points[-1] == points[0] else points
        self._changed()

    def _follow_line(self, end: Position) -> None:
        try:
            way = trace(self.snap_targets.shapes(), self.points[-1], end)
        except GazetteerError as error:
            refuse(self.canvas, error)
            return
        self.points += way[1:]
        self._changed()

    def _followed(self, end: Position) -> bool:
        """Whether a line led there; else the point is joined straight."""
        try:
            way = trace(self.snap_targets.shapes(), self.points[-1], end)
        except GazetteerError:  # nobody asked for this click to be followed: there is just no line
            return False
        self.points += way[1:]
        self._changed()
        return True

    def double_click(self, at: QPointF) -> bool:
        """The point of the first click was the last one."""
        if self.begun:
            self.finish()
        return True

    def wants(self, key: int) -> bool:
        if key == PART:
            return self.many and bool(self.points)
        return key == TYPE or (self.begun and key in (*FINISH, BACK))

    def key(self, key: int) -> None:
        if key in FINISH:
            self.finish()
        elif key == BACK:
            self._step_back()
        elif key == PART:
            self._next_part()
        else:
            self.canvas.drawing.open_next_point()

    def _step_back(self) -> None:
        if not self.points:
            self.points = self.parts.pop()
        else:
            self.points.pop()
        self._changed()

    def _next_part(self) -> None:
        if len(self.points) < self.least:
            self.canvas.say(tr("至少要{n}个点", n=self.least))
            return
        self.parts.append(self.points)
        self.points = []
        self._changed()

    def finish(self) -> None:
        """End the drawing where it has enough points."""
        if len(self.points) < self.least and (self.points or not self.parts):
            self.canvas.say(tr("至少要{n}个点", n=self.least))
        elif self.take(list(self.points)):
            self.clear()

    # --- leaving and coming back -----------------------------------------------------------------

    def escape(self) -> bool:
        """Give the drawing up, with the way back offered; False when there is none."""
        was = self.begun
        left = self._as_unfinished()
        self.clear()
        if left.count >= 2:
            self.canvas.drawing.offer(left, tr("已放弃画了{n}个点的图形", n=left.count), tr("恢复"))
        return was

    def cancel(self) -> bool:
        """Another tool is taken in hand: the drawing is put aside, and offered until another one is begun."""
        left = self._as_unfinished()
        self._empty()
        if left.count >= 2:
            self.canvas.drawing.offer(left, tr("没有画完的图形（{n}个点）已收起", n=left.count), tr("继续画"))
        elif left.count:
            self._keep()
        return super().cancel()

    def clear(self) -> None:
        had = self.begun
        self._empty()
        if had:
            self._changed()

    def _empty(self) -> None:
        self.points, self.parts, self.snapped, self._held = [], [], None, None

    def resume(self, left: Unfinished, whose: Target | None) -> None:
        """Go on with a drawing that was left unfinished."""
        self.points, self.parts, self._held = list(left.points), [list(part) for part in left.parts], whose
        self._changed()

    def _changed(self) -> None:
        self._keep()
        self.canvas.show_prompt()
        self.canvas.update()

    def _as_unfinished(self) -> Unfinished:
        table, number = (table_of(self._held[0]), self._held[1]) if self._held else ("", 0)
        return Unfinished(self.name, list(self.points), table, number, list(self.parts))

    def _keep(self) -> None:
        if self.begun:
            try:
                self.canvas.drawing.unfinished.keep(self._as_unfinished())
            except GazetteerError as error:  # the drawing itself can go on
                show_error(self.canvas.window(), error)
        else:
            self.canvas.drawing.unfinished.forget()

    def paint(self, painter: QPainter) -> None:
        style, pixel = self.canvas.style_now, self.canvas.pixel_of
        for part in self.parts:
            paint_sketch(painter, [pixel(*point) for point in part], None, self.closed, style)
        spots = [pixel(*point) for point in self.points]
        if spots:
            paint_sketch(painter, spots, pixel(*self.pointer) if self.pointer else None, self.closed, style)
        if self.snapped is not None:
            paint_snap(painter, pixel(*self.snapped.position), self.snapped.kind, style)


def measured_text(measured: Measured) -> str:
    """Length on the ellipsoid and on the plane, area, bearing of the last leg."""
    parts = [tr("长 {a}，平面 {b}", a=length_text(measured.length), b=length_text(measured.plane_length))]
    if measured.area is not None and measured.plane_area is not None:
        flat, _, _ = area_text(measured.plane_area).partition("（")
        parts.append(tr("面积 {a}，平面 {b}", a=area_text(measured.area), b=flat))
    if measured.bearing is not None and measured.grid_bearing is not None:
        parts.append(tr("方位 {a}，坐标方位 {b}", a=bearing_text(measured.bearing),
                        b=bearing_text(measured.grid_bearing)))
    return "\n".join(parts)
