"""What an import would do, as a tree: what is not taken, then what a person should know, then record by record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from ui.i18n import tr
from ui.theme import theme

if TYPE_CHECKING:
    from gazetteer.boundaries.exchange.imported import Imported, Outcome
    from gazetteer.formats.report import Unread

HEADS, WIDTHS = ("对象", "字段", "现值", "文件里的值", "来处"), (270, 120, 170, 230)
_OUTCOME = Qt.ItemDataRole.UserRole
_KINDS = (("新增", False), ("修改", True), ("相同", False))  # of records, and whether they stand open


class ImportTree(QTreeWidget):
    """Fields of a record are filled in when it is opened: a package has thousands of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("导入的变化"))
        self.setHeaderLabels([tr(head) for head in HEADS])
        self.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.setUniformRowHeights(True)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, round(width * theme.scale))
        self.header().setStretchLastSection(True)
        self.itemExpanded.connect(self._fill)

    def show_imported(self, told: Imported) -> None:
        """Show what was tried."""
        self.clear()
        self._said(tr("未采用"), told.unread, theme.tokens.danger)
        self._said(tr("请留意"), told.notes, theme.tokens.warning)
        for kind, opened in _KINDS:
            self._records(kind, told.of(kind), opened)

    def _said(self, name: str, rows: Sequence[Unread], colour: str) -> None:
        if not rows:
            return
        top = self._top(name, len(rows))
        for one in rows:
            line = QTreeWidgetItem(top, [f"{one.where}：{one.why}"])
            line.setFirstColumnSpanned(True)
            line.setToolTip(0, line.text(0))
            line.setForeground(0, QColor(colour))
        top.setExpanded(True)

    def _records(self, kind: str, outcomes: Sequence[Outcome], opened: bool) -> None:
        if not outcomes:
            return
        top = self._top(tr(kind), len(outcomes))
        top.setExpanded(kind != "相同")
        for one in outcomes:
            line = QTreeWidgetItem(top, [f"{one.register}　{one.name}", "", "", "", one.where])
            line.setToolTip(0, line.text(0))
            line.setToolTip(4, one.where)
            line.setData(0, _OUTCOME, one)
            if one.fields:
                line.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
                line.setExpanded(opened)

    def _top(self, name: str, count: int) -> QTreeWidgetItem:
        top = QTreeWidgetItem(self, [tr("{name}　{n}", name=name, n=f"{count:,}")])
        font = top.font(0)
        font.setWeight(QFont.Weight.DemiBold)
        top.setFont(0, font)
        top.setFirstColumnSpanned(True)
        return top

    def _fill(self, line: QTreeWidgetItem) -> None:
        outcome: Outcome | None = line.data(0, _OUTCOME)
        if outcome is None or line.childCount():
            return
        for each in outcome.fields:
            field = QTreeWidgetItem(line, ["", each.label, each.before, each.after])
            for column in (1, 2, 3):
                field.setToolTip(column, field.text(column))
            field.setForeground(2, QColor(theme.tokens.muted))
