"""The records of one history entry, field by field, before and after."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import HistoryChange
from gazetteer.places.place import Place
from gazetteer.record import Field, Record, fields
from gazetteer.registers import BY_TABLE
from gazetteer.storage import images
from ui.i18n import tr
from ui.records.editors import RowHeight
from ui.records.options import Lookups
from ui.records.values import shown
from ui.records.wording import in_chinese

SHOWN_AT_MOST, UNFOLDED = 200, 8
UNSEEN = ("id", "sort_key", "guid", "raw")
WHERE = Qt.ItemDataRole.UserRole


class ChangeDetails(QTreeWidget):
    """Signals opened(record type, id) when a record is double-clicked."""

    opened = Signal(object, int)

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._lookups = gazetteer, lookups
        self.setHeaderLabels([tr("记录与字段"), tr("修改前"), tr("修改后")])
        self.setItemDelegate(RowHeight(self))
        self.setUniformRowHeights(True)
        self.setMinimumWidth(320)
        self.header().setStretchLastSection(False)
        for column, mode in enumerate((QHeaderView.ResizeMode.Interactive, *[QHeaderView.ResizeMode.Stretch] * 2)):
            self.header().setSectionResizeMode(column, mode)
        self.setColumnWidth(0, 136)
        self.itemDoubleClicked.connect(self._open)

    def show_entry(self, entry: int | None) -> None:
        """Show what an entry changed; of very many records the first ones and how many more there are."""
        self.clear()
        of_entry = HistoryChange.entry_id == (entry or 0)
        changes = self._gazetteer.find(HistoryChange, of_entry, limit=SHOWN_AT_MOST)
        for change in changes:
            item = self._record_item(change)
            self.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)
            item.setExpanded(self.topLevelItemCount() <= UNFOLDED)
        kinds = {change.operation for change in changes}
        self.setColumnHidden(1, kinds == {"insert"})
        self.setColumnHidden(2, kinds == {"delete"})
        more = self._gazetteer.count(HistoryChange, of_entry) - SHOWN_AT_MOST
        if more > 0:
            self.addTopLevelItem(QTreeWidgetItem([tr("另有 {n} 条记录", n=f"{more:,}")]))

    def _record_item(self, change: HistoryChange) -> QTreeWidgetItem:
        model = BY_TABLE[str(change.table_name)]
        before = images.values_of(model, change.before or {})
        after = images.values_of(model, change.after or {})
        operation = in_chinese("history_change", "operation", str(change.operation))
        name = after.get("name") or before.get("name") or self._name(model, int(change.record_id or 0))
        item = QTreeWidgetItem([f"{operation}{model.__label__}“{name}”" if name else f"{operation}{model.__label__}"])
        item.setData(0, WHERE, (model, int(change.record_id or 0)))
        for field in fields(model):
            if field.name in UNSEEN or field.derived or field.name not in {**before, **after}:
                continue
            old, new = (self._text(model, field, values.get(field.name)) for values in (before, after))
            if old or new:
                item.addChild(_field_item(field, old, new))
        return item

    def _name(self, model: type[Record], record_id: int) -> str:
        record = self._gazetteer.get(model, record_id)
        return getattr(record, "name", None) or ""

    def _text(self, model: type[Record], field: Field, value: Any) -> str:
        return shown(field, value, self._lookups, str(model.__table__.name)).replace("\n", " ")

    def _open(self, item: QTreeWidgetItem) -> None:
        where = (item.parent() or item).data(0, WHERE)
        if where is not None and where[0] is Place:
            self.opened.emit(*where)


def _field_item(field: Field, old: str, new: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([field.label, old, new])
    for column, text in ((1, old), (2, new)):
        item.setToolTip(column, text)
    return item
