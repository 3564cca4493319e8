"""One finding in full: what the rule demands, its source, what can be done, and the card that asks for the reason."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gazetteer.errors import Problem, RuleBroken
from gazetteer.rules.acceptance import AcceptedFinding
from gazetteer.rules.checking import title_of
from gazetteer.rules.finding import Finding
from ui.common.inline_action import InlineAction
from ui.common.small import said
from ui.i18n import tr
from ui.records.values import local_time


class FindingCard(QScrollArea):
    """Signals of what a person decides on what is selected.

    Signals:
        repair_asked(all_alike): carry out the repair, of this one or of all of its kind.
        accept_asked(reason): it is in order.
        withdraw_asked: it is not in order after all.
    """

    repair_asked = Signal(bool)
    accept_asked = Signal(str)
    withdraw_asked = Signal()

    def __init__(self, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self._read_only = read_only
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title, self.text = said(), said(selectable=True)
        self.note = said(role="muted", selectable=True)
        self.repair, self.repair_all = QPushButton(), QPushButton()
        self.accept, self.withdraw = QPushButton(tr("核实认可…")), QPushButton(tr("撤回认可"))
        self.copy = QPushButton(tr("复制说明"))
        self.reason = InlineAction()
        self._lay_out()
        self.repair.clicked.connect(lambda: self.repair_asked.emit(False))
        self.repair_all.clicked.connect(lambda: self.repair_asked.emit(True))
        self.accept.clicked.connect(self._ask_reason)
        self.withdraw.clicked.connect(self.withdraw_asked)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text.text()))
        self.show_nothing()

    def _lay_out(self) -> None:
        page = QFrame()
        page.setProperty("panel", True)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.repair.setProperty("primary", True)
        self.copy.setProperty("link", True)
        for widget in (self.title, self.text, self.note, self.reason, self.repair, self.repair_all, self.accept,
                       self.withdraw):
            column.addWidget(widget)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        self.setWidget(page)

    def _show(self, *widgets: QWidget) -> None:
        self.reason.hide()
        for widget in (self.text, self.note, self.repair, self.repair_all, self.accept, self.withdraw, self.copy):
            widget.setVisible(widget in widgets)

    def show_nothing(self, text: str = "") -> None:
        """Nothing is selected."""
        self.title.setText(text or tr("选一条，这里说明依据和处理办法。"))
        self._show()

    def show_finding(self, finding: Finding, alike: int) -> None:
        """Explain one finding; `alike` others of its rule offer a repair too."""
        self.title.setText(f"{finding.rule}　{title_of(finding.rule).split('（')[0]}")
        self.text.setText(finding.explanation)
        widgets: list[QWidget] = [self.text, self.copy]
        self._offer(widgets, finding, alike)
        self._show(*widgets)

    def show_many(self, findings: list[Finding], repairable: int) -> None:
        """Several are selected."""
        self.title.setText(tr("选中了 {n} 条检查发现", n=f"{len(findings):,}"))
        widgets: list[QWidget] = []
        if not self._read_only:
            widgets.append(self.accept)
            if repairable:
                self.repair.setText(tr("修正选中的 {n} 条", n=f"{repairable:,}"))
                widgets.append(self.repair)
        self._show(*widgets)

    def _offer(self, widgets: list[QWidget], finding: Finding, alike: int) -> None:
        if self._read_only:
            return
        widgets.append(self.accept)
        if finding.repair is None:
            return
        self.repair.setText(finding.repair.title)
        widgets.append(self.repair)
        if alike > 1:
            self.repair_all.setText(tr("修正同类的全部 {n} 条", n=f"{alike:,}"))
            widgets.append(self.repair_all)

    def show_accepted(self, accepted: AcceptedFinding) -> None:
        """Tell who accepted it, when and why."""
        self.title.setText(f"{accepted.rule}　{title_of(str(accepted.rule)).split('（')[0]}")
        self.text.setText(str(accepted.text or ""))
        self.note.setText(tr("{who}于{when}核实认可。理由：{reason}", who=accepted.decided_by or "",
                             when=local_time(accepted.decided_at or ""), reason=accepted.reason or ""))
        self._show(self.text, self.note, *(() if self._read_only else (self.withdraw,)))

    def _ask_reason(self) -> None:
        lines = {"reason": (tr("理由，例如：沿用已久，见《天门县志》"), "")}
        self.reason.ask(tr("核实无误，写明理由（记入历史）"), lines, tr("认可"), self._accept)
        self.ensureWidgetVisible(self.reason)

    def _accept(self, filled: Mapping[str, str]) -> None:
        if not filled["reason"]:
            raise RuleBroken([Problem("reason", tr("请写明核实理由"))])
        self.accept_asked.emit(filled["reason"])

