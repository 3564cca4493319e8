"""What is not published as it should be, line by line: refused places with the reason, characters without a glyph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gazetteer.secrecy import Refusal
from ui.i18n import tr
from ui.records.editors import RowHeight
from ui.theme import theme

MOST_ROWS, WIDEST_NAME = 6, 128
Index = QModelIndex | QPersistentModelIndex
Line = tuple[str, str, int]  # what, why, id of the place or 0


class _Lines(QAbstractTableModel):
    def __init__(self, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = lines

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.lines[index.row()][index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return QColor(theme.tokens.muted)
        return None


class _View(QTreeView):
    """Lines of two columns; Ctrl+C copies the selected ones."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            model = self.model()
            assert isinstance(model, _Lines)
            copy_lines(model.lines[index.row()] for index in self.selectionModel().selectedRows())
        else:
            super().keyPressEvent(event)


class FindingList(QWidget):
    """A heading with the number, the lines, and a button that copies them.

    Signals:
        activated: the id of a place, which the person wants to see.
    """

    activated = Signal(int)

    def __init__(self, title: str, lines: Sequence[Line], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = lines
        self._view = _View()
        self._view.setModel(_Lines(lines, self))
        self._view.activated.connect(self._activate)
        self._view.setAccessibleName(title)
        self._dress()
        heading = QLabel(tr("{title}　{n}", title=title, n=f"{len(lines):,}"))
        copy = QPushButton(tr("复制清单"))
        copy.setProperty("link", True)
        copy.clicked.connect(lambda: copy_lines(self.lines))
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch()
        head.addWidget(copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._view)

    def _dress(self) -> None:
        view = self._view
        view.setItemDelegate(RowHeight(view))
        view.setRootIsDecorated(False)
        view.setIndentation(0)
        view.setHeaderHidden(True)
        view.setUniformRowHeights(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.header().setStretchLastSection(True)
        view.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        widest = max((view.fontMetrics().horizontalAdvance(what) for what, _, _ in self.lines[:500]), default=0)
        view.setColumnWidth(0, min(max(widest + 24, 64), WIDEST_NAME))
        view.setFixedHeight(min(len(self.lines), MOST_ROWS) * RowHeight.HEIGHT + 4)

    def _activate(self, index: QModelIndex) -> None:
        place = self.lines[index.row()][2]
        if place:
            self.activated.emit(place)


def copy_lines(lines: Iterable[Line]) -> None:
    """Put lines on the clipboard as tab-separated text."""
    QApplication.clipboard().setText("\n".join(f"{what}\t{why}" for what, why, _ in lines))


def refused_lines(refused: Iterable[Refusal]) -> list[Line]:
    """Places that may not leave the office."""
    return [(refusal.name, refusal.why, refusal.id) for refusal in refused]


def missing_lines(missing: Iterable[dict[str, str]]) -> list[Line]:
    """Characters that no font can print."""
    return [(f"{one['character']}　{one['codepoint']}", _where(one), 0) for one in missing]


def _where(one: dict[str, str]) -> str:
    return tr("{where}（PDF 中印{shown}）", where=one["where"], shown=one["shown"]) if one["shown"] else one["where"]


def finding_lists(refused: Iterable[Refusal], missing: Iterable[dict[str, str]]) -> list[FindingList]:
    """The lists that have something to say."""
    made = [(tr("不能公开、未收入"), refused_lines(refused)), (tr("没有字形的字"), missing_lines(missing))]
    return [FindingList(title, lines) for title, lines in made if lines]
