"""The columns of a file as a table: what each is, its first values, why; a person changes what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gazetteer.surveys.mapping import ColumnMapping
from gazetteer.surveys.uses import KEEP, Use
from ui.common.row_table import dress
from ui.i18n import tr
from ui.records.editors import ENTERS
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("文件的列", "登记项", "依据", "前几个值")
WIDTHS = (80, 112, 64)
USE_COLUMN = 1


class MappingTable(QTableWidget):
    """Signals changed with a heading and its new use. Enter or F2 opens the list of a column, Delete empties it."""

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self._mapping = ColumnMapping(())
        dress(self, COLUMNS, WIDTHS)
        self.setAccessibleName(tr("列对应"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegateForColumn(USE_COLUMN, _UseDelegate(self))
        self.horizontalHeader().setMinimumSectionSize(24)
        self.cellClicked.connect(self._open)
        theme.changed.connect(self._dress)

    @property
    def uses(self) -> Sequence[Use]:
        """What a column can be; the parts of the point only where the reader obeys."""
        return self._mapping.uses if self._mapping.roles else [use for use in self._mapping.uses if use.group != "测点"]

    def show_mapping(self, mapping: ColumnMapping) -> None:
        """Show these columns; the cursor stays in its row."""
        self._mapping, row = mapping, max(self.currentRow(), 0)
        self.setRowCount(len(mapping.columns))
        for at, column in enumerate(mapping.columns):
            heading = f"{column.place} {column.heading}" if column.place else column.heading
            texts = (heading, text_of(mapping, column.use), column.why, " | ".join(column.samples))
            for number, text in enumerate(texts):
                item = self._item(at, number)
                item.setText(text)
                item.setToolTip(text)
                flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if number == USE_COLUMN else flags)
                item.setData(Qt.ItemDataRole.UserRole, column.use)
        self.setCurrentCell(min(row, self.rowCount() - 1), USE_COLUMN)
        self._dress()

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        """The cell that is there: a list that a person has open stays open when the file was read again."""
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.setItem(row, column, item)
        return item

    def put(self, row: int, use: str) -> None:
        """A person puts the column of a row to this use."""
        column = self._mapping.columns[row]
        if use != column.use:
            self.changed.emit(column.heading, use)

    def _dress(self) -> None:
        """What stays in the raw record only stands back."""
        muted, text = QColor(theme.tokens.muted), QColor(theme.tokens.text)
        for row, column in enumerate(self._mapping.columns):
            for number in range(len(COLUMNS)):
                if (item := self.item(row, number)) is not None:
                    item.setForeground(muted if number >= USE_COLUMN + 1 or not column.use else text)

    def _open(self, row: int, column: int) -> None:
        item = self.item(row, column)
        if column == USE_COLUMN and item is not None:
            self.editItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentRow()
        item = self.item(row, USE_COLUMN)
        if event.key() in ENTERS and not event.modifiers() and item is not None:
            self.editItem(item)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= 0:
            self.put(row, KEEP)
        else:
            super().keyPressEvent(event)


class _UseDelegate(QStyledItemDelegate):
    """A list that is searched by typing any part of a label or an abbreviation."""

    def __init__(self, table: MappingTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        box.setItemDelegate(QStyledItemDelegate(box))
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setMaxVisibleItems(16)
        box.addItem(tr("只留在原始记录"), KEEP)
        for use in self._table.uses:
            box.addItem(_label(use), use.key)
        completer = QCompleter(box.model(), box)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        box.setCompleter(completer)
        box.view().setMinimumWidth(260)
        box.activated.connect(lambda _: self._settle(box))
        box.setAccessibleName(tr("登记项"))
        return box

    def _settle(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.UserRole))))
        line = editor.lineEdit()
        if line is not None:
            line.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        at = _meant(editor)
        if at >= 0:
            self._table.put(index.row(), editor.itemData(at))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)


def _meant(box: QComboBox) -> int:
    """The entry that the typed text is, or the only one that holds it; -1 where it is none."""
    text = box.currentText().strip()
    exact = box.findText(text)
    held = [at for at in range(box.count()) if text and text.casefold() in box.itemText(at).casefold()]
    return exact if exact >= 0 else held[0] if len(held) == 1 else -1


def _label(use: Use) -> str:
    return f"{use.label}　{use.abbr}" if use.abbr else use.label


def text_of(mapping: ColumnMapping, use: str) -> str:
    """How a use is called; what is kept in the raw record says so."""
    known: Any = next((one for one in mapping.uses if one.key == use), None)
    return _label(known) if known else tr("只留在原始记录") if use == KEEP else use
