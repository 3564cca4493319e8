"""Changes between editions, reviewed like survey points: a list with reasons, accepted or not, one by one or many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command, Gazetteer
from gazetteer.history import Changed
from gazetteer.lineage import division_change as kinds
from gazetteer.lineage.deciding import (
    AcceptDivisionChanges,
    EditDivisionChange,
    RejectDivisionChanges,
    ReopenDivisionChange,
)
from gazetteer.lineage.division_change import KINDS, REJECTED, WAITING, DivisionChange
from gazetteer.lineage.proposing import (
    KIND_TELLS,
    SHIPPED_SOURCE,
    AddDivisionChanges,
    compare_files,
    shipped_changes,
    waiting_count,
)
from gazetteer.places.place import Place
from gazetteer.places.whole_record import place_by
from ui.common.errors import show_error
from ui.common.inline_action import InlineAction
from ui.common.section import EmptyState
from ui.common.small import tool
from ui.common.tasks import run_task
from ui.doing import carry_out, say_done
from ui.i18n import tr
from ui.listening import follow
from ui.records.options import Lookups
from ui.records.record_table import RecordTable
from ui.selection import Selection

COLUMNS = ("kind", "old_name", "new_name", "year", "old_parent", "why", "state", "reason")
NEEDS_NO_PLACE = (kinds.NEW, kinds.GONE)
STATE_FILTERS = (WAITING, kinds.ACCEPTED, REJECTED, "")


class ChangeReview(QWidget):
    """The table of changes with what can be decided above it."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._selection = gazetteer, selection
        empty = EmptyState("list-checks", tr("还没有读入政区变更"),
                           tr("程序附有天门2016—2023年统计用区划代码各版本之间的变化，也可以比较任意两个版本的政区列表。"),
                           tr("读入随附的变化"), self.read_shipped)
        self.table = RecordTable(gazetteer, DivisionChange, selection, lookups, COLUMNS, empty)
        self.card = InlineAction()
        self.state, self.kind = QComboBox(), QComboBox()
        self.told = QLabel()
        self.told.setProperty("muted", True)
        self.buttons: dict[str, QPushButton] = {}
        self._add_tools()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self.card)
        column.addWidget(self.table, 1)
        selection.changed.connect(self._follow)
        follow(gazetteer, self, self._heard)
        self._narrow()
        self._tell()

    def _add_tools(self) -> None:
        for state in STATE_FILTERS:
            self.state.addItem(state or tr("全部处理"), state)
        self.kind.addItem(tr("全部种类"), "")
        for kind in KINDS:
            if kind in KIND_TELLS:
                self.kind.addItem(kind, kind)
                self.kind.setItemData(self.kind.count() - 1, KIND_TELLS[kind], Qt.ItemDataRole.ToolTipRole)
        for box in (self.state, self.kind):
            box.currentIndexChanged.connect(self._narrow)
        for name, text, keys, act in (
                ("accept", tr("采用"), "Ctrl+Return", self.accept), ("reject", tr("不采用…"), "X", self.ask_reason),
                ("change", tr("改年份或对应地名…"), "", self.ask_change), ("reopen", tr("重新处理"), "R", self.reopen),
                ("all", tr("采用列出的全部"), "", self.accept_all)):
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, act=act: act())
            if keys:
                button.setToolTip(keys.replace("Return", "Enter"))
                shortcut = QShortcut(QKeySequence(keys), self.table.view)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(lambda button=button: button.click())
            button.setVisible(not self._gazetteer.read_only)
            self.buttons[name] = button
        self.buttons["accept"].setProperty("primary", True)

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 8, 2)
        row.setSpacing(8)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.told)
        for place, box in enumerate((self.state, self.kind), start=1):
            box.setMinimumWidth(104)
            self.table.tools.insertWidget(place, box)
        for name, tip, text, act in (
                ("file-input", tr("读入程序附带的2016—2023年变化"), tr("读入随附"), self.read_shipped),
                ("list-checks", tr("比较两个版本的政区列表（CSV 或 JSON）"), tr("比较版本…"), self.choose_files)):
            reading = tool(name, tip, act, text=text)
            reading.setVisible(not self._gazetteer.read_only)
            self.table.tools.insertWidget(self.table.tools.count() - 3, reading)
        return row

    # -- what is shown ------------------------------------------------------------------------------------------

    def _narrow(self) -> None:
        where = []
        if self.state.currentData():
            where.append(DivisionChange.state == self.state.currentData())
        if self.kind.currentData():
            where.append(DivisionChange.kind == self.kind.currentData())
        self.table.model.only = tuple(where)
        self.table.model.ask()

    def _heard(self, changed: Changed) -> None:
        if changed.ids(DivisionChange):
            self.table.model.ask()  # what was decided leaves the list of those that wait
            self._tell()

    def _tell(self) -> None:
        waiting = waiting_count(self._gazetteer)
        self.told.setText(tr("{n} 处待定", n=f"{waiting:,}") if waiting else "")
        self._follow()

    def _chosen(self) -> list[DivisionChange]:
        found = self._gazetteer.get_many(DivisionChange, self._selection.of(DivisionChange))
        return [found[one] for one in self._selection.of(DivisionChange) if one in found]

    def _follow(self) -> None:
        chosen = self._chosen()
        waiting = [change for change in chosen if change.state == WAITING]
        for name in ("accept", "reject"):
            self.buttons[name].setEnabled(bool(waiting) and len(waiting) == len(chosen))
        self.buttons["change"].setEnabled(len(waiting) == len(chosen) == 1)
        self.buttons["reopen"].setEnabled(len(chosen) == 1 and chosen[0].state == REJECTED)
        self.buttons["all"].setEnabled(self.state.currentData() == WAITING and waiting_count(self._gazetteer) > 0)

    # -- decisions ----------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Accept the selected changes as one step, and go on to the next."""
        ids = [int(change.id or 0) for change in self._chosen()]
        following = self._after(ids)
        if ids and self._do(AcceptDivisionChanges(ids), tr("已采用 {n} 处政区变更", n=len(ids))) and following:
            self._selection.select(DivisionChange, [following])

    def accept_all(self) -> None:
        """Accept everything listed that needs nothing more to be said."""
        listed = self._gazetteer.get_many(DivisionChange, self.table.model.ids).values()
        ready = [int(change.id or 0) for change in listed
                 if change.state == WAITING and (change.place_id or change.kind in NEEDS_NO_PLACE)]
        left = len(listed) - len(ready)
        said = tr("已采用 {n} 处政区变更", n=len(ready))
        if left:
            said += tr("，{left} 处还要选定对应地名", left=left)
        if ready:
            self._do_beside(AcceptDivisionChanges(ready), tr("采用政区变更"), said)

    def ask_reason(self) -> None:
        """Why the selected changes are not accepted."""
        ids = [int(change.id or 0) for change in self._chosen()]
        if ids:
            self.card.ask(tr("不采用 {n} 处政区变更", n=len(ids)), {"reason": (tr("理由"), "")}, tr("不采用"),
                          lambda typed: self._gazetteer.do(RejectDivisionChanges(ids, typed["reason"])))

    def ask_change(self) -> None:
        """Another year, or the place that the register has for it."""
        (change,) = self._chosen()
        place = self._gazetteer.get(Place, change.place_id) if change.place_id else None
        self.card.ask(tr("年份和对应地名"), {"year": (tr("年份"), change.year or ""),
                                            "place": (tr("对应地名的名称或代码"), place.name or "" if place else "")},
                      tr("保存"), lambda typed: self._change(int(change.id or 0), typed))

    def _change(self, change_id: int, typed: Mapping[str, str]) -> None:
        place = self._named(typed["place"]) if typed["place"] else None
        self._gazetteer.do(EditDivisionChange(change_id, typed["year"], place.id if place else None))

    def _named(self, text: str) -> Place:
        found = self._gazetteer.find(Place, Place.name == text, limit=2)
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            raise GazetteerError(f"有几个地名都叫“{text}”", remedy="改填20位地名代码")
        return place_by(self._gazetteer, text)

    def reopen(self) -> None:
        """Let a rejected change wait again."""
        for change in self._chosen()[:1]:
            self._do(ReopenDivisionChange(int(change.id or 0)), tr("已退回待定"))

    def _after(self, ids: list[int]) -> int | None:
        """The row below the selected ones."""
        rows = [row for row in map(self.table.model.row_of, ids) if row is not None]
        listed = self.table.model.ids
        return listed[max(rows) + 1] if rows and max(rows) + 1 < len(listed) else None

    def _do(self, command: Command, said: str) -> bool:
        return carry_out(self, self._gazetteer, command, said) is not None

    def _do_beside(self, command: Command, title: str, said: str) -> None:
        """Hundreds of changes take seconds: the window stays free."""
        gazetteer = self._gazetteer
        run_task(self, title, lambda progress, cancelled: gazetteer.do(command),
                 lambda changed: say_done(self, gazetteer, said, changed))

    # -- reading in ---------------------------------------------------------------------------------------------

    def read_shipped(self) -> None:
        """Take in what comes with the program."""
        self._read(lambda: AddDivisionChanges(shipped_changes(), SHIPPED_SOURCE))

    def choose_files(self) -> None:
        """Ask for the older and the newer list."""
        paths = []
        for title in (tr("选择较早的版本"), tr("选择较新的版本")):
            chosen, _ = QFileDialog.getOpenFileName(self, title, str(Path.home()), tr("政区列表 (*.csv *.json)"))
            if not chosen:
                return
            paths.append(Path(chosen))
        self.compare(*paths)

    def compare(self, older: Path, newer: Path) -> None:
        """Compare two lists and take the differences in."""
        self._read(lambda: AddDivisionChanges((compare_files(self._gazetteer, older, newer),), newer.name))

    def _read(self, make: Callable[[], Command]) -> None:
        try:
            command = make()
        except GazetteerError as error:
            show_error(self.window(), error)
            return
        self._do_beside(command, tr("读入政区版本变化"), str(getattr(command, "summary", "")))
