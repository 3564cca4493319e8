"""线和面: the lines and areas of the surveys one by one, each decided by a person and each decision undoable."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Command, Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import Place
from gazetteer.surveys.proposal import proposed_values
from gazetteer.surveys.shape_changes import AcceptShape, AcceptShapeAsNew, RejectShape, ReopenShape, shape_called
from gazetteer.surveys.survey import MERGED, STATES, WAITING, Survey, SurveyShape
from ui.common.errors import show_error
from ui.common.latest import Latest
from ui.common.section import EmptyState
from ui.doing import carry_out
from ui.i18n import tr
from ui.listening import follow
from ui.records.options import Lookups
from ui.selection import Selection
from ui.surveys.candidates import Likely
from ui.surveys.decision_area import DecisionArea
from ui.surveys.finding import likely_of_shape
from ui.surveys.point_list import PointList, PointModel
from ui.surveys.shape_card import ShapeFacts


class ShapeReview(QWidget):
    """The list, the card of the current shape, its likely places, and the keys to decide, as for points.

    Signals:
        import_wanted: there is nothing yet, a file shall be taken in.
    """

    import_wanted = Signal()

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gazetteer, self.selection = gazetteer, selection
        self.model = PointModel(gazetteer, self, SurveyShape)
        self.current: int | None = None
        self.answer_for: int | None = None
        self._deciding = False
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
        self._likely = Latest(self)
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
        self.list.chosen.connect(self.show_shape)
        self.filter.activated.connect(lambda _: self._show_state(self.filter.currentData()))
        self.area.accepted.connect(self.accept)
        self.area.asked.connect(self.ask)
        self.area.new_place.given.connect(self._accept_as_new)
        self.area.reject.given.connect(lambda reason: self._decide(
            RejectShape(self.current or 0, reason), tr("图形不采用：{reason}", reason=reason)))
        for left in (self.area.new_place.given_up, self.area.reject.left):
            left.connect(self._leave_form)
        self._likely.answered.connect(self._take_likely)
        self._likely.failed.connect(lambda error: show_error(self.window(), error))
        self.selection.changed.connect(self._selected)
        keys: dict[str, Callable[[], object]] = {
            "J": lambda: self.step(1), "K": lambda: self.step(-1), "A": lambda: self.ask("new"),
            "X": lambda: self.ask("reject"), "R": lambda: self.ask("reopen"), "Ctrl+Return": self.accept,
            "Ctrl+Enter": self.accept, **{str(n): partial(self.area.choose, n) for n in range(1, 10)}}
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- which shape -----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.reload()
        self._show_counts()
        chosen = self.selection.of(SurveyShape)
        self.show_shape(chosen[0] if chosen else self.current or self.model.next_waiting(None))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.selection.suggest(())

    def show_shape(self, shape_id: int | None) -> None:
        """Look at this shape; the map shows it."""
        if shape_id is not None and shape_id == self.current and self.answer_for == shape_id:
            return
        self.current = shape_id
        self._refresh()
        if self.current is not None and self.isVisible():
            self.selection.reveal(SurveyShape, [self.current])

    def step(self, by: int) -> None:
        """The next or the previous shape of the list."""
        if not self.area.form:
            self.show_shape(self.model.next_to(self.current, by))

    def _refresh(self) -> None:
        shape = self.gazetteer.get(SurveyShape, self.current) if self.current else None
        self.current = int(shape.id or 0) if shape else None
        self.answer_for = None
        self.list.show_current(self.current)
        self._pages.setCurrentIndex(0 if shape else 1)
        self._likely.forget()
        if shape is None:
            self.selection.suggest(())
            return
        self.card.show_shape(shape, self.gazetteer.get(Survey, shape.survey_id) if shape.survey_id else None)
        self.area.begin(shape)
        if shape.state == WAITING:
            self._likely.ask(lambda: (shape.id, likely_of_shape(self.gazetteer, shape)))
        else:
            self.answer_for = self.current
            self.selection.suggest((shape.place_id,) if shape.place_id else ())

    def _take_likely(self, answer: tuple[int, list[Likely]]) -> None:
        if answer[0] == self.current:
            self.answer_for = answer[0]
            self.area.show_likely(answer[1])
            if self.isVisible():
                self.selection.suggest(one.candidate.place_id for one in answer[1])

    def _selected(self) -> None:
        chosen = self.selection.of(SurveyShape)
        if self.isVisible() and chosen and self.current not in chosen:
            self.current = chosen[0]
            self._refresh()

    def _show_state(self, state: str | None) -> None:
        self.model.show_state(state)
        if self.current not in self.model.shown and self.model.shown:
            self.show_shape(self.model.shown[0])
        self.list.show_current(self.current)

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

    def accept(self) -> None:
        """The chosen candidate is the place (Ctrl+Enter)."""
        chosen = self.area.candidates.chosen
        if self.area.form or chosen is None or self.current is None or self.answer_for != self.current:
            return
        self._decide(AcceptShape(self.current, chosen.candidate.place_id, self.area.brought.values),
                     tr("“{name}”已采用这个图形", name=chosen.place.name))

    def ask(self, what: str) -> None:
        """Open the form of a decision, or reopen a decided shape."""
        shape = self.gazetteer.get(SurveyShape, self.current) if self.current else None
        if shape is None or self.gazetteer.read_only or self.area.form:
            return
        if what == "reopen" and shape.state != WAITING:
            self._decide(ReopenShape(int(shape.id or 0)), tr("{shape}已退回待定", shape=shape_called(shape)), stay=True)
        elif what != "reopen" and shape.state == WAITING:
            form = self.area.open_form(what)
            if form is self.area.new_place:
                self.area.new_place.begin(proposed_values(self.gazetteer, shape))
                self.area.show_brought()
            else:
                self.area.reject.begin()

    def _accept_as_new(self, values: dict) -> None:
        self._decide(AcceptShapeAsNew(self.current or 0, values, self.area.brought.left),
                     tr("已新增地名“{name}”", name=values["name"]),
                     refused=self.area.new_place.show_refusal)

    def _decide(self, command: Command, said: str, *, stay: bool = False,
                refused: Callable[[GazetteerError], None] | None = None) -> None:
        self._deciding = True
        try:
            done = carry_out(self, self.gazetteer, command, said, refused=refused)
        finally:
            self._deciding = False
        if done is None:
            return
        self._leave_form()
        if stay:
            self._refresh()
        else:
            self.show_shape(self.model.next_waiting(self.current))

    def _leave_form(self) -> None:
        self.area.close_form()
        self.list.setFocus()

    def _heard(self, changed: Changed) -> None:
        if not self.isVisible():
            return
        shapes, surveys = changed.ids(SurveyShape), changed.ids(Survey)
        if shapes or surveys:
            self.model.refresh(shapes, bool(surveys))
            self._show_counts()
            self.list.show_current(self.current)
        if self._deciding:
            return
        if self.current not in self.model.points:
            self.show_shape(self.model.next_waiting(self.current))
        elif (self.current in shapes or changed.ids(Place)) and not self.area.form:
            self._refresh()
