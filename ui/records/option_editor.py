"""Choosing a class or a unit among many: type any part of name, code or reading."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QCompleter, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gazetteer.record import Field
from ui.i18n import tr
from ui.records.editors import ENTERS, TextEditor
from ui.records.options import Lookups, Option
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
OPTION = Qt.ItemDataRole.UserRole


class _Found(QAbstractListModel):
    """The options that match what was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.options: list[Option] = []

    def show(self, options: list[Option]) -> None:
        self.beginResetModel()
        self.options = options
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        option = self.options[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return option.text
        return option if role == OPTION else None


class _OptionRow(QStyledItemDelegate):
    """Name, then the note in grey, and the code at the right edge."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, one = theme.tokens, index.data(OPTION)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(tokens.accent_soft))
        room: QRect = option.rect.adjusted(8, 0, -8, 0)
        painter.setFont(theme.mono(9))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, one.value)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(one.value) - 12)
        painter.setFont(theme.font())
        painter.setPen(QColor(tokens.text))
        room.setLeft(room.left() + _draw(painter, room, one.name) + 12)
        if room.width() > 32:
            painter.setPen(QColor(tokens.muted))
            _draw(painter, room, one.note)


def _draw(painter: QPainter, room: QRect, text: str) -> int:
    """Draw a text into the room, cut where it is too long; its width."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
    return painter.fontMetrics().horizontalAdvance(shown)


class OptionEditor(TextEditor):
    """A line that offers what matches; accepts a code, a name that only one has, or the only match."""

    def __init__(self, field: Field, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._kind, self._lookups = field.to or field.kind, lookups
        self._found = _Found(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.setWidget(self)
        self._completer = completer
        self._popup = QListView()
        completer.setPopup(self._popup)
        self._popup.setItemDelegate(_OptionRow(completer))
        completer.activated.connect(self._choose)
        self.setPlaceholderText(tr("输入名称、代码或拼音查找"))
        self.textEdited.connect(self._offer)

    def _offer(self, typed: str) -> None:
        self._found.show(self._lookups.options(self._kind).matching(typed))
        if self._found.options:
            self._completer.complete(QRect(0, 0, max(self.width(), 320), self.height()))
            self._popup.setCurrentIndex(QModelIndex())
        else:
            self._popup.hide()

    def _choose(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)
        self.edited.emit()
        self.accepted.emit()

    def _accept(self) -> None:
        self.settle()
        self.accepted.emit()

    def settle(self) -> None:
        """Write out in full what was typed in part, where only one option can be meant."""
        options = self._lookups.options(self._kind)
        typed = self.text().strip()
        found = options.resolve(typed) if typed else None
        if typed and found is None:
            found = options.only_match(typed)
        if found and found.text != self.text():
            self.setText(found.text)
            self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS and self._popup.isVisible() and self._popup.currentIndex().isValid():
            event.ignore()  # the completer takes what is marked in its list
            return
        if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self._offer("" if self._lookups.options(self._kind).resolve(self.text()) else self.text())
            return
        if event.key() == Qt.Key.Key_Escape and self._popup.isVisible():
            self._popup.hide()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
        super().focusOutEvent(event)
