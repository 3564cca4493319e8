"""The picker: a character that no keyboard gives, found and put into the text field that was left for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gazetteer.characters.finding import MOST, by_radical, find
from gazetteer.characters.fonts import Support, in_use, support
from ui import icons
from ui.characters import recent
from ui.characters.character_grid import CharacterGrid
from ui.characters.faces import glyph_font
from ui.characters.preview import Preview
from ui.characters.radical_list import RadicalList
from ui.characters.text_target import LeftForPicking, focused_field, type_into
from ui.common.latest import Latest
from ui.common.small import said
from ui.i18n import tr
from ui.theme import theme

SIZE = QSize(900, 560)
WAIT_MS = 120
TITLE = 40  # pixels that the frame of the window may take


class Answer(NamedTuple):
    """What a question found: the characters, and which fonts have each."""

    characters: list[str]
    fonts: dict[str, Support]
    in_use: tuple[str, ...]


def answered(question: Callable[[], list[str]]) -> Answer:
    """Find characters and look into the fonts; takes a moment the first time."""
    characters = question()
    return Answer(characters, {each.character: each for each in support(characters)}, in_use())


class CharacterPicker(QDialog):
    """Enter puts the marked character in and closes, Ctrl+Enter puts it in and stays, Esc leaves."""

    def __init__(self, field: QWidget | None, parent: QWidget | None = None) -> None:
        super().__init__(field or parent)  # a child of the field: an editor in a table then stays open
        self.setWindowTitle(tr("输入生僻字"))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFont(theme.font())
        self.field = field
        self._left = LeftForPicking(field) if field is not None else None
        self._answer = Answer([], {}, ())
        self.line = QLineEdit(placeholderText=tr("拼音 diao 或 diāo，部件 氵刁，部首笔画 氵2，码位 U+6C48"),
                              clearButtonEnabled=True)
        self.line.setAccessibleName(tr("查字"))
        self.radicals, self.grid, self.preview = RadicalList(), CharacterGrid(), Preview()
        self.hint = said("", "muted")
        self.insert = QPushButton(tr("插入（Enter）"))
        self.copy = QPushButton(tr("复制"))
        self.recent = QHBoxLayout()
        self._latest = Latest(self, WAIT_MS)
        self._lay_out()
        self._connect()
        self._show_recent()
        self._say()

    def _lay_out(self) -> None:
        self.preview.setFixedWidth(round(252 * theme.scale))
        self.insert.setProperty("primary", True)
        icons.dress(self.copy, "copy")
        for button in (self.insert, self.copy):
            button.setAutoDefault(False)
        top = QVBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.line)
        top.addWidget(self.hint)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(said(tr("最近"), "muted"))
        foot.addLayout(self.recent)
        foot.addStretch()
        foot.addWidget(self.copy)
        foot.addWidget(self.insert)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 16, 16, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        grid.addLayout(top, 0, 0, 1, 2)
        grid.addWidget(self.radicals, 1, 0)
        grid.addWidget(self.grid, 1, 1)
        grid.addWidget(self.preview, 0, 2, 2, 1)
        grid.addLayout(foot, 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        self.resize(SIZE * theme.scale)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._look_for)
        self.line.installEventFilter(self)
        self.radicals.chosen.connect(self._look_under)
        self.grid.current.connect(self._show_current)
        self.grid.chosen.connect(lambda character: self.put(character, stay=False))
        self.grid.typed.connect(self._type_on)
        self.grid.left_upwards.connect(self.line.setFocus)
        self.insert.clicked.connect(lambda: self.put(self.grid.character, stay=False))
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.grid.character))
        self._latest.answered.connect(self._show)
        self.insert.setEnabled(False)
        self.copy.setEnabled(False)

    # -- finding ------------------------------------------------------------------------------------------------

    def _look_for(self, text: str) -> None:
        typed = text.strip()
        if typed:
            self._latest.ask(lambda: answered(lambda: find(typed)))
        else:
            self._latest.forget()
            self._show(Answer([], {}, self._answer.in_use))

    def _look_under(self, radical: int, strokes: int) -> None:
        self._latest.ask(lambda: answered(lambda: by_radical(radical, None if strokes < 0 else strokes)))

    def _show(self, answer: Answer) -> None:
        self._answer = answer
        missing = [character for character, each in answer.fonts.items() if each.missing]
        self.grid.show_characters(answer.characters, missing)
        self._say()

    def _show_current(self, character: str) -> None:
        self.preview.show_character(character, self._answer.fonts.get(character), self._answer.in_use)
        self.copy.setEnabled(bool(character))
        self.insert.setEnabled(bool(character) and self.field is not None)

    def _say(self) -> None:
        count, lacking = len(self._answer.characters), sum(one.missing for one in self._answer.fonts.values())
        if count:
            fonts = tr("，其中 {n} 个没有字体（显示码位）", n=lacking) if lacking else ""
            more = tr("先列 {n} 个字，加部件可缩小范围", n=count) if count >= MOST else tr("查到 {n} 个字", n=count)
            text = more + fonts
        elif self.line.text().strip():
            text = tr("没有这样的字。可以少写部件，或换一种查法。")
        elif self.field is None:
            text = tr("没有正在输入的文字框，只能复制。")
        else:
            text = tr("方向键选字，Enter 插入，Ctrl+Enter 连续插入，Alt+1 至 9 插入最近用过的字。")
        self.hint.setText(text)

    # -- putting in ---------------------------------------------------------------------------------------------

    def put(self, character: str, *, stay: bool) -> None:
        """Put a character into the field; remembers it."""
        if not character or self.field is None:
            return
        type_into(self.field, character)
        recent.remember_character(character)
        if stay:
            self._show_recent()
        else:
            self.accept()

    def _show_recent(self) -> None:
        while self.recent.count():
            self.recent.takeAt(0).widget().deleteLater()  # type: ignore[union-attr]
        for number, character in enumerate(recent.recent_characters(), start=1):
            button = QPushButton(character, autoDefault=False)
            button.setFixedWidth(round(36 * theme.scale))
            button.setFont(glyph_font(11))
            button.setStyleSheet("padding: 2px;")
            if number <= 9:
                button.setToolTip(f"Alt+{number}")
            button.setEnabled(self.field is not None)
            button.clicked.connect(lambda _=False, character=character: self.put(character, stay=False))
            self.recent.addWidget(button)

    # -- keys ---------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self._answer.characters:
                self.grid.setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.put(self.grid.character, stay=bool(held & Qt.KeyboardModifier.ControlModifier))
        elif held & Qt.KeyboardModifier.AltModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            known = recent.recent_characters()
            self.put(known[key - Qt.Key.Key_1] if key - Qt.Key.Key_1 < len(known) else "", stay=False)
        else:
            super().keyPressEvent(event)

    def _type_on(self, text: str) -> None:
        self.line.setFocus()
        self.line.insert(text)

    def done(self, result: int) -> None:
        super().done(result)
        if self._left is not None:
            self._left.give_back()


def open_picker(parent: QWidget | None = None) -> CharacterPicker:
    """Open the picker for the field in which a person types; without one, for copying."""
    field = focused_field()
    before = _open_pickers()
    for one in before:
        if field is not None and (field is one.field or field.window() is one):
            one.activateWindow()
            return one
    picker = CharacterPicker(field, parent)
    for one in before:
        one.reject()
    _place_beside(picker, field)
    picker.show()
    picker.line.setFocus()
    return picker


def _open_pickers() -> list[CharacterPicker]:
    return [widget for widget in QApplication.topLevelWidgets()
            if isinstance(widget, CharacterPicker) and widget.isVisible()]


def _place_beside(picker: CharacterPicker, field: QWidget | None) -> None:
    """Below the field, within its screen."""
    if field is None:
        return
    screen = field.screen() or QGuiApplication.primaryScreen()
    room, at = screen.availableGeometry().adjusted(0, 0, 0, -TITLE), field.mapToGlobal(QPoint(0, field.height() + 8))
    x = min(max(at.x(), room.left()), room.right() - picker.width())
    y = at.y() if at.y() + picker.height() <= room.bottom() else max(room.top(), at.y() - field.height()
                                                                     - picker.height() - 48)
    picker.move(x, min(y, room.bottom() - picker.height()))
