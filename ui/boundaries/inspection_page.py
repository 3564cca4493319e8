"""One inspection: its head, its steps from the plan to the confirmation, and the way from stage to stage."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gazetteer.boundaries.inspecting.confirming import Advance, StepBack, missing
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import CONFIRMED, DESK, OUTSIDE, PLANNED, STATES, InspectionProblem
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from ui import panels
from ui.boundaries.inspection_closing import ClosingStep
from ui.boundaries.inspection_comparing import ComparingStep
from ui.boundaries.inspection_handling import HandlingStep
from ui.boundaries.inspection_plan import PlanStep
from ui.boundaries.inspection_records import RecordsStep
from ui.boundaries.inspection_step import Step
from ui.boundaries.inspection_tools import tool_makers
from ui.common.elided import Elided
from ui.common.section import EmptyState
from ui.common.small import tool
from ui.docks import LazyDock
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups
from ui.selection import Selection

STEPS: tuple[tuple[str, type[Step]], ...] = (
    ("计划", PlanStep), ("外业记录", RecordsStep), ("内业比对", ComparingStep), ("处理", HandlingStep),
    ("确认", ClosingStep))
AT_FIRST = {PLANNED: 0, OUTSIDE: 1, DESK: 2, CONFIRMED: 4}
AT_HANDLING = 3
FORWARD = {PLANNED: "开始外业", OUTSIDE: "转入内业"}


class InspectionPage(QWidget):
    """Follows one inspection; `leave` is called when it is gone or the person goes back to the list."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 leave: Callable[[], None]) -> None:
        super().__init__()
        self._gazetteer, self._leave = gazetteer, leave
        self.round: Round | None = None
        self.title, self.state = Elided(), QLabel()
        self.state.setProperty("muted", True)
        self.message = QLabel()
        self.message.setProperty("muted", True)
        self.message.setMinimumWidth(40)
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.steps = [kind(gazetteer, selection, lookups) for _, kind in STEPS]
        self.stack, self.side = QStackedWidget(), QStackedWidget()
        self.side.addWidget(EmptyState("list-checks", tr("没有打开的联检"), tr("在“边界”的“联检”里打开一次联检，"
                                       "外业记录和问题处理的表单显示在这里。")))
        for step in self.steps:
            self.stack.addWidget(step)
            if step.side is not None:
                self.side.addWidget(step.side)
        self.back = QPushButton(tr("退回"))
        self.forward = QPushButton()
        self.back.clicked.connect(self._step_back)
        self.forward.clicked.connect(self._advance)
        self.buttons = QButtonGroup(self)
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            for home in (self, self.side):
                QShortcut(QKeySequence(keys), home, lambda: self.steps[self.stack.currentIndex()].submit(),
                          context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 0)
        head.setSpacing(8)
        head.addWidget(tool("arrow-left", tr("全部联检"), self._leave))
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        self.tools = [make(self._gazetteer, lambda: self.inspection_id) for make in tool_makers()]
        for widget in self.tools:
            head.addWidget(widget)
        way = QHBoxLayout()
        way.setContentsMargins(8, 0, 12, 4)
        way.setSpacing(4)
        for number, (name, _) in enumerate(STEPS):
            button = tool("", tr(name), text=f"{number + 1} {tr(name)}", checkable=True)
            self.buttons.addButton(button, number)
            way.addWidget(button)
        self.buttons.idClicked.connect(self.show_step)
        way.addSpacing(12)
        way.addWidget(self.message, 1)
        way.addWidget(self.back)
        way.addWidget(self.forward)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(way)
        column.addWidget(self.stack, 1)

    @property
    def inspection_id(self) -> int | None:
        """Which inspection is shown."""
        return self.round.inspection.id if self.round is not None else None

    def show_inspection(self, inspection_id: int) -> None:
        """Show an inspection at the step that it has reached."""
        self.round = Round.of(self._gazetteer, inspection_id)
        self.show_step(AT_FIRST[str(self.round.inspection.state)])

    def show_problem(self, problem: InspectionProblem) -> None:
        """Show a problem where it is handled."""
        if problem.inspection_id is None:
            return
        if problem.inspection_id != self.inspection_id:
            self.show_inspection(problem.inspection_id)
        self.show_step(AT_HANDLING)
        self.handling.list.go_to(problem.id)

    @property
    def handling(self) -> HandlingStep:
        """The step of the problems."""
        step = self.steps[AT_HANDLING]
        assert isinstance(step, HandlingStep)
        return step

    def show_step(self, number: int) -> None:
        """Bring a step to the front."""
        self.stack.setCurrentIndex(number)
        self.buttons.button(number).setChecked(True)
        self.refresh()
        self._show_side()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_side()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._show_side()

    def _show_side(self) -> None:
        """The form of the step stands beside the map as long as the step is shown."""
        side = self.steps[self.stack.currentIndex()].side if self.isVisible() else None
        self.side.setCurrentIndex(self.side.indexOf(side) if side is not None else 0)
        dock = _dock_beside(self)
        if dock is not None and side is not None:
            dock.show()
            dock.raise_()
        elif dock is not None:
            dock.hide()

    def refresh(self) -> None:
        """Read the inspection again; when it is gone, so is the page."""
        if self.round is None or self.inspection_id is None:
            return
        try:
            self.round = Round.of(self._gazetteer, self.inspection_id)
        except GazetteerError:
            self.round = None
            self._leave()
            return
        state = str(self.round.inspection.state)
        self.title.show_text(self.round.title)
        done = len(self.round.tasks) - len(self.round.waiting)
        self.state.setText(tr("{state}　已记录 {done} / {all}　问题 {n}", state=state, done=done,
                              all=len(self.round.tasks), n=len(self.round.problems)))
        self.steps[self.stack.currentIndex()].show_round(self.round)
        lacking = missing(self._gazetteer, self.round)
        self.message.setText(_briefly(lacking) if self.stack.currentIndex() != len(STEPS) - 1 else "")
        self.message.setToolTip("\n".join(lacking))
        self.forward.setText(tr(FORWARD.get(state, "")))
        self.forward.setVisible(state in FORWARD and not self._gazetteer.read_only)
        self.forward.setEnabled(not lacking)
        self.forward.setToolTip("\n".join(lacking))
        self.back.setVisible(state != PLANNED and not self._gazetteer.read_only)
        self.back.setToolTip(tr("退回到{state}", state=STATES[max(0, STATES.index(state) - 1)]))

    def _advance(self) -> None:
        if self.inspection_id is not None and self._done(Advance(self.inspection_id)) and self.round is not None:
            self.show_step(AT_FIRST[str(self.round.inspection.state)])

    def _step_back(self) -> None:
        if self.inspection_id is not None:
            self._done(StepBack(self.inspection_id))

    def _done(self, command: Advance | StepBack) -> bool:
        changed = carry_out(self, self._gazetteer, command, tr("联检阶段已改变"),
                            refused=lambda error: self.message.setText(str(error)))
        return changed is not None


def _dock_beside(widget: QWidget) -> LazyDock | None:
    """The panel of the desk that holds the forms, from wherever the page stands now."""
    home: QWidget | None = widget
    while home is not None and not hasattr(home, "docks"):
        home = home.parentWidget()
    return home.docks.get(panels.INSPECTING) if home is not None else None


def _briefly(lacking: list[str]) -> str:
    """The first thing that is missing without what exactly, which the tip and the last step tell."""
    return re.split("[：（]", lacking[0])[0] if lacking else ""
