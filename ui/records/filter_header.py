"""A table header with a line of filters below it, one for each column that the register can ask about."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView

from gazetteer.record import Field
from ui.i18n import tr
from ui.records.record_model import FIELD_OF_COLUMN
from ui.records.record_query import can_ask

DELAY_MS = 250
FILTER_HEIGHT = 32


class FilterHeader(QHeaderView):
    """Signals filtered(field name, text) a moment after the person stopped typing."""

    filtered = Signal(str, str)

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.edits: dict[str, QLineEdit] = {}
        self._shown = True
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorShown(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.sectionResized.connect(self._place)
        self.sectionMoved.connect(self._place)
        parent.horizontalScrollBar().valueChanged.connect(self._place)

    def show_filters(self, shown: bool) -> None:
        self._shown = shown
        self.updateGeometries()
        self._place()
        self.geometriesChanged.emit()

    def clear_filters(self) -> None:
        for edit in self.edits.values():
            edit.clear()
            edit.editingFinished.emit()

    def make_filters(self) -> None:
        """A filter for each column of the model as it is now; what was typed stays."""
        wanted = {field.name: field for field in self._fields() if can_ask(field)}
        for name in [name for name in self.edits if name not in wanted]:
            self.edits.pop(name).deleteLater()
        for name, field in wanted.items():
            if name not in self.edits:
                self.edits[name] = self._filter(field)
        self._place()

    def _fields(self) -> list[Field]:
        model = self.model()
        columns = range(model.columnCount()) if model else ()
        return [model.headerData(column, Qt.Orientation.Horizontal, FIELD_OF_COLUMN) for column in columns]

    def _filter(self, field: Field) -> QLineEdit:
        edit = QLineEdit(self, placeholderText=tr("筛选"), clearButtonEnabled=False)
        edit.setAccessibleName(tr("筛选{label}", label=field.label))
        edit.setToolTip(tr("输入要找的字。= 只看空的，* 只看填了的；数字可写 >10、10-20"))
        timer = QTimer(edit, singleShot=True, interval=DELAY_MS)
        edit.textChanged.connect(lambda: timer.start())
        timer.timeout.connect(lambda: self.filtered.emit(field.name, edit.text()))

        def at_once() -> None:
            if timer.isActive():
                timer.stop()
                self.filtered.emit(field.name, edit.text())

        edit.editingFinished.connect(at_once)
        return edit

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), 28 + (FILTER_HEIGHT if self._shown else 0))

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, FILTER_HEIGHT if self._shown else 0)
        super().updateGeometries()
        self._place()

    def _place(self) -> None:
        for column, field in enumerate(self._fields()):
            edit = self.edits.get(field.name)
            if edit is None:
                continue
            edit.setGeometry(self.sectionViewportPosition(column) + 2, 28, self.sectionSize(column) - 4, 28)
            edit.setVisible(self._shown and not self.isSectionHidden(column))
