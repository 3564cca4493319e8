"""The list under the search box: groups with small headings, two lines an answer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.search.answers import Answer
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ANSWER = Qt.ItemDataRole.UserRole
HEADING_HEIGHT, ANSWER_HEIGHT = 28, 48


class AnswerModel(QAbstractListModel):
    """Answers with a heading before each group; a heading is a str and cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Answer | str] = []

    def show(self, answers: list[Answer]) -> None:
        self.beginResetModel()
        self.lines = []
        for answer in answers:
            if answer.group not in (line.group for line in self.lines if isinstance(line, Answer)):
                self.lines.append(answer.group)
            self.lines.append(answer)
        self.endResetModel()

    @property
    def height(self) -> int:
        """Pixels that all lines take."""
        return sum(HEADING_HEIGHT if isinstance(line, str) else ANSWER_HEIGHT for line in self.lines)

    def first(self) -> QModelIndex:
        """The first line that can be chosen."""
        return self.step(QModelIndex(), 1)

    def step(self, index: Index, by: int) -> QModelIndex:
        """The next (1) or previous (-1) answer, skipping headings; the same at the end."""
        row = index.row() + by if index.isValid() else 0
        while 0 <= row < len(self.lines) and isinstance(self.lines[row], str):
            row += by
        return self.index(row, 0) if 0 <= row < len(self.lines) else self.index(index.row(), 0)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == ANSWER:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line if isinstance(line, str) else f"{line.title} {line.reading} {line.detail}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class AnswerDelegate(QStyledItemDelegate):
    """Name with its reading beside it; below, class and unit; at the right edge, why it was found."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(ANSWER), str)
        return QSize(200, HEADING_HEIGHT if heading else ANSWER_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, tokens = index.data(ANSWER), theme.tokens
        inside: QRect = option.rect.adjusted(12, 4, -12, -4)
        if isinstance(line, str):
            painter.setFont(theme.font(9))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(inside, Qt.AlignmentFlag.AlignBottom, line)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(tokens.accent_soft))
        upper = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        lower = upper.translated(0, upper.height())
        self._paint_name(painter, upper, line)
        painter.setFont(theme.font(9))
        painter.setPen(QColor(tokens.muted))
        lower.setLeft(lower.left() + _draw(painter, lower, line.detail) + 16)
        if lower.width() > 40:
            _draw(painter, lower, line.side, Qt.AlignmentFlag.AlignRight)

    @staticmethod
    def _paint_name(painter: QPainter, room: QRect, line: Answer) -> None:
        painter.setFont(theme.font())
        painter.setPen(QColor(theme.tokens.text))
        room.setLeft(room.left() + _draw(painter, room, line.title) + 8)
        painter.setFont(theme.font(9))
        painter.setPen(QColor(theme.tokens.accent))
        if room.width() > 40:
            _draw(painter, room, line.reading)


def _draw(painter: QPainter, room: QRect, text: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> int:
    """Draw a text, cut where it is too long; its width."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return painter.fontMetrics().horizontalAdvance(shown)
