"""勘测: the points of the surveys one by one, each decided by a person and each decision undoable."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gazetteer.gazetteer import Command, Gazetteer
from gazetteer.history import UNDO, Changed
from gazetteer.places.place import Place
from gazetteer.surveys.batch import accepting, best_of_all
from gazetteer.surveys.changes import (
    AcceptAsNew,
    MergePoint,
    RejectPoint,
    ReopenPoint,
    called,
)
from gazetteer.surveys.nearby import points_nearby
from gazetteer.surveys.proposal import proposed_values
from gazetteer.surveys.review import where_it_stopped
from gazetteer.surveys.splitting import SplitPoint, UniteSplitPoint
from gazetteer.surveys.survey import WAITING, Survey, SurveyPoint
from gazetteer.surveys.target_changes import Chosen
from ui.common.errors import show_error
from ui.common.latest import Latest
from ui.common.section import EmptyState
from ui.common.tasks import run_task
from ui.i18n import tr
from ui.listening import follow
from ui.records.options import Lookups
from ui.selection import Selection
from ui.surveys.batch_bar import BatchBar, told
from ui.surveys.candidates import Likely
from ui.surveys.day_dialog import DayDialog, Found, findings_of_waiting
from ui.surveys.decision_area import DecisionArea
from ui.surveys.finding import likely_of_point
from ui.surveys.import_flow import choose_files
from ui.surveys.import_panel import ImportPanel
from ui.surveys.limits_dialog import LimitsDialog
from ui.surveys.one_by_one import OneByOne
from ui.surveys.point_card import PointCard
from ui.surveys.point_list import PointList
from ui.surveys.review_body import ReviewBody
from ui.surveys.review_head import ReviewHead
from ui.surveys.target_desk import TargetDesk


class ReviewPanel(OneByOne):
    """The list, the card of the current point, its likely places, and the keys to decide.

    Signals:
        point_changed: the id of the point that is looked at, None when there is none.
        move_wanted: the point that was split off shall be put where it belongs on the map.
    """

    point_changed = Signal(object)
    move_wanted = Signal()

    def __init__(self, gazetteer: Gazetteer, selection: Selection, parent: QWidget | None = None, *,
                 lookups: Lookups | None = None) -> None:
        super().__init__(gazetteer, selection, SurveyPoint, parent)
        self.lookups = lookups or Lookups(gazetteer, self)
        self._loaded = False
        self._near = Latest(self)
        self._build()
        self._connect()
        self.targets = TargetDesk(self)
        self.add_keys(self._work, {"M": lambda: self.ask("merge"), "S": lambda: self.ask("split"),
                                   "T": self.targets.open_menu})
        follow(gazetteer, self, self._heard)

    # --- parts -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head = ReviewHead(self.gazetteer.read_only)
        self.list = PointList(self.model)
        self.card = PointCard(self.gazetteer)
        self.area = DecisionArea(self.lookups, self.gazetteer.read_only)
        self.batch = BatchBar(self.lookups, self._name_of)
        self.batch.hide()
        self.importer = ImportPanel(self.gazetteer)
        self.empty = EmptyState("map-pin-check", tr("没有待定测点"), "", tr("导入测量文件…"), self.start_import)
        if self.empty.button is not None:
            self.empty.button.setEnabled(not self.gazetteer.read_only)
        self._body = ReviewBody(self.list, self.card, self.area)
        self._pages = QStackedWidget()
        for page in (self._body, self.empty):
            self._pages.addWidget(page)
        self._work = QWidget()
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.batch)
        column.addWidget(self._pages, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._work)
        self.pages.addWidget(self.importer)
        self.setFocusProxy(self.list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def _connect(self) -> None:
        self.connect_all()
        self.head.state_chosen.connect(self.show_state)
        self.head.batch_wanted.connect(self.open_batch)
        self.head.check_wanted.connect(self.open_checks)
        self.head.import_wanted.connect(self.start_import)
        self.batch.left.connect(self.batch.hide)
        self.batch.taken.connect(self._accept_many)
        self.area.new_place.given.connect(self._accept_as_new)
        self.area.merge.given.connect(self._merge)
        self.area.split.given.connect(self._split)
        self.area.reject.given.connect(self._reject)
        for left in (self.area.new_place.given_up, self.area.merge.left, self.area.split.left, self.area.reject.left):
            left.connect(self.leave_form)
        self.card.to_map.clicked.connect(self.move_wanted)
        self._near.answered.connect(self._take_near)
        self._near.failed.connect(lambda error: show_error(self.window(), error))
        self.importer.left.connect(self._leave_import)
        self.importer.imported.connect(self._imported)
        self.selection.changed.connect(self._selected)

    # --- which point -----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._loaded:
            self.load()
        elif self.current is not None:
            self.bring_into_view()

    def load(self) -> None:
        """Read the surveys and look at the first point that waits."""
        self._loaded = True
        self.model.reload()
        self.head.show_counts(self.model)
        self.look_at(self.model.next_waiting(None))

    def look_at(self, record_id: int | None) -> None:
        """Look at this point; who follows the review is told."""
        before = self.current
        super().look_at(record_id)
        if self.current != before:
            self.point_changed.emit(self.current)

    def refresh(self) -> None:
        """Read the current point again, and look for its likely places."""
        point = self.gazetteer.get(SurveyPoint, self.current) if self.current else None
        self.current = int(point.id or 0) if point else None
        self.answer_for = None
        self.list.show_current(self.current)
        self._show_page()
        if point is None:
            self.likely.forget()
            self.selection.suggest(())
            return
        self.card.show_point(point, self.gazetteer.get(Survey, point.survey_id) if point.survey_id else None)
        self.area.begin(point)
        if point.state == WAITING:
            point_id = int(point.id or 0)
            self.likely.ask(lambda: (point_id, likely_of_point(self.gazetteer, point_id)))
        else:
            self.likely.forget()
            self.answer_for = self.current
            self.selection.suggest((point.place_id,) if point.place_id else ())

    def _selected(self) -> None:
        """A point was chosen on the map or in a table."""
        chosen = self.selection.of(SurveyPoint)
        if self._loaded and chosen and self.current not in chosen:
            self.current = self.selection.current
            self.refresh()
            self.point_changed.emit(self.current)

    def _show_page(self) -> None:
        self._pages.setCurrentWidget(self.empty if self.current is None else self._body)
        decided = len(self.model.points) - self.model.count(WAITING)
        self.empty.text.setText(tr("{n} 个测点都已处理，可在上方选“全部”查看", n=decided) if decided
                                else tr("GPX、CSV、Excel 都可以；也可把文件拖到窗口里"))
        self.empty.text.show()

    # --- decisions -------------------------------------------------------------------------------

    def acceptance(self, chosen: Likely) -> tuple[Command, str]:
        """What accepting means for what the point is registered as."""
        return self.targets.acceptance(self.current or 0, chosen)

    def ask(self, what: str) -> None:
        """Open the form of a decision, or reopen a decided point."""
        point = self.gazetteer.get(SurveyPoint, self.current) if self.current else None
        if point is None or self.gazetteer.read_only or self.area.form:
            return
        if what == "reopen":
            if point.state != WAITING:
                self.decide(ReopenPoint(int(point.id or 0)), tr("{point}已退回待定", point=called(point)), stay=True)
            elif point.split_from:
                self._unite(point)
        elif point.state == WAITING and not (what == "new" and self.targets.begin_new(point)):
            form = self.area.open_form(what)
            if form is self.area.new_place:
                self.area.new_place.begin(proposed_values(self.gazetteer, point))
                self.area.show_brought()
            elif form is self.area.reject:
                self.area.reject.begin()
            elif form is self.area.split:
                self.area.split.begin(point.name)
            else:
                self.area.merge.begin([])
                self._near.ask(lambda: (point.id, points_nearby(self.gazetteer, point)))

    def _take_near(self, answer: tuple[int, list]) -> None:
        if answer[0] == self.current and self.area.form == "merge":
            self.area.merge.begin(answer[1])

    def _accept_as_new(self, values: dict) -> None:
        self.decide(AcceptAsNew(self.current or 0, values, self.area.brought.left),
                    tr("已新增地名“{name}”", name=values["name"]), refused=self.area.new_place.show_refusal)

    def _merge(self, into: int) -> None:
        self.decide(MergePoint(self.current or 0, into), tr("测点已并入"))

    def _split(self, first: str, second: str) -> None:
        command = SplitPoint(self.current or 0, first, second)
        self.decide(command, tr("测点已拆分，第二处为“{name}”", name=command.second.strip()), stay=True,
                    refused=self.area.split.show_refusal)

    def _unite(self, part: SurveyPoint) -> None:
        whole = part.split_from
        if self.decide(UniteSplitPoint(int(part.id or 0)), tr("“{name}”已并回原测点", name=part.name or ""), stay=True):
            self.look_at(whole)

    def _reject(self, reason: str) -> None:
        self.decide(RejectPoint(self.current or 0, reason), tr("测点不采用：{reason}", reason=reason))

    # --- many at once ----------------------------------------------------------------------------

    def open_batch(self) -> None:
        """接受把握大的: look for the best record of every waiting point, then ask how certain is enough."""
        self.batch.wait()
        self.batch.show()
        run_task(self, tr("比对测点"), lambda progress, cancelled: best_of_all(self.gazetteer),
                 self.batch.show_best)

    def _name_of(self, point_id: int) -> str:
        """A point as the list of many calls it."""
        point = self.model.points.get(point_id)
        return f"{point.label}　{point.name or tr('（无名）')}" if point else ""

    def _accept_many(self, chosen: tuple[Chosen, ...]) -> None:
        self.batch.hide()
        self.decide(accepting(chosen, self.batch.fill.isChecked()), tr("已接受 {taken}", taken=told(chosen)))

    def open_checks(self) -> None:
        """当日检查: what the surveys that wait lack."""
        run_task(self, tr("检查测量"), lambda progress, cancelled: findings_of_waiting(self.gazetteer),
                 self._show_findings)

    def _show_findings(self, found: list[Found]) -> None:
        dialog = DayDialog(found, self.window())
        dialog.point_asked.connect(self.look_at)
        dialog.limits_asked.connect(lambda: self._change_limits(dialog))
        dialog.open()

    def _change_limits(self, shown: DayDialog) -> None:
        """By other limits other points are found: the check is made again."""
        limits = LimitsDialog(self.gazetteer, self.window())
        limits.accepted.connect(shown.close)
        limits.accepted.connect(self.open_checks)
        limits.open()

    def go_on_with(self, survey_id: int) -> None:
        """Look at the point of a survey at which its review stopped."""
        stopped = where_it_stopped(self.gazetteer, survey_id)
        if stopped is not None:
            if not self._loaded:
                self.load()
            self._leave_import()
            self.show_state(WAITING)
            self.head.show_counts(self.model)
            self.look_at(stopped)

    # --- files -----------------------------------------------------------------------------------

    def start_import(self) -> None:
        """Choose files and take them in."""
        self.import_files(choose_files(self))

    def import_files(self, files: Sequence[Path]) -> None:
        """Preview these files one after the other, each to be taken in or left."""
        if files and not self.gazetteer.read_only:
            self.pages.setCurrentWidget(self.importer)
            self.importer.open_files(files)

    def _leave_import(self) -> None:
        self.pages.setCurrentWidget(self._work)
        self.list.setFocus()

    def _imported(self, survey_id: int) -> None:
        first = next((point.id for point in self.model.points.values()
                      if point.survey_id == survey_id and point.state == WAITING), None)
        if first is not None:
            self.show_state(WAITING)
            self.head.show_counts(self.model)
            self.look_at(first)

    # --- register --------------------------------------------------------------------------------

    def _heard(self, changed: Changed) -> None:
        points, surveys = changed.ids(SurveyPoint), changed.ids(Survey)
        if not self._loaded:
            return
        if points or surveys:
            self.model.refresh(points, bool(surveys))
            self.head.show_counts(self.model)
            self.list.show_current(self.current)
        if self.deciding:
            return
        back = changed.kind == UNDO and len(points) == 1 and self.model.points.get(next(iter(points)))
        if back and back.id != self.current:
            self.look_at(back.id)
        elif self.current not in self.model.points:
            self.look_at(self.model.next_waiting(self.current))
        elif (self.current in points or changed.ids(Place)) and not self.area.form:
            self.refresh()

