"""The table of any register: filters, sorting, chosen columns, editing in cells, copy and paste as one change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedLayout, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.lineage.timeline import Then
from gazetteer.record import Record, fields, table_of
from ui.common.errors import show_error
from ui.common.section import EmptyState
from ui.common.settings import remember, remembered
from ui.common.small import tool
from ui.i18n import tr
from ui.records.cell_actions import CellActions
from ui.records.options import Lookups
from ui.records.record_model import THEN, RecordModel
from ui.records.table_view import TableView
from ui.selection import Selection

if TYPE_CHECKING:
    from ui.lineage.year_choice import YearChoice

NOT_AS_COLUMN = ("geom", "attrs", "raw")
WIDTHS = {"code": 176, "name": 176, "roman": 184, "summary": 320, "at": 136, "taken_at": 136, "who": 80, "kind": 80,
          "character": 64, "code_point": 88, "block": 96, "table_level": 112, "gb_level": 120, "radical": 88,
          "strokes": 64, "readings": 104, "structure": 104,
          "why": 360, "year": 136}


class RecordTable(QWidget):
    """A register's table with its line of tools above."""

    def __init__(self, gazetteer: Gazetteer, model: type[Record], selection: Selection, lookups: Lookups,
                 columns: Sequence[str], empty: EmptyState | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._selection, self._lookups = gazetteer, selection, lookups
        self._key = f"table/{table_of(model)}"
        self.default_columns = list(columns)
        self.model = RecordModel(gazetteer, model, lookups, self._remembered_columns(model), self)
        self.view = TableView(self.model, selection, lookups, self)
        self.cells = CellActions(gazetteer, self.model, self.view, lookups)
        self.count = QLabel()
        self.count.setProperty("muted", True)
        self.region = tool("x", tr("不限政区"))
        self.region.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.region.hide()
        self.clear = tool("funnel-x", tr("清除筛选"), self.clear_filters)
        self.funnel = tool("funnel", tr("筛选"), lambda: self.show_filters(self.funnel.isChecked()), checkable=True)
        self.choose = tool("columns-3", tr("选择列"), self._show_columns)
        self._empty = empty or EmptyState("table", tr("还没有{label}", label=model.__label__))
        self._lay_out()
        self._connect()
        self.model.ask()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 8, 4)
        bar.setSpacing(4)
        bar.addWidget(self.count)
        bar.addWidget(self.region)
        bar.addStretch()
        self.tools = bar
        for button in (self.clear, self.funnel, self.choose):
            bar.addWidget(button)
        self.pages = QStackedLayout()
        for page in (self.view, self._empty):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addLayout(self.pages, 1)

    def _connect(self) -> None:
        self.model.arranged.connect(self._say_count)
        self.model.refused.connect(lambda error: show_error(self.window(), error))
        self._selection.region_changed.connect(self._follow_region)
        self.region.clicked.connect(lambda: self._selection.look_at(""))
        self.view.header.sectionResized.connect(self._remember_widths)
        self.view.header.sectionMoved.connect(self._remember_order)
        self.view.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.header.customContextMenuRequested.connect(self._show_columns)
        self._restore_widths()
        self.funnel.setChecked(remembered(f"{self._key}/filters", True))
        self.show_filters(self.funnel.isChecked())
        self._follow_region()

    # -- what is shown ------------------------------------------------------------------------------------------

    def _say_count(self) -> None:
        shown, label = len(self.model.ids), self.model.register.__label__
        narrowed = bool(self.model.filters or self.model.region or self.model.then is not None)
        total = self._gazetteer.count(self.model.register) if narrowed else shown
        self.count.setText(tr("{shown} / {total} 条{label}", shown=f"{shown:,}", total=f"{total:,}", label=label)
                           if narrowed else tr("{total} 条{label}", total=f"{total:,}", label=label))
        self.clear.setEnabled(bool(self.model.filters))
        self.pages.setCurrentIndex(0 if shown or narrowed else 1)

    def show_filters(self, shown: bool) -> None:
        remember(f"{self._key}/filters", shown)
        self.funnel.setChecked(shown)
        self.view.header.show_filters(shown)

    def clear_filters(self) -> None:
        self.view.header.clear_filters()
        self._selection.look_at("")

    def _follow_region(self) -> None:
        if not any(field.name == "division_code" for field in fields(self.model.register)):
            return
        code = self._selection.region
        self.region.setVisible(bool(code))
        self.region.setText(self._lookups.name("division", code))
        self.model.set_region(code)

    def follow_year(self, choice: YearChoice) -> None:
        """Show the places of the year that is chosen, from now on."""
        choice.changed.connect(lambda: self._show_then(choice.then))
        if choice.then is not None:
            self._show_then(choice.then)

    def _show_then(self, then: Then | None) -> None:
        self.model.show_then(then)
        self.view.header.make_filters()
        self._restore_widths()

    # -- columns ------------------------------------------------------------------------------------------------

    def _remembered_columns(self, model: type[Record]) -> list[str]:
        known = {field.name for field in fields(model)}
        names = remembered(f"{self._key}/columns", self.default_columns)
        return [name for name in names if name in known] or self.default_columns

    def _show_columns(self, *_: object) -> None:
        menu = QMenu(self)
        chosen = [field.name for field in self.model.fields]
        for field in fields(self.model.register):
            if field.name in NOT_AS_COLUMN:
                continue
            action = menu.addAction(field.label)
            action.setCheckable(True)
            action.setChecked(field.name in chosen)
            action.toggled.connect(lambda on, name=field.name: self.show_column(name, on))
        menu.addSeparator()
        menu.addAction(tr("恢复默认的列"), lambda: self.set_columns(self.default_columns))
        menu.exec(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))

    def show_column(self, name: str, shown: bool) -> None:
        """Show a column at the end, or hide it."""
        names = [field.name for field in self.model.fields if field.name != name]
        if shown:
            names.append(name)
        if names:
            self.set_columns(names)

    def set_columns(self, names: Sequence[str]) -> None:
        """Show these columns in this order, and remember it."""
        for field in list(self.model.fields):
            if field.name not in names and field.name in self.model.filters:
                self.model.set_filter(field.name, "")
        remember(f"{self._key}/columns", [name for name in names if name != THEN.name])
        self.model.set_columns(names)
        self.view.header.make_filters()
        self._restore_widths()
        self.model.arranged.emit()

    def _restore_widths(self) -> None:
        self.view.header.blockSignals(True)
        for column, field in enumerate(self.model.fields):
            usual = WIDTHS.get(field.name, 96 if field.kind in ("number", "integer", "choice", "year") else 136)
            self.view.setColumnWidth(column, remembered(f"{self._key}/width/{field.name}", usual))
        self.view.header.blockSignals(False)

    def _remember_widths(self, column: int, _old: int, width: int) -> None:
        if 0 <= column < len(self.model.fields) and width:
            remember(f"{self._key}/width/{self.model.fields[column].name}", width)

    def _remember_order(self) -> None:
        header = self.view.header
        order = [self.model.fields[header.logicalIndex(place)].name for place in range(header.count())]
        order = [name for name in order if name != THEN.name]
        remember(f"{self._key}/columns", order)
