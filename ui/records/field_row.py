"""One field in the form: label, editor, unit, and below it what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gazetteer.eras.wording import other_calendar
from gazetteer.errors import GazetteerError, RuleBroken
from gazetteer.record import Field
from ui.characters.offer_line import OfferLine
from ui.common.small import problem_line, said
from ui.common.year_choices import with_choices
from ui.i18n import tr
from ui.records.editors import Editor, editing_text, make_editor, mark_wrong
from ui.records.options import Lookups
from ui.records.values import NotUnderstood, in_degrees, parsed, shown
from ui.theme import theme

LABEL_WIDTH = 108


class FieldRow(QWidget):
    """Shows one value and takes a new one.

    Signals:
        accepted(key, value): the person wants this valid value in the record.
        typed: what stands here differs from the record, or no longer does.
    """

    accepted = Signal(str, object)
    typed = Signal()

    def __init__(self, field: Field, lookups: Lookups, table: str, key: str = "", *, read_only: bool = False) -> None:
        super().__init__()
        self.field, self.key = field, key or field.name
        self._lookups, self._table = lookups, table
        self._stored: Any = None
        self._read_only = read_only
        self._kept = ""  # what shall be saved although a character in it is odd
        self.offers: OfferLine | None = None
        self.label = said(_label(field), "muted")
        self.label.setToolTip(_hint(field))
        self.message = problem_line()
        self.hint = said(role="muted")  # what the other calendar says of a year
        self.hint.hide()
        self.hint.linkActivated.connect(self._take_offer)
        self.hint_of: Callable[[str], str] | None = other_calendar if field.kind == "year" else None
        self.editor: Editor | None = None
        self.value = said(selectable=True)
        self._lay_out()

    @property
    def editable(self) -> bool:
        fixed = self._read_only or self.field.derived or self.field.kind in ("json", "geometry")
        return self.field.editable and not fixed

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self.set_label_width(LABEL_WIDTH)
        self.label.setContentsMargins(0, 5, 0, 5)
        grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
        if self.editable:
            self.editor = make_editor(self.field, self._lookups, self._table, self)
            self.editor.setAccessibleName(self.field.label)
            self.editor.edited.connect(self._on_edited)
            self.editor.accepted.connect(self.accept)
            self.editor.given_up.connect(self.give_up)
            self.label.setBuddy(self.editor)
        else:
            self.value.setMinimumHeight(28)
            if self.field.kind == "code":
                self.value.setFont(theme.mono())
        grid.addWidget(self.editor or self.value, 0, 1)
        if self.field.unit and self.editable:
            unit = QLabel(self.field.unit)
            unit.setProperty("muted", True)
            grid.addWidget(unit, 0, 2)
        grid.addWidget(self.message, 1, 1, 1, 2)
        grid.addWidget(self.hint, 4, 1, 1, 2)

    def set_label_width(self, width: int) -> None:
        """Give the label so many pixels at 100 %, where the usual ones are too many."""
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        grid.setColumnMinimumWidth(0, round(width * theme.scale))
        self.label.setFixedWidth(round(width * theme.scale))

    def add_tool(self, button: QWidget) -> None:
        """Put a button at the end of the row."""
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        grid.addWidget(button, 0, grid.columnCount(), Qt.AlignmentFlag.AlignTop)

    def put_below(self, widget: QWidget) -> None:
        """Let a card stand under the row, as wide as the row."""
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        grid.addWidget(widget, 4, 0, 1, grid.columnCount())

    def put_hint(self, widget: QWidget) -> None:
        """Something that belongs to the field, under its message."""
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        grid.addWidget(widget, 3, 1, 1, 2)

    def show_value(self, value: Any) -> None:
        """Show what the record holds, whatever was typed."""
        self._stored = value
        self._withdraw_offers()
        if self.editor:
            self.editor.write(self._stored_text())
        else:
            text = shown(self.field, value, self._lookups, self._table)
            unit = "" if in_degrees(self.field) else self.field.unit
            self.value.setText(f"{text} {unit}".strip() if text else "")
            self.setVisible(bool(text) or not self.field.derived)
        self._say("")
        self._show_hint()

    def refresh(self, value: Any) -> None:
        """Take in a change made elsewhere; what the person is typing stays."""
        if not self.dirty:
            self.show_value(value)
        elif value != self._stored:
            self._stored = value
            if self._value_or_none() == value:
                self.show_value(value)
            else:
                now = self._stored_text() or tr("空")
                self._say(tr("此项刚被改为“{now}”。Enter 保留您的内容，Esc 采用新内容。", now=now))

    @property
    def dirty(self) -> bool:
        """Whether something else stands here than in the record."""
        return self.editor is not None and self.editor.read().strip() != self._stored_text().strip()

    @property
    def typed_text(self) -> str:
        return self.editor.read() if self.editor else ""

    def type_in(self, text: str) -> None:
        """Put a kept draft back."""
        if self.editor:
            self.editor.write(text)
            self._on_edited()

    def accept(self) -> None:
        """Hand over what was typed, if it is new and right."""
        if not self.dirty:
            self._say("")
            return
        problem = self.problem()
        self._say(problem or "")
        if not problem and not self._asks_about_odd():
            self.accepted.emit(self.key, self._value_or_none())

    def _asks_about_odd(self) -> bool:
        """Whether a person must first decide on a private-use or broken-up character; asks, if so."""
        text = self.typed_text
        offers = self._lookups.offers(self.key, text) if self.field.kind in ("text", "longtext") else ()
        if not offers or text == self._kept:
            return False
        if self.offers is None:
            self.offers = OfferLine(self)
            self.offers.chosen.connect(self._take_offer)
            self.offers.kept.connect(self._keep_as_typed)
            grid = self.layout()
            assert isinstance(grid, QGridLayout)
            grid.addWidget(self.offers, 3, 1, 1, 2)
        self.offers.ask(text, offers)
        return True

    def _take_offer(self, text: str) -> None:
        assert self.editor is not None
        self.editor.write(text)
        self._on_edited()
        self.accept()

    def _keep_as_typed(self) -> None:
        self._kept = self.typed_text
        self.accept()

    def give_up(self) -> None:
        """Back to what the record holds."""
        self.show_value(self._stored)
        self.typed.emit()

    def problem(self) -> str | None:
        """What is wrong with the typed text, in Chinese."""
        try:
            value = parsed(self.field, self.typed_text, self._lookups, self._table)
        except NotUnderstood as said:
            return str(said)
        return self.field.problem(value)

    def show_problem(self, text: str) -> None:
        self._say(text)

    def _value_or_none(self) -> Any:
        try:
            return parsed(self.field, self.typed_text, self._lookups, self._table)
        except NotUnderstood:
            return None

    def _stored_text(self) -> str:
        return editing_text(self.field, self._stored, self._lookups, self._table)

    def _withdraw_offers(self) -> None:
        self._kept = ""
        if self.offers is not None:
            self.offers.hide()

    def _on_edited(self) -> None:
        if self.offers is not None:
            self.offers.hide()
        self._say(self.problem() or "" if self.dirty else "")
        self._show_hint()
        self.typed.emit()

    def _show_hint(self) -> None:
        if self.hint_of is not None:
            typed = self.typed_text if self.editor else self.value.text()
            text = self.hint_of(typed)
            self.hint.setText(with_choices(text, typed) if self.editor else text)
            self.hint.setVisible(bool(text))

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        if self.editor:
            mark_wrong(self.editor, bool(text))
            self.editor.setAccessibleDescription(text)


def refuse_at(rows: Mapping[str, FieldRow], error: GazetteerError) -> str:
    """Say why it was not taken at each field that is meant; what is meant for none of them comes back."""
    if not isinstance(error, RuleBroken):
        return str(error)
    rest = []
    for problem in error.problems:
        if problem.field in rows:
            rows[problem.field].show_problem(problem.text)
        else:
            rest.append(problem.text)
    return "；".join(rest)


def _label(field: Field) -> str:
    return f"{field.label} *" if field.required else field.label


def _hint(field: Field) -> str:
    census = tr("普查字段 {abbr}", abbr=field.abbr) if field.abbr else ""
    return "\n".join(part for part in (field.label, census, field.help) if part)
