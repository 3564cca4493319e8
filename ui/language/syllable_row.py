"""The name with its syllables above, to click and to type on: choose a character, divide and join words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gazetteer.language.reading_draft import ReadingDraft
from ui.i18n import tr
from ui.language.syllable_cells import Cell, cell_height, lay_out, paint_cell, paint_gap, paint_words
from ui.theme import theme

GRASP = 4.0  # how far beside a gap a click still means it


class SyllableRow(QWidget):
    """Shows a draft. Arrow keys move, Space divides before the current character, Backspace joins it to the last.

    Signals:
        moved(place): another character is current.
        divided(place, apart): a word is to begin at `place`, or no more.
        stepped(step): the next (1) or the last (-1) reading of the current character is wanted.
        typed(text): a letter or digit was typed for the current character.
        accepted, given_up: Enter, Esc.
    """

    moved = Signal(int)
    divided = Signal(int, bool)
    stepped = Signal(int)
    typed = Signal(str)
    accepted = Signal()
    given_up = Signal()

    def __init__(self, draft: ReadingDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft, self.current = draft, 0
        self._cells: list[Cell] = []
        self._gap: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._arrange)
        self.show_draft(draft)

    def show_draft(self, draft: ReadingDraft) -> None:
        """Show another state of the reading; the current character stays."""
        self.draft = draft
        self.setAccessibleName(f"{draft.text}，{draft.reading.roman}")
        self._arrange()

    def go_to(self, place: int) -> None:
        """Make a character the current one."""
        place = max(0, min(place, len(self.draft.text) - 1))
        if place != self.current:
            self.current = place
            self.moved.emit(place)
            self.update()

    def cell(self, place: int) -> Cell:
        return self._cells[place]

    def _arrange(self) -> None:
        self._cells = lay_out(self.draft, max(float(self.width()), 80.0))
        bottom = max((cell.box.bottom() for cell in self._cells), default=cell_height())
        self.setFixedHeight(round(bottom) + 2)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_words(painter, self.draft, self._cells)
        for cell in self._cells:
            paint_cell(painter, self.draft, cell, cell.place == self.current, self.hasFocus())
        if self._gap is not None and self._gap < len(self._cells):
            paint_gap(painter, self._cells[self._gap].gap, self._gap in self.draft.begins)

    # -- mouse ----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        gap = self._gap_at(event.position())
        if gap is not None:
            self.divided.emit(gap, gap not in self.draft.begins)
            return
        for cell in self._cells:
            if cell.box.contains(event.position()):
                self.go_to(cell.place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._gap_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            gap = self._gap_at(QPointF(event.pos()))
            if gap is not None:
                text = tr("点击连写") if gap in self.draft.begins else tr("点击分写")
                QToolTip.showText(event.globalPos(), text, self)
                return True
        return super().event(event)

    def _gap_at(self, point: QPointF) -> int | None:
        for cell in self._cells[1:]:
            if cell.gap.adjusted(-GRASP, 0, GRASP, 0).contains(point):
                return cell.place
        return None

    def _point_at(self, gap: int | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.setCursor(Qt.CursorShape.ArrowCursor if gap is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    # -- keyboard -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        last = len(self.draft.text) - 1
        places = {Qt.Key.Key_Left: self.current - 1, Qt.Key.Key_Right: self.current + 1, Qt.Key.Key_Home: 0,
                  Qt.Key.Key_End: last}
        if plain and key in places:
            self.go_to(places[Qt.Key(key)])
        elif plain and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif plain and key in (Qt.Key.Key_Space, Qt.Key.Key_Backspace):
            self.divided.emit(self.current, key == Qt.Key.Key_Space)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif plain and key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()
