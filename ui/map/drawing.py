"""Measuring, and drawing the lines and areas of places and divisions."""

from __future__ import annotations

from typing import Any

import shapely
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from gazetteer.errors import GazetteerError
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.record import table_of
from gazetteer.shapes.changes import EditShape
from gazetteer.shapes.errors import Position
from gazetteer.shapes.findings import self_crossing
from gazetteer.shapes.measuring import Measured, measure
from gazetteer.shapes.paths import check
from ui.i18n import tr
from ui.map.gestures import Modifiers
from ui.map.shape_doing import change_shape, refuse
from ui.map.sketch import KEYS, SketchTool, Target, measured_text
from ui.map.sketch_painting import paint_sketch


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

    def escape(self) -> bool:
        was = self.begun
        self.clear()
        return was

    def cancel(self) -> bool:
        self.clear()
        return super().cancel()

    def clear(self) -> None:
        self._done = False
        super().clear()

    def _keep(self) -> None:
        """A measurement is no work that could be lost."""


class DrawTool(SketchTool):
    """画线、画面: the shape of the selected place or division, or of a new place."""

    many, kind = True, ""

    @property
    def prompt(self) -> str:
        if self._asking:
            return ""
        record = self._record()
        name = getattr(record, "name", None) or tr("新地名")
        return f"{name}\n{super().prompt}" if self.begun else tr(self.purpose, name=name, keys=tr(KEYS))

    @property
    def _asking(self) -> bool:
        """Whether the form for the new place of this shape is open: until it is filled in, the drawing stays."""
        return self.begun and self.canvas.new_place.isVisible()

    def target(self) -> Target | None:
        """What is selected, if such a shape suits it; else the drawing becomes a new place."""
        chosen = self.canvas.selection
        if chosen.current is None or chosen.model not in (Place, Division):
            return None
        record: Any = self.canvas.gazetteer.get(chosen.model, chosen.current)
        return (chosen.model, chosen.current) if record is not None and self._suits(record) else None

    def _record(self) -> Any:
        whose = self.whose
        return self.canvas.gazetteer.get(*whose) if whose is not None else None

    def _suits(self, record: Any) -> bool:
        """A place that is a point by class and by position is not overwritten with a line that was drawn beside it."""
        if isinstance(record, Division):
            return self.closed
        if record.geom is None or record.geom.geom_type.removeprefix("Multi") == self.kind:
            return True
        known = self.canvas.gazetteer.find(PlaceClass, PlaceClass.code == record.class_code)
        return bool(known) and known[0].geom_kind == ("area" if self.closed else "line")

    def cancel(self) -> bool:
        if self._asking:
            self.canvas.new_place.leave()  # its shape is put aside with the drawing
        return super().cancel()

    def hover(self, at: QPointF) -> None:
        if not self._asking:
            super().hover(at)

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        if self._asking:
            self.canvas.say(tr("先填好新地名，或按 Esc 回到图形上继续画"))
            return
        super().click(at, modifiers)

    def take(self, points: list[Position]) -> bool:
        shape = self._shape([*self.parts, points] if points else self.parts)
        try:
            check(shape)
        except GazetteerError as error:
            self._offer_repair(shape, error)
            return False
        return self._give(shape)

    def _give(self, shape: shapely.Geometry) -> bool:
        """The shape to the record, or to a new place; True when the drawing is done with."""
        whose, record = self.whose, self._record()
        if whose is None or record is None:
            self.snapped = None
            self.canvas.add_shape(shape)
            return False  # it stays until the new place is there
        done = change_shape(self.canvas, EditShape(table_of(whose[0]), whose[1], shape),
                            tr("已画出“{name}”的图形", name=getattr(record, "name", "")), *whose)
        return done is not None

    def _offer_repair(self, shape: shapely.Geometry, error: GazetteerError) -> None:
        """Why not, where, and on a button what could be taken instead; it can also be mended by hand."""
        refuse(self.canvas, error)
        found = self_crossing(0, shape)
        toaster = getattr(self.canvas.window(), "toaster", None)
        if toaster is None or not found or found[0].repair is None:
            return
        mended = found[0].repair()[0]
        points = list(self.points)

        def take_repaired() -> None:
            if points == self.points and self._give(mended):  # nothing else was drawn meanwhile
                self.clear()

        toaster.offer(tr("{what}，可退回几点重画", what=tr(found[0].text)), tr(found[0].repair_text), take_repaired)

    def _shape(self, parts: list[list[Position]]) -> shapely.Geometry:
        made = [shapely.Polygon(part) if self.closed else shapely.LineString(part) for part in parts]
        if len(made) == 1:
            return made[0]
        return shapely.MultiPolygon(made) if self.closed else shapely.MultiLineString(made)

    def paint(self, painter: QPainter) -> None:
        if not self._asking:
            super().paint(painter)
            return
        for part in (*self.parts, self.points):
            spots = [self.canvas.pixel_of(*point) for point in part]
            if spots:
                paint_sketch(painter, spots, None, self.closed, self.canvas.style_now)


class DrawLineTool(DrawTool):
    name, least, kind = "draw_line", 2, "LineString"
    purpose = "画“{name}”的线：{keys}"


class DrawAreaTool(DrawTool):
    name, least, closed, kind = "draw_area", 3, True, "Polygon"
    purpose = "画“{name}”的面：{keys}"
