"""The few fields that a new place cannot do without, where the person is: on the map, on a survey point's card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gazetteer.places.place import Place
from ui.i18n import tr
from ui.places.naming_part import NamingPart
from ui.records.asking_form import AskingForm
from ui.records.options import Lookups
from ui.records.values import NotUnderstood, parsed
from ui.rules.name_hint import NameHint

ASKED = ("name", "class_code", "division_code")


class NewPlaceForm(AskingForm):
    """Name, class and unit, with a word on like names while the name is typed; the papers of a name newly given."""

    def __init__(self, lookups: Lookups, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(lookups, button or tr("新增"), parent)
        self.ask_for(Place, ASKED)
        self.hint = NameHint(lookups.gazetteer)
        self.rows["name"].put_hint(self.hint)
        for row in self.rows.values():
            row.typed.connect(self._look)
        self.naming = NamingPart(lookups.gazetteer)
        self._column.insertWidget(len(self.rows), self.naming)

    def begin(self, values: Mapping[str, Any], *, same: bool = False) -> None:
        """Start anew with what is known already, the cursor where something is missing; `same`: the place is."""
        self._say("")
        if not same:
            self.naming.begin()
        for name, row in self.rows.items():
            row.show_value(values.get(name))
        self._look()
        empty = next((row for name, row in self.rows.items() if not values.get(name)), self.rows["name"])
        editor = empty.editor
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            if empty is self.rows["name"]:
                editor.selectAll()  # type: ignore[union-attr]

    def _give(self, values: dict[str, Any]) -> None:
        """Hand over, unless papers of a new name are missing; its authority stays with the place as a remark."""
        if not self.naming.refused():
            super()._give({**values, "remark": self.naming.basis} if self.naming.basis else values)

    def _look(self) -> None:
        """Ask for like names while the person types."""
        self.hint.ask(self.rows["name"].typed_text, self.value_of("class_code"), self.value_of("division_code"))

    def value_of(self, name: str) -> str | None:
        """What stands in a field now; None while it is not understood."""
        row = self.rows[name]
        try:
            return parsed(row.field, row.typed_text, self._lookups, "place")
        except NotUnderstood:
            return None
