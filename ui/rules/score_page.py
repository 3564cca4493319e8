"""质量评分: the register's score by township or class; a click on a figure lists the places that cost it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import Place
from gazetteer.rules.score import CLASSES, TOWNSHIPS, Score, score
from gazetteer.rules.score_book import write_score
from ui.common.section import EmptyState
from ui.common.small import tool
from ui.common.tasks import Task, run_task
from ui.i18n import tr
from ui.listening import follow
from ui.records.options import Lookups
from ui.rules.failing_list import FailingList
from ui.rules.score_model import COUNT, FIRST_ITEM, LABEL, TOTAL, ScoreModel
from ui.selection import Selection
from ui.theme import theme

ITEM_WIDTH, HEAD_HEIGHT = 54, 60
Index = QModelIndex | QPersistentModelIndex


class ScorePage(QWidget):
    """Signals record_asked: the selected place is to be seen in map and form; items_asked: the items, to be changed."""

    record_asked = Signal()
    items_asked = Signal()

    def __init__(self, gazetteer: Gazetteer, selection: Selection, lookups: Lookups,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self._gazetteer, self._selection = gazetteer, selection
        self.score: Score | None = None
        self._running: Task | None = None
        self._stale = False
        self.model = ScoreModel()
        self.view = QTableView()
        self.failing = FailingList(gazetteer, lookups)
        self.total, self.note = QLabel(), QLabel(wordWrap=True)
        self.again = QPushButton(tr("评分"))
        self.export = QPushButton(tr("导出 Excel…"))
        self.by = {TOWNSHIPS: tool("map", tr("每个乡镇一行"), text=tr("按乡镇"), checkable=True),
                   CLASSES: tool("layers", tr("每个大类一行"), text=tr("按类别"), checkable=True)}
        self.empty = EmptyState("shield-check", tr("还没有评分"),
                                tr("按评分项目检查每一条地名，算出各乡镇和各类别的得分。"), tr("开始评分"), self.run)
        self._lay_out()
        self._connect()
        self._dress()
        self._show_state()

    def _lay_out(self) -> None:
        self._heading = QLabel(tr("质量评分"))
        self.note.setProperty("muted", True)
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self._heading, self.total):
            head.addWidget(widget)
        head.addStretch()
        group = QButtonGroup(self)
        for choice in self.by.values():
            group.addButton(choice)
            head.addWidget(choice)
        self.by[TOWNSHIPS].setChecked(True)
        items = QPushButton(tr("评分项目…"))
        items.clicked.connect(self.items_asked)
        for button in (items, self.export, self.again):
            head.addWidget(button)
        self._sides = QSplitter(Qt.Orientation.Vertical)
        self._sides.addWidget(self.view)
        self._sides.addWidget(self.failing)
        self._sides.setStretchFactor(0, 3)
        self._sides.setStretchFactor(1, 2)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self._sides)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addLayout(self._pages, 1)

    def _dress(self) -> None:
        self._heading.setFont(theme.font(18))
        self.total.setFont(theme.font(18))
        view = self.view
        view.setModel(self.model)
        view.setShowGrid(False)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setAccessibleName(tr("质量评分"))
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(28)
        heads = view.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        heads.setFont(theme.font(9))
        heads.setFixedHeight(round(HEAD_HEIGHT * theme.scale))
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setHighlightSections(False)

    def _connect(self) -> None:
        self.again.clicked.connect(self._start_or_stop)
        self.export.clicked.connect(self._ask_file)
        for button in self.by.values():
            button.clicked.connect(self._show_score)
        self.view.clicked.connect(self._show_failing)
        self.view.activated.connect(self._show_failing)
        self.failing.chosen.connect(self._show_record)
        theme.changed.connect(self._dress)
        follow(self._gazetteer, self, self._heard)

    # -- the run ------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Score the register beside the window."""
        gazetteer = self._gazetteer
        self._running = run_task(self, tr("质量评分"), lambda progress, cancelled: score(gazetteer, progress),
                                 self._take)
        self._running.progressed.connect(lambda done, total, _: self._show_progress(done, total))
        self._running.ended.connect(self._ended)
        self._show_state()

    def _start_or_stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
        else:
            self.run()

    def _ended(self, task: Task) -> None:
        if task is self._running:
            self._running = None
            self._show_state()

    def _take(self, made: Score) -> None:
        self.score, self._stale = made, False
        self._show_score()
        self._show_state()

    def _show_progress(self, done: int, total: int) -> None:
        self.note.setText(tr("正在评分：{done} / {total}", done=f"{done:,}", total=f"{total:,}"))

    def _heard(self, changed: Changed) -> None:
        if changed.ids(Place) and self.score is not None and not self._stale:
            self._stale = True
            self._show_state()

    def _show_state(self) -> None:
        made, running = self.score, self._running is not None
        self._pages.setCurrentIndex(0 if made is None else 1)
        self.again.setText(tr("取消") if running else tr("重新评分") if made else tr("评分"))
        self.export.setEnabled(made is not None)
        if running:
            self.note.setText(tr("正在评分…"))
        elif made is None:
            self.note.setText(tr("分值为示例，正式分值以验收办法为准，可在“评分项目”中修改。"))
        else:
            sample = any("示例" in item.certainty for item in made.items)
            told = [tr("各项为没有问题的地名所占百分比，点击数字查看其余地名。"),
                    tr("分值为示例，正式分值以验收办法为准。") if sample else "",
                    tr("数据已改变，请重新评分。") if self._stale else ""]
            self.note.setText("".join(told))
        total = made.whole.total if made else None
        self.total.setText("" if total is None else tr("{points} 分", points=f"{total:.1f}"))

    # -- what is shown ------------------------------------------------------------------------------------------

    @property
    def grouping(self) -> str:
        """By township or by class."""
        return next(by for by, button in self.by.items() if button.isChecked())

    def _show_score(self) -> None:
        if self.score is None:
            return
        self.model.show_score(self.score, self.grouping)
        self._size_columns()
        self._list(0, None)

    def _size_columns(self) -> None:
        """Share the width among the items, as long as their figures can be read."""
        fixed = {LABEL: 132, COUNT: 56, TOTAL: 56}
        for column, width in fixed.items():
            self.view.setColumnWidth(column, round(width * theme.scale))
        items = self.model.columnCount() - FIRST_ITEM
        room = self.view.viewport().width() - round(sum(fixed.values()) * theme.scale)
        width = max(round(ITEM_WIDTH * theme.scale), room // items if items else 0)
        for column in range(FIRST_ITEM, self.model.columnCount()):
            self.view.setColumnWidth(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def _show_failing(self, index: Index) -> None:
        self._list(index.row(), index.column() - FIRST_ITEM if index.column() >= FIRST_ITEM else None)

    def _list(self, row: int, item: int | None) -> None:
        assert self.score is not None
        line = self.model.lines[row]
        self.failing.show_places(self.score, item, self.grouping, line)

    def _show_record(self, place_id: int) -> None:
        self._selection.reveal(Place, [place_id])
        self.record_asked.emit()

    # -- the workbook -------------------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        usual = self._gazetteer.path.with_name(f"{self._gazetteer.path.stem} 质量评分.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, tr("导出质量评分"), str(usual), "Excel (*.xlsx)")
        if name:
            self.write(Path(name).with_suffix(".xlsx"))

    def write(self, path: Path) -> None:
        """Write the workbook beside the window."""
        gazetteer, made = self._gazetteer, self.score
        if made is None:
            return
        run_task(self, tr("导出质量评分"), lambda progress, cancelled: write_score(path, gazetteer, made), self._told)

    def _told(self, path: Path) -> None:
        toaster = getattr(self.window(), "toaster", None)
        if toaster is not None:
            toaster.show(tr("已导出到 {path}", path=str(path)))
