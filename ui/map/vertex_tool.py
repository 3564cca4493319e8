"""Vertices of the selected shape: dragged, put in with a click on an edge, taken out; neighbours follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.record import Record, table_of
from gazetteer.shapes.changes import EditShape, EditSharedBoundary
from gazetteer.shapes.errors import Position
from gazetteer.shapes.measuring import length_text, measure, measure_geometry
from gazetteer.shapes.paths import paths_of
from gazetteer.shapes.shared_edits import DeleteVertex, InsertVertex, MoveVertex
from gazetteer.shapes.snapping import EDGE, VERTEX, Snapped, Snapper
from gazetteer.shapes.vertices import Vertex, delete_vertex, insert_vertex, move_vertex, nearest_edge, vertices
from ui.i18n import tr
from ui.listening import follow
from ui.map.gestures import Gesture, Modifiers
from ui.map.shape_doing import change_shape, refuse
from ui.map.sketch import measured_text
from ui.map.sketch_painting import paint_outline, paint_sketch, paint_snap, paint_vertices

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

MOST_SHOWN = 3000  # vertices in view; more would only be a thick line
DELETE, TABLE = Qt.Key.Key_Delete, Qt.Key.Key_T


class VertexTool(Gesture):
    """编辑顶点: of the selected place or division; a click on another outline selects that one."""

    cursor = Qt.CursorShape.ArrowCursor
    name = "vertices"

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._shape: shapely.Geometry | None = None
        self._own: Snapper | None = None
        self._vertices: list[Vertex] = []
        self.chosen: Vertex | None = None
        self._near: Snapped | None = None
        self._to: QPointF | None = None
        self._goal: Snapped | None = None
        self._record: Any = None
        self._read = False
        canvas.selection.changed.connect(self.forget)
        follow(canvas.gazetteer, canvas, lambda changed: self.forget())

    # --- whose shape -----------------------------------------------------------------------------

    @property
    def record(self) -> Any:
        """The record whose vertices are shown; None when none with a line or area is selected."""
        if not self._read:
            chosen = self.canvas.selection
            known = chosen.current is not None and chosen.model in (Place, Division)
            record: Any = self.canvas.gazetteer.get(chosen.model, chosen.current or 0) if known else None
            fits = record is not None and record.geom is not None and not record.geom.geom_type.endswith("Point")
            self._record, self._read = record if fits else None, True
            self._know(record.geom if fits else None)
        return self._record

    def forget(self) -> None:
        """The record may be another one, or changed."""
        self._read = False
        if self.canvas.tool == self.name:
            self.canvas.show_prompt()
            if self.canvas.drawing.vertex_table.isVisible():
                self.canvas.drawing.vertex_table.show_shape(self.record)

    def _know(self, shape: shapely.Geometry | None) -> None:
        if shape is None or self._shape is None or not shape.equals_exact(self._shape):
            self._shape = shape
            self._vertices = vertices(shape) if shape is not None else []
            self._own = Snapper({0: shape}) if shape is not None else None
            self.chosen = None

    @property
    def prompt(self) -> str:
        record = self.record
        if record is None:
            return tr("点击一条界线或图形，显示它的顶点")
        if self._to is not None and self.chosen is not None:
            to = self._goal.position if self._goal else self.canvas.position_at(self._to)
            return tr("移动顶点：{moved}", moved=measured_text(measure([self.chosen.position, to])))
        measured = measure_geometry(record.geom)
        return tr("“{name}”{n}个顶点，长{length}：拖动顶点，点边加点，Delete 删点，T 坐标表", name=record.name,
                  n=len(self._vertices), length=length_text(measured.length))

    # --- pointer ---------------------------------------------------------------------------------

    def hover(self, at: QPointF) -> None:
        """The vertex or edge of the shape under the pointer."""
        self._near = self._own_snap(at) if self.record is not None else None
        self.chosen = self._vertex_at(self._near.position) if self._near and self._near.kind == VERTEX else None
        self.canvas.update()

    def _own_snap(self, at: QPointF) -> Snapped | None:
        assert self._own is not None
        lon, lat = self.canvas.position_at(at)
        return self._own.snap(lon, lat, self.canvas.drawing.snap_targets.reach, (VERTEX, EDGE))

    def _vertex_at(self, position: Position) -> Vertex | None:
        return next((vertex for vertex in self._vertices if vertex.position == position), None)

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        record = self.record
        near = self._own_snap(at) if record is not None else None
        if near is not None and near.kind == EDGE:
            self._insert(record, near)
        elif near is None:
            self._choose_other(at)

    def _choose_other(self, at: QPointF) -> None:
        found = self.canvas.drawing.snap_targets.record_at(at)
        if found is not None and found[0] in (Place, Division):
            self.canvas.selection.select(found[0], [found[1]])
        self.canvas.show_prompt()

    def drag_begins(self, at: QPointF, modifiers: Modifiers) -> bool:
        self.hover(at)
        self._to = at if self.chosen is not None else None
        return self.chosen is not None

    def drag(self, at: QPointF) -> None:
        found = self.canvas.drawing.snap_targets.snap(at)
        own = found is not None and self.chosen is not None and found.position == self.chosen.position
        self._goal = None if own else found
        self._to = self.canvas.pixel_of(*self._goal.position) if self._goal else at
        self.canvas.show_prompt()

    def drop(self, at: QPointF) -> None:
        self.drag(at)
        chosen, goal, self._to, self._goal = self.chosen, self._goal, None, None
        if chosen is not None:
            self.put(chosen, goal.position if goal else self.canvas.position_at(at))

    def wants(self, key: int) -> bool:
        return key == TABLE or (key == DELETE and self.chosen is not None)

    def key(self, key: int) -> None:
        """Delete takes out the vertex under the pointer, T shows the coordinates."""
        if key == DELETE and self.chosen is not None:
            self.delete(self.chosen)
        elif key == TABLE:
            table = self.canvas.drawing.vertex_table
            table.show_shape(None if table.isVisible() else self.record)

    def cancel(self) -> bool:
        self._to = self._goal = None
        self.canvas.show_prompt()
        return super().cancel()

    # --- changes ---------------------------------------------------------------------------------

    def put(self, vertex: Vertex, to: Position) -> bool:
        """A vertex somewhere else; True when it was done."""
        return self._do(MoveVertex(vertex.position, to), tr("已移动顶点"),
                        lambda shape: move_vertex(shape, vertex.path, vertex.index, to))

    def delete(self, vertex: Vertex) -> bool:
        return self._do(DeleteVertex(vertex.position), tr("已删去顶点"),
                        lambda shape: delete_vertex(shape, vertex.path, vertex.index))

    def _insert(self, record: Any, near: Snapped) -> None:
        path, index = nearest_edge(record.geom, near.position)
        line = paths_of(record.geom)[path]
        first, second = (tuple(float(part) for part in line[row]) for row in (index, index + 1))
        self._do(InsertVertex(first, second, near.position), tr("已加顶点"),  # type: ignore[arg-type]
                 lambda shape: insert_vertex(shape, path, index, near.position))

    def _do(self, edit: Any, said: str, alone: Any) -> bool:
        """An area changes with its neighbours, a line alone."""
        record = self.record
        model: type[Record] = type(record)
        try:
            command: Command = (EditSharedBoundary(table_of(model), int(record.id), edit)
                                if record.geom.geom_type.endswith("Polygon")
                                else EditShape(table_of(model), int(record.id), alone(record.geom)))
        except GazetteerError as error:
            refuse(self.canvas, error)
            return False
        done = change_shape(self.canvas, command, said, model, int(record.id))
        self.chosen = self._near = None
        self.canvas.show_prompt()
        return done is not None

    # --- picture ---------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        if self.record is None:
            return
        style, view = self.canvas.style_now, self.canvas.navigator.view
        paint_outline(painter, self._shape, view, style)
        pairs = np.array([vertex.position for vertex in self._vertices])
        x, y = view.to_screen(pairs[:, 0], pairs[:, 1])
        shown = np.flatnonzero((x > -9) & (y > -9) & (x < view.width + 9) & (y < view.height + 9))
        spots = [QPointF(x[row], y[row]) for row in shown] if len(shown) <= MOST_SHOWN else []
        paint_vertices(painter, spots, style, self.canvas.pixel_of(*self.chosen.position) if self.chosen else None)
        if self._near is not None and self._near.kind == EDGE and self._to is None:
            paint_snap(painter, self.canvas.pixel_of(*self._near.position), EDGE, style)
        if self._to is not None and self.chosen is not None:
            for end in self._ends(self.chosen):
                paint_sketch(painter, [self.canvas.pixel_of(*end)], self._to, False, style)
            if self._goal is not None:
                paint_snap(painter, self._to, self._goal.kind, style)

    def _ends(self, vertex: Vertex) -> list[Position]:
        """The vertices before and behind, to which the lines go while one is dragged."""
        same = [other for other in self._vertices if other.path == vertex.path]
        ring = self._shape is not None and self._shape.geom_type.endswith("Polygon")
        rows = [vertex.index - 1, vertex.index + 1]
        return [same[row % len(same)].position for row in rows if ring or 0 <= row < len(same)]
