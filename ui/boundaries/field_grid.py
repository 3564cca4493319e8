"""Fields of a record beside each other, handed over together by a button instead of one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gazetteer.errors import GazetteerError
from gazetteer.record import Record, field_of, table_of
from ui.common.small import problem_line
from ui.records.field_row import LABEL_WIDTH, FieldRow, refuse_at
from ui.records.options import Lookups
from ui.records.values import NotUnderstood, parsed
from ui.theme import theme

TWO_FROM = 560  # pixels
Asked = tuple[type[Record], str]


class FieldGrid(QWidget):
    """Short fields two in a line, long texts over the whole width; what is wrong stands at its field.

    Those of `beside` share the line of the field before them even where there is little room.
    """

    def __init__(self, lookups: Lookups, asked: Sequence[Asked], read_only: bool = False,
                 beside: Collection[str] = (), label_width: int = LABEL_WIDTH) -> None:
        super().__init__()
        self._lookups, self._beside = lookups, beside
        self.shown: object = None  # what the values belong to
        self.rows: dict[str, FieldRow] = {}
        self.message = problem_line()
        for model, name in asked:
            asked_for = replace(field_of(model, name), editable=True)  # what a command of its own writes, too
            self.rows[name] = FieldRow(asked_for, lookups, table_of(model), read_only=read_only)
            self.rows[name].set_label_width(label_width)
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid)
        column.addWidget(self.message)
        self._arrange(1)

    def _arrange(self, columns: int) -> None:
        """Where there is room two in a line; the focus goes through them as they are read."""
        if columns == self._columns:
            return
        self._columns, at = columns, 0
        following = [*list(self.rows)[1:], ""]
        for (name, row), after in zip(self.rows.items(), following, strict=True):
            paired = name in self._beside or after in self._beside
            wide = 2 if row.field.kind == "longtext" or (columns == 1 and not paired) else 1
            at += at % 2 if wide == 2 or (paired and name not in self._beside) else 0
            self._grid.addWidget(row, at // 2, at % 2, 1, wide)
            at += wide
        for column in range(2):
            self._grid.setColumnStretch(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= TWO_FROM * theme.scale else 1)

    def show_values(self, about: object, values: Mapping[str, Any]) -> None:
        """Show the values of `about`; of the same thing again, what a person is typing stays."""
        again, self.shown = about == self.shown, about
        for name, row in self.rows.items():
            (row.refresh if again else row.show_value)(values.get(name))
        if not again:
            self.say("")

    def propose(self, values: Mapping[str, Any]) -> None:
        """Type into empty fields what is likely meant."""
        for name, text in values.items():
            row = self.rows[name]
            if text and not row.typed_text:
                row.type_in(str(text))

    def values(self) -> dict[str, Any] | None:
        """What stands in the fields; None when one of them is not understood, which it then says."""
        found: dict[str, Any] = {}
        wrong = None
        for name, row in self.rows.items():
            if row.isHidden():  # not asked for now
                found[name] = None
                continue
            problem = row.problem() or ""
            row.show_problem(problem)
            if problem:
                wrong = wrong or row
                continue
            try:
                found[name] = parsed(row.field, row.typed_text, self._lookups)
            except NotUnderstood as said:
                row.show_problem(str(said))
                wrong = wrong or row
        if wrong is not None and wrong.editor is not None:
            wrong.editor.setFocus()
        return None if wrong else found

    def refuse(self, error: GazetteerError) -> None:
        """Say why it was not taken: at the field where one is meant, else below."""
        self.say(refuse_at(self.rows, error))

    def say(self, text: str) -> None:
        """A sentence below the fields; an empty one takes it away."""
        self.message.setText(text)
        self.message.setVisible(bool(text))
