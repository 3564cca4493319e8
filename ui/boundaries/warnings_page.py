"""预警: what to look at along the lines in time, and where disputes crowd; each row the way to its record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from gazetteer.boundaries.assessing.alert import URGENT, Alert
from gazetteer.boundaries.assessing.hot_spots import HotSpot, hot_spots
from gazetteer.boundaries.assessing.warnings import warnings
from gazetteer.boundaries.dispute import BoundaryDispute
from gazetteer.boundaries.inspection import Inspection
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.registers import BOUNDARIES
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record
from ui.common.errors import show_error
from ui.common.latest import Latest
from ui.common.row_table import dress
from ui.common.section import EmptyState
from ui.common.small import said
from ui.i18n import tr
from ui.listening import follow
from ui.selection import Selection
from ui.theme import theme

COLUMNS, WIDTHS = ("程度", "种类", "界线", "情况", "建议"), (56, 92, 104, 520)
HEARD: tuple[type[Record], ...] = (*BOUNDARIES, BoundaryTolerance)
SETTLE_MS = 200
CROWD = 2  # disputes that make a hot spot worth a row
TABLE, EMPTY = 0, 1


@dataclass(frozen=True)
class _Row:
    texts: tuple[str, ...]
    urgent: bool
    line_id: int | None
    model: type[Record]
    ids: tuple[int, ...]


class WarningsPage(QWidget):
    """Read beside the window when it is seen, and again after changes."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._selection = gazetteer, selection
        self._line: int | None = None
        self._stale = True
        self._all: list[_Row] = []
        self.rows: list[_Row] = []
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setAccessibleName(tr("预警"))
        dress(self.table, COLUMNS, tuple(round(width * theme.scale) for width in WIDTHS))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.told = said(role="muted")
        self.empty = EmptyState("shield-check", tr("没有预警"),
                                tr("没有临近居民点的问题、久拖的争议、灾后遗漏和河道变化。"))
        self._latest = Latest(self, SETTLE_MS)
        self._lay_out()
        self.table.itemActivated.connect(lambda item: self.go(item.row()))
        self._latest.answered.connect(self._take)
        self._latest.failed.connect(lambda error: show_error(self.window(), error))
        follow(gazetteer, self, self._heard)

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        column.addWidget(self.told)
        column.addWidget(self._pages, 1)
        self.told.setText(tr("正在查看…"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def narrow(self, line_id: int | None) -> None:
        """Only what is along one line."""
        self._line = line_id
        self._fill()

    def go(self, row: int) -> None:
        """Show what a row is about in map, table and form."""
        if 0 <= row < len(self.rows):
            self._selection.reveal(self.rows[row].model, self.rows[row].ids)

    def _heard(self, changed: Changed) -> None:
        if any(changed.ids(model) for model in HEARD):
            self._stale = True
            self._ask()

    def _ask(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            gazetteer = self._gazetteer
            self._latest.ask(lambda: (warnings(gazetteer, date.today()), hot_spots(gazetteer)))

    def _take(self, answer: tuple[list[Alert], list[HotSpot]]) -> None:
        found, hot = answer
        self._all = [*(_hot(one) for one in hot if len(one.disputes) >= CROWD), *(_row(one) for one in found)]
        self._fill()

    def _fill(self) -> None:
        self.rows = [row for row in self._all if self._line in (None, row.line_id)]
        self.table.setRowCount(len(self.rows))
        for number, row in enumerate(self.rows):
            for column, text in enumerate(row.texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 0 and row.urgent:
                    item.setForeground(QColor(theme.tokens.danger))
                item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
                self.table.setItem(number, column, item)
        self._pages.setCurrentIndex(TABLE if self.rows else EMPTY)
        urgent = sum(row.urgent for row in self.rows)
        self.told.setText(tr("{n} 条，其中紧急 {urgent} 条。回车或双击前往。限值在“界线限差”的预警各项中修改。",
                             n=len(self.rows), urgent=urgent) if self.rows else "")


def _row(alert: Alert) -> _Row:
    texts = (tr(alert.severity), tr(alert.kind), str(alert.line.name), alert.text, alert.advice)
    record: Record = alert.line if isinstance(alert.record, Inspection) else alert.record  # the map knows no inspection
    model = BoundaryLine if record is alert.line else type(record)
    return _Row(texts, alert.severity == URGENT, alert.line.id, model, (int(record.id or 0),))


def _hot(spot: HotSpot) -> _Row:
    titles = "；".join(str(one.title) for one in spot.disputes)
    text = tr("此处有 {n} 起争议，{open} 起未化解：{titles}", n=len(spot.disputes), open=spot.open, titles=titles)
    return _Row((tr("紧急") if spot.open >= CROWD else tr("注意"), tr("争议热点"), "", text, tr("合并排查调处")),
                spot.open >= CROWD, spot.disputes[0].line_id, BoundaryDispute,
                tuple(int(one.id or 0) for one in spot.disputes))
