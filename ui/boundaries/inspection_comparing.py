"""内业比对: every difference from the agreement and the last round, to be taken as a problem or set aside."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gazetteer.boundaries.inspecting.comparing import Compared, Proposal, compare_round, undecided
from gazetteer.boundaries.inspecting.handling import SetAside, TakeProblems
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import HANDLINGS
from gazetteer.gazetteer import Gazetteer
from ui.boundaries.inspection_step import Step
from ui.common.inline_action import InlineAction
from ui.common.row_table import dress
from ui.common.small import choice, said
from ui.i18n import tr
from ui.records.options import Lookups
from ui.records.register_panel import raise_again
from ui.selection import Selection

COLUMNS, WIDTHS = ("界桩、界段", "比对项", "上次 → 这次", "决定", "差异"), (152, 72, 120, 112)
HANDLING_WIDTH = 112
Row = tuple[Compared, Proposal | None, str]


class ComparingStep(Step):
    """Differences first by the order of the walk; a measurement that only was worse is told, too."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> None:
        super().__init__(gazetteer, selection, lookups)
        self.rows: list[Row] = []
        self.told = said()
        self.detail = said(role="muted", selectable=True)
        self.detail.setContentsMargins(12, 0, 12, 4)
        self.table = QTableWidget(0, len(COLUMNS))
        dress(self.table, COLUMNS, WIDTHS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.currentCellChanged.connect(lambda *_: self._chosen())
        self.handling = choice(tr("处理方式"), 8)
        for one in HANDLINGS:
            self.handling.addItem(tr(one), one)
        self.take, self.aside = QPushButton(tr("作为问题")), QPushButton(tr("不作问题…"))
        self.take_all = QPushButton(tr("全部采纳"))
        self.take.setToolTip("Ctrl+Enter")
        self.take.clicked.connect(self.submit)
        self.aside.clicked.connect(self._ask_why)
        self.take_all.clicked.connect(self._take_all)
        self.handling.setMinimumWidth(HANDLING_WIDTH)
        self.card = _Card(self.table)
        self._lay_out()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 12, 4)
        bar.setSpacing(8)
        bar.addWidget(self.told, 1)
        for widget in (self.handling, self.take, self.aside, self.take_all):
            bar.addWidget(widget)
        self.take.setProperty("primary", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.detail)
        column.addWidget(self.card)
        column.setAlignment(self.card, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.table, 1)

    @property
    def open(self) -> list[Proposal]:
        """Differences that nobody has decided."""
        return undecided(self.round, [row[0] for row in self.rows]) if self.round is not None else []

    @property
    def proposal(self) -> Proposal | None:
        """The chosen difference, while it waits for a decision."""
        row = self.table.currentRow()
        found = self.rows[row][1] if 0 <= row < len(self.rows) else None
        return found if found is not None and not self.rows[row][2] else None

    def show_round(self, round_: Round) -> None:
        self.round = round_
        compared = compare_round(self.gazetteer, round_)
        self.rows = [row for one in compared for row in _rows(round_, one)]
        kept = self.table.currentRow()
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.rows))
        for number, (one, proposal, decided) in enumerate(self.rows):
            for column, text in enumerate(_texts(one, proposal, decided)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(number, column, item)
        waiting = [number for number, row in enumerate(self.rows) if row[1] is not None and not row[2]]
        if self.rows:
            self.table.setCurrentCell(min((one for one in waiting if one >= kept), default=max(kept, 0)), 0)
        self.table.blockSignals(False)
        self._say(round_, compared)
        self._offer()

    def _say(self, round_: Round, compared: list[Compared]) -> None:
        if not compared:
            self.told.setText(tr("还没有检查记录。先在“外业记录”中填写或导入。"))
        elif not self.rows:
            self.told.setText(tr("已比对 {n} 处，与协议和上次联检没有差异。", n=len(compared)))
        else:
            self.told.setText(tr("已比对 {n} 处，{k} 处差异待决定", n=len(compared), k=len(self.open)))

    def _chosen(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self.rows):
            task = self.rows[row][0].task
            self._offer()
            if self.isVisible():
                self.look_at(task.marker.id if task.marker else None, task.section.id if task.section else None)

    def _offer(self) -> None:
        proposal, row = self.proposal, self.table.currentRow()
        self.detail.setText(_texts(*self.rows[row])[-1] if 0 <= row < len(self.rows) else "")
        for widget in (self.handling, self.take, self.aside):
            widget.setEnabled(proposal is not None and not self.fixed)
        self.take_all.setEnabled(bool(self.open) and not self.fixed)
        if proposal is not None:
            self.handling.setCurrentIndex(self.handling.findData(proposal.handling))

    def submit(self) -> None:
        """Take the chosen difference as a problem, with the handling that is shown."""
        if self.proposal is not None and self.round is not None and not self.fixed:
            command = TakeProblems(self._id, [self.proposal], {"handling": self.handling.currentData()})
            self.do(command, tr("已作为问题：{name}", name=self.proposal.name), self._refused)

    def _take_all(self) -> None:
        if self.open:
            self.do(TakeProblems(self._id, self.open), tr("已采纳 {n} 个问题", n=len(self.open)), self._refused)

    def _ask_why(self) -> None:
        if self.proposal is not None:
            self.card.ask(tr("不作问题：{text}", text=self.proposal.text), {"why": (tr("为什么"), "")}, tr("不作问题"),
                          self._set_aside)

    def _set_aside(self, asked: Mapping[str, str]) -> None:
        if self.proposal is not None:
            self.do(SetAside(self._id, self.proposal, asked["why"]), tr("已记为不作问题"), raise_again)

    @property
    def _id(self) -> int:
        return int(self.round.inspection.id or 0) if self.round is not None else 0

    def _refused(self, error: Exception) -> None:
        self.told.setText(str(error))


class _Card(InlineAction):
    """Stands in the place of what it asks about."""

    def __init__(self, instead: QWidget) -> None:
        super().__init__()
        self._instead = instead

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        if hasattr(self, "_instead"):
            self._instead.setVisible(not visible)


def _rows(round_: Round, one: Compared) -> list[Row]:
    """A line a difference; a task that only was measured or changed its condition has one, too."""
    decided = {(problem.origin, problem.marker_id, problem.section_id): problem for problem in round_.problems}
    found: list[Row] = []
    for proposal in one.proposals:
        problem = decided.get(proposal.key)
        found.append((one, proposal, f"{problem.handling}·{problem.state}" if problem else ""))
    if not found and (one.agreed is not None or one.changed):
        found.append((one, None, tr("不需处理")))
    return found


def _texts(one: Compared, proposal: Proposal | None, decided: str) -> tuple[str, ...]:
    measured = [result.text for result in (one.agreed,) if result is not None]
    if one.before is not None:
        measured.append(tr("与上次比：{text}", text=one.before.text))
    told = proposal.text if proposal is not None else "；".join(measured) or tr("现状有变化")
    if proposal is not None and proposal.aspect == "复测" and one.before is not None:
        told += "；" + measured[-1]
    return (one.task.name, proposal.aspect if proposal else (tr("复测") if measured else tr("现状")),
            f"{one.then} → {one.now}" if one.then else one.now, decided or tr("待决定"), told)
