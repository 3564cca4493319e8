"""注记: names are dragged to where they read best, nudged, turned and left out, each for the scale looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from gazetteer.errors import ReadOnly
from layers.labelling.drafts import Draft
from layers.labelling.hits import TABLES, Target, decision_of, move_of, target_of
from layers.labels import Placed
from layers.painting.text import measure
from ui.common.errors import show_error
from ui.i18n import tr
from ui.map import label_doing
from ui.map.gestures import Gesture, Modifiers
from ui.map.label_menu import label_at
from ui.map.label_painting import paint_frame, paint_ghost, paint_on_the_way

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

NUDGES = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
FAR = 10  # pixels of a nudge with Shift
SETTLED_MS = 600  # after the last nudge all of them are one change
GHOST_MS = 3000  # a ghost waits for its frame no longer
SAME = 2.0  # pixels within which a label is taken for the same one


class LabelTool(Gesture):
    """Hover shows a frame, a drag moves, a click chooses; a drag beside every label moves the ground."""

    cursor = Qt.CursorShape.ArrowCursor
    name = "labels"

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self.near: Placed | None = None
        self._chosen: Target | None = None
        self._draft: Draft | None = None
        self._shift = (0.0, 0.0)
        self._from = QPointF()
        self._ghost: Placed | None = None
        self._settling = QTimer(canvas, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self.settle)
        self._fading = QTimer(canvas, singleShot=True, interval=GHOST_MS)
        self._fading.timeout.connect(self._let_go)
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
        return self._draft.label if self._draft is not None else self.near or self.chosen

    @property
    def prompt(self) -> str:
        scales = label_doing.holds_text(self.canvas.navigator.view.scale)
        if self.canvas.gazetteer.read_only:
            return tr("工作空间只读，不能改注记")
        if self._dragging and self._draft is not None:
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
        self.settle()
        label = label_at(self.canvas, at)
        self._chosen = target_of(label, self.canvas.navigator.view) if label is not None else None
        if label is None:
            super().click(at, modifiers)
        self.canvas.show_prompt()

    def drag_begins(self, at: QPointF, modifiers: Modifiers) -> bool:
        self.settle()
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
        self._shift = across, down
        self.canvas.show_prompt()

    def drop(self, at: QPointF) -> None:
        self.drag(at)
        self.settle()

    def _take(self, label: Placed) -> None:
        view = self.canvas.navigator.view
        self._let_go()
        self._draft, self._shift = Draft(label, view, self.canvas.stack, measure), (0.0, 0.0)
        self._chosen = target_of(label, view)

    def settle(self) -> None:
        """Put what was dragged or nudged where it is now, as one change."""
        self._settling.stop()
        draft, self._draft = self._draft, None
        if draft is None or self._shift == (0.0, 0.0):
            return
        command = move_of(draft.label, self.canvas.navigator.view, *self._shift)
        ghost = draft.at(*self._shift)
        if label_doing.move(self.canvas, command, label_doing.name_of(self.canvas, draft.label)) is not None:
            self._ghost = ghost  # until a frame shows it there
            self._fading.start()
        self.canvas.show_prompt()
        self.canvas.update()

    def _refused(self) -> bool:
        """Whether nothing may be changed here; then it is said."""
        if self.canvas.gazetteer.read_only:
            show_error(self.canvas.window(), ReadOnly("不能改注记", why="工作空间只读", remedy="请先取得写的权利再改"))
        return self.canvas.gazetteer.read_only

    def _frame_came(self) -> None:
        ghost = self._ghost
        if ghost is not None and any(one.name.of == ghost.name.of and one.name.key == ghost.name.key and
                                     _near(one, ghost) for one in self.canvas.labels):
            self._let_go()
        self.near = None if self.near is None or self.near not in self.canvas.labels else self.near
        if self.canvas.tool == self.name:
            self.canvas.show_prompt()

    def _view_moved(self) -> None:
        """A label on its way belongs to the view in which it was taken."""
        if self._dragging and not self._panning:
            self._draft = None
            self._forget()
        self._settling.stop()
        self._draft = None
        self._let_go()
        self.near = None

    def _let_go(self) -> None:
        self._ghost = None
        self._fading.stop()
        self.canvas.update()

    # --- keys ------------------------------------------------------------------------------------

    def wants(self, key: int) -> bool:
        if self._meant is None:
            return False
        return key in (Qt.Key.Key_R, Qt.Key.Key_Delete) or (key in NUDGES and not self._dragging)

    def key(self, key: int) -> None:
        """R turns, Delete leaves out, arrows nudge the chosen label by one pixel, with Shift by ten."""
        label = self._meant
        if label is None or self._dragging or self._refused():
            return
        if key in NUDGES:
            self._nudge(label, *NUDGES[Qt.Key(key)])
            return
        self.settle()
        if key == Qt.Key.Key_R:
            label_doing.turn(self.canvas, label, label_doing.next_orientation(self.canvas, label))
        else:
            label_doing.hide(self.canvas, label)
            self.near = None

    def _nudge(self, label: Placed, right: int, down: int) -> None:
        step = FAR if QApplication.keyboardModifiers() & Modifiers.ShiftModifier else 1
        if self._draft is None:
            self._take(label)
        self._shift = self._shift[0] + right * step, self._shift[1] + down * step
        self._settling.start()
        self.canvas.update()

    def escape(self) -> bool:
        """First what was nudged is given up, then the choice."""
        had = self._draft is not None or self._chosen is not None
        if self._draft is None:
            self._chosen = None
        self._draft = None
        self._settling.stop()
        return had

    def cancel(self) -> bool:
        """A drag is given up; what was nudged stays."""
        if self._dragging:
            self._draft = None
        self.settle()
        self.near = None
        was = super().cancel()
        self.canvas.show_prompt()
        return was

    # --- picture ---------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        view, style = self.canvas.navigator.view, self.canvas.style_now
        if self._draft is not None:
            paint_on_the_way(painter, self._draft.label, self._draft.at(*self._shift), view, style)
            return
        if self._ghost is not None:
            paint_ghost(painter, self._ghost, view, style)
        elif (chosen := self.chosen) is not None:
            paint_frame(painter, chosen, style, chosen=True)
        if self.near is not None and self._ghost is None:
            paint_frame(painter, self.near, style)


def _near(one: Placed, other: Placed) -> bool:
    return abs(one.middle[0] - other.middle[0]) < SAME and abs(one.middle[1] - other.middle[1]) < SAME
