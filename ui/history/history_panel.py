"""The history: every change of the workspace, also those made by other programs, with its details."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QToolButton, QVBoxLayout, QWidget
from sqlalchemy import select

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed, HistoryChange, HistoryEntry
from gazetteer.record import Record, table_of
from ui.common.section import EmptyState
from ui.common.small import tool
from ui.history.change_details import ChangeDetails
from ui.i18n import tr
from ui.listening import follow
from ui.records.options import Lookups
from ui.records.record_table import RecordTable
from ui.selection import Selection

COLUMNS = ("at", "who", "summary", "kind", "reason")


class HistoryPanel(QWidget):
    """A table of entries, newest first, and beside it the records of the chosen one."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 actions: Iterable[QAction] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection = selection
        self._chosen = Selection(self)  # entries are chosen here only: map and form keep their record
        empty = EmptyState("history", tr("还没有历史"), tr("每次修改都会记在这里：何时、何人、改了什么，都可以撤销。"))
        self.table = RecordTable(gazetteer, HistoryEntry, self._chosen, lookups, COLUMNS, empty)
        self.table.model.sorting = ("id", True)
        self.details = ChangeDetails(gazetteer, lookups)
        self.of_record = tool("map-pin", tr("只看选中的记录"), text=tr("只看选中的记录"), checkable=True)
        self._add_tools(actions)
        self._lay_out()
        self._chosen.changed.connect(lambda: self.details.show_entry(self._chosen.current))
        self.details.opened.connect(lambda model, record_id: selection.reveal(model, [record_id]))
        self.of_record.toggled.connect(self._narrow)
        selection.changed.connect(self._narrow)
        follow(gazetteer, self, self._heard)
        self.table.model.ask()

    def _add_tools(self, actions: Iterable[QAction]) -> None:
        self.table.tools.insertWidget(2, self.of_record)
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(16, 16))
            self.table.tools.insertWidget(self.table.tools.count() - 3, button)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def show_record(self, model: type[Record], record_id: int) -> None:
        """Show the history of one record."""
        self._selection.select(model, [record_id])
        self.of_record.setChecked(True)

    def _narrow(self) -> None:
        ids = self._selection.ids[:100]
        only: tuple = ()
        if self.of_record.isChecked() and ids:
            touching = select(HistoryChange.entry_id).where(
                HistoryChange.table_name == table_of(self._selection.model), HistoryChange.record_id.in_(ids))
            only = (HistoryEntry.id.in_(touching),)
        if only or self.table.model.only:
            self.table.model.only = only
            self.table.model.ask()

    def _heard(self, changed: Changed) -> None:
        self.table.model.ask()
