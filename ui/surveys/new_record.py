"""The few fields of a new sign or marker that a person sees before it is made of a survey point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gazetteer.surveys.targets import Target
from ui.i18n import tr
from ui.records.asking_form import AskingForm
from ui.records.options import Lookups


class NewRecordForm(AskingForm):
    """Asks what the target of a point says that it needs."""

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(lookups, tr("新增"), parent)
        self._target: Target | None = None

    def begin(self, target: Target, values: Mapping[str, Any]) -> None:
        """Start anew with what the point tells."""
        self._say("")
        if target is not self._target:
            self._target = target
            self.ask_for(target.model, target.asked)
        self.button.setText(tr("新增{label}", label=target.label))
        for name, row in self.rows.items():
            row.show_value(values.get(name))
        empty = next((row for name, row in self.rows.items() if not values.get(name)), next(iter(self.rows.values())))
        if empty.editor is not None:
            empty.editor.setFocus(Qt.FocusReason.OtherFocusReason)
