"""The cards of the start page: a heading, lines that can be clicked, and what to do when there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import icons
from ui.common.small import said
from ui.theme import theme

LINE_HEIGHT = 32


@dataclass(frozen=True)
class Line:
    """One line of a card: a text, what stands muted at its right, and what a click does."""

    text: str
    side: str = ""
    action: Callable[[], object] | None = None
    token: str = ""


class LineWidget(QWidget):
    """A line with a dot in the colour of its meaning; clickable where there is something to do."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        self._hovered = False
        self.setFixedHeight(round(LINE_HEIGHT * theme.scale))
        self.setToolTip(line.text)
        self.setAccessibleName(f"{line.text} {line.side}")
        if line.action:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens, line = QPainter(self), theme.tokens, self.line
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.action and (self._hovered or self.hasFocus()):
            painter.fillRect(self.rect(), QColor(tokens.hover))
        left = 16
        if line.token:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(tokens, line.token)))
            painter.drawEllipse(left, self.height() // 2 - 4, 8, 8)
            left += 16
        painter.setFont(theme.font())
        metrics = painter.fontMetrics()
        side = metrics.horizontalAdvance(line.side)
        inside = self.rect().adjusted(left, 0, -16, 0)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, line.side)
        inside.setRight(inside.right() - side - 16)
        painter.setPen(QColor(tokens.text))
        shown = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.line.action and self.rect().contains(event.position().toPoint()):
            self.line.action()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.line.action and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.line.action()
        else:
            super().keyPressEvent(event)


class Card(QFrame):
    """A heading with a figure, lines, and a button below."""

    def __init__(self, icon_name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._icon_name = icon_name
        self._icon = QLabel()
        self.title = QLabel(title)
        self.figure = QLabel()
        self.note = said(role="muted")
        self.note.setContentsMargins(16, 0, 16, 8)
        self.lines: list[LineWidget] = []
        self.button = QPushButton()
        self.button.hide()
        self._action: Callable[[], object] = lambda: None
        self.button.clicked.connect(lambda: self._action())
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(8)
        for widget in (self._icon, self.title):
            head.addWidget(widget)
        head.addStretch()
        head.addWidget(self.figure)
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 0)
        foot.addWidget(self.button)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addLayout(self._body)
        column.addLayout(foot)
        column.addStretch()

    def _dress(self) -> None:
        self._icon.setPixmap(icons.pixmap(self._icon_name, 20, theme.tokens.accent, self.devicePixelRatioF()))
        self.title.setFont(theme.font(11))
        self.figure.setFont(theme.font(14))

    def show_lines(self, lines: Sequence[Line], note: str = "", figure: str = "") -> None:
        """Show these lines, or the note where there is nothing to list."""
        for widget in self.lines:
            widget.setParent(None)
            widget.deleteLater()
        self.lines = [LineWidget(line) for line in lines]
        for widget in self.lines:
            self._body.addWidget(widget)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.figure.setText(figure)

    def offer(self, label: str, action: Callable[[], object], primary: bool = False) -> None:
        """Show the button that acts; an empty label hides it."""
        self._action = action
        self.button.setText(label)
        self.button.setVisible(bool(label))
        self.button.setProperty("primary", primary)
        self.button.style().unpolish(self.button)
        self.button.style().polish(self.button)

    def sizeHint(self) -> QSize:
        return QSize(360, super().sizeHint().height())
