"""A table that is only looked at: rows of texts, the last column as wide as there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from ui.i18n import tr

ROW_HEIGHT = 28


def row_table(columns: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]]) -> QTableWidget:
    """The rows under their headings; `widths` in pixels for all columns but the last."""
    table = QTableWidget(len(rows), len(columns))
    dress(table, columns, widths)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(row, column, item)
    return table


def dress(table: QTableWidget, columns: Sequence[str], widths: Sequence[int] = (),
          row_height: int = ROW_HEIGHT) -> None:
    """A table that may change its rows, in the same dress."""
    table.setHorizontalHeaderLabels([tr(name) for name in columns])
    dress_view(table, widths, row_height)


def dress_view(table: QTableView, widths: Sequence[int] = (), row_height: int = ROW_HEIGHT) -> None:
    """The same for a view of a model of its own."""
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_height)
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setStretchLastSection(True)
    head.setHighlightSections(False)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)


def close_below(dialog: QDialog, table: QTableView) -> None:
    """The table in a dialog that is only looked at and closed."""
    buttons = QDialogButtonBox()
    buttons.addButton(tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(table, 1)
    column.addWidget(buttons)
