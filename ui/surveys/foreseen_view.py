"""逐项变化: every field that taking a file in and accepting its points would change, before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHeaderView, QTableView, QVBoxLayout, QWidget

from gazetteer.surveys.foreseen import ADDED, SURE, FieldChange, Foreseen
from ui.common.row_table import ROW_HEIGHT
from ui.common.small import said
from ui.i18n import tr
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("登记项", "现值", "文件里的值", "结果")
WIDTHS = (104, 64, 84)
_UNCHANGED = "不变"


class ForeseenModel(QAbstractTableModel):
    """One row a field; a row above tells the point and its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: Sequence[Foreseen] = ()
        self._rows: list[tuple[Foreseen, FieldChange | None]] = []
        self._unchanged = False

    def show_points(self, points: Sequence[Foreseen]) -> None:
        """Show what these would change."""
        self._points = points
        self._list()

    def show_unchanged(self, shown: bool) -> None:
        """Whether fields that stay as they are have rows too."""
        self._unchanged = shown
        self._list()

    def _list(self) -> None:
        self.beginResetModel()
        self._rows = []
        for point in self._points:
            shown = [each for each in point.fields if self._unchanged or each.outcome != _UNCHANGED]
            self._rows += [(point, None), *((point, each) for each in shown)]
        self.endResetModel()

    @property
    def heads(self) -> list[int]:
        """The rows that tell a point."""
        return [row for row, (_, each) in enumerate(self._rows) if each is None]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        point, each = self._rows[index.row()]
        if each is None:
            return _head(point, role) if index.column() == 0 else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (each.label, each.present or tr("（空）"), each.brought, each.outcome)[index.column()]
        stands_back = each.outcome == _UNCHANGED or (index.column() == 1 and not each.present)
        return QColor(theme.tokens.muted) if role == Qt.ItemDataRole.ForegroundRole and stands_back else None


def _head(point: Foreseen, role: int) -> Any:
    if role == Qt.ItemDataRole.FontRole:
        return theme.font(weight=QFont.Weight.DemiBold)
    if role == Qt.ItemDataRole.BackgroundRole:
        return QColor(theme.tokens.sunken)
    if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
        return None
    return f"{point.number}　{point.name or tr('（无名）')} → {_place(point)}"


def _place(point: Foreseen) -> str:
    if point.verdict == ADDED:
        added = tr("新增{target}", target=point.target)
        return f"{added}（{point.place}）" if point.place else added
    sure = tr("把握大") if point.verdict == SURE else tr("待选定")
    return f"{point.place}（{sure}，{point.score * 100:.0f}）"


class ForeseenView(QWidget):
    """The table with what it says in sum; nothing is changed by looking at it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ForeseenModel(self)
        self.text = said(role="muted")
        self.unchanged = QCheckBox(tr("也列出不变的"))
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("逐项变化"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(24)
        head.setStretchLastSection(True)
        for column, width in enumerate(WIDTHS):
            self.table.setColumnWidth(column, width)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(12, 8, 12, 8)
        column_of.setSpacing(8)
        column_of.addWidget(self.text)
        column_of.addWidget(self.table, 1)
        column_of.addWidget(self.unchanged)
        self.unchanged.toggled.connect(self.model.show_unchanged)
        self.model.modelReset.connect(self._span)
        self.wait()

    def _span(self) -> None:
        """What tells a point goes over all columns."""
        self.table.clearSpans()
        for row in self.model.heads:
            self.table.setSpan(row, 0, 1, len(COLUMNS))

    def wait(self) -> None:
        """It is being worked out."""
        self.model.show_points(())
        self.text.setText(tr("正在与地名簿逐项比对……"))

    def show_points(self, points: Sequence[Foreseen]) -> None:
        """Show what these points would change, and tell it in sum."""
        self.model.show_points(points)
        added = sum(point.verdict == ADDED for point in points)
        sure = sum(point.verdict == SURE for point in points)
        self.text.setText(tr("导入后测点先待定，由人采用；下面是采用最像的地名时的变化："
                             "{sure} 个把握大，{unsure} 个待选定，{added} 个没有相近的地名。",
                             sure=sure, unsure=len(points) - sure - added, added=added))
