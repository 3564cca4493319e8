"""The few fields that a new place cannot do without, where the person is: on the map, on a survey point's card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.places.place import Place
from gazetteer.record import field_of
from ui.i18n import tr
from ui.records.editors import ENTERS
from ui.records.field_row import FieldRow
from ui.records.options import Lookups
from ui.records.values import NotUnderstood, parsed
from ui.rules.name_hint import NameHint

ASKED = ("name", "class_code", "division_code")


class NewPlaceForm(QWidget):
    """Name, class and unit. Enter hands them over, Esc gives up.

    Signals:
        given: the values by field name; whoever takes them answers with `show_refusal` or closes the form.
        given_up: the person wants no new place.
    """

    given = Signal(dict)
    given_up = Signal()

    def __init__(self, lookups: Lookups, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self.rows = {name: FieldRow(field_of(Place, name), lookups, "place") for name in ASKED}
        self.message = QLabel(wordWrap=True)
        self.message.hide()
        self.message.setProperty("danger", True)
        self.button = QPushButton(button or tr("新增"))
        self.button.setProperty("primary", True)
        leave = QPushButton(tr("取消"))
        self.button.clicked.connect(self.hand_over)
        leave.clicked.connect(self.given_up)
        self.hint = NameHint(lookups.gazetteer)
        self.rows["name"].put_hint(self.hint)
        for row in self.rows.values():
            row.typed.connect(self._look)
            if row.editor is not None:
                row.editor.given_up.connect(self.given_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (*self.rows.values(), self.message):
            column.addWidget(widget)
        line = QHBoxLayout()
        line.setContentsMargins(0, 8, 8, 0)  # in line with the editors, which leave room for a unit
        line.addStretch()
        line.addWidget(leave)
        line.addWidget(self.button)
        column.addLayout(line)

    def begin(self, values: Mapping[str, Any]) -> None:
        """Start anew with what is known already, the cursor where something is missing."""
        self._say("")
        for name, row in self.rows.items():
            row.show_value(values.get(name))
        self._look()
        empty = next((row for name, row in self.rows.items() if not values.get(name)), self.rows["name"])
        editor = empty.editor
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            if empty is self.rows["name"]:
                editor.selectAll()  # type: ignore[union-attr]

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

    def hand_over(self) -> None:
        """Give the values if all are right; else say at each field what is wrong."""
        self._say("")
        values: dict[str, Any] = {}
        wrong = None
        for name, row in self.rows.items():
            problem = self._take(row, values, name)
            row.show_problem(problem)
            wrong = wrong or (row if problem else None)
        if wrong is None:
            self.given.emit(values)
        elif wrong.editor is not None:
            wrong.editor.setFocus()

    def _take(self, row: FieldRow, values: dict[str, Any], name: str) -> str:
        try:
            values[name] = parsed(row.field, row.typed_text, self._lookups, "place")
        except NotUnderstood as said:
            return str(said)
        return row.field.problem(values[name]) or ""

    def show_refusal(self, error: GazetteerError) -> None:
        """Say why the register did not take it: at the field where a field is meant."""
        rest = []
        for problem in error.problems if isinstance(error, RuleBroken) else ():
            if problem.field in self.rows:
                self.rows[problem.field].show_problem(problem.text)
            else:
                rest.append(problem.text)
        self._say("；".join(rest) if isinstance(error, RuleBroken) else str(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self.hand_over()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
