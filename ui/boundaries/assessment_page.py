"""平安边界: the sheet of one line and year with its evidence, all lines and years compared, and the items scored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
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
from ui.boundaries.assessment_head import KnownLine, SheetHead
from ui.boundaries.assessment_sheet import SheetTable
from ui.boundaries.boundary_register import BoundaryRegister
from ui.boundaries.files_part import FilesPart
from ui.common.inline_action import InlineAction
from ui.common.section import EmptyState
from ui.common.small import problem_line, tool
from ui.common.tasks import run_task
from ui.doing import carry_out
from ui.i18n import tr
from ui.listening import follow
from ui.records.options import Lookups
from ui.records.register_panel import raise_again
from ui.selection import Selection
from ui.theme import theme

HEARD = (Assessment, AssessmentScore, AssessmentItem, BoundaryLine, BoundaryMedia, Setting)
ITEM_COLUMNS = ("position", "aspect", "title", "full_marks", "veto", "active", "method", "evidence", "source")
EMPTY, SHEET, COMPARED, ITEMS = range(4)
FILES_WIDTH, ROOMY = 190, 980  # pixels; from where files lie beside the sheet


class AssessmentPage(QWidget):
    """What is chosen in the comparison is shown; every typed figure is one change that can be undone."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self._line: int | None = None
        self._year = date.today().year
        self.sheet: Sheet | None = None
        self._roomy = False
        self.compared, self.table = ComparedTable(), SheetTable(gazetteer)
        self.head, self.known, self.problem = SheetHead(), KnownLine(), problem_line()
        self.card = InlineAction()
        self.files = FilesPart(gazetteer, lookups, self)
        self.items = BoundaryRegister(gazetteer, AssessmentItem, selection, lookups, ITEM_COLUMNS)
        self.empty = EmptyState("shield-check", tr("这条界线本年度还没有评分"), tr("一条界线一年一张评分表。"),
                                tr("开始考评"), self.begin)
        self._lay_out()
        self.compared.chosen.connect(self._stand_on)
        self.compared.opened.connect(self.open_sheet)
        self.table.refused.connect(self._refused)
        self.table.standing.connect(self._show_files)
        follow(gazetteer, self, self._heard)
        self.refresh()

    # -- the page -----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        for page in (self.empty, self._sheet_body(), self.compared, self.items):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        column.addLayout(self._tools())
        column.addWidget(self.card)
        column.addWidget(self._pages, 1)

    def _sheet_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.head, self.known, self.problem):
            column.addWidget(part)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.files.widget)
        split.setSizes([760, FILES_WIDTH])
        split.setStretchFactor(0, 1)
        self.files.widget.hide()
        column.addWidget(split, 1)
        return body

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.show_compared = tool("table", tr("各界线历年得分；回车或双击打开评分表"), self.compare, text=tr("比较"),
                                  checkable=True)
        self.show_items = tool("list-checks", tr("评分项目（示例，请换成本地的）"), self._turn, text=tr("评分项目"),
                               checkable=True)
        self.years = tool("clock", tr("另一个年度"), self._ask_year, text=tr("年度…"))
        self.close_sheet = tool("shield-check", tr("所有项目评完后定等次"), self._ask_close, text=tr("定等次…"))
        self.reopen = tool("undo-2", tr("已定的评分表重新打开"), self._reopen, text=tr("重新打开"))
        self.report = tool("file-text", tr("这张评分表的 Word 和 PDF"), self._report, text=tr("考评表…"))
        self.all_lines = tool("file-text", tr("各界线历年比较的 Word 和 PDF"), self._report_all, text=tr("比较表…"))
        self.grades = tool("ruler", tr("多少分为优秀、合格"), self._ask_grades, text=tr("等次标准…"))
        self.show_files = tool("folder-open", tr("这一项的依据材料文件"), self._turn_files, checkable=True)
        self.remove = tool("trash-2", tr("删除这张评分表"), self._remove)
        for button in (self.show_compared, self.show_items):
            row.addWidget(button)
        row.addStretch()
        for button in (self.years, self.close_sheet, self.reopen, self.report, self.all_lines, self.grades,
                       self.show_files, self.remove):
            row.addWidget(button)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Files lie beside the sheet where there is room for both."""
        super().resizeEvent(event)
        roomy = self.width() >= round(ROOMY * theme.scale)
        if roomy != self._roomy:
            self._roomy = roomy
            self.show_files.setChecked(roomy)
            self.files.widget.setVisible(roomy)

    def _turn_files(self) -> None:
        self.files.widget.setVisible(self.show_files.isChecked())

    def compare(self) -> None:
        """Show all lines over the years, or go back to the sheet."""
        self.show_items.setChecked(False)
        self._turn()

    def _turn(self) -> None:
        """Bring to the front what is chosen: the items, the comparison, else the sheet."""
        if self.sender() is self.show_items and self.show_items.isChecked():
            self.show_compared.setChecked(False)
        front = (ITEMS if self.show_items.isChecked() else COMPARED if self.show_compared.isChecked() else
                 EMPTY if self.sheet is None else SHEET)
        self._pages.setCurrentIndex(front)
        self._dress(front)

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
        self._refused("")
        self.refresh()

    def _stand_on(self, line_id: int, year: int) -> None:
        self._line, self._year = line_id, year

    def open_sheet(self, line_id: int, year: int) -> None:
        """Leave the comparison for a sheet."""
        self.show_compared.setChecked(False)
        self.show_sheet_of(line_id, year)
        self.table.setFocus()

    def _show(self, compared: Comparison) -> None:
        self.compared.go_to(self._line, self._year)
        self.sheet = sheet = compared.sheet(self._line, self._year)
        self._turn()
        if sheet is None:
            self._tell_empty(compared)
            return
        self.table.show_sheet(sheet)
        self.known.show_facts(facts(self._gazetteer, sheet.line, self._year))
        self.head.show_sheet(sheet)

    def _tell_empty(self, compared: Comparison) -> None:
        line = next((one for one in compared.lines if one.id == self._line), None)
        self.empty.title.setText(tr("还没有界线") if line is None else
                                 tr("{line}{year}年度还没有评分表", line=line.name, year=self._year))
        if self.empty.button is not None:
            self.empty.button.setVisible(line is not None and not self._gazetteer.read_only)

    def _dress(self, front: int) -> None:
        """Only what can be done with what is in front is offered."""
        writes, sheet = not self._gazetteer.read_only, self.sheet if front == SHEET else None
        closed = sheet is not None and sheet.closed
        self.close_sheet.setVisible(writes and sheet is not None and not closed)
        self.remove.setVisible(writes and sheet is not None and not closed)
        self.reopen.setVisible(writes and closed)
        for button in (self.report, self.show_files):
            button.setVisible(sheet is not None)
        self.years.setVisible(front != ITEMS)
        self.all_lines.setVisible(front == COMPARED)
        self.grades.setVisible(writes and front == ITEMS)

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
        lacking = [] if self.sheet is None else self.sheet.blocking
        if lacking:
            self.table.go_to(lacking[0])
            self._refused(tr("还不能定等次：还有 {n} 项，光标处的“{item}”{lacks}", n=len(lacking),
                             item=lacking[0].item.title, lacks=lacking[0].lacks))
        elif self.sheet is not None:
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
