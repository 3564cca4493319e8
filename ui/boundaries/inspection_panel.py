"""联检: every inspection in a list, one of them opened on a page of its own, and the plan of a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gazetteer.boundaries.boundary_media import BoundaryMedia
from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import (
    CONFIRMED,
    Inspection,
    InspectionProblem,
    InspectionTrack,
    MarkerRecord,
    SectionRecord,
)
from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from ui.boundaries.inspection_page import InspectionPage
from ui.boundaries.inspection_plan import NewPlan
from ui.boundaries.inspection_tools import tool_makers
from ui.common.row_table import dress
from ui.common.section import EmptyState
from ui.i18n import tr
from ui.listening import follow
from ui.records.options import Lookups
from ui.selection import Selection

COLUMNS, WIDTHS = ("界线", "年度", "种类", "轮次", "阶段", "日程", "记录", "未处理问题"), (152, 64, 96, 56, 72, 184, 80)
SHOWN = (Inspection, MarkerRecord, SectionRecord, InspectionProblem, InspectionTrack, BoundaryMedia, BoundaryMarker,
         BoundaryLine, LineSection, BoundaryTolerance)
LIST, EMPTY, PAGE, PLAN = range(4)


class InspectionTable(QTableWidget):
    """Enter opens."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.cellActivated.emit(self.currentRow(), 0)
        else:
            super().keyPressEvent(event)


class InspectionPanel(QWidget):
    """What a step changes is read again at once; undo is seen the same way."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups) -> None:
        super().__init__()
        self._gazetteer = gazetteer
        self._line: int | None = None
        self._ids: list[int] = []
        self.table = InspectionTable(0, len(COLUMNS))
        dress(self.table, COLUMNS, WIDTHS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.cellDoubleClicked.connect(lambda row, _: self.show_inspection(self._ids[row]))
        self.table.cellActivated.connect(lambda row, _: self.show_inspection(self._ids[row]))
        self.count = QLabel()
        self.count.setProperty("muted", True)
        self.plan = QPushButton(tr("计划联检…"))
        self.plan.clicked.connect(lambda: self.show_plan(self._line))
        self.plan.setVisible(not gazetteer.read_only)
        self.empty = EmptyState("list-checks", tr("还没有联检"), tr("选一条界线，为每颗界桩、每段界线建立检查任务。"),
                                "" if gazetteer.read_only else tr("计划联检…"), lambda: self.show_plan(self._line))
        self.page = InspectionPage(gazetteer, selection, lookups, self.show_list)
        self.new = NewPlan(gazetteer, selection, lookups, self.show_inspection, self.show_list)
        self.pages = QStackedLayout(self)
        for page in (self._list_page(), self.empty, self.page, self.new):
            self.pages.addWidget(page)
        follow(gazetteer, self, self._heard)
        self._selection = selection
        selection.changed.connect(self._follow)
        self.show_list()

    def _list_page(self) -> QWidget:
        page = QWidget()
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 8, 4)
        bar.setSpacing(8)
        bar.addWidget(self.count)
        bar.addStretch()
        for make in tool_makers()[:1]:  # the calendar of all of them
            bar.addWidget(make(self._gazetteer, lambda: None))
        bar.addWidget(self.plan)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        return page

    def narrow(self, line_id: int | None) -> None:
        """List the inspections of one line only."""
        self._line = line_id
        if self.pages.currentIndex() in (LIST, EMPTY):
            self.show_list()

    def show_list(self) -> None:
        """Every inspection, the newest at the head."""
        where = [Inspection.line_id == self._line] if self._line is not None else []
        found = self._gazetteer.find(Inspection, *where, order_by=[Inspection.year.desc(), Inspection.id.desc()])
        self._ids = [int(one.id or 0) for one in found]
        self.count.setText(tr("{n} 次联检", n=len(found)))
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            for column, text in enumerate(_texts(Round.of(self._gazetteer, int(one.id or 0)))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        if found and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        self.pages.setCurrentIndex(LIST if found else EMPTY)

    def show_inspection(self, inspection_id: int) -> None:
        """Open one inspection."""
        self.page.show_inspection(inspection_id)
        self.pages.setCurrentIndex(PAGE)

    def show_plan(self, line_id: int | None = None) -> None:
        """Begin the plan of a line; one that is not over yet is gone on with."""
        held = self._gazetteer.find(Inspection, Inspection.line_id == line_id, Inspection.state != CONFIRMED,
                                    order_by=Inspection.id.desc()) if line_id is not None else []
        if held:
            self.show_inspection(int(held[0].id or 0))
            return
        self.new.begin(line_id)
        self.pages.setCurrentIndex(PLAN)

    def _follow(self) -> None:
        """A problem that is chosen on the map is shown where it is handled."""
        ids = self._selection.of(InspectionProblem)
        problem = self._gazetteer.get(InspectionProblem, ids[0]) if len(ids) == 1 and self.isVisible() else None
        if problem is not None:
            self.page.show_problem(problem)
            self.pages.setCurrentIndex(PAGE)

    def _heard(self, changed: Changed) -> None:
        if not any(changed.ids(model) for model in SHOWN):
            return
        if self.pages.currentIndex() == PAGE:
            self.page.refresh()
        elif self.pages.currentIndex() in (LIST, EMPTY):
            self.show_list()


def _texts(round_: Round) -> tuple[str, ...]:
    inspection = round_.inspection
    days = "－".join(day for day in (inspection.starts_on, inspection.ends_on) if day)
    done = len(round_.tasks) - len(round_.waiting)
    return (str(round_.line.name), str(inspection.year or ""), str(inspection.kind or ""),
            str(inspection.round_number or ""), str(inspection.state), days, f"{done} / {len(round_.tasks)}",
            str(len(round_.open_problems) or ""))
