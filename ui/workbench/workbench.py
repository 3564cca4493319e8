"""The start page: survey points that wait, what the checks found, last changes and files, and what to begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gazetteer.boundaries.due import Due, soon_due
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.lineage.proposing import waiting_count
from gazetteer.places.place import Place
from gazetteer.registers import BY_TABLE
from gazetteer.rules.finding import ERROR, WARNING
from gazetteer.surveys.review import Unfinished, unfinished
from gazetteer.surveys.survey import WAITING, SurveyPoint, SurveyShape
from ui.common.latest import Latest
from ui.common.settings import recent_files
from ui.i18n import tr
from ui.listening import follow
from ui.records.values import local_time
from ui.rules.checks import CHECKED_UNASKED, Checks
from ui.selection import Selection
from ui.workbench.cards import Card, Line

SHOWN_CHANGES, SHOWN_SURVEYS, SHOWN_LINES = 7, 6, 8
NARROW = 860
COUNTED_AFTER_MS = 600  # without a further change
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Facts:
    """The figures of the page."""

    places: int = 0
    located: int = 0
    waiting: int = 0
    shapes: int = 0
    division_changes: int = 0
    lines: int = 0
    due: tuple[Due, ...] = ()

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Facts:
        """Count; at a million places this takes its time."""
        return cls(gazetteer.count(Place), gazetteer.count(Place, Place.geom.is_not(None)),
                   gazetteer.count(SurveyPoint, SurveyPoint.state == WAITING),
                   gazetteer.count(SurveyShape, SurveyShape.state == WAITING),
                   waiting_count(gazetteer), gazetteer.count(BoundaryLine),
                   tuple(soon_due(gazetteer, date.today())))


class Workbench(QScrollArea):
    """Signals of what the person wants to begin; the window carries them out.

    Signals:
        asked(name): import, review, shapes, publish, table, findings, score, map, history,
            boundaries or open.
        file_asked(path): open this workspace.
        survey_asked(id): go on with the review of this survey where it stopped.
        inspection_asked(line_id): plan the inspection of this line, or go on with the one that is planned.
        waiting_changed(n): so many survey points wait.
    """

    asked = Signal(str)
    file_asked = Signal(object)
    survey_asked = Signal(int)
    waiting_changed = Signal(int)
    inspection_asked = Signal(int)

    def __init__(self, gazetteer: Gazetteer, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self._gazetteer, self._selection = gazetteer, selection
        self.setProperty("page", True)
        self.results = Checks(gazetteer, self)
        self.facts = Facts()
        self.heading, self.summary = QLabel(), QLabel()
        self.heading.setProperty("title", True)
        self.summary.setProperty("muted", True)
        self.points = Card("waypoints", tr("待处理的测点"))
        self.checks = Card("shield-check", tr("检查发现"))
        self.inspections = Card("land-plot", tr("界线联检"))
        self.changes = Card("history", tr("最近修改"))
        self.files = Card("folder-open", tr("最近打开的文件"))
        self.begin = Card("list-checks", tr("开始工作"))
        self._cards = (self.points, self.checks, self.begin, self.inspections, self.changes, self.files)
        self._lay_out()
        self._counting = Latest(self)
        self._counting.answered.connect(self._take_facts)
        self._later = QTimer(self, singleShot=True, interval=COUNTED_AFTER_MS)
        self._later.timeout.connect(self._count)
        self.results.changed.connect(self._show_checks)
        follow(gazetteer, self, self._heard)
        self.refresh()

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 32)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self.summary)
        column.addSpacing(16)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        column.addLayout(self._grid)
        column.addStretch()
        self.setWidget(page)
        self._arrange(2)

    def _arrange(self, columns: int) -> None:
        last = len(self._cards) - 1
        for index, card in enumerate(self._cards):
            wide = columns if index == last and index % columns == 0 else 1
            self._grid.addWidget(card, index // columns, index % columns, 1, wide)
        for index in range(2):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= NARROW else 1)

    # -- what is shown ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the lists again, and the figures beside the window."""
        self._later.stop()
        self._count()
        today = date.today()
        self.heading.setText(tr("{year}年{month}月{day}日　星期{weekday}", year=today.year, month=today.month,
                                day=today.day, weekday=WEEKDAYS[today.weekday()]))
        self._show_changes()
        self._show_files()
        self._show_begin()
        self._show_checks()

    def _take_facts(self, facts: Facts) -> None:
        self.facts = facts
        self.summary.setText(self._summary())
        self._show_points()
        self._show_due()
        self._show_checks()
        self.waiting_changed.emit(facts.waiting)
        if self.isVisible():
            self.results.want(facts.places)

    def _summary(self) -> str:
        facts = self.facts
        if not facts.places:
            return tr("地名库里还没有地名。")
        return tr("共 {places} 条地名，{located} 条已定位，{rest} 条还没有位置", places=f"{facts.places:,}",
                  located=f"{facts.located:,}", rest=f"{facts.places - facts.located:,}")

    def _show_points(self) -> None:
        waiting = self.facts.waiting
        changes = [Line(tr("政区变更"), tr("{n} 处待定", n=f"{self.facts.division_changes:,}"),
                        lambda: self.asked.emit("division_changes"), "warning")] if self.facts.division_changes else []
        if self.facts.shapes:
            changes.insert(0, Line(tr("测得的线和面"), tr("{n} 个待定", n=f"{self.facts.shapes:,}"),
                                   lambda: self.asked.emit("shapes"), "warning"))
        if not waiting:
            self.points.show_lines(changes, tr("没有等待处理的测点。外业带回的 GPX、CSV 或表格文件从这里导入。"))
            self.points.offer(tr("导入测量数据…"), lambda: self.asked.emit("import"))
            return
        lines = [Line(left.name, _progress(left), partial(self.survey_asked.emit, left.survey_id), "warning")
                 for left in unfinished(self._gazetteer)[:SHOWN_SURVEYS]]
        self.points.show_lines(lines + changes, "", f"{waiting:,}")
        self.points.offer(tr("开始处理"), lambda: self.asked.emit("review"), primary=True)

    def _show_due(self) -> None:
        """The lines whose five years are over or soon will be."""
        due = self.facts.due
        lines = [Line(one.name, one.said, partial(self.inspection_asked.emit, one.line_id),
                      "danger" if one.days is not None and one.days < 0 else "warning") for one in due[:SHOWN_LINES]]
        none = tr("近期没有到期的五年联检。") if self.facts.lines else tr("还没有登记界线。")
        self.inspections.show_lines(lines, "" if lines else none, f"{len(due):,}" if due else "")

    def _show_changes(self) -> None:
        entries = self._gazetteer.history(limit=SHOWN_CHANGES)
        lines = [Line(entry.summary or "", f"{entry.who}　{local_time(entry.at or '')}",
                      lambda: self.asked.emit("history")) for entry in entries]
        self.changes.show_lines(lines, "" if lines else tr("还没有修改。"))
        self.changes.offer(tr("全部历史") if lines else "", lambda: self.asked.emit("history"))

    def _show_files(self) -> None:
        others = [file for file in recent_files() if file != self._gazetteer.path]
        lines = [Line(file.name, str(file.parent), partial(self.file_asked.emit, file)) for file in others]
        self.files.show_lines(lines, "" if lines else tr("打开过的其他文件列在这里。"))
        self.files.offer(tr("打开…"), lambda: self.asked.emit("open"))

    def _show_begin(self) -> None:
        wishes: Sequence[tuple[str, str, str]] = (
            ("map", tr("看地图"), ""),
            ("table", tr("查看和修改地名表"), ""),
            ("add", tr("新增地名"), "N"),
            ("import", tr("导入测量数据"), "Ctrl+I"),
            ("publish", tr("出版地名录或地图"), "Ctrl+P"),
        )
        writing = {"add", "import"} if self._gazetteer.read_only else set()
        self.begin.show_lines([Line(text, keys, partial(self.asked.emit, name))
                               for name, text, keys in wishes if name not in writing])

    # -- checks -------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Run every check beside the window."""
        self.results.run()

    def _show_checks(self) -> None:
        found = self.results.found
        if found is None:
            asked = self.facts.places > CHECKED_UNASKED and not self.results.running
            self.checks.show_lines([], tr("地名很多，检查要几分钟。") if asked else tr("正在检查…"))
            self.checks.offer(tr("开始检查") if asked else "", self.check)
            return
        if not found:
            self.checks.show_lines([], tr("没有发现问题。"), "0")
            return
        order = {ERROR: 0, WARNING: 1}
        ranked = sorted(self.results.summary.groups, key=lambda group: (order.get(group.severity, 2), -group.count))
        lines = [Line(group.title, f"{group.severity}　{group.count:,}",
                      partial(self._show_found, group.rule, group.severity, group.table),
                      {ERROR: "danger", WARNING: "warning"}.get(group.severity, "faint")) for group in ranked]
        self.checks.show_lines(lines, "", f"{len(found):,}")
        self.checks.offer(tr("质量评分"), lambda: self.asked.emit("score"))

    def _show_found(self, rule: str, severity: str, table: str) -> None:
        """Select the records of a finding, and show what was found of each."""
        ids = [one.id for one in self.results.found or ()
               if (one.rule, one.severity, one.table) == (rule, severity, table)]
        self._selection.reveal(BY_TABLE[table], dict.fromkeys(ids))
        self.results.looked_for = (rule, severity)
        self.asked.emit("findings")

    # -- changes ------------------------------------------------------------------------------------------------

    def _heard(self, _changed: Changed) -> None:
        if self.isVisible():
            self.refresh()
        else:  # only the mark in the rail is seen: no counting between decisions that follow each other
            self._later.start()

    def _count(self) -> None:
        gazetteer = self._gazetteer
        self._counting.ask(lambda: Facts.of(gazetteer))

    def showEvent(self, event: object) -> None:
        self.refresh()

    def stop(self) -> None:
        """Begin nothing more; the workspace is about to be closed."""
        self.results.stop()
        self._later.stop()
        self._counting.forget()


def _progress(left: Unfinished) -> str:
    return tr("已处理 {done} / {count}，{n} 点待定", done=left.count - left.waiting, count=left.count, n=left.waiting)
