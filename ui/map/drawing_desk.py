"""What lies beside the drawing tools: buttons, a field for typed points, the vertex table, the unfinished file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QCursor

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.record import table_of
from gazetteer.shapes.errors import Position
from gazetteer.shapes.vertices import Vertex
from ui.common.errors import show_error
from ui.i18n import tr
from ui.map import actions
from ui.map.controls import EDGE, Buttons
from ui.map.next_point import NextPointPanel
from ui.map.shape_card import ShapeCard
from ui.map.sketch import SketchTool
from ui.map.snap_button import SnapActions, dress
from ui.map.snap_settings import SnapSettings
from ui.map.snap_targets import SnapTargets
from ui.map.unfinished import Unfinished, UnfinishedFile
from ui.map.vertex_table import VertexTable
from ui.map.vertex_tool import VertexTool

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas


class DrawingDesk(QObject):
    """Belongs to one map.

    Signals:
        course_drawn(line id, positions): a boundary's course as it was drawn, not taken yet.
        course_left: the course that is shown before it is taken shall not be taken.
    """

    course_drawn = Signal(int, object)
    course_left = Signal()

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.snap = SnapSettings(self)
        self.snap_targets = SnapTargets(canvas, self.snap)
        self.snap_actions = SnapActions(canvas, self.snap)
        self.unfinished = UnfinishedFile(canvas.gazetteer.cache_folder)
        self.next_point = NextPointPanel(canvas)
        self.refused_at: Position | None = None
        self.vertex_table = VertexTable(canvas)
        self.shape_card = ShapeCard(canvas)
        self.buttons = Buttons([*(canvas.actions_by_name[name] for name in actions.DRAWING), self.snap_actions.on],
                               canvas)
        dress(self.buttons.button_of(self.snap_actions.on), self.snap_actions.menu)
        self.next_point.chosen.connect(self._point_typed)
        self.next_point.left.connect(canvas.show_prompt)
        canvas.tool_changed.connect(lambda name: QTimer.singleShot(0, self, lambda: self._taken_in_hand(name)))
        self.vertex_table.chosen.connect(self._vertex_chosen)
        self.vertex_table.model.typed.connect(self._vertex_typed)
        self.vertex_table.model.refused.connect(lambda error: show_error(canvas.window(), error))

    @property
    def right(self) -> int:
        """Where the buttons end, in pixels from the left."""
        return self.buttons.geometry().right()

    def place(self, left: int, room: int) -> None:
        """Lay everything out again after the map's size changed, with `room` pixels for a column of buttons."""
        self.buttons.fit(room)
        self.buttons.move(left, EDGE)
        self.next_point.free_from = self._canvas.go_to.free_from = self.right + 8
        self.next_point.place_on_top()
        self.vertex_table.place()

    def leave(self) -> None:
        """Another tool is taken in hand."""
        self.next_point.leave()
        self.vertex_table.hide()
        if self._canvas.mark == self.refused_at:
            self._canvas.mark = None

    def open_next_point(self) -> None:
        """Ask for the drawing's next point by numbers."""
        tool = self._canvas.tool_named(self._canvas.tool)
        if isinstance(tool, SketchTool):
            self.next_point.open_from(tool.points[-1] if tool.points else None)
            self._canvas.show_prompt()

    def pause_snapping(self, paused: bool) -> None:
        """Ctrl is held: nothing is snapped to meanwhile."""
        self.snap.paused = paused

    def look_again(self, paused: bool) -> None:
        """Ctrl was pressed or let go while the pointer rests: the mark under it goes or comes."""
        self.pause_snapping(paused)
        tool, at = self._canvas.tool_named(self._canvas.tool), self._canvas.mapFromGlobal(QCursor.pos())
        if isinstance(tool, SketchTool) and self._canvas.rect().contains(at):
            tool.hover(QPointF(at))

    def offer_unfinished(self) -> None:
        """A drawing that a crash or a closed window interrupted is offered again."""
        left = None if self._canvas.gazetteer.read_only else self.unfinished.read()
        if left is not None and isinstance(self._canvas.tool_named(left.tool), SketchTool):
            self.offer(left, tr("上次有一幅图没有画完（{n}个点）", n=left.count), tr("继续画"), stays=True)

    def _taken_in_hand(self, name: str) -> None:
        """The drawing that was put aside with this tool is offered again."""
        tool = self._canvas.tool_named(name)
        if self._canvas.tool == name and isinstance(tool, SketchTool) and not tool.begun:
            left = self.unfinished.read()
            if left is not None and left.tool == name:
                self.offer(left, tr("上次有一幅图没有画完（{n}个点）", n=left.count), tr("继续画"))

    def offer(self, left: Unfinished, said: str, button: str, stays: bool = False) -> None:
        """Tell of a drawing that was left, with the way back to it."""
        toaster = getattr(self._canvas.window(), "toaster", None)
        if toaster is not None:
            toaster.toast.show_text(said, button, partial(self.resume, left), stays=stays)

    def resume(self, left: Unfinished) -> None:
        """Go on with a drawing that was left unfinished."""
        canvas, tool = self._canvas, self._canvas.tool_named(left.tool)
        model = next((model for model in (Place, Division, BoundaryLine) if table_of(model) == left.table), None)
        whose = (model, left.record_id) if model is not None and canvas.gazetteer.get(model, left.record_id) else None
        if whose is not None:
            canvas.selection.select(whose[0], [whose[1]])
        canvas.use(left.tool)
        if isinstance(tool, SketchTool):
            tool.resume(left, whose)
            canvas.navigator.show_position(*(left.points or left.parts[-1])[-1])
        canvas.setFocus()

    def _point_typed(self, lon: float, lat: float) -> None:
        tool = self._canvas.tool_named(self._canvas.tool)
        self.next_point.leave()
        if isinstance(tool, SketchTool):
            tool.add(lon, lat)
            if not self._canvas.navigator.sees(lon, lat):
                self._canvas.navigator.show_position(lon, lat)

    def _vertex_chosen(self, vertex: Vertex) -> None:
        tool = self._canvas.tool_named("vertices")
        assert isinstance(tool, VertexTool)
        tool.chosen = vertex
        if not self._canvas.navigator.sees(*vertex.position):
            self._canvas.navigator.show_position(*vertex.position)
        self._canvas.update()

    def _vertex_typed(self, vertex: Vertex, lon: float, lat: float) -> None:
        tool = self._canvas.tool_named("vertices")
        assert isinstance(tool, VertexTool)
        tool.put(vertex, (lon, lat))
