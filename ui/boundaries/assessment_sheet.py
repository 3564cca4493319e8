"""评分表: the items of one sheet; marks, reasons and evidence are typed where they stand."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gazetteer.boundaries.assessing.changes import ScoreItem
from gazetteer.boundaries.assessing.sheet import Row, Sheet
from gazetteer.boundaries.assessment import AssessmentScore
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import field_of
from ui.common.errors import sentences
from ui.common.row_table import dress
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.values import NotUnderstood, parsed
from ui.theme import theme

COLUMNS = ("类别", "项目", "满分", "得分", "扣分原因", "依据材料", "文件", "还缺")
WIDTHS = (76, 210, 40, 58, 150, 120, 40)
ASPECT, TITLE, MARKS, REASON, EVIDENCE = 0, 1, 3, 4, 5
FIELDS = {MARKS: "marks", REASON: "reason", EVIDENCE: "evidence"}
SCORE = Qt.ItemDataRole.UserRole


class SheetTable(QTableWidget):
    """Signals: refused(text), "" after a change that was taken; standing(score id) where the cursor is."""

    refused = Signal(str)
    standing = Signal(int)

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__(0, len(COLUMNS))
        self._gazetteer = gazetteer
        self._rows: tuple[Row, ...] = ()
        self._closed = False
        self._taken = False  # whether the last thing typed was
        self.setAccessibleName(tr("平安边界评分表"))
        dress(self, COLUMNS, tuple(round(width * theme.scale) for width in WIDTHS))
        self.horizontalHeader().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Interactive)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.itemChanged.connect(self._accept)
        self.currentCellChanged.connect(lambda row, *_: self._stand(row))

    @property
    def rows_shown(self) -> tuple[Row, ...]:
        """The rows as they stand."""
        return self._rows

    def show_sheet(self, sheet: Sheet) -> None:
        """Fill anew; the cursor stays where it is on the same sheet."""
        same = [row.score.id for row in self._rows] == [row.score.id for row in sheet.rows]
        at = (max(self.currentRow(), 0), max(self.currentColumn(), MARKS)) if same else (0, MARKS)
        self._rows, self._closed = sheet.rows, sheet.closed or self._gazetteer.read_only
        self.blockSignals(True)
        self.setRowCount(len(self._rows))
        for number, row in enumerate(self._rows):
            for column, text in enumerate(_texts(row)):
                self.setItem(number, column, self._item(row, column, text))
        self._gather()
        self.setCurrentCell(*at)
        self.blockSignals(False)
        self._stand(at[0])

    def _item(self, row: Row, column: int, text: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if row.veto and column == MARKS:
            item.setCheckState(Qt.CheckState.Checked if row.score.vetoed else Qt.CheckState.Unchecked)
            flags |= Qt.ItemFlag(0) if self._closed else Qt.ItemFlag.ItemIsUserCheckable
        elif column in FIELDS and not self._closed:
            flags |= Qt.ItemFlag.ItemIsEditable
        item.setFlags(flags)
        item.setToolTip(_tip(row) if column == TITLE else text)
        if column == len(COLUMNS) - 1 or (row.veto and row.score.vetoed):
            item.setForeground(QColor(theme.tokens.danger))
        return item

    def _gather(self) -> None:
        """The name of a group stands once, beside all its items."""
        self.clearSpans()
        first = 0
        for _, rows in groupby(self._rows, key=lambda row: row.item.aspect):
            count = len(list(rows))
            if count > 1:
                self.setSpan(first, ASPECT, count, 1)
            item = self.item(first, ASPECT)
            if item is not None:
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            first += count

    def go_to(self, row: Row) -> None:
        """Stand where what a row lacks is to be given."""
        column = MARKS if not row.veto and row.score.marks is None else REASON
        self.setCurrentCell([one.score.id for one in self._rows].index(row.score.id), column)
        self.setFocus()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on: to the reason where marks were lost, else to the marks of the next item."""
        row, column = self.currentRow(), self.currentColumn()
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and self._taken:
            self._go_on(row, column)

    def _go_on(self, row: int, column: int) -> None:
        stands = self._rows[row]
        if column == MARKS and stands.lost > 0 and not stands.score.reason:
            self.setCurrentCell(row, REASON)
        elif column in (MARKS, REASON) and row + 1 < len(self._rows):
            self.setCurrentCell(row + 1, MARKS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter gives full marks and goes on; Enter begins to type."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or self.state() == self.State.EditingState:
            super().keyPressEvent(event)
            return
        row, item = self.currentRow(), self.currentItem()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
                self.editItem(item)
        elif (marks := self.item(row, MARKS)) is not None and not self._closed and not self._rows[row].veto:
            marks.setText(f"{self._rows[row].full:g}")
            self._go_on(row, MARKS)

    def _stand(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self.standing.emit(int(self._rows[row].score.id or 0))

    def _accept(self, item: QTableWidgetItem) -> None:
        row, column = self._rows[item.row()], item.column()
        self._taken = False
        try:
            values = self._values(row, column, item)
        except NotUnderstood as problem:
            self._refuse(item, str(problem))
            return
        told = tr("已评“{item}”", item=row.item.title)
        self._taken = carry_out(self, self._gazetteer, ScoreItem(int(row.score.id or 0), values), told,
                                refused=lambda error: self._refuse(item, _said(error))) is not None
        if self._taken:
            self.refused.emit("")

    def _values(self, row: Row, column: int, item: QTableWidgetItem) -> dict[str, object]:
        if row.veto and column == MARKS:
            return {"vetoed": int(item.checkState() == Qt.CheckState.Checked)}
        name = FIELDS[column]
        return {name: parsed(field_of(AssessmentScore, name), item.text())}

    def _refuse(self, item: QTableWidgetItem, text: str) -> None:
        """Say why, and show again what stands."""
        row, column = item.row(), item.column()
        self.blockSignals(True)
        self.setItem(row, column, self._item(self._rows[row], column, _texts(self._rows[row])[column]))
        self.setCurrentCell(row, column)
        self.blockSignals(False)
        self.refused.emit(f"{self._rows[row].item.title}：{text}")


def _texts(row: Row) -> tuple[str, ...]:
    score = row.score
    marks = tr("发生") if row.veto else "" if score.marks is None else f"{score.marks:g}"
    return (str(row.item.aspect), str(row.item.title), "" if row.veto else f"{row.full:g}", marks, score.reason or "",
            score.evidence or "", str(row.files or ""), row.lacks)


def _tip(row: Row) -> str:
    """How it is scored and what proves it."""
    told = [str(row.item.title), tr("评分办法：{text}", text=row.item.method) if row.item.method else "",
            tr("所需材料：{text}", text=row.item.evidence) if row.item.evidence else ""]
    return "\n".join(text for text in told if text)


def _said(error: GazetteerError) -> str:
    return "".join(part for part in sentences(error) if part)
