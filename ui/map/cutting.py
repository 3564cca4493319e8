"""A drawn line that changes a shape: reshaping and splitting."""

from __future__ import annotations

from typing import Any

import shapely
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command
from gazetteer.history import Changed
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.record import table_of
from gazetteer.shapes import operations
from gazetteer.shapes.changes import EditShape, EditSharedBoundary
from gazetteer.shapes.dividing import SplitDivision, SplitPlace
from gazetteer.shapes.errors import Position
from gazetteer.shapes.shared_edits import Reshape
from ui.i18n import tr
from ui.map.gestures import Modifiers
from ui.map.shape_doing import change_shape, refuse
from ui.map.sketch import SketchTool, Target
from ui.map.sketch_painting import paint_outline


class CutTool(SketchTool):
    """Works on the selected place or division that has a line or area; without one a click selects it."""

    wanted: tuple[str, ...] = ("Polygon", "MultiPolygon")
    unfit = "先点选一个面"

    def target(self) -> Target | None:
        chosen = self.canvas.selection
        if chosen.current is None or chosen.model not in (Place, Division):
            return None
        record: Any = self.canvas.gazetteer.get(chosen.model, chosen.current)
        fits = record is not None and record.geom is not None and record.geom.geom_type in self.wanted
        return (chosen.model, chosen.current) if fits else None

    @property
    def prompt(self) -> str:
        whose = self.whose
        if self.begun or whose is None:
            return super().prompt if self.begun else tr(self.unfit)
        record: Any = self.canvas.gazetteer.get(*whose)
        return tr(self.purpose, name=record.name)

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        if self.whose is not None:
            super().click(at, modifiers)
            return
        found = self.canvas.drawing.snap_targets.record_at(at)
        if found is not None and found[0] in (Place, Division):
            self.canvas.selection.select(found[0], [found[1]])
        self.canvas.show_prompt()

    def take(self, points: list[Position]) -> bool:
        whose = self.whose
        record: Any = self.canvas.gazetteer.get(*whose) if whose is not None else None
        if whose is None or record is None:
            self.canvas.say(tr("要修改的图形已经不在了"))
            return False
        try:
            command = self.command(whose, record, points)
        except GazetteerError as error:
            refuse(self.canvas, error)
            return False
        changed = change_shape(self.canvas, command, tr(self.done, name=record.name), *whose)
        if changed is not None:
            self.after(changed, whose)
        return changed is not None

    def paint(self, painter: QPainter) -> None:
        whose = self.whose
        record: Any = self.canvas.gazetteer.get(*whose) if whose is not None else None
        if record is not None and record.geom is not None:
            paint_outline(painter, record.geom, self.canvas.navigator.view, self.canvas.style_now)
        super().paint(painter)

    done = ""

    def after(self, changed: Changed, whose: Target) -> None:
        """It was done."""

    def command(self, whose: Target, record: Any, points: list[Position]) -> Command:
        raise NotImplementedError


class ReshapeTool(CutTool):
    """改形: the stretch between two crossings of the outline becomes the drawn line, on both sides of a boundary."""

    name, done = "reshape", "已改“{name}”的界线"
    wanted = ("Polygon", "MultiPolygon", "LineString", "MultiLineString")
    unfit = "先点选要改形的线或面"
    purpose = "改“{name}”的边线：从边线一处画到另一处，双击结束"

    def command(self, whose: Target, record: Any, points: list[Position]) -> Command:
        line, table = shapely.LineString(points), table_of(whose[0])
        if record.geom.geom_type.endswith("Polygon"):
            return EditSharedBoundary(table, whose[1], Reshape(line))
        return EditShape(table, whose[1], operations.reshaped(record.geom, line))


class SplitTool(CutTool):
    """分割: a line through a shape; what is cut off becomes a record of its own, named afterwards."""

    name, done = "split", "已分割“{name}”，新的一块名称待定"
    wanted = ReshapeTool.wanted
    unfit = "先点选要分割的线或面"
    purpose = "分割“{name}”：画一条穿过它的线，双击结束"

    def command(self, whose: Target, record: Any, points: list[Position]) -> Command:
        line, new_name = shapely.LineString(points), tr("{name}（分出）", name=record.name)
        if whose[0] is Place:
            return SplitPlace(whose[1], line, {"name": new_name})
        return SplitDivision(whose[1], line, {"name": new_name, "code": self._free_code(record)})

    def after(self, changed: Changed, whose: Target) -> None:
        """The new record comes into the form, where it gets its name."""
        self.canvas.selection.select(whose[0], [max(changed.ids(whose[0]))])

    def _free_code(self, record: Any) -> str:
        """The next code beside this one that no division has; the office corrects it in the table."""
        used = {row.code for row in self.canvas.gazetteer.find(Division)}
        code, width = int(record.code), len(record.code)
        return next(text for step in range(1, 1000) if (text := f"{code + step:0{width}d}") not in used)
