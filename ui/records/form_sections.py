"""The foldable sections of a form with their rows; a section's rows are made when it is first unfolded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.attributes import GROUP, class_fields
from gazetteer.places.place import Place
from gazetteer.record import Field, Record, fields, table_of
from ui.common.section import Section
from ui.i18n import tr
from ui.records.field_row import FieldRow
from ui.records.form_parts import Part
from ui.records.options import Lookups

if TYPE_CHECKING:
    from ui.rules.name_hint import NameHint

OPEN_AT_FIRST = 2
HIDDEN = ("id", "sort_key", "geom", "attrs", "syllables")


class FormSections(QWidget):
    """All sections of one register's form."""

    accepted = Signal(str, object)

    def __init__(self, gazetteer: Gazetteer, model: type[Record], lookups: Lookups, parts: list[Part],
                 read_only: bool) -> None:
        super().__init__()
        self._gazetteer, self._model, self._lookups = gazetteer, model, lookups
        self._parts, self._read_only = parts, read_only
        self._record: Record | None = None
        self._rows: dict[str, FieldRow] = {}
        self._class_code: str | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 16)
        self._column.setSpacing(0)
        self._groups = self._fields_by_group()
        self._sections = {group: self._section(group, index) for index, group in enumerate(self._groups)}
        self._column.addStretch()

    def _fields_by_group(self) -> dict[str, list[Field]]:
        groups: dict[str, list[Field]] = {}
        hidden = {*HIDDEN, *(name for part in self._parts for name in getattr(part, "replaces", ()))}
        for field in fields(self._model):
            if field.name not in hidden:
                groups.setdefault(field.group or self._model.__label__, []).append(field)
        for part in self._parts:
            if part.group:
                groups.setdefault(part.group, [])
        if self._model is Place:
            groups[GROUP] = []
        return _in_census_order(groups)

    def _section(self, group: str, index: int) -> Section:
        key = f"{table_of(self._model)}/{group}"
        section = Section(tr(group), key, build=lambda: self._build(group), open_at_first=index < OPEN_AT_FIRST)
        self._column.addWidget(section)
        return section

    def _build(self, group: str) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(4)
        first = [part for part in self._parts if part.group == group and getattr(part, "first", False)]
        last = [part for part in self._parts if part.group == group and part not in first]
        for part in first:
            column.addWidget(part.widget)
        for field in self._groups[group]:
            column.addWidget(self._row(field, field.name))
        for part in last:
            column.addWidget(part.widget)
        if group == GROUP and self._record is not None:
            self._add_class_rows(column)
        return body

    def _row(self, field: Field, key: str) -> FieldRow:
        row = FieldRow(field, self._lookups, table_of(self._model), key, read_only=self._read_only)
        row.accepted.connect(self.accepted)
        self._rows[key] = row
        if self._model is Place and key == "name" and row.editable:
            self._add_hint(row)
        for part in self._parts:
            dress = getattr(part, "dress_row", None)
            if dress:
                dress(row)
        if self._record is not None:
            row.show_value(self._value(key))
        return row

    def _add_hint(self, row: FieldRow) -> None:
        """While a name is typed, tell of like names."""
        from ui.rules.name_hint import NameHint

        hint = NameHint(self._gazetteer)
        hint.hide()
        row.put_hint(hint)
        row.typed.connect(lambda: self._look(row, hint))
        row.accepted.connect(lambda *_: hint.hide())

    def _look(self, row: FieldRow, hint: NameHint) -> None:
        place = self._record
        hint.setVisible(row.dirty)
        if row.dirty and isinstance(place, Place):
            hint.ask(row.typed_text, place.class_code, place.division_code, place.id)

    def rows(self) -> Iterator[FieldRow]:
        """The rows made so far."""
        yield from self._rows.values()

    def has(self, key: str) -> bool:
        """Whether the form has a row for this field, made or not."""
        return key in self._rows or any(field.name == key for group in self._groups.values() for field in group)

    def unfold(self, group: str) -> None:
        """Open a section."""
        self._sections[group].unfold()

    def row(self, key: str) -> FieldRow:
        """The row of a field; its section is unfolded. KeyError where there is none."""
        for group, members in self._groups.items():
            if any(field.name == key for field in members) or (key.startswith("attrs.") and group == GROUP):
                self._sections[group].unfold()
        return self._rows[key]

    def show_record(self, record: Record) -> None:
        """Show another record."""
        self._record = record
        self._follow_class()
        for key, row in self._rows.items():
            row.show_value(self._value(key))

    def refresh(self, record: Record) -> None:
        """The same record after a change: rows in which someone types keep what is typed."""
        self._record = record
        self._follow_class()
        for key, row in self._rows.items():
            row.refresh(self._value(key))

    def _value(self, key: str) -> Any:
        if key.startswith("attrs."):
            return (getattr(self._record, "attrs", None) or {}).get(key.removeprefix("attrs."))
        return getattr(self._record, key)

    def _follow_class(self) -> None:
        """The class decides which fields of its own a place has."""
        code = getattr(self._record, "class_code", None)
        if GROUP not in self._sections or code == self._class_code:
            return
        self._class_code = code
        section = self._sections[GROUP]
        wanted = class_fields(self._gazetteer, code)
        section.setVisible(bool(wanted))
        for key in [key for key in self._rows if key.startswith("attrs.")]:
            row = self._rows.pop(key)
            row.setParent(None)
            row.deleteLater()
        if section.body is not None:
            self._add_class_rows(section.body.layout())  # type: ignore[arg-type]

    def _add_class_rows(self, column: QVBoxLayout) -> None:
        for field in class_fields(self._gazetteer, self._class_code):
            column.addWidget(self._row(field, f"attrs.{field.name}"))


def _in_census_order(groups: dict[str, list[Field]]) -> dict[str, list[Field]]:
    """As on the census form: naming, position, what the class asks, meaning, media, registration."""
    from gazetteer.places.place import MEANING, MEDIA, NAMING, POSITION, REGISTRATION

    order = [NAMING, POSITION, GROUP, MEANING, MEDIA, REGISTRATION]
    return dict(sorted(groups.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else -1))
