"""The characters found, in a grid that the arrow keys walk; one that no font has shows its code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.characters.faces import glyph_font
from ui.theme import theme

SIDE = 44
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
Index = QModelIndex | QPersistentModelIndex


class Characters(QAbstractListModel):
    """The characters, and those of them that no font has."""

    def __init__(self, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self.all: list[str] = []
        self.missing: frozenset[str] = frozenset()

    def show(self, characters: Sequence[str], missing: Iterable[str]) -> None:
        """Show other characters."""
        self.beginResetModel()
        self.all, self.missing = list(characters), frozenset(missing)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.all)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.all[index.row()]
        return None


class _Cell(QStyledItemDelegate):
    """A character in the middle of its square."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        side = round(SIDE * theme.scale)
        return QSize(side, side)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: Characters = index.model()  # type: ignore[assignment]
        character, tokens = model.all[index.row()], theme.tokens
        painter.save()
        room = option.rect.adjusted(1, 1, -1, -1)
        self._ground(painter, room, option)
        painter.setPen(QColor(tokens.text))
        if character in model.missing:
            painter.setPen(QColor(tokens.faint))
            painter.setFont(theme.mono(7.5))
            code = f"{ord(character):X}"
            text = f"{code[:-3]}\n{code[-3:]}"
        else:
            painter.setFont(glyph_font(20))
            text = character
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, room: QRect, option: QStyleOptionViewItem) -> None:
        state, tokens = option.state, theme.tokens
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(tokens.accent))
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(room, 4, 4)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, QColor(tokens.hover))


class CharacterGrid(QListView):
    """Signals: chosen(character) by Enter or double click; current(character); typed(text) goes back to the line."""

    chosen = Signal(str)
    current = Signal(str)
    typed = Signal(str)
    left_upwards = Signal()

    def __init__(self, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self.found = Characters(self)
        self.setModel(self.found)
        self.setItemDelegate(_Cell(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName("查到的字")
        self.doubleClicked.connect(lambda index: self.chosen.emit(self.found.all[index.row()]))
        self.selectionModel().currentChanged.connect(self._tell)

    def show_characters(self, characters: Sequence[str], missing: Iterable[str]) -> None:
        """Show what was found, the first marked."""
        self.found.show(characters, missing)
        self.setCurrentIndex(self.found.index(0))
        if not characters:
            self.current.emit("")

    @property
    def character(self) -> str:
        """The character that is marked; "" when there is none."""
        row = self.currentIndex().row()
        return self.found.all[row] if 0 <= row < len(self.found.all) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the window inserts
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() < self._columns:
            self.left_upwards.emit()
        elif event.text().strip() and event.text().isprintable() and not event.modifiers() & HELD:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    @property
    def _columns(self) -> int:
        return max(1, self.viewport().width() // round(SIDE * theme.scale))

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.current.emit(self.found.all[now.row()] if now.isValid() else "")
