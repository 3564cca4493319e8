"""Cells of a record table: painted quietly, edited with the same editors as the form."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QToolTip, QWidget

from gazetteer.record import Field, table_of
from ui.records.editors import (
    ENTERS,
    ChoiceEditor,
    Editor,
    FlagEditor,
    TextEditor,
    editing_text,
    make_editor,
    mark_wrong,
)
from ui.records.option_editor import OptionEditor
from ui.records.options import Lookups
from ui.records.record_model import Index, RecordModel
from ui.records.values import NotUnderstood, parsed
from ui.theme import theme


class CellDelegate(QStyledItemDelegate):
    """Paints the current cell with an accent frame; an editor with a wrong text does not let go by Enter."""

    def __init__(self, model: RecordModel, lookups: Lookups, view: QTableView) -> None:
        super().__init__(view)
        self._model, self._lookups, self._view = model, lookups, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if current:
            painter.setPen(QColor(theme.tokens.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = self._model.fields[index.column()]
        editor = make_editor(field, self._lookups, table_of(self._model.register), parent, one_line=True)
        editor.edited.connect(lambda: self._judge(editor, field))
        if isinstance(editor, (ChoiceEditor, FlagEditor)):
            editor.accepted.connect(lambda: self._finish(editor))
        if isinstance(editor, ChoiceEditor):
            QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        editor = cast(Editor, editor)
        field = self._model.fields[index.column()]
        value = self._model.value(index.row(), field.name)
        editor.write(editing_text(field, value, self._lookups, table_of(self._model.register)))
        if isinstance(editor, TextEditor):
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        field = self._model.fields[index.column()]
        if self._problem(editor, field):
            return  # left by the mouse with a wrong text: the cell keeps what it has
        table = table_of(self._model.register)
        self._model.setData(index, parsed(field, cast(Editor, editor).read(), self._lookups, table))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def _problem(self, editor: QWidget, field: Field) -> str | None:
        try:
            typed = cast(Editor, editor).read()
            return field.problem(parsed(field, typed, self._lookups, table_of(self._model.register)))
        except NotUnderstood as said:
            return str(said)

    def _judge(self, editor: QWidget, field: Field) -> bool:
        problem = self._problem(editor, field)
        mark_wrong(editor, bool(problem))
        editor.setToolTip(problem or "")
        return not problem

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTERS:
            if isinstance(editor, QWidget) and self._keeps(editor):
                return True
        return super().eventFilter(editor, event)

    def _keeps(self, editor: QWidget) -> bool:
        """Whether an editor stays open on Enter, because what was typed cannot be; then it says why."""
        index = self._view.currentIndex()
        if isinstance(editor, OptionEditor):
            editor.settle()
        if not index.isValid() or self._judge(editor, self._model.fields[index.column()]):
            return False
        QToolTip.showText(editor.mapToGlobal(editor.rect().bottomLeft()), editor.toolTip(), editor)
        return True
