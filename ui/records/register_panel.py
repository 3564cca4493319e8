"""A plain register (classes, units, readings …) as a table that can be added to and taken from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.record import Field, Record, fields, table_of
from gazetteer.record_changes import AddRecord, DeleteRecord
from ui.common.inline_action import InlineAction
from ui.common.small import tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.options import Lookups
from ui.records.record_table import RecordTable
from ui.records.values import NotUnderstood, parsed
from ui.selection import Selection


class RegisterPanel(QWidget):
    """The table, and above it the card that asks what a new record must have."""

    def __init__(self, gazetteer: Gazetteer, model: type[Record], selection: Selection, lookups: Lookups,
                 columns: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._model, self._lookups = gazetteer, model, lookups
        self._selection = selection
        self.card = InlineAction()
        self.table = RecordTable(gazetteer, model, selection, lookups, columns)
        self.add = tool("plus", tr("增加{label}", label=model.__label__), self._ask)
        self.remove = tool("trash-2", tr("删除选中的记录"), self._remove)
        for button in (self.add, self.remove):
            button.setVisible(not gazetteer.read_only)
            self.table.tools.insertWidget(self.table.tools.count() - 3, button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.card)
        column.addWidget(self.table, 1)
        selection.changed.connect(self._follow)
        self._follow()

    @property
    def _required(self) -> list[Field]:
        return [field for field in fields(self._model) if field.required and field.editable]

    def _ask(self) -> None:
        lines = {field.name: (field.label, "") for field in self._required}
        self.card.ask(tr("增加{label}", label=self._model.__label__), lines, tr("增加"), self._add)

    def _add(self, said: Mapping[str, str]) -> None:
        try:
            values = {field.name: parsed(field, said[field.name], self._lookups) for field in self._required}
        except NotUnderstood as problem:
            raise GazetteerError(str(problem)) from None
        changed = carry_out(self, self._gazetteer, AddRecord(table_of(self._model), values),
                            tr("已增加{label}", label=self._model.__label__), refused=raise_again)
        if changed is not None:
            self._selection.select(self._model, changed.ids(self._model))

    def _remove(self) -> None:
        current = self._selection.current
        if current is not None and self._selection.model is self._model:
            carry_out(self, self._gazetteer, DeleteRecord(table_of(self._model), current),
                      tr("已删除{label}", label=self._model.__label__))

    def _follow(self) -> None:
        self.remove.setEnabled(len(self._selection.of(self._model)) == 1)


def raise_again(error: GazetteerError) -> None:
    """A refusal goes to the card, where what was asked for stands."""
    raise error
