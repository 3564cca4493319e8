"""The control points of a scan: where each lies in the picture and on the ground, and by how much it misses."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from gazetteer.coordinates.control_points import Fit
from gazetteer.coordinates.positions import format_position, parse_position
from gazetteer.coordinates.systems import to_plane
from gazetteer.errors import GazetteerError
from layers.control_file import Spot
from ui.i18n import tr
from ui.theme import theme

NUMBER, PIXELS, POSITION, MISS = range(4)


@dataclass
class Row:
    """A control point that may still lack its position; `text` is what was typed and not understood."""

    column: float
    row: float
    position: tuple[float, float] | None = None
    used: bool = True
    text: str = ""

    @property
    def spot(self) -> Spot | None:
        """The finished point; None while it has no position."""
        return Spot(self.column, self.row, *self.position, self.used) if self.position else None


class ControlTable(QTableWidget):
    """Signals: edited when anything about the points is new; refused(text) when a position was not understood."""

    edited = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.rows: list[Row] = []
        self.setHorizontalHeaderLabels([tr("点"), tr("图上像素"), tr("坐标"), tr("残差/米")])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(POSITION, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAccessibleName(tr("控制点"))
        self.itemChanged.connect(self._changed)

    # --- points ----------------------------------------------------------------------------------

    def add(self, row: Row) -> None:
        """Append a point and make it the current one."""
        self.rows.append(row)
        number = len(self.rows) - 1
        self.blockSignals(True)
        self.insertRow(number)
        for column in range(4):
            item = QTableWidgetItem()
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags | {NUMBER: Qt.ItemFlag.ItemIsUserCheckable, POSITION: Qt.ItemFlag.ItemIsEditable}.get(
                column, Qt.ItemFlag.NoItemFlags))
            if column in (PIXELS, MISS):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(number, column, item)
        self.blockSignals(False)
        self._show()
        self.setCurrentCell(number, POSITION)

    def place(self, lon: float, lat: float) -> None:
        """Give the current point its position."""
        if 0 <= self.currentRow() < len(self.rows):
            row = self.rows[self.currentRow()]
            row.position, row.text = (lon, lat), ""
            self._show()
            self.edited.emit()

    def remove_current(self) -> None:
        number = self.currentRow()
        if 0 <= number < len(self.rows):
            del self.rows[number]
            self.removeRow(number)
            self._show()
            self.edited.emit()

    def spots(self) -> list[Spot]:
        """The finished points."""
        return [spot for row in self.rows if (spot := row.spot) is not None]

    # --- showing ---------------------------------------------------------------------------------

    def show_fit(self, fit: Fit | None) -> int | None:
        """Residuals of all points, those that do not count included; gives the row of the suspect one."""
        counting = [number for number, row in enumerate(self.rows) if row.position and row.used]
        suspect = counting[fit.suspect] if fit is not None and fit.suspect is not None else None
        self.blockSignals(True)
        for number, row in enumerate(self.rows):
            miss = _miss(fit, row)
            self._cell(number, MISS).setText("" if miss is None or not math.isfinite(miss) else f"{miss:.1f}")
            colour = theme.tokens.danger if number == suspect else theme.tokens.text if row.used else theme.tokens.faint
            for column in range(4):
                self._cell(number, column).setForeground(QBrush(QColor(colour)))
            if row.text:
                self._cell(number, POSITION).setForeground(QBrush(QColor(theme.tokens.danger)))
        self.blockSignals(False)
        return suspect

    def _show(self) -> None:
        self.blockSignals(True)
        for number, row in enumerate(self.rows):
            self._cell(number, NUMBER).setText(str(number + 1))
            self._cell(number, NUMBER).setCheckState(Qt.CheckState.Checked if row.used else Qt.CheckState.Unchecked)
            self._cell(number, PIXELS).setText(f"{row.column:.0f}, {row.row:.0f}")
            known = format_position(*row.position) if row.position else ""
            self._cell(number, POSITION).setText(row.text or known)
        self.blockSignals(False)

    def _cell(self, number: int, column: int) -> QTableWidgetItem:
        item = self.item(number, column)
        assert item is not None  # every cell was made with its row
        return item

    # --- editing ---------------------------------------------------------------------------------

    def _changed(self, item: QTableWidgetItem) -> None:
        row = self.rows[item.row()]
        if item.column() == NUMBER:
            row.used = item.checkState() == Qt.CheckState.Checked
        elif item.column() == POSITION:
            self._read(row, item.text().strip())
        self._show()
        self.edited.emit()

    def _read(self, row: Row, text: str) -> None:
        """Any form of a position; what is not understood stays to be corrected."""
        if row.position and text == format_position(*row.position):
            return
        row.position, row.text = None, text
        if not text:
            return
        try:
            found = parse_position(text)
        except GazetteerError as error:
            self.refused.emit(error.what + (f"：{error.why}" if error.why else ""))
        else:
            row.position, row.text = (found.lon, found.lat), ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_current()
        else:
            super().keyPressEvent(event)


def _miss(fit: Fit | None, row: Row) -> float | None:
    """Metres between where the fit puts a point and where the person did."""
    if fit is None or row.position is None:
        return None
    east, north = fit.to_ground(np.array(row.column), np.array(row.row))
    there = to_plane(*row.position)
    return float(np.hypot(east - there[0], north - there[1]))
