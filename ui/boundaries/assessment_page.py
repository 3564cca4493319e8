"""平安边界: lines and years compared on the left, the sheet of one line and year with its evidence on the right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gazetteer.boundaries.assessing.changes import (
    CloseAssessment,
    OpenAssessment,
    RemoveAssessment,
    ReopenAssessment,
)
from gazetteer.boundaries.assessing.comparison import Comparison
from gazetteer.boundaries.assessing.facts import facts
from gazetteer.boundaries.assessing.grades import Grades, SetGrades
from gazetteer.boundaries.assessing.papers import comparison_paper, sheet_paper, write_paper
from gazetteer.boundaries.assessing.sheet import Sheet
from gazetteer.boundaries.assessment import Assessment, AssessmentItem, AssessmentScore
from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command, Gazetteer
from gazetteer.history import Changed
from gazetteer.storage.setting import Setting
from ui.boundaries.assessment_compared import ComparedTable
from ui.boundaries.assessment_sheet import SheetTable
from ui.boundaries.boundary_register import BoundaryRegister
from ui.boundaries.files_part import FilesPart
from ui.common.inline_action import InlineAction
from ui.common.section import EmptyState
from ui.common.small import problem_line, said, tool
from ui.common.tasks import run_task
from ui.doing import carry_out
from ui.i18n import tr
from ui.listening import follow
from ui.records.options import Lookups
from ui.records.register_panel import raise_again
from ui.selection import Selection

HEARD = (Assessment, AssessmentScore, AssessmentItem, BoundaryLine, BoundaryMedia, Setting)
ITEM_COLUMNS = ("position", "aspect", "title", "full_marks", "veto", "active", "method", "evidence", "source")
EMPTY, SHEET = 0, 1


class AssessmentPage(QWidget):
    """What is chosen in the comparison is shown; every typed figure is one change that can be undone."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self._line: int | None = None
        self._year = date.today().year
        self.sheet: Sheet | None = None
        self.compared, self.table = ComparedTable(), SheetTable(gazetteer)
        self.head, self.known, self.problem = said(), said(role="muted"), problem_line()
        self.card = InlineAction()
        self.files = FilesPart(gazetteer, lookups, self)
        self.items = BoundaryRegister(gazetteer, AssessmentItem, selection, lookups, ITEM_COLUMNS)
        self.empty = EmptyState("shield-check", tr("这条界线本年度还没有评分"), tr("一条界线一年一张评分表。"),
                                tr("开始考评"), self.begin)
        self._lay_out()
        self.compared.chosen.connect(self.show_sheet_of)
        self.table.refused.connect(self._refused)
        self.table.standing.connect(self._show_files)
        follow(gazetteer, self, self._heard)
        self.refresh()

    # -- the page -----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._sheet_side = QStackedWidget()
        self._sheet_side.addWidget(self.empty)
        self._sheet_side.addWidget(self._sheet_body())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.compared)
        split.addWidget(self._sheet_side)
        split.setSizes([300, 900])
        split.setStretchFactor(1, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(split)
        self._pages.addWidget(self.items)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        column.addLayout(self._tools())
        column.addWidget(self.card)
        column.addWidget(self._pages, 1)

    def _sheet_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.head, self.known, self.problem):
            column.addWidget(part)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.files.widget)
        split.setSizes([760, 190])
        split.setStretchFactor(0, 1)
        column.addWidget(split, 1)
        return body

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.years = tool("clock", tr("另一个年度"), self._ask_year, text=tr("年度…"))
        self.close_sheet = tool("shield-check", tr("所有项目评完后定等次"), self._ask_close, text=tr("定等次…"))
        self.reopen = tool("undo-2", tr("已定的评分表重新打开"), self._reopen, text=tr("重新打开"))
        self.remove = tool("trash-2", tr("删除这张评分表"), self._remove)
        self.report = tool("file-text", tr("这张评分表的 Word 和 PDF"), self._report, text=tr("考评表…"))
        self.all_lines = tool("file-text", tr("各界线历年比较的 Word 和 PDF"), self._report_all, text=tr("比较表…"))
        self.show_items = tool("list-checks", tr("评分项目（示例，请换成本地的评分表）"), self._switch,
                               text=tr("评分项目"), checkable=True)
        self.grades = tool("ruler", tr("多少分为优秀、合格"), self._ask_grades, text=tr("等次标准…"))
        for button in (self.years, self.close_sheet, self.reopen, self.remove, self.report, self.all_lines):
            row.addWidget(button)
        row.addStretch()
        for button in (self.show_items, self.grades):
            row.addWidget(button)
        for button in (self.years, self.close_sheet, self.reopen, self.remove, self.grades):
            button.setVisible(not self._gazetteer.read_only)
        return row

    def narrow(self, line_id: int | None) -> None:
        """The line that the whole panel is narrowed to is shown."""
        if line_id is not None:
            self.show_sheet_of(line_id, self._year)

    def refresh(self) -> None:
        """Read everything anew."""
        compared = Comparison.of(self._gazetteer)
        ids = [line.id for line in compared.lines]
        self._line = self._line if self._line in ids else (ids[0] if ids else None)
        self.compared.show_compared(compared, self._year)
        self.all_lines.setEnabled(bool(compared.years))
        self._show(compared)

    def show_sheet_of(self, line_id: int, year: int) -> None:
        """Show the sheet of a line and year, or that there is none yet."""
        self._line, self._year = line_id, year
        self.refresh()

    def _show(self, compared: Comparison) -> None:
        self.compared.go_to(self._line, self._year)
        self.sheet = sheet = compared.sheet(self._line, self._year)
        self._sheet_side.setCurrentIndex(EMPTY if sheet is None else SHEET)
        self._dress(sheet)
        if sheet is None:
            self._tell_empty(compared)
            return
        self.table.show_sheet(sheet)
        told = facts(self._gazetteer, sheet.line, self._year)
        self.known.setText(tr("程序所知　") + "　".join(f"{label}：{text}" for label, text in told))
        self.head.setText(_head(sheet))

    def _tell_empty(self, compared: Comparison) -> None:
        line = next((one for one in compared.lines if one.id == self._line), None)
        self.empty.title.setText(tr("还没有界线") if line is None else
                                 tr("{line}{year}年度还没有评分表", line=line.name, year=self._year))
        if self.empty.button is not None:
            self.empty.button.setVisible(line is not None and not self._gazetteer.read_only)

    def _dress(self, sheet: Sheet | None) -> None:
        closed = sheet is not None and sheet.closed
        self.close_sheet.setEnabled(sheet is not None and not closed)
        self.remove.setEnabled(sheet is not None and not closed)
        self.reopen.setEnabled(closed)
        self.report.setEnabled(sheet is not None)

    def _show_files(self, score_id: int) -> None:
        score = self._gazetteer.get(AssessmentScore, score_id)
        if score is not None:
            self.files.show_record(score)

    def _refused(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _heard(self, changed: Changed) -> None:
        if any(changed.ids(model) for model in HEARD):
            self.refresh()

    # -- what is done -------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the sheet of the line and year that stand chosen."""
        if self._line is not None:
            self._do(OpenAssessment(self._line, self._year), tr("已开始考评"))

    def _ask_year(self) -> None:
        self.card.ask(tr("看哪一年的评分表"), {"year": (tr("年度"), str(self._year))}, tr("显示"), self._take_year)

    def _take_year(self, asked: Mapping[str, str]) -> None:
        if not (asked["year"].isdecimal() and len(asked["year"]) == 4):
            raise GazetteerError(tr("年度不对"), where=asked["year"], remedy=tr("写四位数字，例如 2026"))
        self._year = int(asked["year"])
        self.refresh()

    def _ask_close(self) -> None:
        if self.sheet is not None:
            lines = {"who": (tr("考评人"), self._gazetteer.who or ""), "on": (tr("考评日期"), date.today().isoformat())}
            self.card.ask(tr("{title}：{marks} 分，定等次后不能再改评分。", title=self.sheet.title,
                             marks=f"{self.sheet.percent:g}"), lines, tr("定等次"), self._close)

    def _close(self, asked: Mapping[str, str]) -> None:
        if self.sheet is not None:
            self._do(CloseAssessment(int(self.sheet.assessment.id or 0), asked["who"], asked["on"]),
                     tr("已定等次"), raising=True)

    def _reopen(self) -> None:
        if self.sheet is not None:
            self._do(ReopenAssessment(int(self.sheet.assessment.id or 0)), tr("已重新打开"))

    def _remove(self) -> None:
        if self.sheet is not None:
            self._do(RemoveAssessment(int(self.sheet.assessment.id or 0)), tr("已删除评分表"))

    def _ask_grades(self) -> None:
        self.card.ask(tr("等次和最低分（百分制），从高到低，以逗号分开"),
                      {"grades": (tr("例如：优秀 90，合格 70，不合格 0"), Grades.of(self._gazetteer).text)},
                      tr("保存"), self._set_grades)

    def _set_grades(self, asked: Mapping[str, str]) -> None:
        self._do(SetGrades(asked["grades"]), tr("已保存等次标准"), raising=True)

    def _do(self, command: Command, told: str, raising: bool = False) -> None:
        carry_out(self, self._gazetteer, command, told, refused=raise_again if raising else None)

    def _switch(self) -> None:
        self._pages.setCurrentIndex(1 if self.show_items.isChecked() else 0)

    # -- papers -------------------------------------------------------------------------------------------------

    def _report(self) -> None:
        folder = self._folder()
        if folder is not None:
            self.write_sheet(folder)

    def _report_all(self) -> None:
        folder = self._folder()
        if folder is not None:
            self.write_comparison(folder)

    def write_sheet(self, folder: Path) -> None:
        """Write the sheet that is shown, beside the window."""
        gazetteer, sheet = self._gazetteer, self.sheet
        if sheet is not None:
            run_task(self, tr("生成考评表"), lambda progress, cancelled:
                     write_paper(sheet_paper(gazetteer, sheet), folder), self._written)

    def write_comparison(self, folder: Path) -> None:
        """Write the comparison of all lines, beside the window."""
        gazetteer = self._gazetteer
        run_task(self, tr("生成比较表"), lambda progress, cancelled:
                 write_paper(comparison_paper(gazetteer, Comparison.of(gazetteer)), folder), self._written)

    def _written(self, files: list[Path]) -> None:
        toaster = getattr(self.window(), "toaster", None)
        if toaster is not None and files:
            toaster.show(tr("已写入 {folder}：{names}", folder=str(files[0].parent),
                            names="、".join(file.name for file in files)))

    def _folder(self) -> Path | None:
        name = QFileDialog.getExistingDirectory(self, tr("保存到"), str(self._gazetteer.path.parent))
        return Path(name) if name else None


def _head(sheet: Sheet) -> str:
    parts = [f"{sheet.title}　{sheet.marks:g} / {sheet.full:g}", sheet.grade]
    if sheet.vetoes:
        parts.append(tr("一票否决：{items}", items="；".join(str(row.item.title) for row in sheet.vetoes)))
    parts.append(tr("已定") if sheet.closed else tr("已评 {n} 项，共 {all} 项", n=sheet.scored, all=sheet.to_score))
    parts.append(tr("评分项目为示例，请换成本地的评分表") if sheet.example else "")
    return "　".join(part for part in parts if part)
