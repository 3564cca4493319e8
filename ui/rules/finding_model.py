"""The findings as a table: rule, what is wrong, unit; or what a person has accepted, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gazetteer.rules.acceptance import AcceptedFinding
from gazetteer.rules.finding import ERROR, WARNING, Finding
from ui.i18n import tr
from ui.records.options import Lookups
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
Row = Finding | AcceptedFinding
RULE, TEXT, UNIT = range(3)
TOKENS = {ERROR: "danger", WARNING: "warning"}


class FindingModel(QAbstractTableModel):
    """Findings, or accepted findings; one kind at a time."""

    def __init__(self, lookups: Lookups) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._lookups = lookups

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("规则"), tr("问题"), tr("政区"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.UserRole and isinstance(row, Finding):
            return TOKENS.get(row.severity, "faint")
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == UNIT:
            return QColor(theme.tokens.muted)
        return None

    def _text(self, row: Row, column: int) -> str:
        if column == RULE:
            return str(row.rule)
        if column == TEXT:
            return str(row.text) if isinstance(row, Finding) else f"{row.text}　{tr('理由')}：{row.reason}"
        unit = row.division[:9] if isinstance(row, Finding) else ""
        return self._lookups.name("division", unit) if unit else ""


class RuleDelegate(QStyledItemDelegate):
    """The rule's number with a dot in the colour of its severity."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        token = index.data(Qt.ItemDataRole.UserRole)
        moved = QStyleOptionViewItem(option)
        if token:
            moved.rect.setLeft(moved.rect.left() + 16)
        super().paint(painter, moved, index)
        if not token:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(theme.tokens, token)))
        painter.drawEllipse(option.rect.left() + 10, option.rect.center().y() - 3, 8, 8)
        painter.restore()
