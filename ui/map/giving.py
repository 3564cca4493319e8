"""Ground that a drawn ring or a click gives to a shape: parts added and taken away, exclaves between divisions."""

from __future__ import annotations

from typing import Any

import shapely
from PySide6.QtCore import QPointF

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command
from gazetteer.record import table_of
from gazetteer.shapes import operations
from gazetteer.shapes.changes import EditShape, EditSharedBoundary
from gazetteer.shapes.errors import Position
from gazetteer.shapes.shared_edits import TakePiece, TakeRing
from ui.i18n import tr
from ui.map.cutting import CutTool
from ui.map.gestures import Modifiers
from ui.map.shape_doing import change_shape, refuse
from ui.map.sketch import Target


class PointedTool(CutTool):
    """Draws, and with Alt and a click before the first point does something to what lies there."""

    pointed = ""

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        whose = self.target()
        if whose is None or self.begun or not modifiers & Modifiers.AltModifier:
            super().click(at, modifiers)
        else:
            self.point(whose, self.canvas.position_at(at))

    def point(self, whose: Target, at: Position) -> None:
        """Do it to what lies at a position."""
        record: Any = self.canvas.gazetteer.get(*whose)
        try:
            command = self.pointed_command(whose, record, at)
        except GazetteerError as error:
            refuse(self.canvas, error)
            return
        change_shape(self.canvas, command, tr(self.pointed, name=record.name), *whose)

    def pointed_command(self, whose: Target, record: Any, at: Position) -> Command:
        raise NotImplementedError


class HoleTool(PointedTool):
    """挖洞: an area drawn inside another; Alt and a click fill a hole again."""

    name, least, closed, done, pointed = "hole", 3, True, "已在“{name}”中挖洞", "已填“{name}”的洞"
    purpose = "在“{name}”里画洞，双击结束；按住 Alt 点击洞内可填洞"

    def command(self, whose: Target, record: Any, points: list[Position]) -> Command:
        return EditShape(table_of(whose[0]), whose[1], operations.hole_cut(record.geom, points))

    def pointed_command(self, whose: Target, record: Any, at: Position) -> Command:
        return EditShape(table_of(whose[0]), whose[1], operations.hole_filled(record.geom, at))


class PartTool(PointedTool):
    """加一部分: another part of a line or area; Alt and a click take the part that lies there away."""

    name, done, pointed = "part", "已给“{name}”加一部分", "已去掉“{name}”的一部分"
    wanted = ("Polygon", "MultiPolygon", "LineString", "MultiLineString")
    unfit = "先点选要加一部分的线或面"
    purpose = "给“{name}”再画一部分，双击结束；按住 Alt 点击可去掉一部分"

    @property
    def closed(self) -> bool:  # type: ignore[override]
        """Whether the selected record is an area."""
        whose = self.whose
        record: Any = self.canvas.gazetteer.get(*whose) if whose else None
        return record is not None and record.geom is not None and record.geom.geom_type.endswith("Polygon")

    @property
    def least(self) -> int:  # type: ignore[override]
        return 3 if self.closed else 2

    def command(self, whose: Target, record: Any, points: list[Position]) -> Command:
        part = shapely.Polygon(points) if self.closed else shapely.LineString(points)
        return EditShape(table_of(whose[0]), whose[1], operations.part_added(record.geom, part))

    def pointed_command(self, whose: Target, record: Any, at: Position) -> Command:
        return EditShape(table_of(whose[0]), whose[1], operations.part_removed(record.geom, at))


class TakeTool(PointedTool):
    """划入: what a ring encloses comes to the selected area from whoever had it; Alt and a click take an exclave."""

    name, least, closed, done, pointed = "take", 3, True, "已划入“{name}”", "已把飞地划入“{name}”"
    purpose = "把地划入“{name}”：画出范围，双击结束；按住 Alt 点击飞地或空洞整块划入"

    def command(self, whose: Target, record: Any, points: list[Position]) -> Command:
        return EditSharedBoundary(table_of(whose[0]), whose[1], TakeRing(shapely.Polygon(points)))

    def pointed_command(self, whose: Target, record: Any, at: Position) -> Command:
        return EditSharedBoundary(table_of(whose[0]), whose[1], TakePiece(at))
