"""The vertices of the selected shape as a table of coordinates: looked at, chosen, typed over in any form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gazetteer.coordinates.positions import format_position, parse_position
from gazetteer.coordinates.systems import to_plane
from gazetteer.errors import GazetteerError
from gazetteer.shapes.vertices import Vertex, vertices
from ui.i18n import tr
from ui.map.panels import EDGE, Panel

if TYPE_CHECKING:
    from ui.map.map_view import MapView

COLUMNS = ("序号", "线", "经纬度", "X（北）", "Y（东）")
Index = QModelIndex | QPersistentModelIndex
WIDTH, HEIGHT = 540, 280


class VertexModel(QAbstractTableModel):
    """One row a vertex; the position can be typed in any form.

    Signals:
        typed(vertex, lon, lat): a person wants the vertex there.
        refused(error): what was typed is no position.
    """

    typed = Signal(object, float, float)
    refused = Signal(object)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.vertices: list[Vertex] = []

    def show_shape(self, record: Any) -> None:
        self.beginResetModel()
        self.vertices = vertices(record.geom) if record is not None else []
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.vertices)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        vertex = self.vertices[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if index.column() < 3:
                return (index.row() + 1, vertex.path + 1, format_position(*vertex.position))[index.column()]
            east, north = to_plane(*vertex.position)
            return f"{north if index.column() == 3 else east:.3f}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != 2:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() == 2 else usual

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        vertex = self.vertices[index.row()]
        if str(value).strip() == format_position(*vertex.position):
            return False  # opened and left: the rounded text must not move the vertex
        try:
            position = parse_position(str(value))
        except GazetteerError as error:
            self.refused.emit(error)
            return False
        self.typed.emit(vertex, position.lon, position.lat)
        return True


class PositionTyping(QStyledItemDelegate):
    """A cell that takes a position.

    Signals:
        typing(text): what stands in it so far.
    """

    typing = Signal(str)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = QLineEdit(parent)
        made.textEdited.connect(self.typing)
        return made


class VertexTable(Panel):
    """Beside the map's right edge while vertices are edited.

    Signals:
        chosen(vertex): a row was chosen, show it on the map.
    """

    chosen = Signal(object)

    def __init__(self, home: MapView) -> None:
        super().__init__(home)
        self.model = VertexModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for number, width in ((0, 44), (1, 32), (3, 104), (4, 100)):
            self.table.setColumnWidth(number, width)
        self.table.setAccessibleName(tr("顶点坐标表"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        self.said = QLabel(wordWrap=True)
        self.typing = PositionTyping(self)
        self.table.setItemDelegateForColumn(2, self.typing)
        self.typing.typing.connect(self._explain)
        self.typing.closeEditor.connect(lambda *_: self._explain(""))
        self._explain("")
        column.addWidget(self.said)
        column.addWidget(self.table)
        self.table.selectionModel().currentRowChanged.connect(self._choose)

    def show_shape(self, record: Any) -> None:
        """The vertices of a record's shape; without one the panel goes."""
        self.model.show_shape(record)
        self.setVisible(record is not None)
        self.place()

    def place(self) -> None:
        self.resize(min(WIDTH, self._home.width() - 2 * EDGE), min(HEIGHT, self._home.height() * 3 // 5))
        self.move(self._home.width() - self.width() - EDGE, 2 * EDGE + 32)

    def _explain(self, text: str) -> None:
        """How what is typed is understood, before it is taken."""
        if not text.strip():
            self.said.setText(tr("顶点坐标：双击经纬度，可输入或粘贴任何写法"))
            return
        try:
            found = parse_position(text)
            self.said.setText(f"{format_position(found.lon, found.lat)}　{found.explanation}")
        except GazetteerError as error:
            self.said.setText(error.what)

    def _choose(self, now: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.model.vertices[now.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._home.setFocus()
        else:
            super().keyPressEvent(event)
