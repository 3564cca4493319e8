"""Where a character is used, as it is now; a click goes there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gazetteer.characters.rare_character import RareCharacter
from gazetteer.characters.usage import NAMED, Use, ways_written, where_used
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import Place
from gazetteer.record import Record
from ui.common.latest import Latest
from ui.common.small import said
from ui.i18n import tr
from ui.records.editors import RowHeight
from ui.records.options import Lookups
from ui.selection import Selection

USE = Qt.ItemDataRole.UserRole
ROWS = 8


class UsePart:
    """The names that have the character."""

    group = "用在哪里"

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer = gazetteer
        self._selection: Selection = form.selection  # type: ignore[attr-defined]
        self.widget = QWidget()
        self.count = said("", "muted")
        self.list = QListWidget()
        self.list.setItemDelegate(RowHeight(self.list))
        self.list.setAccessibleName(tr("用在哪里"))
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.count)
        column.addWidget(self.list)
        self._asking = Latest(self.widget)
        self._asking.answered.connect(self._show)

    def show_record(self, record: Record) -> None:
        assert isinstance(record, RareCharacter)
        gazetteer, written = self._gazetteer, ways_written(record)
        self._asking.ask(lambda: list(where_used(gazetteer, *written)))

    def concerns(self, changed: Changed) -> bool:
        return any(changed.ids(model) for model in NAMED)

    def _show(self, uses: list[Use]) -> None:
        self.count.setText(tr("{n} 处在用", n=len(uses)) if uses else tr("现在没有名称使用此字。"))
        self.list.clear()
        for use in uses:
            item = QListWidgetItem(f"{use.name}　{use.model.__label__}")
            item.setData(USE, use)
            item.setToolTip(tr("转到这条{label}", label=use.model.__label__))
            self.list.addItem(item)
        self.list.setVisible(bool(uses))
        self.list.setFixedHeight(min(len(uses), ROWS) * RowHeight.HEIGHT + 4)

    def _go(self, item: QListWidgetItem) -> None:
        use: Use = item.data(USE)
        if use.place_id is not None:
            self._selection.reveal(Place, [use.place_id])
        else:
            self._selection.reveal(use.model, [use.id])
