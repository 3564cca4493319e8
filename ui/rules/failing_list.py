"""The places that an item found wanting, each with what is wrong; a double click leads to the record."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.rules.score import Line, Score
from ui.i18n import tr
from ui.records.options import Lookups
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
PAGE = 200


class _Failing(QAbstractTableModel):
    """Place, unit, what is wrong; names are read page by page when they come into view."""

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups) -> None:
        super().__init__()
        self._gazetteer, self._lookups = gazetteer, lookups
        self.ids: list[int] = []
        self._item: int | None = None
        self._score: Score | None = None
        self._read: dict[int, tuple[str, str]] = {}

    def show_ids(self, score: Score, ids: list[int], item: int | None) -> None:
        self.beginResetModel()
        self._score, self.ids, self._item, self._read = score, ids, item, {}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("地名"), tr("政区"), tr("问题"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            place_id = self.ids[index.row()]
            return self._why(place_id) if index.column() == 2 else self._about(index.row())[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return QColor(theme.tokens.muted)
        return None

    def _about(self, row: int) -> tuple[str, str]:
        place_id = self.ids[row]
        if place_id not in self._read:
            start = row - row % PAGE
            for one, place in self._gazetteer.get_many(Place, self.ids[start:start + PAGE]).items():
                unit = self._lookups.name("division", str(place.division_code or "")[:9])
                self._read[one] = (place.name or "", unit)
        return self._read.get(place_id, (tr("（已删除）"), ""))

    def _why(self, place_id: int) -> str:
        if self._score is None:
            return ""
        wanted = None if self._item is None else self._score.items[self._item]
        return "；".join(why for item, why in self._score.why(place_id) if wanted is None or item is wanted)


class FailingList(QWidget):
    """Signals chosen(id): a person wants to see this place."""

    chosen = Signal(int)

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = _Failing(gazetteer, lookups)
        self.heading = QLabel()
        self.view = QTableView()
        view = self.view
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(28)
        heads = view.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        heads.setHighlightSections(False)
        view.setColumnWidth(0, 220)
        view.setColumnWidth(1, 110)
        view.activated.connect(lambda index: self.chosen.emit(self.model.ids[index.row()]))
        self.heading.setContentsMargins(0, 8, 0, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(view, 1)

    def show_places(self, score: Score, item: int | None, by: str, line: Line) -> None:
        """List the places of a line that fail an item, any item without."""
        ids = score.failing(item, by if line.key else "", line.key)
        title = tr("任一项") if item is None else score.items[item].title
        self.model.show_ids(score, ids, item)
        self.heading.setText(tr("{where}　{title}：{n} 条没有得分，双击查看登记表", where=line.label, title=title,
                                n=f"{len(ids):,}"))
