"""走向说明 in the form of a section: the program's text over the person's, and where that one and the geometry part."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from gazetteer.boundaries.comparing import DIRECTION, DISTANCE, Difference
from gazetteer.boundaries.description import Described, described_section
from gazetteer.boundaries.line import COURSE, BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.network import Network
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record, table_of
from gazetteer.record_changes import EditRecord
from ui import icons
from ui.common.small import said
from ui.doing import carry_out
from ui.i18n import tr
from ui.records.editors import LongTextEditor
from ui.records.field_row import FieldRow
from ui.records.options import Lookups
from ui.theme import theme

CONCERNED: tuple[type[Record], ...] = (BoundaryLine, BoundaryMarker, BoundaryTolerance)


class SectionTextPart(QObject):
    """Dresses the row of the text; what is typed is compared while it is typed."""

    group = COURSE

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self.widget = QWidget()  # what is shown stands in the row
        self.widget.hide()
        super().__init__(self.widget)
        self._gazetteer, self._form = gazetteer, form
        self._section = LineSection()
        self._network: Network | None = None
        self._described: Described | None = None
        self._row: FieldRow | None = None
        self.generated = said(selectable=True)
        self.adopt = QPushButton(tr("采用生成的文字"))
        icons.dress(self.adopt, "check")
        self.adopt.clicked.connect(self.take_over)
        self.adopt.setVisible(not gazetteer.read_only)
        self.parted = said(role="danger", selectable=True)
        self.parted.hide()
        theme.changed.connect(self._compare)

    def dress_row(self, row: FieldRow) -> None:
        """Put the program's text over the editor of the person's, and the differences under it."""
        if row.key != "text":
            return
        self._row = row
        grid, editor = row.layout(), row.editor or row.value
        assert isinstance(grid, QGridLayout)
        box = QWidget()
        grid.replaceWidget(editor, box)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 5, 0, 0)
        column.setSpacing(6)
        column.addWidget(said(tr("程序按图形生成："), "muted"))
        column.addWidget(self.generated)
        buttons = QHBoxLayout()
        buttons.addWidget(self.adopt)
        buttons.addStretch()
        column.addLayout(buttons)
        column.addWidget(editor)
        row.put_hint(self.parted)
        if isinstance(row.editor, LongTextEditor):
            row.editor.setPlaceholderText(tr("空白时用上面生成的文字；要改，先采用，再在这里改"))
            row.editor.textChanged.connect(self._compare)

    def show_record(self, record: Record) -> None:
        assert isinstance(record, LineSection)
        self._section, self._network = record, Network.of(self._gazetteer)
        view = next((one for one in self._network.views.values() if one.line.id == record.line_id), None)
        self._described = described_section(view, self._network, record) if view is not None else None
        if self._described is not None:
            self.generated.setText(self._described.generated)
        elif view is None or view.course is None:
            self.generated.setText(tr("还不能生成：没有选定界线，或界线还没有图形。"))
        else:
            self.generated.setText(tr("还不能生成：起桩或止桩没有选定，或没有坐标。"))
        self._compare()

    def concerns(self, changed: Changed) -> bool:
        return any(changed.ids(model) for model in CONCERNED)

    def take_over(self) -> None:
        """Let the program's text be the person's, instead of what stands or is typed."""
        if self._described is None or self._row is None:
            return
        text = self._described.generated
        command = EditRecord(table_of(LineSection), int(self._section.id or 0), {"text": text})
        if carry_out(self._form, self._gazetteer, command, tr("已采用生成的走向说明")) is not None:
            self._row.show_value(text)

    def _compare(self) -> None:
        """Mark and tell where what stands in the editor and the geometry part."""
        if self._row is None:
            return
        editor = self._row.editor
        text = editor.read() if editor is not None else self._section.text or ""
        found = (self._described.compared(text, self._network.tolerances)
                 if self._described is not None and self._network is not None else [])
        self.adopt.setEnabled(self._described is not None and text.strip() != self._described.generated)
        self.parted.setText("\n".join([tr("与图形不符："), *map(_told, found)] if found else []))
        self.parted.setVisible(bool(found))
        if isinstance(editor, LongTextEditor):
            _mark(editor, text, found)


def _mark(editor: LongTextEditor, text: str, found: Sequence[Difference]) -> None:
    """Underline the places; a document counts characters beyond the first plane as two."""
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(QColor(theme.tokens.danger))
    look.setBackground(QColor(theme.tokens.danger_soft))
    marks = []
    for one in found:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(editor.document())
        cursor.setPosition(_units(text[:one.start]))
        cursor.setPosition(_units(text[:one.end]), QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, look
        marks.append(mark)
    editor.setExtraSelections(marks)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _told(one: Difference) -> str:
    if one.kind == DIRECTION:
        return tr("{what}，超出 {off}°（限 {limit}°）", what=one.text, off=f"{one.measured:.1f}",
                  limit=f"{one.tolerance:g}")
    if one.kind == DISTANCE:
        return tr("{what}，相差 {off} 米（限 {limit} 米）", what=one.text, off=f"{one.measured:.0f}",
                  limit=f"{one.tolerance:.0f}")
    return one.text
