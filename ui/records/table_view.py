"""The grid of a record table: cells selected as in a spreadsheet, one selection with map and form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui.i18n import tr
from ui.records.cell_delegate import CellDelegate
from ui.records.filter_header import FilterHeader
from ui.records.options import Lookups
from ui.records.record_model import RecordModel
from ui.selection import Selection
from ui.theme import theme

ROW_HEIGHT = 28


class TableView(QTableView):
    """Signals copy, paste and clearing, which the table around it carries out."""

    copy_asked = Signal()
    paste_asked = Signal()
    clear_asked = Signal()

    def __init__(self, model: RecordModel, selection: Selection, lookups: Lookups, parent: QWidget) -> None:
        super().__init__(parent)
        self._records, self._selection = model, selection
        self._following = False
        self._scroll_before: int | None = None
        self.header = FilterHeader(self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        # A header that looks at the selection asks Python for the flags of every row to mark a selected column.
        self.header.setSelectionModel(QItemSelectionModel(model, self))
        self.setItemDelegate(CellDelegate(model, lookups, self))
        self._dress()
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        model.modelAboutToBeReset.connect(self._remember_place)
        model.arranged.connect(self.follow_selection)
        model.arranged.connect(self._restore_place)
        selection.changed.connect(self.follow_selection)
        selection.revealed.connect(self._reveal)

    def _dress(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self.header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.header.sortIndicatorChanged.connect(self._records.sort)
        self.header.filtered.connect(self._records.set_filter)
        self.header.make_filters()

    # -- one selection ------------------------------------------------------------------------------------------

    def selected_rows(self) -> list[int]:
        """Rows with a selected cell, from above to below."""
        rows: set[int] = set()
        for block in self._blocks():
            rows.update(range(block.top(), block.bottom() + 1))
        return sorted(rows)

    def selected_columns(self) -> list[int]:
        """Columns with a selected cell, in the order in which they stand on the screen."""
        columns: set[int] = set()
        for block in self._blocks():
            columns.update(range(block.left(), block.right() + 1))
        return sorted(columns, key=self.header.visualIndex)

    def _blocks(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    def _tell_selection(self) -> None:
        if self._following:
            return
        rows = self.selected_rows()
        if not rows and self._selection.model is not self._records.register:
            return
        current = self.currentIndex().row()
        current_id = self._records.ids[current] if 0 <= current < len(self._records.ids) else None
        self._following = True
        try:
            self._selection.select(self._records.register, (self._records.ids[row] for row in rows), current_id)
        finally:
            self._following = False

    def _tell_current(self) -> None:
        # Qt makes a cell current when the table gets the focus; that alone selects nothing.
        if self.selectionModel().hasSelection():
            self._tell_selection()

    def follow_selection(self) -> None:
        """Mark the rows of what is selected elsewhere."""
        if self._following:
            return
        ids = self._selection.of(self._records.register)
        rows = [row for row in map(self._records.row_of, ids) if row is not None]
        if rows == self.selected_rows():
            return
        self._following = True
        try:
            self._mark(rows)
        finally:
            self._following = False

    def _mark(self, rows: Iterable[int]) -> None:
        marked, last = QItemSelection(), self._records.columnCount() - 1
        rows = sorted(rows)
        for top, bottom in _runs(rows):
            marked.select(self._records.index(top, 0), self._records.index(bottom, last))
        self.selectionModel().select(marked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            column = max(self.currentIndex().column(), 0)
            index = self._records.index(rows[0], column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        else:
            self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _reveal(self) -> None:
        ids = self._selection.of(self._records.register)
        row = self._records.row_of(ids[0]) if ids else None
        if row is not None:
            column = max(self.currentIndex().column(), 0)
            self.scrollTo(self._records.index(row, column), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _remember_place(self) -> None:
        self._following = True  # the reset that comes clears Qt's selection; the person's stays
        self._scroll_before = self.verticalScrollBar().value()

    def _restore_place(self) -> None:
        if self._scroll_before is not None:
            self.verticalScrollBar().setValue(self._scroll_before)
            self._scroll_before = None
        if self._following:
            self._following = False
            self.follow_selection()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._records.rowCount() == 0 and not self._records.busy:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.tokens.muted))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, tr("没有符合筛选的记录"))

    # -- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what the editor passed on, as Enter does
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear_asked.emit()
        elif event.key() in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            self.step(1 if event.key() == Qt.Key.Key_J else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> None:
        """To the next (1) or previous (-1) row."""
        index = self.currentIndex()
        row = min(max(index.row() + by, 0), self._records.rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self._records.index(row, max(index.column(), 0)))

    def keyboardSearch(self, search: str) -> None:
        """Nothing: Qt would read every row of the register to find one that begins so. Filters do that."""


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of neighbouring numbers."""
    start = previous = None
    for row in rows:
        if previous is not None and row == previous + 1:
            previous = row
            continue
        if start is not None:
            yield start, previous  # type: ignore[misc]
        start = previous = row
    if start is not None:
        yield start, previous  # type: ignore[misc]
