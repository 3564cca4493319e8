"""The search box: type, walk the answers with the arrows, Enter goes there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from ui import icons
from ui.common.errors import sentences
from ui.common.latest import Latest
from ui.i18n import tr
from ui.search.answer_list import ANSWER, AnswerDelegate, AnswerModel
from ui.search.answers import Answer, answers
from ui.selection import Selection

DELAY_MS = 120
MOST_HEIGHT = 520


class AnswerPopup(QFrame):
    """The answers over the window, under the box; it never takes the focus from the box."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        self.setObjectName("popup")
        self.model = AnswerModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(AnswerDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(lambda index: self.choose(index.data(ANSWER)))
        self.note = QLabel(wordWrap=True, margin=12)
        self.note.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.addWidget(self.list)
        column.addWidget(self.note)
        self.hide()

    def show_answers(self, found: list[Answer]) -> None:
        self.model.show(found)
        self.note.setText("" if found else tr("没有找到。可输入名称中的任何字、拼音、首字母、代码或界桩编号。"))
        self.list.setVisible(bool(found))
        self.note.setVisible(not found)
        self.list.setCurrentIndex(self.model.first())

    def show_note(self, text: str) -> None:
        self.show_answers([])
        self.note.setText(text)

    def place_under(self, box: QWidget) -> None:
        below = box.mapTo(self._home, QPoint(0, box.height() + 4))
        wanted = self.model.height if self.list.isVisibleTo(self) else self.note.sizeHint().height()
        room = self._home.height() - below.y() - 16
        self.setGeometry(below.x(), below.y(), box.width(), min(wanted + 10, MOST_HEIGHT, room))
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        self.list.setCurrentIndex(self.model.step(self.list.currentIndex(), by))

    def choose(self, answer: object) -> None:
        if isinstance(answer, Answer):
            self.chosen.emit(answer)


class SearchBox(QLineEdit):
    """`near` tells where the map stands (lon, lat), or None.

    Signals:
        position_chosen(lon, lat): the typed text was a position.
        record_chosen: a record was selected and shall be seen.
    """

    position_chosen = Signal(float, float)
    record_chosen = Signal()

    def __init__(self, gazetteer: Gazetteer, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._selection = gazetteer, selection
        self.near: Callable[[], tuple[float, float] | None] = lambda: None
        self.setPlaceholderText(tr("搜索地名、拼音、首字母、代码、界桩（Ctrl+K）"))
        self.setAccessibleName(tr("搜索"))
        self._glass = self.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        icons.dress(self._glass, "search", "muted")
        self._cross = self.addAction(icons.icon("x", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setToolTip(tr("清除"))
        self._cross.setVisible(False)
        self._cross.triggered.connect(self._empty)
        icons.dress(self._cross, "x", "muted")
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))
        self._popup: AnswerPopup | None = None
        self._eager = False  # Enter was pressed before the answers came
        self._asking = Latest(self, DELAY_MS)
        self._asking.answered.connect(self._show)
        self._asking.failed.connect(lambda error: self._tell(sentences(error)[0]))
        self.textEdited.connect(self._ask)

    @property
    def popup(self) -> AnswerPopup:
        if self._popup is None:
            self._popup = AnswerPopup(self.window())
            self._popup.chosen.connect(self._go)
            self.window().installEventFilter(self)
        return self._popup

    @property
    def busy(self) -> bool:
        """Whether answers to what was typed are still to come."""
        return self._asking.busy

    def start(self) -> None:
        """Begin a search: the focus, with what stands there marked."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _empty(self) -> None:
        self.clear()
        self._ask("")

    def _ask(self, typed: str) -> None:
        self._eager = False
        if not typed.strip():
            self._asking.forget()
            self.popup.hide()
            return
        gazetteer, near = self._gazetteer, self.near()
        self._asking.ask(lambda: answers(gazetteer, typed, near))

    def _show(self, found: list[Answer]) -> None:
        self.popup.show_answers(found)
        if self._eager and found:
            self._eager = False
            self._go(found[0])
        elif self.hasFocus() or not self.isActiveWindow():
            self.popup.place_under(self)

    def _tell(self, text: str) -> None:
        self.popup.show_note(text)
        self.popup.place_under(self)

    def _go(self, answer: Answer) -> None:
        self.popup.hide()
        self.selectAll()
        if answer.position is not None:
            self.position_chosen.emit(*answer.position)
        elif answer.model is not None:
            self._selection.reveal(answer.model, [answer.id])
            self.record_chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._popup is not None and self._popup.isVisible()
        key = event.key()
        if self.busy and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._eager = True  # what stands in the list answers an older text
        elif shown and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif shown and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.popup.choose(self.popup.list.currentIndex().data(ANSWER))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            if not self.busy:
                self._ask(self.text())
            self._eager = True
        elif key == Qt.Key.Key_Escape:
            self._leave(shown)
        elif key == Qt.Key.Key_Down:
            self._ask(self.text())
        else:
            super().keyPressEvent(event)

    def _leave(self, shown: bool) -> None:
        if shown:
            self.popup.hide()
        else:
            self.clear()
            self.clearFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._popup is not None and event.reason() not in (Qt.FocusReason.PopupFocusReason,
                                                              Qt.FocusReason.ActiveWindowFocusReason):
            self._popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._popup is not None and self._popup.isVisible():
            self._popup.place_under(self)
        return False
