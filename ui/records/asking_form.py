"""The few fields that a new record cannot do without: Enter hands them over, Esc gives up."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from gazetteer.record import Record, field_of, table_of
from ui.common.small import problem_line
from ui.i18n import tr
from ui.records.editors import ENTERS
from ui.records.field_row import FieldRow, refuse_at
from ui.records.options import Lookups
from ui.records.values import NotUnderstood, parsed


class AskingForm(QWidget):
    """Rows of a register's fields above two buttons.

    Signals:
        given: the values by field name; whoever takes them answers with `show_refusal` or closes the form.
        given_up: the person wants no new record.
    """

    given = Signal(dict)
    given_up = Signal()

    def __init__(self, lookups: Lookups, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self.rows: dict[str, FieldRow] = {}
        self._table = ""
        self.message = problem_line()
        self.button, leave = QPushButton(button), QPushButton(tr("取消"))
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.hand_over)
        leave.clicked.connect(self.given_up)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.message)
        line = QHBoxLayout()
        line.setContentsMargins(0, 8, 8, 0)  # in line with the editors, which leave room for a unit
        line.addStretch()
        line.addWidget(leave)
        line.addWidget(self.button)
        self._column.addLayout(line)

    def ask_for(self, model: type[Record], names: tuple[str, ...]) -> None:
        """Rows for these fields, in the place of those that were there."""
        for row in self.rows.values():
            row.setParent(None)
            row.deleteLater()
        self._table = table_of(model)
        self.rows = {name: FieldRow(field_of(model, name), self._lookups, self._table) for name in names}
        for at, row in enumerate(self.rows.values()):
            if row.editor is not None:
                row.editor.given_up.connect(self.given_up)
            self._column.insertWidget(at, row)

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
            self._give(values)
        elif wrong.editor is not None:
            wrong.editor.setFocus()

    def _give(self, values: dict[str, Any]) -> None:
        """Every field is right: hand them over."""
        self.given.emit(values)

    def _take(self, row: FieldRow, values: dict[str, Any], name: str) -> str:
        try:
            values[name] = parsed(row.field, row.typed_text, self._lookups, self._table)
        except NotUnderstood as said:
            return str(said)
        return row.field.problem(values[name]) or ""

    def show_refusal(self, error: GazetteerError) -> None:
        """Say why the register did not take it: at the field where a field is meant."""
        self._say(refuse_at(self.rows, error))

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
