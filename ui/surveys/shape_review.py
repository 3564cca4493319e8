"""线和面: the lines and areas of the surveys one by one, each decided by a person and each decision undoable."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gazetteer.gazetteer import Command, Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import Place
from gazetteer.surveys.proposal import proposed_values
from gazetteer.surveys.shape_changes import AcceptShape, AcceptShapeAsNew, RejectShape, ReopenShape, shape_called
from gazetteer.surveys.survey import MERGED, STATES, WAITING, Survey, SurveyShape
from ui.common.section import EmptyState
from ui.i18n import tr
from ui.listening import follow
from ui.records.options import Lookups
from ui.selection import Selection
from ui.surveys.candidates import Likely
from ui.surveys.decision_area import DecisionArea
from ui.surveys.finding import likely_of_shape
from ui.surveys.one_by_one import OneByOne
from ui.surveys.point_list import PointList
from ui.surveys.shape_card import ShapeFacts


class ShapeReview(OneByOne):
    """The list, the card of the current shape, its likely places, and the keys to decide, as for points.

    Signals:
        import_wanted: there is nothing yet, a file shall be taken in.
    """

    import_wanted = Signal()

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 parent: QWidget | None = None) -> None:
        super().__init__(gazetteer, selection, SurveyShape, parent)
        self.list, self.card = PointList(self.model), ShapeFacts(gazetteer)
        self.list.setAccessibleName(tr("测得的线和面"))
        self.area = DecisionArea(lookups, gazetteer.read_only, merging=False)
        self.area.take_in(self.card, self.card.sources)
        self.filter, self.progress = QComboBox(), QLabel()
        self.filter.setAccessibleName(tr("显示哪些图形"))
        self.filter.setMinimumWidth(self.fontMetrics().horizontalAdvance("不采用　00000") + 44)
        self.progress.setProperty("muted", True)
        self.empty = EmptyState("map-pin-check", tr("没有待定的线和面"),
                                tr("Shapefile、KML、GeoJSON、DXF 等文件里的线和面导入后在这里处理。"),
                                tr("导入测量文件…"), self.import_wanted.emit)
        self._lay_out()
        self._connect()
        follow(gazetteer, self, self._heard)

    def _lay_out(self) -> None:
        body = QSplitter(Qt.Orientation.Vertical)
        body.setChildrenCollapsible(False)
        body.addWidget(self.list)
        body.addWidget(self.area)
        body.setSizes([150, 480])
        self._pages = QStackedWidget()
        self._pages.addWidget(body)
        self._pages.addWidget(self.empty)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        head.addWidget(self.filter)
        head.addWidget(self.progress, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.list)
        self.list.setMinimumHeight(84)

    def _connect(self) -> None:
        self.connect_all()
        self.filter.activated.connect(lambda _: self.show_state(self.filter.currentData()))
        self.area.new_place.given.connect(self._accept_as_new)
        self.area.reject.given.connect(lambda reason: self.decide(
            RejectShape(self.current or 0, reason), tr("图形不采用：{reason}", reason=reason)))
        for left in (self.area.new_place.given_up, self.area.reject.left):
            left.connect(self.leave_form)
        self.selection.changed.connect(self._selected)
        self.add_keys(self, {})

    # --- which shape -----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.reload()
        self._show_counts()
        chosen = self.selection.of(SurveyShape)
        self.look_at(chosen[0] if chosen else self.current or self.model.next_waiting(None))

    def refresh(self) -> None:
        """Read the current shape again, and look for its likely places."""
        shape = self.gazetteer.get(SurveyShape, self.current) if self.current else None
        self.current = int(shape.id or 0) if shape else None
        self.answer_for = None
        self.list.show_current(self.current)
        self._pages.setCurrentIndex(0 if shape else 1)
        self.likely.forget()
        if shape is None:
            self.selection.suggest(())
            return
        self.card.show_shape(shape, self.gazetteer.get(Survey, shape.survey_id) if shape.survey_id else None)
        self.area.begin(shape)
        if shape.state == WAITING:
            self.likely.ask(lambda: (shape.id, likely_of_shape(self.gazetteer, shape)))
        else:
            self.answer_for = self.current
            self.selection.suggest((shape.place_id,) if shape.place_id else ())

    def _selected(self) -> None:
        chosen = self.selection.of(SurveyShape)
        if self.isVisible() and chosen and self.current not in chosen:
            self.current = chosen[0]
            self.refresh()

    def _show_counts(self) -> None:
        self.filter.clear()
        states = [state for state in STATES if state != MERGED]
        for state in states:
            self.filter.addItem(f"{state}　{self.model.count(state)}", state)
        self.filter.addItem(tr("全部　{n}", n=len(self.model.points)), None)
        self.filter.setCurrentIndex(states.index(self.model.state) if self.model.state else len(states))
        count, waiting = len(self.model.points), self.model.count(WAITING)
        self.progress.setText(tr("已处理 {done} / {count}", done=count - waiting, count=count) if count else "")

    # --- decisions -------------------------------------------------------------------------------

    def acceptance(self, chosen: Likely) -> tuple[Command, str]:
        """The place takes the shape, and what was ticked of what its file brought."""
        return (AcceptShape(self.current or 0, chosen.candidate.place_id, self.area.brought.values),
                tr("“{name}”已采用这个图形", name=chosen.place.name))

    def ask(self, what: str) -> None:
        """Open the form of a decision, or reopen a decided shape."""
        shape = self.gazetteer.get(SurveyShape, self.current) if self.current else None
        if shape is None or self.gazetteer.read_only or self.area.form:
            return
        if what == "reopen" and shape.state != WAITING:
            self.decide(ReopenShape(int(shape.id or 0)), tr("{shape}已退回待定", shape=shape_called(shape)), stay=True)
        elif what != "reopen" and shape.state == WAITING:
            form = self.area.open_form(what)
            if form is self.area.new_place:
                self.area.new_place.begin(proposed_values(self.gazetteer, shape))
                self.area.show_brought()
            else:
                self.area.reject.begin()

    def _accept_as_new(self, values: dict) -> None:
        self.decide(AcceptShapeAsNew(self.current or 0, values, self.area.brought.left),
                     tr("已新增地名“{name}”", name=values["name"]),
                     refused=self.area.new_place.show_refusal)

    def _heard(self, changed: Changed) -> None:
        if not self.isVisible():
            return
        shapes, surveys = changed.ids(SurveyShape), changed.ids(Survey)
        if shapes or surveys:
            self.model.refresh(shapes, bool(surveys))
            self._show_counts()
            self.list.show_current(self.current)
        if self.deciding:
            return
        if self.current not in self.model.points:
            self.look_at(self.model.next_waiting(self.current))
        elif (self.current in shapes or changed.ids(Place)) and not self.area.form:
            self.refresh()
