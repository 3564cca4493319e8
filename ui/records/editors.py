"""Editors for the kinds of a field. All speak text: `read()`, `write(text)`, and three signals.

    edited     the person typed; the text may not yet mean anything
    accepted   Enter, Ctrl+Enter or leaving the field: this is what the person wants
    given_up   Esc: what stood there before
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QStyledItemDelegate, QWidget

from gazetteer.record import Field
from ui.i18n import tr
from ui.records.options import Lookups
from ui.records.values import LOOKED_UP, NUMERIC, shown
from ui.records.wording import in_chinese, words_for

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _is_for_the_window(event: QEvent, can_undo: bool, can_redo: bool) -> bool:
    """Ctrl+Z belongs to the editor while it has typing to take back; then it is the window's, as everywhere."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    return (event.matches(undo) and not can_undo) or (event.matches(redo) and not can_redo)


def _comes_back(event: QFocusEvent) -> bool:
    """Whether the person leaves the editor only for a menu."""
    return event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class TextEditor(QLineEdit):
    """One line of text; figures stand right."""

    edited = Signal()
    accepted = Signal()
    given_up = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if field.kind in NUMERIC:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if field.kind == "date":
            self.setPlaceholderText(tr("年-月-日"))
        self.textEdited.connect(self.edited)
        self.returnPressed.connect(self._accept)

    def _accept(self) -> None:
        self.accepted.emit()

    def event(self, event: QEvent) -> bool:
        if _is_for_the_window(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def read(self) -> str:
        return self.text()

    def write(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not _comes_back(event):
            self.accepted.emit()


class LongTextEditor(QPlainTextEdit):
    """A text that grows with what is written; Enter makes a new line, Ctrl+Enter accepts."""

    edited = Signal()
    accepted = Signal()
    given_up = Signal()
    LINES = (2, 10)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent, tabChangesFocus=True)
        self._silent = False
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def event(self, event: QEvent) -> bool:
        document = self.document()
        if _is_for_the_window(event, document.isUndoAvailable(), document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def read(self) -> str:
        return self.toPlainText()

    def write(self, text: str) -> None:
        if text != self.toPlainText():
            self._silent = True
            self.setPlainText(text)
            self._silent = False

    def _changed(self) -> None:
        if not self._silent:
            self.edited.emit()

    def _grow(self) -> None:
        lines = min(max(self.document().size().height(), self.LINES[0]), self.LINES[1])
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing()) + 18)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not _comes_back(event):
            self.accepted.emit()


class ChoiceEditor(QComboBox):
    """One of few words, or none of them; choosing accepts at once."""

    edited = Signal()
    accepted = Signal()
    given_up = Signal()

    def __init__(self, field: Field, table: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = field.choices or tuple(words_for(table, field.name))
        self.addItems([*([] if field.required else [""]), *(in_chinese(table, field.name, word) for word in words)])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setItemDelegate(QStyledItemDelegate(self))  # without it Fusion draws the list as a native menu
        self.activated.connect(self._chosen)

    def read(self) -> str:
        return self.currentText()

    def write(self, text: str) -> None:
        index = self.findText(text)
        if index < 0:  # a value from before the list was what it is: kept, not lost
            self.addItem(text)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def _chosen(self) -> None:
        self.edited.emit()
        self.accepted.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the form must not change a record

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class FlagEditor(QCheckBox):
    """Yes or no; a click accepts."""

    edited = Signal()
    accepted = Signal()
    given_up = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self._chosen)

    def read(self) -> str:
        return tr("是") if self.isChecked() else tr("否")

    def write(self, text: str) -> None:
        self.setChecked(text == tr("是"))

    def _chosen(self) -> None:
        self.edited.emit()
        self.accepted.emit()


Editor = TextEditor | LongTextEditor | ChoiceEditor | FlagEditor


def make_editor(field: Field, lookups: Lookups, table: str = "", parent: QWidget | None = None,
                one_line: bool = False) -> Editor:
    """The editor for a field; `one_line` for cells of a table."""
    from ui.records.option_editor import OptionEditor

    if field.kind in LOOKED_UP:
        return OptionEditor(field, lookups, parent)
    if field.choices or words_for(table, field.name):
        return ChoiceEditor(field, table, parent)
    if field.kind == "flag":
        return FlagEditor(field, parent)
    if field.kind == "longtext" and not one_line:
        return LongTextEditor(field, parent)
    return TextEditor(field, parent)


def editing_text(field: Field, value: object, lookups: Lookups, table: str = "") -> str:
    """What stands in the editor for a value; a class or unit with its code, so that it can be found again."""
    if value is not None and field.kind in LOOKED_UP:
        option = lookups.options(field.to or field.kind).by_value.get(str(value))
        return option.text if option else str(value)
    return shown(field, value, lookups, table)


def mark_wrong(editor: QWidget, wrong: bool) -> None:
    """Draw the editor's edge in the colour of errors, or no more."""
    if bool(editor.property("wrong")) != wrong:
        editor.setProperty("wrong", wrong)
        editor.style().unpolish(editor)
        editor.style().polish(editor)


class RowHeight(QStyledItemDelegate):
    """Rows of 28 px, the height of every list and table."""

    HEIGHT = 28

    def sizeHint(self, option, index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(self.HEIGHT, size.height()))
