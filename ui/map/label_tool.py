"""注记: names are dragged to where they read best, nudged, turned and left out, each for the scale looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from gazetteer.errors import ReadOnly
from layers.labelling.hits import TABLES, Target, decision_of, target_of
from layers.labels import Placed
from ui.common.errors import show_error
from ui.i18n import tr
from ui.map import label_doing
from ui.map.gestures import Gesture, Modifiers
from ui.map.label_grip import SAME, LabelGrip
from ui.map.label_menu import label_at
from ui.map.label_painting import paint_frame

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

NUDGES = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
FAR = 10  # pixels of a nudge with Shift


class LabelTool(Gesture):
    """Hover shows a frame, a drag moves, a click chooses; a drag beside every label moves the ground."""

    cursor = Qt.CursorShape.ArrowCursor
    name = "labels"

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self.grip = LabelGrip(canvas)
        self.near: Placed | None = None
        self._chosen: Target | None = None
        self._from = QPointF()
        canvas.frames.ready.connect(self._frame_came)
        canvas.navigator.moved.connect(self._view_moved)

    @property
    def chosen(self) -> Placed | None:
        """The label that was clicked, as it stands now."""
        if self._chosen is None:
            return None
        return next((label for label in self.canvas.labels if self._is_chosen(label)), None)

    def _is_chosen(self, label: Placed) -> bool:
        wanted = self._chosen
        if wanted is None or TABLES.get(label.name.of) != wanted.table or label.name.key != wanted.record_id:
            return False
        anchor = target_of(label, self.canvas.navigator.view).anchor
        if anchor == wanted.anchor or anchor is None or wanted.anchor is None:
            return anchor == wanted.anchor
        here, there = (self.canvas.pixel_of(*one) for one in (anchor, wanted.anchor))
        return (here - there).manhattanLength() < SAME

    @property
    def _meant(self) -> Placed | None:
        """The label that keys are about."""
        return self.grip.label or self.near or self.chosen

    @property
    def prompt(self) -> str:
        scales = label_doing.holds_text(self.canvas.navigator.view.scale)
        if self.canvas.gazetteer.read_only:
            return tr("工作空间只读，不能改注记")
        if self._dragging and self.grip.label is not None:
            return tr("松开放在这里；按住 Shift 只横移或竖移，Esc 取消")
        label = self._meant
        if label is None:
            return tr("指向一处注记，拖动它；改动对 {scales} 的图有效", scales=scales)
        decision = decision_of(label, self.canvas.navigator.view, self.canvas.stack)
        how = tr((decision.orientation if decision else None) or label_doing.AUTOMATIC)
        return tr("“{name}”（{how}）：拖动或点选后按方向键移动，R 换排列，Delete 不注记\n改动对 {scales} 的图有效",
                  name=label_doing.name_of(self.canvas, label), how=how, scales=scales)

    # --- pointer ---------------------------------------------------------------------------------

    def hover(self, at: QPointF) -> None:
        near = label_at(self.canvas, at)
        if near != self.near:
            self.near = near
            self.canvas.setCursor(Qt.CursorShape.SizeAllCursor if near is not None else self.cursor)
            self.canvas.show_prompt()
            self.canvas.update()

    def click(self, at: QPointF, modifiers: Modifiers) -> None:
        self.grip.put()
        label = label_at(self.canvas, at)
        self._chosen = target_of(label, self.canvas.navigator.view) if label is not None else None
        if label is None:
            super().click(at, modifiers)
        self.canvas.show_prompt()

    def drag_begins(self, at: QPointF, modifiers: Modifiers) -> bool:
        self.grip.put()
        label = label_at(self.canvas, at)
        if label is None or self._refused():
            return False
        self._take(label)
        self._from = at
        return True

    def drag(self, at: QPointF) -> None:
        across, down = at.x() - self._from.x(), at.y() - self._from.y()
        if QApplication.keyboardModifiers() & Modifiers.ShiftModifier:
            across, down = (across, 0.0) if abs(across) >= abs(down) else (0.0, down)
        self.grip.shift = across, down
        self.canvas.show_prompt()

    def drop(self, at: QPointF) -> None:
        self.drag(at)
        self.grip.put()
        self.canvas.show_prompt()

    def _take(self, label: Placed) -> None:
        self.grip.take(label)
        self._chosen = target_of(label, self.canvas.navigator.view)

    def _refused(self) -> bool:
        """Whether nothing may be changed here; then it is said."""
        if self.canvas.gazetteer.read_only:
            show_error(self.canvas.window(), ReadOnly("不能改注记", why="工作空间只读", remedy="请先取得写的权利再改"))
        return self.canvas.gazetteer.read_only

    def _frame_came(self) -> None:
        labels = tuple(self.canvas.labels)
        self.grip.see(labels)
        self.near = self.near if self.near in labels else None
        if self.canvas.tool == self.name:
            self.canvas.show_prompt()

    def _view_moved(self) -> None:
        """A label on its way belongs to the view in which it was taken."""
        if self._dragging and not self._panning:
            self._forget()
        self.grip.leave()
        self.near = None

    # --- keys ------------------------------------------------------------------------------------

    def wants(self, key: int) -> bool:
        if self._meant is None:
            return False
        return key in (Qt.Key.Key_R, Qt.Key.Key_Delete) or (key in NUDGES and not self._dragging)

    def key(self, key: int) -> None:
        """R turns, Delete leaves out, arrows nudge the label by one pixel, with Shift by ten."""
        label = self._meant
        if label is None or self._dragging or self._refused():
            return
        if key in NUDGES:
            step = FAR if QApplication.keyboardModifiers() & Modifiers.ShiftModifier else 1
            if self.grip.label is None:
                self._take(label)
            self.grip.nudge(*(step * part for part in NUDGES[Qt.Key(key)]))
            return
        self.grip.put()
        if key == Qt.Key.Key_R:
            label_doing.turn(self.canvas, label, label_doing.next_orientation(self.canvas, label))
        else:
            label_doing.hide(self.canvas, label)
            self.near = None

    def escape(self) -> bool:
        """First what was nudged is given up, then the choice."""
        held, had = self.grip.label is not None, self._chosen is not None
        if not held:
            self._chosen = None
        self.grip.give_up()
        return held or had

    def cancel(self) -> bool:
        """A drag is given up; what was nudged stays."""
        if self._dragging:
            self.grip.give_up()
        self.grip.put()
        self.near = None
        was = super().cancel()
        self.canvas.show_prompt()
        return was

    # --- picture ---------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        if self.grip.paint(painter):
            return
        if (chosen := self.chosen) is not None:
            paint_frame(painter, chosen, self.canvas.style_now, chosen=True)
        if self.near is not None:
            paint_frame(painter, self.near, self.canvas.style_now)
