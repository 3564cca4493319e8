"""The text field that a picked character goes into: as if it had been typed there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget


def text_field(widget: QWidget | None) -> QWidget | None:
    """The field that takes text where the keys go; None where none does."""
    if isinstance(widget, QComboBox | QAbstractSpinBox):
        widget = widget.lineEdit() if isinstance(widget, QComboBox) else widget.findChild(QLineEdit)
    fits = isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and not widget.isReadOnly()
    return widget if fits and widget is not None and widget.isEnabled() else None


def focused_field() -> QWidget | None:
    """The field in which a person types now."""
    return text_field(QApplication.focusWidget())


def type_into(field: QWidget, text: str) -> None:
    """Put a text at the cursor: validators, undo and the field's own signals work as for typing."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(field, event)


class LeftForPicking(QObject):
    """Keeps a field from taking it as left while a character is picked for it: what is typed is not finished.

    A form would save it, and a table would close the cell.
    """

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)  # before the filter of a table's delegate

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.FocusOut

    def give_back(self) -> None:
        """Return to the field."""
        self._field.removeEventFilter(self)
        self._field.window().activateWindow()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
