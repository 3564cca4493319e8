"""What the file brought of a place beside its position: field by field beside what stands there, taken by ticking."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.surveys.brought import EMPTY, Beside, Proposals, chosen
from gazetteer.surveys.raw_columns import raw_values
from gazetteer.surveys.survey import SurveyPoint, SurveyShape
from ui.common.row_table import ROW_HEIGHT, dress
from ui.common.small import said
from ui.i18n import tr
from ui.theme import theme

COLUMNS = ("登记项", "现值", "文件里的值", "比较")
WIDTHS = (120, 60, 88)
MOST_ROWS = 9


class BroughtPart(QFrame):
    """What is empty is ticked; what would be overwritten is not. Space ticks; hidden while there is nothing.

    Signals ticks_changed when something else is taken.
    """

    ticks_changed = Signal()

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer = gazetteer
        self.beside: list[Beside] = []
        self.text = said(role="muted")
        self.table = QTableWidget(0, len(COLUMNS))
        dress(self.table, COLUMNS, WIDTHS)
        self.table.setAccessibleName(tr("文件里带来的登记项"))
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalHeader().setMinimumSectionSize(24)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 4, 0, 0)
        column_of.setSpacing(4)
        column_of.addWidget(self.text)
        column_of.addWidget(self.table)
        self.table.itemChanged.connect(lambda _: self.ticks_changed.emit())
        theme.changed.connect(self._fill)
        self.hide()

    def show_point(self, point: SurveyPoint | SurveyShape | None, place: Place | None, class_code: str = "") -> None:
        """Beside a place, or beside nothing for a new place of a class; what a person ticked before starts anew."""
        self.beside = []
        if point is not None and (place is not None or class_code) and raw_values(point.raw):
            self.beside = Proposals(self._gazetteer).beside(point, place, class_code=class_code)
        self.setVisible(bool(self.beside))
        if not self.beside:
            self.ticks_changed.emit()
        else:
            self.text.setText(tr("文件里带来的登记项：空缺的已勾选，不同的须自己勾选（空格键）") if place is not None
                              else tr("文件里带来的登记项：新增时一并填写勾选的"))
            self._fill()

    def _fill(self) -> None:
        self.table.blockSignals(True)
        self._fill_rows()
        self.table.blockSignals(False)
        self.ticks_changed.emit()

    def _fill_rows(self) -> None:
        self.table.setRowCount(len(self.beside))
        muted, text = QColor(theme.tokens.muted), QColor(theme.tokens.text)
        for row, one in enumerate(self.beside):
            about = one.brought
            value = "、".join(about.value) if isinstance(about.value, list) else about.text
            outcome = f"{one.state}：{about.problem}" if about.problem else one.state
            for column, shown in enumerate((about.label, one.present or tr("（空）"), value, outcome)):
                item = QTableWidgetItem(shown)
                item.setToolTip(shown)
                flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                if column == 0 and one.may_be_taken:
                    item.setCheckState(Qt.CheckState.Checked if one.state == EMPTY else Qt.CheckState.Unchecked)
                    flags |= Qt.ItemFlag.ItemIsUserCheckable
                item.setFlags(flags)
                stands_back = not one.may_be_taken or column == 3 or (column == 1 and not one.present)
                item.setForeground(muted if stands_back else text)
                self.table.setItem(row, column, item)
        if self.beside:
            self.table.setCurrentCell(0, 0)
        rows = min(len(self.beside), MOST_ROWS)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + 4)

    @property
    def ticked(self) -> set[str]:
        """The keys of what a person takes."""
        return {one.brought.key for row, one in enumerate(self.beside)
                if (item := self.table.item(row, 0)) is not None and item.checkState() == Qt.CheckState.Checked}

    @property
    def values(self) -> dict[str, Any]:
        """What is taken, as commands take values."""
        return chosen(self.beside, self.ticked)

    @property
    def left(self) -> tuple[str, ...]:
        """The keys of what could be taken and is not."""
        ticked = self.ticked
        return tuple(one.brought.key for one in self.beside if one.may_be_taken and one.brought.key not in ticked)
