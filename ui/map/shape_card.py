"""What is done to a whole shape with a number: simplified, densified, turned, scaled, moved, offset, merged, copied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.record import table_of
from gazetteer.shapes import operations
from gazetteer.shapes.changes import EditShape, EditSharedBoundary, MendBoundaries
from gazetteer.shapes.dividing import MergeDivisions, MergePlaces
from gazetteer.shapes.errors import Position
from gazetteer.shapes.shared_edits import Densify, SharedEdit, Simplify
from ui.common.inline_action import InlineAction
from ui.i18n import tr
from ui.map.controls import EDGE
from ui.map.giving import PointedTool
from ui.map.next_point import number
from ui.map.shape_doing import change_shape, mark_refusal

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

WIDTH = 400
NEAR_PART = 0.001  # degrees: about 100 m, as near as one points at a line
COPY_SHIFT = 50.0  # metres to the east and south, so that the copy is seen beside the original


@dataclass(frozen=True)
class Numbered:
    """An operation, what it is called, and the numbers that it asks for with their first values."""

    label: str
    asks: tuple[tuple[str, str], ...]
    act: Callable[..., shapely.Geometry]
    shared: Callable[..., SharedEdit] | None = None  # for areas: the same on both sides of every common boundary


OPERATIONS = (
    Numbered("简化", (("允许偏离（米）", "2"),), operations.simplified, Simplify),
    Numbered("加密", (("最大点距（米）", "100"),), operations.densified, Densify),
    Numbered("旋转", (("顺时针角度（度）", "90"),), operations.rotated),
    Numbered("缩放", (("倍数", "1.1"),), operations.scaled),
    Numbered("平移", (("向东（米）", "0"), ("向北（米）", "0")), operations.moved),
    Numbered("平行偏移", (("距离（米，线向左、面向外为正）", "10"),), operations.offset),
)


class ShapeCard(InlineAction):
    """A small card at the map's upper edge; what is done stays one undoable change."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setObjectName("popup")

    def fill(self, menu: QMenu, at: Position) -> None:
        """The submenu of what can be done to the selected shape, and to what of it lies at a position."""
        record = self._record()
        if record is None or self._canvas.gazetteer.read_only:
            return
        sub = menu.addMenu(tr("“{name}”的图形", name=record.name))
        for operation in OPERATIONS:
            sub.addAction(tr("{what}…", what=tr(operation.label)), partial(self.open_for, operation))
        sub.addSeparator()
        for label, tool in self._here(record, at):
            sub.addAction(label, partial(self._point, tool, at))
        sub.addAction(tr("复制为新地名"), self.copy)
        if len(self._canvas.selection.ids) > 1:
            sub.addAction(tr("合并选中的{n}个图形…", n=len(self._canvas.selection.ids)), self.open_merge)
        if isinstance(record, Division):
            sub.addAction(tr("使相邻界线吻合"), self.mend)

    def _here(self, record: Any, at: Position) -> list[tuple[str, str]]:
        """What the tools would do with Alt and a click there, each with the name of its tool."""
        spot, found = shapely.Point(at), []
        parts = shapely.get_parts(record.geom)
        if record.geom.geom_type.endswith("Polygon"):
            holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
            if any(hole.contains(spot) for hole in holes):
                found.append((tr("填上这里的洞"), "hole"))
            if isinstance(record, Division) and not record.geom.covers(spot):
                found.append((tr("把这里的飞地或空洞划入"), "take"))
        if len(parts) > 1 and record.geom.dwithin(spot, NEAR_PART):
            found.append((tr("去掉这一部分"), "part"))
        return found

    def _point(self, name: str, at: Position) -> None:
        tool = self._canvas.tool_named(name)
        whose = tool.target() if isinstance(tool, PointedTool) else None
        if isinstance(tool, PointedTool) and whose is not None:
            tool.point(whose, at)

    def open_for(self, operation: Numbered) -> None:
        """Ask for the numbers of an operation."""
        record = self._record()
        if record is None:
            return
        lines = {label: (tr(label), first) for label, first in operation.asks}
        title = tr("{what}“{name}”：{asks}", what=tr(operation.label), name=record.name,
                   asks="、".join(tr(label) for label in lines))
        self.ask(title, lines, tr(operation.label), partial(self._apply, operation, record))
        self._place()

    def open_merge(self) -> None:
        """Ask for year and authority of a merging; the others are cancelled."""
        record, chosen = self._record(), self._canvas.selection
        if record is None:
            return
        others = [number for number in chosen.ids if number != record.id]
        if isinstance(record, Division):
            change_shape(self._canvas, MergeDivisions(record.id or 0, others),
                         tr("已并入“{name}”", name=record.name), Division, record.id or 0)
            return

        def merge(values: Mapping[str, str]) -> None:
            self._do(MergePlaces(int(record.id), others, values["year"], values["authority"]),
                     tr("已并入“{name}”，其余注销", name=record.name), record)

        lines = {"year": (tr("年份"), str(date.today().year)), "authority": (tr("批准文号"), "")}
        title = tr("把选中的{n}个图形并入“{name}”，其余注销", n=len(chosen.ids), name=record.name)
        self.ask(title, lines, tr("合并"), merge)
        self._place()

    def copy(self) -> None:
        """A new place with the same shape beside this one."""
        record = self._record()
        if record is not None:
            self._canvas.add_shape(operations.moved(record.geom, COPY_SHIFT, -COPY_SHIFT))

    def mend(self) -> None:
        """All outlines of the level are made to fit."""
        record = self._record()
        if record is not None:
            change_shape(self._canvas, MendBoundaries(table_of(type(record)), int(record.id)),
                         tr("相邻界线已吻合"), type(record), int(record.id))

    def _record(self) -> Any:
        chosen = self._canvas.selection
        if chosen.current is None or chosen.model not in (Place, Division):
            return None
        record: Any = self._canvas.gazetteer.get(chosen.model, chosen.current)
        fits = record is not None and record.geom is not None and not record.geom.geom_type.endswith("Point")
        return record if fits else None

    def _apply(self, operation: Numbered, record: Any, values: Mapping[str, str]) -> None:
        numbers = [number(tr(label), text) for label, text in values.items()]
        table, record_id = table_of(type(record)), int(record.id)
        command: Command = (EditSharedBoundary(table, record_id, operation.shared(*numbers))
                            if operation.shared and record.geom.geom_type.endswith("Polygon")
                            else EditShape(table, record_id, operation.act(record.geom, *numbers)))
        self._do(command, tr("已{what}“{name}”", what=tr(operation.label), name=record.name), record)

    def _do(self, command: Command, said: str, record: Any) -> None:
        change_shape(self._canvas, command, said, type(record), int(record.id), _told_in_card)
        self._canvas.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # the line took it, the map shall not
            super().keyPressEvent(event)

    def submit(self) -> None:
        """Do it; a refusal needs more room."""
        super().submit()
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        self.setFixedWidth(min(WIDTH, self._canvas.width() - 2 * EDGE))
        self._column.activate()
        self.setFixedHeight(self._column.heightForWidth(self.width()))
        self.move(max((self._canvas.width() - self.width()) // 2, EDGE), EDGE)
        self.raise_()


def _told_in_card(canvas: MapCanvas, error: GazetteerError) -> None:
    mark_refusal(canvas, error)
    raise error

