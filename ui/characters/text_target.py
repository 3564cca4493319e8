"""The text field that a picked character goes into: as if it had been typed there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

PICKING = "picking"


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


def is_picking(field: QWidget) -> bool:
    """Whether the person left the field only to pick a character for it: what is typed is not finished."""
    return bool(field.property(PICKING))


def give_back(field: QWidget) -> None:
    """Return to the field after picking."""
    field.window().activateWindow()
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    field.setProperty(PICKING, False)
