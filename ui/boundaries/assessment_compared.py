"""比较表: the lines below each other, the years beside each other, each cell the way to its sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from gazetteer.boundaries.assessing.comparison import Comparison
from gazetteer.boundaries.assessing.sheet import Sheet
from ui.common.row_table import dress
from ui.i18n import tr
from ui.theme import theme

NAME_WIDTH, YEAR_WIDTH = 104, 96


class ComparedTable(QTableWidget):
    """Signals: chosen(line id, year) where the cursor is, opened(line id, year) with Enter or a double click."""

    chosen = Signal(int, int)
    opened = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("平安边界各界线历年得分"))
        self._compared: Comparison | None = None
        self._years: tuple[int, ...] = ()
        self.currentCellChanged.connect(lambda *_: self._tell(self.chosen))
        self.itemActivated.connect(lambda _: self._tell(self.opened))

    def show_compared(self, compared: Comparison, year: int) -> None:
        """Fill anew; `year` has a column even where nothing is scored yet."""
        self._compared, self._years = compared, tuple(sorted({*compared.years, year}))
        self.blockSignals(True)
        self.setRowCount(len(compared.lines))
        self.setColumnCount(1 + len(self._years))
        dress(self, ("界线", *(f"{one}" for one in self._years)), (NAME_WIDTH,))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for row, line in enumerate(compared.lines):
            self.setItem(row, 0, QTableWidgetItem(str(line.name)))
            for column, one in enumerate(self._years, 1):
                self.setItem(row, column, _cell(compared, int(line.id or 0), one))
        for column in range(1, len(self._years)):
            self.setColumnWidth(column, round(YEAR_WIDTH * theme.scale))
        self.blockSignals(False)

    def go_to(self, line_id: int | None, year: int) -> None:
        """Stand on a cell without telling."""
        if self._compared is None or year not in self._years:
            return
        ids = [line.id for line in self._compared.lines]
        if line_id in ids:
            self.blockSignals(True)
            self.setCurrentCell(ids.index(line_id), 1 + self._years.index(year))
            self.blockSignals(False)

    def _tell(self, signal: SignalInstance) -> None:
        row, column = self.currentRow(), self.currentColumn()
        if self._compared is not None and row >= 0:
            year = self._years[max(column, 1) - 1] if column else self._years[-1]
            signal.emit(int(self._compared.lines[row].id or 0), year)


def _cell(compared: Comparison, line_id: int, year: int) -> QTableWidgetItem:
    sheet = compared.sheet(line_id, year)
    item = QTableWidgetItem(_told(sheet))
    gained = compared.change(line_id, year)
    if sheet is None:
        item.setForeground(QColor(theme.tokens.muted))
        item.setToolTip(tr("还没有评分表"))
    elif sheet.grade == sheet.grades.worst:
        item.setForeground(QColor(theme.tokens.danger))
    if gained is not None:
        item.setToolTip(tr("比上一次 {gained} 分", gained=f"{gained:+g}"))
    item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return item


def _told(sheet: Sheet | None) -> str:
    if sheet is None:
        return "—"
    if not sheet.closed:
        return tr("评分中 {n}/{all}", n=sheet.scored, all=sheet.to_score)
    return f"{sheet.percent:g} {sheet.grade}"
