"""手工注记: every name that a person moved, turned or left out, with the way there and back to automatic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.map_name import NAMED, MapName, Position
from gazetteer.places.map_name_changes import ForgetLabels
from gazetteer.record import table_of
from ui.common.section import EmptyState
from ui.common.small import tool
from ui.doing import carry_out
from ui.i18n import tr
from ui.listening import follow

Index = QModelIndex | QPersistentModelIndex
HEADINGS = ("名称", "登记簿", "比例尺", "改动")
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Line:
    """One decision as the list shows it."""

    id: int
    name: str
    register: str
    scale: int
    what: str
    position: Position | None


def lines_of(gazetteer: Gazetteer) -> list[Line]:
    """Every decision, by name and scale."""
    made, named = gazetteer.find(MapName), {}
    for table in {str(record.table_name) for record in made} & set(NAMED):
        ids = [int(record.record_id or 0) for record in made if record.table_name == table]
        named[table] = gazetteer.get_many(NAMED[table], ids)
    found = []
    for record in made:
        about: Any = named.get(str(record.table_name), {}).get(int(record.record_id or 0))
        register = NAMED[str(record.table_name)].__label__ if record.table_name in NAMED else ""
        found.append(Line(int(record.id or 0), getattr(about, "name", None) or tr("（已删除）"), register,
                          int(record.scale or 0), _what(record), _position(record, about)))
    return sorted(found, key=lambda line: (line.name, line.scale, line.id))


def _what(record: MapName) -> str:
    if record.hidden:
        return tr("不注记")
    said = [tr("移动")] if record.dx is not None and record.dy is not None else []
    return "，".join([*said, *([tr(record.orientation)] if record.orientation else [])])


def _position(record: MapName, about: Any) -> Position | None:
    if record.lon is not None and record.lat is not None:
        return record.lon, record.lat
    if about is None or about.geom is None:
        return None
    spot = about.geom.representative_point()
    return spot.x, spot.y


class LabelModel(QAbstractTableModel):
    """The lines under their headings."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return tr(HEADINGS[section]) if wanted else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            scale = f"1:{line.scale:,}".replace(",", "\u202f")
            return (line.name, line.register, scale, line.what)[index.column()]
        return RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 2 else None


class LabelList(QWidget):
    """A table with two buttons; a double click goes there.

    `go` shows (longitude, latitude, scale denominator) on the map, `begin` takes the tool that moves names.
    """

    def __init__(self, gazetteer: Gazetteer, go: Callable[[float, float, float], None],
                 begin: Callable[[], None]) -> None:
        super().__init__()
        self._gazetteer, self._go = gazetteer, go
        self.model = LabelModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.there = tool("crosshair", tr("到该处"), self.go_there, text=tr("到该处"))
        self.reset = tool("undo-2", tr("恢复自动"), self.forget, text=tr("恢复自动"))
        self._empty = EmptyState("type", tr("没有手工改过的注记"),
                                 tr("在地图上拖动注记即可移动；改动按比例尺保存，更名后仍然有效。"),
                                 "" if gazetteer.read_only else tr("移动注记"), begin)
        self._pages = QStackedWidget()
        self._lay_out()
        self.table.doubleClicked.connect(lambda index: self.go_there())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        follow(gazetteer, self, self._heard)
        self.read()

    def _lay_out(self) -> None:
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setAccessibleName(tr("手工注记"))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((180, 90, 110)):
            self.table.setColumnWidth(column, width)
        full, buttons = QWidget(), QHBoxLayout()
        buttons.setContentsMargins(8, 4, 8, 4)
        for button in (self.there, self.reset):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inner = QVBoxLayout(full)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(buttons)
        inner.addWidget(self.table)
        for page in (self._empty, full):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def read(self) -> None:
        """Show what is decided now; what was selected stays selected."""
        kept = {line.id for line in self.chosen}
        self.model.show_lines(lines_of(self._gazetteer))
        for row, line in enumerate(self.model.lines):
            if line.id in kept:
                self.table.selectRow(row)
        self._pages.setCurrentIndex(int(bool(self.model.lines)))
        self._offer()

    @property
    def chosen(self) -> list[Line]:
        """The selected lines."""
        return [self.model.lines[index.row()] for index in self.table.selectionModel().selectedRows()]

    def go_there(self) -> None:
        """Show the first selected name at its scale."""
        line = next((line for line in self.chosen if line.position is not None), None)
        if line is not None and line.position is not None:
            self._go(*line.position, float(line.scale))

    def forget(self) -> None:
        """The selected names are placed by the program again, as one change."""
        ids = tuple(line.id for line in self.chosen)
        if ids:
            carry_out(self, self._gazetteer, ForgetLabels(ids), tr("{n}处注记恢复自动", n=len(ids)))

    def _offer(self) -> None:
        self.there.setEnabled(any(line.position for line in self.chosen))
        self.reset.setEnabled(bool(self.chosen) and not self._gazetteer.read_only)

    def _heard(self, changed: Changed) -> None:
        if changed.ids(MapName) or any(changed.tables.get(table_of(model)) for model in NAMED.values()):
            self.read()
