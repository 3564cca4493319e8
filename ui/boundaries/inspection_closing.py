"""确认: what is still missing, the conclusion, and the confirmation of both sides."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from gazetteer.boundaries.inspecting.confirming import (
    Conclude,
    missing,
    open_points_of,
    summary_of,
)
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import CONFIRMED, DESK, Inspection
from gazetteer.gazetteer import Gazetteer
from ui.boundaries.field_grid import FieldGrid
from ui.boundaries.inspection_step import Step, scrolled
from ui.common.small import foot, said
from ui.i18n import tr
from ui.records.options import Lookups
from ui.selection import Selection

WRITTEN = ("summary", "open_points", "suggestions")
CONFIRMING = ("confirmed_a", "confirmed_b", "confirmed_on")


class ClosingStep(Step):
    """The conclusion can be saved at any time; both sides confirm when nothing is missing."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> None:
        super().__init__(gazetteer, selection, lookups)
        self.told = said()
        self.written = FieldGrid(lookups, [(Inspection, name) for name in WRITTEN], gazetteer.read_only)
        self.confirming = FieldGrid(lookups, [(Inspection, name) for name in CONFIRMING], gazetteer.read_only)
        self.compose, self.save = QPushButton(tr("按记录拟写")), QPushButton(tr("保存结论"))
        self.confirm = QPushButton(tr("确认"))
        self.compose.clicked.connect(self._compose)
        self.save.clicked.connect(self.submit)
        self.confirm.clicked.connect(self._confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(self.told, self.written, foot(self.compose, self.save), self.confirming,
                                  foot(primary=self.confirm)))

    def show_round(self, round_: Round) -> None:
        self.round = round_
        inspection, lacking = round_.inspection, missing(self.gazetteer, round_)
        self.written.show_values(inspection.id, inspection.values())
        self.confirming.show_values(inspection.id, inspection.values())
        if inspection.state == CONFIRMED:
            self.told.setText(tr("双方已于 {day} 确认：{a}、{b}。", day=inspection.confirmed_on or tr("（日期不明）"),
                                 a=inspection.confirmed_a or tr("甲方"), b=inspection.confirmed_b or tr("乙方")))
        elif inspection.state != DESK:
            self.told.setText(tr("现在是{state}阶段；内业完成后由双方确认。", state=inspection.state))
        else:
            self.told.setText("\n".join(tr("{n}. {text}", n=number, text=text)
                                        for number, text in enumerate(lacking, 1))
                              or tr("都已齐备，请甲、乙双方确认。"))
        for button in (self.compose, self.save, self.confirm):
            button.setEnabled(not self.fixed)
        self.confirm.setEnabled(not self.fixed and inspection.state == DESK)

    def _compose(self) -> None:
        """Type what the records tell into the fields that are empty."""
        if self.round is not None:
            self.written.propose({"summary": summary_of(self.round), "open_points": open_points_of(self.round)})

    def submit(self) -> None:
        values = self.written.values()
        if values is not None and self.round is not None and not self.fixed:
            self.written.say("")
            self.do(Conclude(int(self.round.inspection.id or 0), values), tr("已保存联检结论"), self.written.refuse)

    def _confirm(self) -> None:
        self.confirming.propose({"confirmed_on": date.today().isoformat()})
        written, said_ = self.written.values(), self.confirming.values()
        if written is None or said_ is None or self.round is None:
            return
        self.confirming.say("")
        if not (said_["confirmed_a"] or said_["confirmed_b"]):
            self.confirming.say(tr("请填写甲方、乙方的确认人。"))
            return
        both = bool(said_["confirmed_a"] and said_["confirmed_b"])
        self.do(Conclude(int(self.round.inspection.id or 0), {**written, **said_}),
                tr("双方已确认联检") if both else tr("一方已确认，等待另一方"), self.confirming.refuse)
