"""处理: who puts each problem right by when, and what it did to the marker once it is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from gazetteer.boundaries.inspecting.handling import AddProblem, AssignProblem, FinishProblem, asked_for
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import DONE, IN_HAND, InspectionProblem
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_event import MarkerEvent
from gazetteer.gazetteer import Gazetteer
from ui.boundaries.field_grid import FieldGrid
from ui.boundaries.inspection_step import Step, scrolled
from ui.boundaries.task_list import StepList
from ui.common.inline_action import InlineAction
from ui.common.small import foot, said
from ui.i18n import tr
from ui.records.options import Lookups
from ui.records.register_panel import raise_again
from ui.selection import Selection

ASSIGNED = ("handling", "responsible", "due_on", "text")
FINISHED = ("done_on", "result")
EVENT = ("present_a", "present_b", "approved_by", "approval_number")
PLACE = ("serial", "type_code", "north", "east", "elevation")
LOOKS = {DONE: ("circle-check", "success"), IN_HAND: ("clock", "accent")}


class HandlingStep(Step):
    """The list of problems and the one that is current, first given to somebody, then done."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> None:
        super().__init__(gazetteer, selection, lookups)
        self.list = StepList(tr("联检问题"))
        self.list.currentRowChanged.connect(lambda _: self._show_problem(moved=True))
        self.empty = said(tr("还没有问题。内业比对中采纳的问题列在这里。"), "muted")
        self.assigned = FieldGrid(lookups, [(InspectionProblem, name) for name in ASSIGNED], gazetteer.read_only)
        self.finished = FieldGrid(lookups, [*((InspectionProblem, name) for name in FINISHED),
                                            *((MarkerEvent, name) for name in EVENT),
                                            *((BoundaryMarker, name) for name in PLACE)], gazetteer.read_only)
        self.title, self.about = said(), said(role="muted")
        self.assign, self.finish = QPushButton(tr("保存安排")), QPushButton(tr("处理完成"))
        self.add = QPushButton(tr("增加问题…"))
        self.assign.setToolTip("Ctrl+Enter")
        self.assign.clicked.connect(self.submit)
        self.finish.clicked.connect(self._finish)
        self.add.clicked.connect(self._ask_new)
        self.card = InlineAction()
        self._lay_out()

    def _lay_out(self) -> None:
        self.title.setProperty("title", True)
        self.side = scrolled(self.title, self.empty, self.assigned, foot(primary=self.assign), self.about,
                             self.finished, foot(self.finish))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.card)
        column.addWidget(self.list, 1)
        bar = foot(self.add)
        bar.setContentsMargins(12, 0, 12, 6)
        column.addLayout(bar)

    @property
    def problem(self) -> InspectionProblem | None:
        """The current problem."""
        problems = self.round.problems if self.round is not None else ()
        return next((one for one in problems if one.id == self.list.current), None)

    def show_round(self, round_: Round) -> None:
        self.round = round_
        kept = self.list.current
        self.list.blockSignals(True)
        self.list.clear()
        for one in round_.problems:
            icon, token = LOOKS.get(str(one.state), ("circle-alert", "warning"))
            told = (one.text if round_.name_of(one) in str(one.text) else f"{round_.name_of(one)}　{one.text}",
                    one.handling or tr("处理方式未定"), str(one.state), one.responsible or "", one.due_on or "")
            self.list.put(one.id, "　".join(filter(None, map(str, told))), icon, token)
        if not self.list.go_to(kept) and self.list.count():
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._show_problem(moved=False)

    def _show_problem(self, moved: bool) -> None:
        problem = self.problem
        parts = (self.title, self.assigned, self.finished, self.about, self.assign, self.finish)
        self.empty.setVisible(problem is None)
        for part in parts:
            part.setVisible(problem is not None)
        self.add.setEnabled(not self.fixed)
        if problem is None:
            return
        self.title.setText(self.round.name_of(problem) if self.round is not None else "")
        self.assigned.show_values(problem.id, problem.values())
        self.finished.show_values((problem.id, problem.handling, problem.state), problem.values())
        done = problem.state == DONE
        wanted = () if done else asked_for(problem.handling)
        for name in (*EVENT, *PLACE):
            self.finished.rows[name].setVisible(name in wanted)
        self.about.setText(_told(problem, bool(wanted)))
        if not done:
            self.finished.propose({"done_on": date.today().isoformat()})
        for button in (self.assign, self.finish):
            button.setEnabled(not done and not self.gazetteer.read_only)
        if moved and self.isVisible():
            self.look_at(problem.marker_id, problem.section_id)

    def submit(self) -> None:
        """Save who does what by when."""
        values, problem = self.assigned.values(), self.problem
        if values is not None and problem is not None and problem.state != DONE:
            self.assigned.say("")
            self.do(AssignProblem(int(problem.id or 0), values), tr("已安排处理"), self.assigned.refuse)

    def _finish(self) -> None:
        values, problem = self.finished.values(), self.problem
        if values is None or problem is None:
            return
        self.finished.say("")
        wanted = set(asked_for(problem.handling))
        command = FinishProblem(int(problem.id or 0), {name: values[name] for name in FINISHED},
                                {name: values[name] for name in EVENT if name in wanted},
                                {name: values[name] for name in PLACE if name in wanted and values[name] is not None})
        self.do(command, tr("已登记处理完成"), self.finished.refuse)

    def _ask_new(self) -> None:
        lines = {"text": (tr("问题（全线的，或写明界桩、界段）"), ""), "handling": (tr("处理方式"), "")}
        self.card.ask(tr("增加问题"), lines, tr("增加"), self._add)

    def _add(self, asked: Mapping[str, str]) -> None:
        if self.round is not None:
            values: dict[str, object] = {name: text for name, text in asked.items() if text}
            task = next((task for task in self.round.tasks if task.name in asked["text"]), None)
            if task is not None:
                values |= {"marker_id": task.marker.id if task.marker else None,
                           "section_id": task.section.id if task.section else None}
            self.do(AddProblem(int(self.round.inspection.id or 0), values), tr("已增加问题"), raise_again)


def _told(problem: InspectionProblem, of_marker: bool) -> str:
    if problem.state == DONE:
        return tr("{day} 处理完成：{result}", day=problem.done_on or "", result=problem.result or "")
    if of_marker:
        return tr("处理完成时同时登记界桩变更：{handling}须双方在场。", handling=problem.handling)
    return tr("处理完成时填写日期和结果。")
