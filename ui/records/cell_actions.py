"""What a person does with the cells of a table: copy, paste, empty; each one change with one undo."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command, Gazetteer, title_of
from gazetteer.record import table_of
from ui.common.errors import show_error
from ui.common.tasks import run_task
from ui.doing import carry_out, say_done
from ui.i18n import tr
from ui.records import clipboard, commands
from ui.records.options import Lookups
from ui.records.record_model import RecordModel
from ui.records.table_view import TableView

AT_ONCE = 500  # rows copied or pasted without a task


class CellActions(QObject):
    """Carries out what the keys of a table view ask."""

    def __init__(self, gazetteer: Gazetteer, model: RecordModel, view: TableView, lookups: Lookups) -> None:
        super().__init__(view)
        self._gazetteer, self.model, self.view, self._lookups = gazetteer, model, view, lookups
        view.copy_asked.connect(self.copy)
        view.paste_asked.connect(self.paste)
        view.clear_asked.connect(self.clear_cells)

    def copy(self) -> None:
        """Copy the selected cells; a large block is read beside the window."""
        ids = [self.model.ids[row] for row in self.view.selected_rows()]
        chosen = [self.model.fields[column] for column in self.view.selected_columns()]
        if not ids:
            return

        def read(progress: Any = None, cancelled: Any = None) -> str:
            grid = clipboard.read_cells(self._gazetteer, self.model.register, ids, chosen, self._lookups)
            return clipboard.as_text(grid)

        if len(ids) <= AT_ONCE:
            QApplication.clipboard().setText(read())
        else:
            run_task(self.view, tr("复制"), read, QApplication.clipboard().setText)

    def paste(self) -> None:
        """Write the clipboard's cells from the selection's first cell on, all of them or none."""
        grid = clipboard.as_grid(QApplication.clipboard().text())
        rows, columns = self.view.selected_rows(), self.view.selected_columns()
        if rows and columns:
            self._write(clipboard.spread(grid, len(rows), len(columns)), rows[0], columns[0], rows)

    def clear_cells(self) -> None:
        """Empty the selected cells as one change."""
        rows, columns = self.view.selected_rows(), self.view.selected_columns()
        if rows and columns:
            self._write([[""] * len(columns) for _ in rows], rows[0], columns[0], rows)

    def _write(self, grid: clipboard.Grid, row: int, column: int, rows: list[int]) -> None:
        if not grid:
            return
        if len(rows) < len(grid):
            rows = list(range(row, min(row + len(grid), len(self.model.ids))))
        header = self.view.header
        first = header.visualIndex(column)
        targets = [header.logicalIndex(first + step) for step in range(len(grid[0])) if first + step < header.count()]
        ids = [self.model.ids[one] for one in rows]
        chosen = [self.model.fields[target] for target in targets]
        editable = [self.model.editable(target) for target in targets]
        try:
            edits = clipboard.understood(grid, ids, chosen, editable, self._lookups, table_of(self.model.register), row)
            command = commands.edit_many(self.model.register, edits)
            if command is None:
                raise GazetteerError(tr("{label}不能成批修改", label=self.model.register.__label__))
        except GazetteerError as error:
            show_error(self.view.window(), error)
        else:
            self._do(command, len(edits))

    def _do(self, command: Command, rows: int) -> None:
        said = getattr(command, "summary", title_of(command))
        if rows <= AT_ONCE:
            carry_out(self.view, self._gazetteer, command, said)
        else:
            run_task(self.view, tr("写入 {n} 行", n=rows), lambda progress, cancelled: self._gazetteer.do(command),
                     lambda changed: say_done(self.view, self._gazetteer, said, changed))
