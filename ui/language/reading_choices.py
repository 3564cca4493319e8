"""The readings that one character has, to choose by a click or a figure, and the line to type another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from gazetteer.language.reading_draft import ReadingDraft
from ui.common.small import problem_line, tool
from ui.i18n import tr
from ui.records.editors import mark_wrong
from ui.theme import theme

MOST, BESIDE = 6, 3  # readings offered; with more than BESIDE the typing line has a line of its own


class SyllableLine(QLineEdit):
    """Takes a syllable; Esc leaves it."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class ReadingChoices(QWidget):
    """For the current character of a draft.

    Signals:
        chosen(text): this reading is wanted, as it was clicked or typed.
        left: the typing line is done with.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = 0
        self.choices: tuple[str, ...] = ()
        self.buttons: list[QToolButton] = []
        self._group = QButtonGroup(self)
        self.character = QLabel()
        self.character.setFont(theme.font(13))
        self.line = SyllableLine(placeholderText=tr("输入：lv4、lü4、lǜ"))
        self.line.setAccessibleName(tr("输入读音"))
        self.line.setMinimumWidth(80)
        self.line.returnPressed.connect(lambda: self.chosen.emit(self.line.text()))
        self.line.textEdited.connect(lambda: self.say(""))
        self.line.given_up.connect(self.left)
        self.message = problem_line()
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.character)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        row.addLayout(self._row)
        row.addWidget(self.line, 1)
        self._first, self._second = row, QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addLayout(self._second)
        column.addWidget(self.message)

    def show_character(self, draft: ReadingDraft, place: int) -> None:
        """Offer the readings of a character; the one it has is marked."""
        self.place = place
        self.character.setText(draft.text[place:place + 1])
        self.choices = draft.choices(place)[:MOST] if draft.text else ()
        self.line.clear()
        self.say("")
        self._make_buttons(draft.syllables[place] if draft.text else "")

    def _make_buttons(self, current: str) -> None:
        for button in self.buttons:
            self._group.removeButton(button)
            button.setParent(None)
            button.deleteLater()
        self.buttons = []
        for number, syllable in enumerate(self.choices, start=1):
            button = tool("", "", text=f"{number} {syllable}", checkable=True)
            button.setChecked(syllable == current)
            button.setToolTip(tr("按 {n} 选这个读音", n=number))
            button.clicked.connect(lambda _=False, syllable=syllable: self.chosen.emit(syllable))
            self._group.addButton(button)
            self._row.addWidget(button)
            self.buttons.append(button)
        beside = len(self.choices) <= BESIDE
        (self._first if beside else self._second).addWidget(self.line, 1)
        self.character.setMinimumHeight(self.line.sizeHint().height())

    def begin_typing(self, text: str) -> None:
        """Go on typing in the line; a figure that numbers a reading chooses it."""
        if text.isdigit() and 0 < int(text) <= len(self.choices):
            self.chosen.emit(self.choices[int(text) - 1])
            return
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.setText(text)

    def say(self, problem: str) -> None:
        self.message.setText(problem)
        self.message.setVisible(bool(problem))
        mark_wrong(self.line, bool(problem))
