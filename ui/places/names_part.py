"""The other names of a place: each a line that unfolds to its own fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gazetteer.eras.reading import year_of
from gazetteer.eras.span import western
from gazetteer.eras.wording import other_calendar
from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.name_changes import AddName, EditName, RemoveName
from gazetteer.places.place import NAMING
from gazetteer.places.place_name import KINDS, STANDARD, PlaceName
from gazetteer.record import Record, fields
from ui import icons
from ui.common.small import problem_line
from ui.doing import carry_out
from ui.i18n import tr
from ui.language.reading_opener import ReadingOpener
from ui.records.field_row import FieldRow
from ui.records.options import Lookups

SHOWN = ("kind", "name", "roman", "since", "until", "dynasty", "certainty", "source", "volume", "page", "remark")


class NameLine(QFrame):
    """One name; a click unfolds its fields."""

    edited = Signal(int, dict)
    removed = Signal(int)

    def __init__(self, name: PlaceName, lookups: Lookups, gazetteer: Gazetteer) -> None:
        super().__init__()
        self.name, self._lookups, self._gazetteer = name, lookups, gazetteer
        self._read_only = gazetteer.read_only
        self.reading: ReadingOpener | None = None
        self.rows: dict[str, FieldRow] = {}
        self._details: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._kind, self._name, self._reading, self._years = (QLabel() for _ in range(4))
        self._line = self._heading()
        self._column.addWidget(self._line)
        self.refresh(name)

    def _heading(self) -> QWidget:
        heading = QWidget()
        heading.setCursor(Qt.CursorShape.PointingHandCursor)
        heading.setMinimumHeight(28)
        row = QHBoxLayout(heading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._kind.setFixedWidth(56)
        for label in (self._kind, self._reading, self._years):
            label.setProperty("muted", True)
        for label in (self._kind, self._name, self._reading):
            row.addWidget(label)
        row.addStretch()
        row.addWidget(self._years)
        return heading

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().y() <= self._line.geometry().bottom():
            self.unfold(self._details is None or not self._details.isVisible())

    def unfold(self, open_: bool = True) -> None:
        if self._details is None:
            self._details = self._build_details()
            self._column.addWidget(self._details)
        self._details.setVisible(open_)

    def _build_details(self) -> QWidget:
        details = QFrame()
        details.setProperty("card", True)
        column = QVBoxLayout(details)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(4)
        for field in fields(PlaceName):
            if field.name in SHOWN:
                row = FieldRow(field, self._lookups, "place_name", read_only=self._read_only)
                row.accepted.connect(lambda key, value: self.edited.emit(self.name.id, {key: value}))
                if field.kind == "year":
                    row.hint_of = lambda text: other_calendar(text, self.name.dynasty or "")
                row.show_value(getattr(self.name, field.name))
                self.rows[field.name] = row
                if field.name == "roman":
                    self.reading = ReadingOpener(self._gazetteer, row, lambda: ("place_name", int(self.name.id or 0)))
                column.addWidget(row)
        if not self._read_only:
            remove = QPushButton(tr("删除此名称"))
            icons.dress(remove, "trash-2")
            remove.clicked.connect(lambda: self.removed.emit(self.name.id))
            column.addWidget(remove, 0, Qt.AlignmentFlag.AlignRight)
        return details

    def refresh(self, name: PlaceName) -> None:
        """Show the name as it is now; what is being typed stays."""
        self.name = name
        self._kind.setText(name.kind or "")
        self._name.setText(name.name or "")
        self._reading.setText(name.roman or "")
        self._years.setText(years(name))
        for key, row in self.rows.items():
            row.refresh(getattr(name, key))

    def show_refusal(self, error: GazetteerError) -> None:
        """Say at the field why an edit was refused; at the name where the reason is no field's."""
        problems = error.problems if isinstance(error, RuleBroken) else [Problem("name", error.what)]
        for problem in problems:
            self.rows[problem.field if problem.field in self.rows else "name"].show_problem(problem.text)


def years(name: PlaceName) -> str:
    """When a name was in use, short and in Western years where they are known: 1958–2016, 西汉–936, 至 2016."""
    since, until = (_short(text, name.dynasty) for text in (name.since, name.until))
    if since and until:
        return f"{since}–{until}"
    if until:
        return tr("至 {year}", year=until)
    return since or name.dynasty or ""


def _short(text: str | None, dynasty: str | None) -> str:
    span = year_of(text, dynasty or "")
    return western(span).removesuffix("年") if span is not None and span.exact else text or ""


class NamesPart:
    """All names of a place but the standard one, and the line that adds another."""

    group = NAMING

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer, self._lookups, self._form = gazetteer, lookups, form
        self._place_id: int | None = None
        self.lines: dict[int, NameLine] = {}
        self.widget = QWidget()
        self._column = QVBoxLayout(self.widget)
        self._column.setContentsMargins(0, 12, 0, 0)
        self._column.setSpacing(0)
        title = QLabel(tr("其他名称"))
        self._column.addWidget(title)
        self.kind = QComboBox()
        self.kind.addItems([kind for kind in KINDS if kind != STANDARD])
        self.new_name = QLineEdit(placeholderText=tr("增加名称，回车确认"))
        self.new_name.returnPressed.connect(self.add)
        self.message = problem_line()
        self._adding = self._adding_line()
        self._column.addWidget(self._adding)
        self._column.addWidget(self.message)
        self._adding.setVisible(not gazetteer.read_only)

    def _adding_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self.kind.setFixedWidth(100)
        row.addWidget(self.kind)
        row.addWidget(self.new_name, 1)
        return line

    def show_record(self, record: Record) -> None:
        place_id = int(record.id)
        names = self._gazetteer.find(PlaceName, PlaceName.place_id == place_id, PlaceName.kind != STANDARD)
        if place_id != self._place_id:
            self.new_name.clear()
            self.message.hide()
        self._place_id = place_id
        self._show({int(name.id or 0): name for name in names})

    def concerns(self, changed: Changed) -> bool:
        return bool(changed.ids(PlaceName))

    def _show(self, names: Mapping[int, PlaceName]) -> None:
        for name_id in [known for known in self.lines if known not in names]:
            line = self.lines.pop(name_id)
            line.setParent(None)
            line.deleteLater()
        for name_id, name in names.items():
            if name_id in self.lines:
                self.lines[name_id].refresh(name)
            else:
                self._add_line(name)

    def _add_line(self, name: PlaceName) -> None:
        line = NameLine(name, self._lookups, self._gazetteer)
        line.edited.connect(self._edit)
        line.removed.connect(self._remove)
        self.lines[int(name.id or 0)] = line
        self._column.insertWidget(self._column.indexOf(self._adding), line)

    def add(self) -> None:
        """Add the name that was typed."""
        text = self.new_name.text().strip()
        if not text or self._place_id is None:
            return
        command = AddName(self._place_id, {"kind": self.kind.currentText(), "name": text})
        if carry_out(self._form, self._gazetteer, command, refused=self._refuse):
            self.new_name.clear()
            self.message.hide()

    def _refuse(self, error: GazetteerError) -> None:
        problems = error.problems if isinstance(error, RuleBroken) else []
        self.message.setText("；".join(problem.text for problem in problems) or error.what)
        self.message.show()

    def _edit(self, name_id: int, values: dict[str, Any]) -> None:
        carry_out(self._form, self._gazetteer, EditName(name_id, values),
                  refused=lambda error: self.lines[name_id].show_refusal(error))

    def _remove(self, name_id: int) -> None:
        name = self.lines[name_id].name.name
        carry_out(self._form, self._gazetteer, RemoveName(name_id), tr("已删除名称 {name}", name=name))
