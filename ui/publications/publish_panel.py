"""The page 出版: what to issue, of which ground, and what will come of it before it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from gazetteer.places.place_class import PlaceClass
from ui.common.errors import show_error
from ui.common.latest import Latest
from ui.common.section import EmptyState
from ui.common.settings import remember, remembered
from ui.common.tasks import run_task
from ui.i18n import tr
from ui.listening import follow
from ui.publications.kind_cards import KindCards
from ui.publications.order import PLACE_LIST, SHEET, Order, Outcome
from ui.publications.preview_card import PreviewCard
from ui.publications.publish_foot import PublishFoot
from ui.publications.range_part import Extent, RangePart
from ui.publications.result_card import ResultCard, open_path
from ui.publications.setting_row import FolderEditor, SettingRow
from ui.publications.settings_part import SettingsPart
from ui.selection import Selection
from ui.theme import theme

NARROW, WIDEST, SETTINGS_WIDTH = 820, 1240, 400
ASK_AFTER_MS, LAID_OUT_MS = 250, 80


class PublishPanel(QScrollArea):
    """Kinds, range and settings left, what will come of them right; `extent` gives the map's box of degrees.

    Signals:
        published: the Outcome, after its files are in place.
    """

    published = Signal(object)

    def __init__(self, gazetteer: Gazetteer, selection: Selection, parent: QWidget | None = None, *,
                 extent: Extent | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self._gazetteer, self._selection = gazetteer, selection
        self.setProperty("page", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.kinds, self.range = KindCards(), RangePart(gazetteer)
        self.settings, self.folder = SettingsPart(), FolderEditor()
        self.foot, self.preview = PublishFoot(), PreviewCard()
        self.result: ResultCard | None = None
        self._asking = Latest(self, ASK_AFTER_MS)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.kinds)
        self.range.follow_map(extent)
        self.kinds.choose(remembered("publish/kind", PLACE_LIST))
        self._look_at_region()
        self._show_emptiness()

    # -- how it stands ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        page = self._page = QWidget()
        page.setMaximumWidth(WIDEST)
        self._heading = QLabel(tr("出版"))
        self._said = QLabel(tr("从地名库编成成果文件。不能公开的地名不会写入，连同原因列在这里。"), wordWrap=True)
        self._said.setProperty("muted", True)
        self.empty = EmptyState("printer", tr("还没有可以出版的地名"), tr("先导入测量数据或新增地名，再回到这里。"))
        self._body = QWidget()
        column = self._page_column = QVBoxLayout(page)
        column.setSpacing(4)
        for widget in (self._heading, self._said):
            column.addWidget(widget)
        column.addSpacing(12)
        column.addWidget(self._body)
        column.addWidget(self.empty)
        column.addStretch()
        self.setWidget(page)
        self._lay_out_body()
        self._dress()

    def _lay_out_body(self) -> None:
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(16)
        self._results = QVBoxLayout()
        self._results.setSpacing(16)
        self._results.addWidget(self.preview)
        self._results.addStretch()
        self._left = self._settings_card()
        self._sides.addWidget(self._left, 0, Qt.AlignmentFlag.AlignTop)
        self._sides.addLayout(self._results, 1)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.kinds)
        column.addLayout(self._sides)

    def _settings_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self._range_message = QLabel(wordWrap=True)
        self._range_message.hide()
        self._range_message.setProperty("danger", True)
        self._folder_row = SettingRow(tr("存放在"), self.folder)
        for widget in (self.range, self._range_message, _line(), self.settings, self._folder_row, _line(), self.foot):
            column.addWidget(widget)
        return card

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._kind_chosen)
        for part in (self.range, self.settings):
            part.changed.connect(self._change)
        self.folder.changed.connect(lambda: self._folder_row.complain(""))
        self.foot.asked.connect(self.publish)
        self.preview.activated.connect(self._reveal)
        self._asking.answered.connect(self._foreseen)
        self._asking.failed.connect(self._not_foreseen)
        self._selection.region_changed.connect(self._look_at_region)
        self._selection.changed.connect(self._look_at_selection)
        theme.changed.connect(self._dress)
        follow(self._gazetteer, self, self._heard)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.publish, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _dress(self) -> None:
        self._heading.setFont(theme.font(18))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width() < NARROW * theme.scale)

    def _arrange(self, narrow: bool) -> None:
        """One column beside the map; two, with a heading, where the page has the window to itself."""
        self._heading.setVisible(not narrow)
        self._said.setVisible(not narrow)
        self._page_column.setContentsMargins(*((12, 0, 12, 16) if narrow else (32, 24, 32, 32)))
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(way)
        self._sides.setAlignment(self._left, Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignTop)
        width = round(SETTINGS_WIDTH * theme.scale)
        self._left.setMinimumWidth(0 if narrow else width)
        self._left.setMaximumWidth(WIDEST if narrow else width)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dress()  # Qt forgets fonts in a scroll area that is moved to another window
        self._look_at_selection()
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.foot.running:
            self.foot.give_up()
        else:
            super().keyPressEvent(event)

    # -- what is wanted -----------------------------------------------------------------------------------------

    def order(self) -> Order:
        """What the person wants, as it stands."""
        order = self.settings.order(self.kinds.kind, self.range.division, self.range.bbox)
        return replace(order, ids=self.range.ids)

    def refresh(self) -> None:
        """Foresee the order anew, a moment after the last change."""
        self.range.show_map_box()
        if not self.isVisible() or not self._sound():
            return
        self.preview.wait()
        gazetteer, order = self._gazetteer, self.order()
        self._asking.ask(lambda: _foresee(gazetteer, order))

    def _sound(self) -> bool:
        """Whether the order can be meant; what is wrong stands at its row."""
        problem = self.range.problem()
        self._range_message.setText(problem)
        self._range_message.setVisible(bool(problem))
        wrong = self.settings.problem(self.kinds.kind)
        if problem or wrong is not None:
            self._asking.forget()
            self.preview.rest(tr("设置有误，未核对"))
        return not problem and wrong is None

    def _kind_chosen(self, kind: str) -> None:
        remember("publish/kind", kind)
        self.settings.show_kind(kind)
        self.range.offer_selected(kind != SHEET)
        self._change()

    def _change(self) -> None:
        """Something else is wanted: what was said of the last order is old."""
        self.foot.say("")
        self.preview.show()
        self.refresh()

    def _look_at_region(self) -> None:
        if len(self._selection.region) >= 9:
            self.range.suggest_unit(self._selection.region)

    def _look_at_selection(self) -> None:
        self.range.show_selected(self._selection.of(Place))

    def _heard(self, changed: Changed) -> None:
        if changed.ids(Division):
            self.range.refresh()
        if changed.ids(Place) or changed.ids(Division) or changed.ids(PlaceClass):
            self._show_emptiness()
            self.refresh()

    def _show_emptiness(self) -> None:
        there = self._gazetteer.count(Place) > 0
        self._body.setVisible(there)
        self.empty.setVisible(not there)

    def _reveal(self, place: int) -> None:
        """Show a place where it can be changed."""
        self._selection.reveal(Place, [place])
        begin = getattr(self.window(), "begin", None)
        if begin is not None:
            begin("table")

    # -- what comes of it ---------------------------------------------------------------------------------------

    def _foreseen(self, foresight: Any) -> None:
        self.preview.show_foresight(foresight)
        self.foot.allow(foresight.entries > 0 or self.kinds.kind == SHEET)

    def _not_foreseen(self, error: BaseException) -> None:
        self.preview.show_problem(error)
        self.foot.allow(False)
        if not isinstance(error, GazetteerError):
            show_error(self.window(), error)

    def publish(self) -> None:
        """Write the files beside the window."""
        folder = self.folder.folder
        self._folder_row.complain("" if folder else tr("请填写完整的文件夹路径"))
        if self.foot.running or not self._sound() or folder is None or not self.foot.allowed:
            return
        remember("publish/folder", str(folder))
        gazetteer, order = self._gazetteer, self.order()

        def work(progress: Any, cancelled: Any) -> Outcome:
            from ui.publications.order import write

            return write(gazetteer, order, folder, progress, cancelled)

        title = tr("出版{name}", name=self.kinds.cards[order.kind].kind.title)
        self.foot.follow(run_task(self, title, work, self._published, self._failed))

    def _published(self, outcome: Outcome) -> None:
        self.close_result()
        self.result = ResultCard(outcome)
        self.result.activated.connect(self._reveal)
        self.result.closed.connect(self.close_result)
        self._results.insertWidget(0, self.result)
        self.preview.hide()
        QTimer.singleShot(LAID_OUT_MS, self, self._show_result)
        toaster = getattr(self.window(), "toaster", None)
        if toaster is not None and outcome.files and not self.isVisible():
            folder = outcome.files[0].parent
            toaster.offer(tr("已出版 {n} 个文件", n=len(outcome.files)), tr("打开所在文件夹"),
                          lambda: open_path(self, folder))
        self.published.emit(outcome)

    def _failed(self, error: BaseException) -> None:
        self.foot.show_error(error)
        if not isinstance(error, GazetteerError) or not self.isVisible():
            show_error(self.window(), error)

    def _show_result(self) -> None:
        """Scroll to the result, where it does not stand beside the settings."""
        if self.result is not None:
            top = self.result.mapTo(self._page, QPoint(0, 0)).y()
            self.ensureVisible(0, top + min(self.result.height(), self.viewport().height() - 24), 0, 12)

    def close_result(self) -> None:
        """Put the last result away."""
        self.preview.show()
        if self.result is not None:
            self.result.setParent(None)
            self.result.deleteLater()
            self.result = None


def _line() -> QFrame:
    made = QFrame()
    made.setFixedHeight(1)
    made.setProperty("line", True)
    return made


def _foresee(gazetteer: Gazetteer, order: Order) -> Any:
    from ui.publications.foresight import foresee

    return foresee(gazetteer, order)
