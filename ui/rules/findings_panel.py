"""检查发现: filter, look at the record, read the law, repair one or all alike, or accept with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import Place
from gazetteer.registers import BY_TABLE
from gazetteer.rules.acceptance import AcceptedFinding, AcceptFindings, WithdrawAcceptance
from gazetteer.rules.finding import Finding
from gazetteer.rules.repairing import RepairFindings, repairable
from ui.common.small import tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.listening import follow
from ui.records.options import Lookups
from ui.rules.checks import Checks
from ui.rules.finding_card import FindingCard
from ui.rules.finding_filter import FindingFilter
from ui.rules.finding_model import RULE, TEXT, UNIT, FindingModel, RuleDelegate
from ui.selection import Selection
from ui.theme import theme

CARD_WIDTH, RULE_WIDTH, UNIT_WIDTH, NARROW = 300, 72, 96, 760


class FindingsPanel(QWidget):
    """The list, the filters above it, and beside it what is known of the selected one."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups, checks: Checks,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._selection, self.checks = gazetteer, selection, checks
        self.filter = FindingFilter(lookups)
        self.model = FindingModel(lookups)
        self.view = QTableView()
        self.card = FindingCard(gazetteer.read_only)
        self.said = QLabel()
        self.said.setProperty("muted", True)
        self.again = tool("shield-check", tr("重新检查"), checks.run, text=tr("重新检查"))
        self.accepted = tool("circle-check", tr("看已经核实认可的"), self.refresh, text=tr("已认可"), checkable=True)
        self._lay_out()
        self._dress()
        self.filter.changed.connect(self._show_rows)
        self.view.selectionModel().selectionChanged.connect(self._show_selected)
        self.view.activated.connect(lambda _: self._go_there())
        self.card.repair_asked.connect(self.repair)
        self.card.accept_asked.connect(self.accept)
        self.card.withdraw_asked.connect(self.withdraw)
        checks.changed.connect(self.refresh)
        follow(gazetteer, self, self._heard)
        self.refresh()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(8, 4, 8, 4)
        tools.setSpacing(4)
        tools.addWidget(self.filter)
        tools.addWidget(self.said, 1)
        tools.addWidget(self.accepted)
        tools.addWidget(self.again)
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._sides.addWidget(self.view)
        self._sides.addWidget(self.card)
        self._sides.setStretchFactor(0, 1)
        self._sides.setCollapsible(0, False)
        self._sides.setSizes([600, CARD_WIDTH])
        self.card.setMinimumWidth(220)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self._sides, 1)

    def _dress(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegateForColumn(RULE, RuleDelegate(view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setAccessibleName(tr("检查发现"))
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(28)
        heads = view.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        heads.setHighlightSections(False)
        view.setColumnWidth(RULE, RULE_WIDTH)
        view.setColumnWidth(UNIT, UNIT_WIDTH)

    # -- what is shown ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the checks have now."""
        self.filter.setVisible(not self.accepted.isChecked())
        self.filter.offer(self.checks.summary)
        rule, severity = self.checks.looked_for
        if rule or severity:
            self.checks.looked_for = ("", "")
            self.accepted.setChecked(False)
            self.filter.setVisible(True)
            self.filter.choose(rule, severity)
        self._show_rows()

    def _show_rows(self) -> None:
        kept = self._place_of_current()
        if self.accepted.isChecked():
            rows: Sequence[Finding | AcceptedFinding] = self._gazetteer.find(
                AcceptedFinding, order_by=AcceptedFinding.id.desc())
        else:
            rows = self.filter.chosen(self.checks.found or ())
        self.model.show_rows(rows)
        self.said.setText(self._state(len(rows)))
        if rows and kept >= 0:
            self.view.selectRow(min(kept, len(rows) - 1))
        else:
            self._show_selected()

    def _state(self, count: int) -> str:
        if self.accepted.isChecked():
            return tr("已认可 {n} 条", n=f"{count:,}")
        if self.checks.running is not None:
            return tr("正在检查…")
        if self.checks.found is None:
            return tr("还没有检查")
        old = tr("，数据已改变，请重新检查") if self.checks.stale else ""
        return tr("{n} 条{old}", n=f"{count:,}", old=old)

    def _place_of_current(self) -> int:
        rows = self.view.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def selected(self) -> list[Finding]:
        """The findings that are selected."""
        chosen = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [one for row in chosen if isinstance(one := self.model.rows[row], Finding)]

    def _alike(self, finding: Finding) -> list[Finding]:
        """All findings of the rule whose repair is of the same kind, within the filter."""
        kind = finding.repair.title if finding.repair else ""
        return [one for one in repairable(one for one in self.model.rows if isinstance(one, Finding))
                if one.rule == finding.rule and one.repair and one.repair.title == kind]

    def _show_selected(self) -> None:
        rows = self.view.selectionModel().selectedRows()
        if not rows:
            empty = not self.model.rows and self.checks.found is not None and self.checks.running is None
            self.card.show_nothing(tr("没有发现问题。") if empty and not self.accepted.isChecked() else "")
        elif self.accepted.isChecked():
            one = self.model.rows[rows[0].row()]
            if isinstance(one, AcceptedFinding):
                self.card.show_accepted(one)
                self._selection.select(BY_TABLE[str(one.table_name)], [int(one.record_id or 0)])
        elif len(rows) == 1:
            finding = self.selected()[0]
            self.card.show_finding(finding, len(self._alike(finding)) if finding.repair else 0)
            self._selection.select(BY_TABLE[finding.table], [finding.id])
        else:
            chosen = self.selected()
            self.card.show_many(chosen, len(repairable(chosen)))
            self._selection.select(Place, dict.fromkeys(one.id for one in chosen if BY_TABLE[one.table] is Place))

    def _go_there(self) -> None:
        self._selection.reveal(self._selection.model, self._selection.ids)

    # -- what is done -------------------------------------------------------------------------------------------

    def repair(self, all_alike: bool = False) -> None:
        """Carry the offered repairs out as one change."""
        chosen = self.selected()
        if all_alike and chosen:
            chosen = self._alike(chosen[0])
        chosen = repairable(chosen)
        if chosen:
            command = RepairFindings(chosen)
            if carry_out(self, self._gazetteer, command, tr("已修正：{what}", what=command.summary)) is not None:
                self.checks.drop(chosen)

    def accept(self, reason: str) -> None:
        """Accept what is selected."""
        chosen = self.selected()
        if chosen and carry_out(self, self._gazetteer, AcceptFindings(chosen, reason),
                                tr("已认可 {n} 条", n=len(chosen)), reason) is not None:
            self.checks.drop(chosen)

    def withdraw(self) -> None:
        """Take an acceptance back."""
        rows = self.view.selectionModel().selectedRows()
        one = self.model.rows[rows[0].row()] if rows else None
        if isinstance(one, AcceptedFinding):
            carry_out(self, self._gazetteer, WithdrawAcceptance(int(one.id or 0)), tr("已撤回认可"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.setColumnHidden(UNIT, event.size().width() < NARROW * theme.scale)

    def showEvent(self, event: object) -> None:
        self.checks.want(self._gazetteer.count(Place))

    def _heard(self, changed: Changed) -> None:
        if changed.ids(AcceptedFinding) and self.accepted.isChecked():
            self._show_rows()
        if self.isVisible():
            self.checks.want(self._gazetteer.count(Place))

