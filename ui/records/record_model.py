"""A register as a Qt table: ids in order, and pages of rows read when they come into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from sqlalchemy import select
from sqlalchemy.sql.elements import ColumnElement

from gazetteer.characters.changes import readable
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.lineage.timeline import Then
from gazetteer.places.place import CANCELLED
from gazetteer.record import Field, Record, field_of, table_of
from ui.common.latest import Latest
from ui.i18n import tr
from ui.listening import follow
from ui.records import commands
from ui.records.options import Lookups
from ui.records.record_query import can_ask, ids_query
from ui.records.values import NUMERIC, shown
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
PAGE, PAGES_KEPT = 100, 60
FIELD_OF_COLUMN = Qt.ItemDataRole.UserRole
Role = Qt.ItemDataRole
THEN = Field("当时名称", name="name_then", derived=True, editable=False)  # stands while a year is shown


class RecordModel(QAbstractTableModel):
    """The records of one register that pass the filters.

    Signals:
        arranged: another set or order of rows is shown.
        refused(error): an edit in a cell was refused.
    """

    arranged = Signal()
    refused = Signal(object)

    def __init__(self, gazetteer: Gazetteer, model: type[Record], lookups: Lookups, columns: Sequence[str],
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register = model
        self.fields: list[Field] = [field_of(model, name) for name in columns]
        self.ids: list[int] = []
        self.filters: dict[str, str] = {}
        self.region = ""
        self.only: tuple[ColumnElement[bool], ...] = ()  # conditions of the table's owner
        self.sorting: tuple[str, bool] = ("", False)
        self.then: Then | None = None  # the places of the year that is shown
        self._gazetteer, self._lookups = gazetteer, lookups
        self._pages: OrderedDict[int, dict[int, Mapping[str, Any]]] = OrderedDict()
        self._row_of: dict[int, int] | None = None
        self._asking = Latest(self)
        self._asking.answered.connect(self._arrange)
        self._asking.failed.connect(self.refused)
        follow(gazetteer, self, self._heard)
        self._ever_asked = False

    # -- what is asked ------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Read the ids again, beside the window; `arranged` follows."""
        self._ever_asked = True
        sort, descending = self.sorting
        query = ids_query(self.register, dict(self.filters), sort, descending, self.region).where(*self.only)
        then = self.then
        self._asking.ask(lambda: _existing([row[0] for row in self._gazetteer.rows(query)], then))

    @property
    def busy(self) -> bool:
        return self._asking.busy

    def set_filter(self, name: str, text: str) -> None:
        """Narrow by a column; an empty text takes the narrowing away."""
        if self.filters.get(name, "") != text.strip():
            self.filters[name] = text.strip()
            self.filters = {key: value for key, value in self.filters.items() if value}
            self.ask()

    def set_region(self, code: str) -> None:
        if code != self.region:
            self.region = code
            self.ask()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 for the order of entry."""
        name = self.fields[column].name if 0 <= column < len(self.fields) else ""
        wanted = (name, order == Qt.SortOrder.DescendingOrder)
        if wanted != self.sorting and (not name or can_ask(self.fields[column])):
            self.sorting = wanted
            self.ask()

    def show_then(self, then: Then | None) -> None:
        """Only the places of a year, with what they were called; None for those of all times."""
        was, self.then = self.then, then
        if (was is None) != (then is None):
            self.set_columns([field.name for field in self.fields])
        elif self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.fields) - 1))
        self.ask()

    def set_columns(self, names: Iterable[str]) -> None:
        self.beginResetModel()
        self.fields = [field_of(self.register, name) for name in names if name != THEN.name]
        if self.then is not None:
            after = next((place for place, field in enumerate(self.fields, start=1) if field.name == "name"), 0)
            self.fields.insert(after, THEN)
        self._pages.clear()
        self.endResetModel()

    def _arrange(self, ids: list[int]) -> None:
        if ids != self.ids:
            self.beginResetModel()
            self.ids = ids
            self._row_of = None
            self._pages.clear()
            self.endResetModel()
        self.arranged.emit()

    # -- changes ------------------------------------------------------------------------------------------------

    def _heard(self, changed: Changed) -> None:
        touched = changed.ids(self.register)
        if not self._ever_asked or not touched:
            return
        rows = sorted(row for row in map(self.row_of, touched) if row is not None)
        for row in rows:
            self._pages.pop(row // PAGE, None)
        if len(rows) < len(touched) or self._some_are_gone(touched):
            self.ask()
        if rows and self.fields:
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], len(self.fields) - 1))

    def _some_are_gone(self, ids: Iterable[int]) -> bool:
        wanted, columns = list(ids), self.register.__table__.c
        if len(wanted) > 500:  # so many that reading all again is cheaper than asking
            return True
        return self._gazetteer.count(self.register, columns.id.in_(wanted)) < len(wanted)

    # -- rows ---------------------------------------------------------------------------------------------------

    def row_of(self, record_id: int) -> int | None:
        """Where a record stands; None when the filters hide it."""
        if self._row_of is None:
            self._row_of = {one: row for row, one in enumerate(self.ids)}
        return self._row_of.get(record_id)

    def value(self, row: int, name: str) -> Any:
        """The stored value of a cell."""
        if name == THEN.name:
            return (self.then.names.get(self.ids[row]) if self.then else None) or self.value(row, "name")
        number = row // PAGE
        if number not in self._pages:
            self._pages[number] = self._read(self.ids[number * PAGE:(number + 1) * PAGE])
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number].get(self.ids[row], {}).get(name)

    def _read(self, ids: list[int]) -> dict[int, Mapping[str, Any]]:
        columns = self.register.__table__.c
        names = {field.name for field in self.fields} | {"name", "roman", "status"}
        if any(not can_ask(field) and field is not THEN for field in self.fields):
            records = self._gazetteer.get_many(self.register, ids)
            return {key: {name: getattr(record, name, None) for name in names} for key, record in records.items()}
        query = select(columns.id, *(columns[name] for name in names if name in columns and name != "id"))
        rows = self._gazetteer.rows(query.where(columns.id.in_(ids)))
        return {row.id: row._mapping for row in rows}

    # -- what Qt asks -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.fields):
            return None
        field = self.fields[section]
        if role == Role.DisplayRole:
            return f"{field.label}（{field.unit}）" if field.unit and field.kind == "number" else field.label
        if role == Role.TextAlignmentRole:
            return int(_alignment(field))
        if role == Role.ToolTipRole and field.abbr:
            return tr("{label}，普查字段 {abbr}", label=field.label, abbr=field.abbr)
        return field if role == FIELD_OF_COLUMN else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        field = self.fields[index.column()]
        if role == Role.TextAlignmentRole:
            return int(_alignment(field))
        if role in (Role.DisplayRole, Role.ToolTipRole, Role.EditRole):
            return self._text(index.row(), field, role)
        if role == Role.FontRole and field.kind == "code":
            return theme.mono(9)
        if role == Role.ForegroundRole and self.value(index.row(), "status") == CANCELLED:
            return QColor(theme.tokens.faint)
        return None

    def _text(self, row: int, field: Field, role: int) -> str | None:
        text = shown(field, self.value(row, field.name), self._lookups, table_of(self.register))
        text = text.replace("\n", " ")
        if role == Role.ToolTipRole and field.name == "name":
            return "\n".join(part for part in (self.value(row, "roman"), text) if part)
        return text if role != Role.ToolTipRole or len(text) > 12 else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable(index.column()) else flags

    def editable(self, column: int) -> bool:
        """Whether cells of a column can be changed here."""
        field = self.fields[column]
        return (field.editable and can_ask(field) and not self._gazetteer.read_only
                and commands.can_edit(self.register))

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Change one cell through the gazetteer; `refused` says why where it cannot be."""
        field, record_id = self.fields[index.column()], self.ids[index.row()]
        if value == self.value(index.row(), field.name):
            return False
        if isinstance(value, str) and self._lookups.offers(field.name, value):
            self.refused.emit(GazetteerError(
                tr("没有保存"), where=tr("{label}“{text}”", label=field.label, text=readable(value)),
                why=tr("文字里有自造字或拆写的字"), remedy=tr("在登记表中改此项，那里可选建议的字，或按原样保存")))
            return False
        try:
            self._gazetteer.do(commands.edit(self.register, record_id, {field.name: value}))
        except GazetteerError as error:
            self.refused.emit(error)
            return False
        return True


def _existing(ids: list[int], then: Then | None) -> list[int]:
    """Those of the ids that there were in a year, in their order."""
    if then is None:
        return ids
    there = set(then.shown.tolist())
    return [one for one in ids if one in there]


def _alignment(field: Field) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if field.kind in NUMERIC else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
