"""Drawing point by point: measuring, and the lines and areas of places and divisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from gazetteer.errors import GazetteerError
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.record import Record, table_of
from gazetteer.shapes.changes import EditShape
from gazetteer.shapes.errors import Position
from gazetteer.shapes.measuring import Measured, area_text, bearing_text, length_text, measure
from gazetteer.shapes.paths import check, on_grid
from gazetteer.shapes.snapping import Snapped
from gazetteer.shapes.tracing import trace
from ui.common.errors import show_error
from ui.i18n import tr
from ui.map.gestures import Gesture, Modifiers
from ui.map.shape_doing import change_shape, refuse
from ui.map.sketch_painting import paint_sketch, paint_snap
from ui.map.unfinished import Unfinished

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

FINISH, BACK, TYPE = (Qt.Key.Key_Return, Qt.Key.Key_Enter), Qt.Key.Key_Backspace, Qt.Key.Key_Tab


class SketchTool(Gesture):
    """Click for each point, Ctrl and a click to follow a line to it; double click or Enter ends, Esc leaves."""

    cursor = Qt.CursorShape.CrossCursor
    name = ""
    closed = False
    least = 2
    purpose = ""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self.points: list[Position] = []
        self.pointer: Position | None = None
        self.snapped: Snapped | None = None

    # --- what a kind of drawing says for itself --------------------------------------------------

    def take(self, points: list[Position]) -> bool:
        """The drawing is finished; False when it was refused and goes on."""
        return False

    def target(self) -> tuple[type[Record], int] | None:
        """Whose shape it is to be."""
        return None

    # --- points ----------------------------------------------------------------------------------

    @property
    def prompt(self) -> str:
        if not self.points:
            return tr(self.purpose)
        return measured_text(measure([*self.points, self.pointer or self.points[-1]], self.closed))

    def hover(self, at: QPointF) -> None:
        """The pointer is there, no button pressed."""
        self.snapped = self.canvas.drawing.snap_targets.snap(at)
        self.pointer = self.snapped.position if self.snapped else self.canvas.position_at(at)
        self.canvas.show_prompt()
        self.canvas.update()

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        self.hover(at)
        assert self.pointer is not None
        if modifiers & Modifiers.ControlModifier and self.points:
            self._follow_line(self.pointer)
        else:
            self.add(*self.pointer)

    def add(self, lon: float, lat: float) -> None:
        """One more point; the same one twice counts once."""
        spot = (lon, lat) if self.snapped and self.snapped.position == (lon, lat) else on_grid((lon, lat))
        if not self.points or self.points[-1] != spot:
            self.points.append(spot)
            self._changed()

    def _follow_line(self, end: Position) -> None:
        try:
            way = trace(self.canvas.drawing.snap_targets.shapes(), self.points[-1], end)
        except GazetteerError as error:
            refuse(self.canvas, error)
            return
        self.points += way[1:]
        self._changed()

    def double_click(self, at: QPointF) -> bool:
        """The point of the first click was the last one."""
        if self.points:
            self.finish()
        return True

    def wants(self, key: int) -> bool:
        return key == TYPE or (bool(self.points) and key in (*FINISH, BACK))

    def key(self, key: int) -> None:
        if key in FINISH:
            self.finish()
        elif key == BACK:
            self.points.pop()
            self._changed()
        else:
            self.canvas.drawing.open_point_field()

    def finish(self) -> None:
        """End the drawing where it has enough points."""
        if len(self.points) < self.least:
            self.canvas.say(tr("至少要{n}个点", n=self.least))
        elif self.take(list(self.points)):
            self.clear()

    def escape(self) -> bool:
        """Give the drawing up; False when there is none."""
        was = bool(self.points)
        self.clear()
        return was

    def clear(self) -> None:
        had, self.points, self.snapped = bool(self.points), [], None
        if had:
            self._changed()

    def resume(self, points: list[Position]) -> None:
        """Go on with a drawing that was left unfinished."""
        self.points = list(points)
        self._changed()

    def cancel(self) -> bool:
        self.clear()
        return super().cancel()

    def _changed(self) -> None:
        self._keep()
        self.canvas.show_prompt()
        self.canvas.update()

    def _keep(self) -> None:
        whose = self.target()
        if self.points:
            table, number = (table_of(whose[0]), whose[1]) if whose else ("", 0)
            try:
                self.canvas.drawing.unfinished.keep(Unfinished(self.name, self.points, table, number))
            except GazetteerError as error:  # the drawing itself can go on
                show_error(self.canvas.window(), error)
        else:
            self.canvas.drawing.unfinished.forget()

    def paint(self, painter: QPainter) -> None:
        style = self.canvas.style_now
        spots = [self.canvas.pixel_of(*point) for point in self.points]
        pointer = self.canvas.pixel_of(*self.pointer) if self.pointer and self.points else None
        if spots:
            paint_sketch(painter, spots, pointer, self.closed, style)
        if self.snapped is not None:
            paint_snap(painter, self.canvas.pixel_of(*self.snapped.position), self.snapped.kind, style)


def measured_text(measured: Measured) -> str:
    """Length on the ellipsoid and on the plane, area, bearing of the last leg."""
    parts = [tr("长 {a}（平面 {b}）", a=length_text(measured.length), b=length_text(measured.plane_length))]
    if measured.area is not None and measured.plane_area is not None:
        parts.append(tr("面积 {a}（平面 {b}）", a=area_text(measured.area), b=area_text(measured.plane_area)))
    if measured.bearing is not None and measured.grid_bearing is not None:
        parts.append(tr("方位 {a}（坐标方位 {b}）", a=bearing_text(measured.bearing),
                        b=bearing_text(measured.grid_bearing)))
    return "\n".join(parts)


class MeasureTool(SketchTool):
    """量测: length and bearing while drawing; from the third point on the area that the points enclose."""

    name, least = "measure", 2
    purpose = "点击量测长度、面积和方位，双击结束，Esc 清除"
    _done = False

    @property
    def prompt(self) -> str:
        if not self.points:
            return tr(self.purpose)
        line = self.points if self._done else [*self.points, self.pointer or self.points[-1]]
        ring = measure(line, closed=True)
        flat = measure(line)
        return measured_text(Measured(flat.length, flat.plane_length, ring.area, ring.plane_area, flat.bearing,
                                      flat.grid_bearing))

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        if self._done:
            self._done = False
            self.clear()
        super().click(at, modifiers)

    def hover(self, at: QPointF) -> None:
        if not self._done:
            super().hover(at)

    def take(self, points: list[Position]) -> bool:
        """The result stays until the next click."""
        self._done, self.pointer = True, None
        self.canvas.show_prompt()
        return False

    def clear(self) -> None:
        self._done = False
        super().clear()

    def _keep(self) -> None:
        """A measurement is no work that could be lost."""


class DrawTool(SketchTool):
    """画线、画面: the shape of the selected place or division, or of a new place."""

    @property
    def prompt(self) -> str:
        if self.points:
            return super().prompt
        record = self._record()
        name = getattr(record, "name", None) or tr("新地名")
        return tr(self.purpose, name=name)

    kind = ""

    def target(self) -> tuple[type[Record], int] | None:
        record = self._record()
        return (type(record), int(record.id)) if record is not None else None

    def _record(self) -> Any:
        """What is selected, if such a shape suits it; else the drawing becomes a new place."""
        chosen = self.canvas.selection
        if chosen.current is None or chosen.model not in (Place, Division):
            return None
        record: Any = self.canvas.gazetteer.get(chosen.model, chosen.current)
        return record if record is not None and self._suits(record) else None

    def _suits(self, record: Any) -> bool:
        """A place that is a point by class and by position is not overwritten with a line that was drawn beside it."""
        if isinstance(record, Division):
            return self.closed
        if record.geom is None or record.geom.geom_type.removeprefix("Multi") == self.kind:
            return True
        known = self.canvas.gazetteer.find(PlaceClass, PlaceClass.code == record.class_code)
        return bool(known) and known[0].geom_kind == ("area" if self.closed else "line")

    def take(self, points: list[Position]) -> bool:
        shape = shapely.Polygon(points) if self.closed else shapely.LineString(points)
        whose, record = self.target(), self._record()
        try:
            check(shape)
        except GazetteerError as error:
            refuse(self.canvas, error)
            return False
        if whose is None or record is None:
            self.canvas.add_shape(shape)
            return True
        done = change_shape(self.canvas, EditShape(table_of(whose[0]), whose[1], shape),
                            tr("已画出“{name}”的图形", name=getattr(record, "name", "")), *whose)
        return done is not None


class DrawLineTool(DrawTool):
    name, least, kind = "draw_line", 2, "LineString"
    purpose = "画“{name}”的线：点击加点，按住 Ctrl 沿已有的线走，Tab 输入坐标，双击结束"


class DrawAreaTool(DrawTool):
    name, least, closed, kind = "draw_area", 3, True, "Polygon"
    purpose = "画“{name}”的面：点击加点，按住 Ctrl 沿已有的线走，Tab 输入坐标，双击结束"
