"""计划: the line, round, kind, lead side, members of both sides, route and days of an inspection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from gazetteer.boundaries.inspecting.planning import ChangePlan, DropInspection, PlanInspection, suggested
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import FIVE_YEARLY, Inspection
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.gazetteer import Gazetteer
from ui.boundaries.field_grid import FieldGrid
from ui.boundaries.inspection_step import Step, scrolled
from ui.common.small import choice, foot, said
from ui.i18n import tr
from ui.records.options import Lookups
from ui.selection import Selection

FIELDS = ("year", "kind", "round_number", "lead_side", "starts_on", "ends_on", "members_a", "members_b", "route",
          "basis", "remark")


class PlanStep(Step):
    """The plan of an inspection that exists: what is saved spreads the days over the tasks anew."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> None:
        super().__init__(gazetteer, selection, lookups)
        self.grid = FieldGrid(lookups, [(Inspection, name) for name in FIELDS], gazetteer.read_only)
        self.told = said(role="muted")
        self.save, self.drop = QPushButton(tr("保存计划")), QPushButton(tr("删除联检"))
        self.save.clicked.connect(self.submit)
        self.drop.clicked.connect(self._drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(self.told, self.grid, foot(self.drop, primary=self.save)))

    def show_round(self, round_: Round) -> None:
        self.round = round_
        inspection = round_.inspection
        markers = sum(task.marker is not None for task in round_.tasks)
        self.told.setText(tr("任务：{markers} 颗界桩，{sections} 段界线；按日程沿界线分到各天。", markers=markers,
                             sections=len(round_.tasks) - markers))
        self.grid.show_values(inspection.id, inspection.values())
        for button in (self.save, self.drop):
            button.setVisible(not self.gazetteer.read_only)
            button.setEnabled(not self.fixed)

    def submit(self) -> None:
        values = self.grid.values()
        if values is not None and self.round is not None and not self.fixed:
            self.grid.say("")
            self.do(ChangePlan(int(self.round.inspection.id or 0), values), tr("已保存联检计划"), self.grid.refuse)

    def _drop(self) -> None:
        if self.round is not None:
            self.do(DropInspection(int(self.round.inspection.id or 0)),
                    tr("已删除{title}", title=self.round.title), self.grid.refuse)


class NewPlan(Step):
    """A new inspection: what follows from the last one of the line is filled in already."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 planned: Callable[[int], None], leave: Callable[[], None]) -> None:
        super().__init__(gazetteer, selection, lookups)
        self._planned = planned
        self.lines = choice(tr("界线"), 12)
        self.lines.currentIndexChanged.connect(self._suggest)
        self.grid = FieldGrid(lookups, [(Inspection, name) for name in FIELDS])
        self.plan, cancel = QPushButton(tr("建立计划和任务")), QPushButton(tr("取消"))
        self.plan.clicked.connect(self.submit)
        cancel.clicked.connect(leave)
        self.title = said(tr("计划一次联检：选界线，轮次和牵头方按上次推算；为每颗界桩、每段界线建立任务。"), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(self.title, self.lines, self.grid, foot(cancel, primary=self.plan)))

    def begin(self, line_id: int | None = None) -> None:
        """List the lines and fill in what follows from the last inspection of one."""
        self.lines.blockSignals(True)
        self.lines.clear()
        for line in self.gazetteer.find(BoundaryLine, order_by=BoundaryLine.code):
            self.lines.addItem(line.name or line.code or "", line.id)
        self.lines.setCurrentIndex(max(0, self.lines.findData(line_id)))
        self.lines.blockSignals(False)
        self._suggest()
        self.lines.setFocus()

    def _suggest(self) -> None:
        line_id = self.lines.currentData()
        self.plan.setEnabled(line_id is not None and not self.gazetteer.read_only)
        if line_id is not None:
            self.grid.show_values(object(), {})
            self.grid.propose(suggested(self.gazetteer, line_id, date.today().year, FIVE_YEARLY))

    def submit(self) -> None:
        values, line_id = self.grid.values(), self.lines.currentData()
        if values is None or line_id is None:
            return
        changed = self.do(PlanInspection(line_id, values), tr("已建立联检计划和任务"), self.grid.refuse)
        if changed is not None:
            self._planned(next(iter(changed.ids(Inspection))))
