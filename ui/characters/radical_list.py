"""The 214 radicals by their strokes, and beside them the strokes that the rest of the character has."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QListWidget, QListWidgetItem, QWidget

from gazetteer.characters.finding import residual_strokes
from gazetteer.characters.knowledge import known
from gazetteer.characters.radicals import COUNT, SIMPLIFIED, radical
from ui.characters.faces import glyph_font
from ui.i18n import tr
from ui.theme import theme

NUMBER = Qt.ItemDataRole.UserRole
CELL = 32


class RadicalList(QWidget):
    """Signals chosen(radical number, strokes beside it); strokes −1 for all."""

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.radicals, self.strokes = QListWidget(), QListWidget()
        self.radicals.setAccessibleName(tr("部首"))
        self.strokes.setAccessibleName(tr("部首外笔画"))
        self.radicals.setViewMode(QListView.ViewMode.IconMode)
        self.radicals.setResizeMode(QListView.ResizeMode.Adjust)
        self.radicals.setMovement(QListView.Movement.Static)
        self.radicals.setUniformItemSizes(True)
        side = round(CELL * theme.scale)
        self.radicals.setGridSize(QSize(side, side))
        self.radicals.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.radicals.setFixedWidth(side * 4 + 24)
        self.strokes.setFixedWidth(round(64 * theme.scale))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.radicals)
        row.addWidget(self.strokes)
        self.strokes.hide()  # until a radical is chosen
        self._fill()
        self.radicals.currentItemChanged.connect(self._show_strokes)
        self.strokes.currentItemChanged.connect(self._tell)

    def _fill(self) -> None:
        for number in range(1, COUNT + 1):
            full = radical(number)
            form = SIMPLIFIED.get(number, "")
            item = QListWidgetItem(form or full)
            item.setFont(glyph_font(13))
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            item.setData(NUMBER, number)
            item.setToolTip(tr("{radical}部，{n}画", radical=full + (f"（{form}）" if form else ""),
                               n=known(full).strokes))
            self.radicals.addItem(item)

    def _show_strokes(self) -> None:
        self.strokes.blockSignals(True)
        self.strokes.clear()
        item = QListWidgetItem(tr("全部"))
        item.setData(NUMBER, -1)
        self.strokes.addItem(item)
        for count in residual_strokes(self._number):
            item = QListWidgetItem(tr("{n} 画", n=count))
            item.setData(NUMBER, count)
            self.strokes.addItem(item)
        self.strokes.blockSignals(False)
        self.strokes.show()
        self.strokes.setCurrentRow(0)

    @property
    def _number(self) -> int:
        item = self.radicals.currentItem()
        return int(item.data(NUMBER)) if item else 0

    def _tell(self) -> None:
        item = self.strokes.currentItem()
        if item is not None and self._number:
            self.chosen.emit(self._number, int(item.data(NUMBER)))
