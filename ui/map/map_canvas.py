"""The map in the window: shows frames, hands the pointer to the tool in use, follows register and selection."""

from __future__ import annotations

import shapely
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import MovePlace
from gazetteer.places.place import Place
from ui.doing import carry_out
from ui.i18n import tr
from ui.map import actions, overlay
from ui.map.context_menu import context_menu
from ui.map.controls import EDGE, map_buttons
from ui.map.course_tool import CourseTool
from ui.map.cutting import ReshapeTool, SplitTool
from ui.map.drawing import DrawAreaTool, DrawLineTool, DrawTool, MeasureTool
from ui.map.drawing_desk import DrawingDesk
from ui.map.editing import AddPlaceTool, LocateTool, MoveTool
from ui.map.extent_tool import ExtentTool
from ui.map.following import Following
from ui.map.gestures import BoxZoom, Gesture, Hand, Modifiers, RectangleSelect
from ui.map.giving import HoleTool, PartTool, TakeTool
from ui.map.go_to_panel import GoToPanel
from ui.map.hovering import Hovering
from ui.map.label_tool import LabelTool
from ui.map.map_view import MapView
from ui.map.panels import NewPlacePanel
from ui.map.picking import within
from ui.map.point_tool import PointTool
from ui.map.track_tool import TrackTool
from ui.map.tracks_shown import TracksShown
from ui.map.transform_tool import TransformTool
from ui.map.vertex_tool import VertexTool
from ui.records.options import Lookups
from ui.selection import Selection
from ui.theme import theme

ARROWS = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class MapCanvas(MapView):
    """The map.

    Signals:
        pointed: (lon, lat) under the pointer in EPSG:4490, None when it left the map.
        tool_changed: the name of the tool in use (one of actions.TOOLS or actions.DRAWING).
        extent_drawn: the area that the tool of that name made.
    """

    pointed = Signal(object)
    tool_changed = Signal(str)
    extent_drawn = Signal(object)

    def __init__(self, gazetteer: Gazetteer, selection: Selection, parent: QWidget | None = None, *,
                 lookups: Lookups | None = None) -> None:
        super().__init__(gazetteer, parent)
        self.selection = selection
        self.lookups = lookups or Lookups(gazetteer, self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pointer: tuple[float, float] | None = None
        self._following, self._hovering = Following(self), Hovering(self)
        self._add_tools()
        self._add_controls()
        self._connect()
        self.data.load()

    def _add_tools(self) -> None:
        self.tool = "pan"
        self._tools: dict[str, Gesture] = {
            "pan": Hand(self), "select": RectangleSelect(self), "add": AddPlaceTool(self),
            "locate": LocateTool(self), "move": MoveTool(self), "labels": LabelTool(self), "vertices": VertexTool(self),
            "transform": TransformTool(self), "track": TrackTool(self), "extent": ExtentTool(self),
            "course": CourseTool(self), "point": PointTool(self),
            **{made.name: made for made in (MeasureTool(self), DrawLineTool(self), DrawAreaTool(self),
                                            ReshapeTool(self), SplitTool(self), HoleTool(self),
                                            PartTool(self), TakeTool(self))},
        }
        self._hand, self._box_zoom = Hand(self), BoxZoom(self)
        self._gesture: Gesture | None = None
        self._space = False
        self.actions_by_name = actions.build(self)

    def _add_controls(self) -> None:
        self._tool_buttons, self._move_buttons = map_buttons(self.actions_by_name, self)
        self.new_place = NewPlacePanel(self.gazetteer, self.lookups, self)
        self.new_place.unit = self._following.unit_at
        self.go_to = GoToPanel(self)
        self.tracks_shown = TracksShown(self)
        self.drawing = DrawingDesk(self)
        self._prompt = QLabel(self)
        self._prompt.hide()
        self._prompt.setObjectName("popup")
        self._prompt.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._dress()

    def _connect(self) -> None:
        self.go_to.chosen.connect(self._gone_to)
        self.new_place.added.connect(self._added)
        self.new_place.closed.connect(self._form_closed)
        theme.changed.connect(self._dress)

    # --- what others use -------------------------------------------------------------------------

    def use(self, name: str) -> None:
        """Take a tool in hand."""
        self._tools[self.tool].cancel()
        if name != "add":
            self.new_place.leave()
        self.drawing.leave()
        changed, self.tool = name != self.tool, name
        self.actions_by_name[name].setChecked(True)
        self._show_cursor()
        self.show_prompt()
        if changed:
            self.tool_changed.emit(name)
        self.update()

    def open_go_to(self) -> None:
        """Ask for a coordinate to go to."""
        self._prompt.hide()
        self.go_to.open()

    def copy_position(self, form: str, position: tuple[float, float] | None = None) -> None:
        """Put the position (the pointer's, else the middle) on the clipboard in one of the usual forms."""
        from gazetteer.coordinates.positions import format_position

        lon, lat = position or self._pointer or self.navigator.view.center
        text = format_position(lon, lat, form)
        QApplication.clipboard().setText(text)
        self.say(tr("已复制 {text}", text=text))

    def say(self, text: str) -> None:
        toaster = getattr(self.window(), "toaster", None)
        if toaster is not None:
            toaster.show(text)

    # --- what tools use --------------------------------------------------------------------------

    def selected_place(self) -> Place | None:
        """The place that the form shows, if it shows one."""
        chosen = self.selection
        return self.gazetteer.get(Place, chosen.current) if chosen.model is Place and chosen.current else None

    def select_at(self, at: QPointF, modifiers: Modifiers) -> None:
        """Select what lies there; again on the same spot the next below; with Ctrl in addition or no longer."""
        found, chosen = self.hits(at), self.selection
        if not found:
            if not modifiers & Modifiers.ControlModifier:
                chosen.clear()
            return
        if modifiers & Modifiers.ControlModifier:
            model, number = found[0]
            before = chosen.of(model)
            rest = tuple(one for one in before if one != number)
            chosen.select(model, rest if number in before else (*before, number), number)
            return
        now = next((i for i, (model, number) in enumerate(found) if chosen.of(model) == (number,)), -1)
        model, number = found[(now + 1) % len(found)]
        chosen.select(model, [number])

    def select_in(self, box: QRectF, modifiers: Modifiers) -> None:
        """Select what is shown in a rectangle."""
        found = within(self.stack, self.navigator.view, box.left(), box.top(), box.right(), box.bottom())
        model = found[0][0] if found else self.selection.model
        before = self.selection.of(model) if modifiers & Modifiers.ControlModifier else ()
        self.selection.select(model, dict.fromkeys([*before, *(number for _, number in found)]))

    def add_at(self, lon: float, lat: float) -> None:
        """Ask what new place stands here."""
        self.use("add")
        self.new_place.open_at(lon, lat)
        self.show_prompt()

    def add_shape(self, shape: shapely.Geometry) -> None:
        """Ask what new place has a shape; one that was drawn stays in hand until the place is there."""
        middle = shape.representative_point()
        if not isinstance(self._tools[self.tool], DrawTool):
            self.use("add")
        self.new_place.open_at(middle.x, middle.y, shape)
        self.show_prompt()

    def locate(self, place: Place, lon: float, lat: float) -> None:
        """Give a place its position."""
        if carry_out(self, self.gazetteer, MovePlace(int(place.id or 0), shapely.Point(lon, lat)),
                     tr("已给“{name}”定位", name=place.name)):
            self.use("pan")

    def tool_named(self, name: str) -> Gesture | None:
        """The tool of a name, whether in hand or not."""
        return self._tools.get(name)

    @property
    def moves_width(self) -> int:
        """Pixels that the buttons at the lower right edge take."""
        return self._move_buttons.width()

    def show_prompt(self) -> None:
        """What can be done now, at the upper edge."""
        text = self._tools[self.tool].prompt
        place = self.selected_place() if not text and self.tool == "pan" else None
        if place is not None and place.geom is None and not self.gazetteer.read_only:
            text = tr("“{name}”还没有位置：按 L，再点击地图定位", name=place.name)
        self._prompt.setText(text)
        self._prompt.setVisible(bool(text) and not self.go_to.isVisible()
                                and not self.drawing.next_point.isVisible())
        left = self.drawing.right + 8
        self._prompt.setWordWrap(False)
        wide = self._prompt.sizeHint().width()
        room = max(self.width() - left - EDGE, 160)
        self._prompt.setWordWrap(wide > room)
        self._prompt.resize(min(wide, room), self._prompt.heightForWidth(room) if wide > room
                            else self._prompt.sizeHint().height())
        self._prompt.move(max((self.width() - self._prompt.width()) // 2, left), EDGE)

    def _begin(self) -> None:
        super()._begin()
        self._following.show()
        self.drawing.offer_unfinished()

    def _refreshed(self) -> None:
        super()._refreshed()
        self.show_prompt()

    def _moved(self) -> None:
        super()._moved()
        self._hovering.stop()
        self.new_place.follow()

    def _gone_to(self, lon: float, lat: float) -> None:
        self.mark = (lon, lat)
        self.go_to.leave()
        self.show_prompt()
        self.navigator.show_position(lon, lat)
        self.update()

    def _form_closed(self) -> None:
        """A drawing whose form was given up goes on; a mere position is done with."""
        if isinstance(self._tools[self.tool], DrawTool):
            self.show_prompt()
            self.update()
        else:
            self.use("pan")

    def _added(self, place_id: int) -> None:
        tool = self._tools[self.tool]
        if isinstance(tool, DrawTool):
            tool.clear()
            self.use("pan")
        self.selection.select(Place, [place_id])

    # --- events ----------------------------------------------------------------------------------

    def paint_over(self, painter: QPainter) -> None:
        overlay.paint_badges(painter, self._following.suggestions(), self._following.origin(), self.style_now)
        self.tracks_shown.paint(painter)
        super().paint_over(painter)
        for gesture in dict.fromkeys((self._tools[self.tool], self._gesture)):
            if gesture is not None:
                gesture.paint(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.height() - self.scale_line.sizeHint().height() - 3 * EDGE
        self._tool_buttons.fit(room)
        self._tool_buttons.move(EDGE, EDGE)
        self.drawing.place(EDGE + self._tool_buttons.width() + 4, room)
        buttons = self._move_buttons
        buttons.move(self.width() - buttons.width() - EDGE, self.height() - buttons.height() - EDGE)
        self.show_prompt()
        self.go_to.place_on_top()
        self.new_place.follow()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.drawing.pause_snapping(bool(event.modifiers() & Modifiers.ControlModifier))
        self._hovering.stop()
        if self._gesture is not None:
            return
        self._gesture = self._gesture_for(event)
        if self._gesture is not None:
            self._gesture.press(event.position(), event.modifiers())
            self._show_cursor(pressed=True)

    def _gesture_for(self, event: QMouseEvent) -> Gesture | None:
        if event.button() == Qt.MouseButton.MiddleButton:
            return self._hand
        if event.button() != Qt.MouseButton.LeftButton:
            return None
        if self._space:
            return self._hand
        return self._box_zoom if event.modifiers() & Modifiers.ShiftModifier else self._tools[self.tool]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.drawing.pause_snapping(bool(event.modifiers() & Modifiers.ControlModifier))
        self._pointer = self.position_at(event.position())
        self.pointed.emit(self._pointer)
        if self._gesture is not None:
            self._gesture.move(event.position())
        elif self.tool in actions.HOVERING:
            self._tools[self.tool].hover(event.position())
        else:
            self._hovering.moved(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.release(event.position())
        self._show_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._tools[self.tool].double_click(event.position()):
            return
        if self.tool == "pan" and event.button() == Qt.MouseButton.LeftButton and not self.hits(event.position()):
            self.navigator.zoom(2.0, event.position().x(), event.position().y())

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self._hovering.stop()
        self.pointed.emit(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._hovering.stop()
        context_menu(self, QPointF(event.pos())).popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """A key that the tool wants comes before shortcuts, and before Tab goes to the next widget."""
        tools = vars(self).get("_tools")
        if tools and isinstance(event, QKeyEvent) and tools[self.tool].wants(event.key()):
            if event.type() == QEvent.Type.KeyPress:
                tools[self.tool].key(event.key())
            if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._space = True
            self._show_cursor()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() == Qt.Key.Key_Control:
            self.drawing.look_again(True)
        elif event.key() in ARROWS:
            right, down = ARROWS[Qt.Key(event.key())]
            self.navigator.pan(right * self.width() / 4, down * self.height() / 4)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor()
        elif event.key() == Qt.Key.Key_Control:
            self.drawing.look_again(False)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event) -> None:
        self._space = False
        self._show_cursor()
        super().focusOutEvent(event)

    def _leave(self) -> None:
        """Esc: out of the innermost thing."""
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
        elif self.new_place.isVisible():
            self.new_place.leave()
        elif self._tools[self.tool].escape():
            self.show_prompt()
        elif self.mark is not None:
            self.mark = None
        elif self.tool != "pan":
            self.use("pan")
        else:
            self.selection.clear()
        self.update()

    def _show_cursor(self, pressed: bool = False) -> None:
        gesture = self._gesture or (self._hand if self._space else self._tools[self.tool])
        panning = pressed and isinstance(gesture, Hand)
        self.setCursor(Qt.CursorShape.ClosedHandCursor if panning else gesture.cursor)

    def _dress(self) -> None:
        t = theme.tokens
        self._prompt.setStyleSheet(f"QLabel#popup {{ background: {t.surface}; color: {t.text}; padding: 6px 12px;"
                                   f" border: 1px solid {t.border_strong}; border-radius: 6px; }}")
