"""The few fields of a new sign or marker that a person sees before it is made of a survey point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.record import field_of
from gazetteer.surveys.targets import Target
from ui.common.small import problem_line
from ui.i18n import tr
from ui.records.editors import ENTERS
from ui.records.field_row import FieldRow
from ui.records.options import Lookups
from ui.records.values import NotUnderstood, parsed


class NewRecordForm(QWidget):
    """Signals given(values) on Enter, given_up on Esc; who takes the values answers with `show_refusal`."""

    given = Signal(dict)
    given_up = Signal()

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self._target: Target | None = None
        self.rows: dict[str, FieldRow] = {}
        self.message = problem_line()
        self.button, leave = QPushButton(), QPushButton(tr("取消"))
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.hand_over)
        leave.clicked.connect(self.given_up)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.message)
        line = QHBoxLayout()
        line.setContentsMargins(0, 8, 8, 0)
        line.addStretch()
        line.addWidget(leave)
        line.addWidget(self.button)
        self._column.addLayout(line)

    def begin(self, target: Target, values: Mapping[str, Any]) -> None:
        """Start anew with what the point tells."""
        self._say("")
        if target is not self._target:
            self._build(target)
        self.button.setText(tr("新增{label}", label=target.label))
        for name, row in self.rows.items():
            row.show_value(values.get(name))
        empty = next((row for name, row in self.rows.items() if not values.get(name)), next(iter(self.rows.values())))
        if empty.editor is not None:
            empty.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, target: Target) -> None:
        for row in self.rows.values():
            row.setParent(None)
            row.deleteLater()
        self._target = target
        self.rows = {name: FieldRow(field_of(target.model, name), self._lookups, target.key) for name in target.asked}
        for at, row in enumerate(self.rows.values()):
            if row.editor is not None:
                row.editor.given_up.connect(self.given_up)
            self._column.insertWidget(at, row)

    def hand_over(self) -> None:
        """Give the values if all are right; else say at each field what is wrong."""
        values, wrong = {}, None
        for name, row in self.rows.items():
            try:
                values[name] = parsed(row.field, row.typed_text, self._lookups)
                problem = row.field.problem(values[name]) or ""
            except NotUnderstood as said:
                problem = str(said)
            row.show_problem(problem)
            wrong = wrong or (row if problem else None)
        if wrong is None:
            self.given.emit(values)
        elif wrong.editor is not None:
            wrong.editor.setFocus()

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
