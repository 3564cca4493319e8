"""The units of the county as a tree with the number of their places; choosing one narrows table and map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTreeWidget, QTreeWidgetItem, QWidget
from sqlalchemy import func, select

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.division import Division
from gazetteer.places.place import Place
from ui.common.latest import Latest
from ui.i18n import tr
from ui.listening import follow
from ui.records.editors import RowHeight
from ui.selection import Selection
from ui.theme import theme

CODE, COUNTS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
REFRESH_MS = 300


@dataclass
class Counts:
    """How many places a unit has with all below it, and how many of them have a position."""

    all: Counter[str] = field(default_factory=Counter)
    located: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Counts:
        """Count by every prefix of 6, 9 and 12 digits."""
        counts, columns = cls(), Place.__table__.c
        query = select(columns.division_code, func.count(), func.count(columns.geom)).group_by(columns.division_code)
        for code, places, located in gazetteer.rows(query):
            for length in (6, 9, 12):
                if code and len(code) >= length:
                    counts.all[code[:length]] += places
                    counts.located[code[:length]] += located
        return counts


class RegionDelegate(RowHeight):
    """The unit's name, and its count in grey at the right edge."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index) -> None:
        super().paint(painter, option, index)
        counts = index.data(COUNTS)
        if counts is None:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setFont(theme.font(9))
        painter.setPen(QColor(theme.tokens.text if chosen else theme.tokens.muted))
        inside = option.rect.adjusted(0, 0, -12, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{counts[0]:,}")


class RegionTree(QTreeWidget):
    """County, townships, and villages where places are entered under them."""

    def __init__(self, gazetteer: Gazetteer, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._selection = gazetteer, selection
        self._items: dict[str, QTreeWidgetItem] = {}
        self._county = gazetteer.setting("county") or ""
        self.setHeaderHidden(True)
        self.setItemDelegate(RegionDelegate(self))
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setAccessibleName(tr("政区"))
        self._counting = Latest(self, REFRESH_MS)
        self._counting.answered.connect(self._show)
        self.currentItemChanged.connect(self._choose)
        selection.region_changed.connect(self._follow)
        follow(gazetteer, self, self._heard)
        self._show(Counts())
        self.refresh()

    def _show(self, counts: Counts) -> None:
        """Build the tree again; what is unfolded and chosen stays."""
        unfolded = {code for code, item in self._items.items() if item.isExpanded()} or {self._county}
        self.blockSignals(True)
        self.clear()
        self._items.clear()
        column = Division.__table__.c.code
        for unit in self._gazetteer.find(Division, column.startswith(self._county), order_by=column):
            if len(unit.code or "") <= 9 or counts.all[unit.code or ""]:
                self._add(unit, counts)
        for code in unfolded:
            if code in self._items:
                self._items[code].setExpanded(True)
        self.blockSignals(False)
        self._follow()

    def _add(self, unit: Division, counts: Counts) -> None:
        code = str(unit.code)
        item = QTreeWidgetItem([unit.name or code])
        item.setData(0, CODE, code)
        item.setData(0, COUNTS, (counts.all[code], counts.located[code]))
        item.setToolTip(0, tr("{name} {code}\n{all} 条地名，{located} 条已定位", name=unit.name, code=code,
                              all=counts.all[code], located=counts.located[code]))
        above = self._items.get(str(unit.parent or "")) or self._items.get(code[:9]) or self._items.get(code[:6])
        if above is None:
            self.addTopLevelItem(item)
        else:
            above.addChild(item)
        self._items[code] = item

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        code = item.data(0, CODE) if item else ""
        self._selection.look_at("" if code == self._county else code)

    def _follow(self) -> None:
        item = self._items.get(self._selection.region or self._county)
        if item is not self.currentItem():
            self.blockSignals(True)
            self.setCurrentItem(item)  # type: ignore[arg-type]
            self.blockSignals(False)

    def refresh(self) -> None:
        """Count again, beside the window."""
        self._counting.ask(lambda: Counts.of(self._gazetteer))

    def _heard(self, changed: Changed) -> None:
        if changed.ids(Place) or changed.ids(Division):
            self.refresh()
