"""Opens the reading editor under the spelling of a name: a button beside the field, and a shortcut in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from ui.common.errors import show_error
from ui.common.small import tool
from ui.i18n import tr
from ui.language.reading_editor import ReadingEditor
from ui.records.field_row import FieldRow

MARGIN = 2
KEYS = "Ctrl+Shift+R"
Target = Callable[[], tuple[str, int] | None]  # register and id of the name that the row belongs to


class ReadingOpener:
    """Belongs to the row of a spelling; the card stands below the row while it is open."""

    def __init__(self, gazetteer: Gazetteer, row: FieldRow, target: Target) -> None:
        self._gazetteer, self._row, self._target = gazetteer, row, target
        self.editor: ReadingEditor | None = None
        self.button = tool("spell-check", tr("逐字编辑读音（{keys}）", keys=KEYS), self.toggle)
        row.add_tool(self.button)
        shortcut = QShortcut(QKeySequence(KEYS), row)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle)

    def toggle(self) -> None:
        """Open the card, or close it."""
        if self.editor is not None:
            self.close()
        else:
            self.open()

    def open(self) -> None:
        target = self._target()
        if target is None:
            return
        try:
            self.editor = ReadingEditor(self._gazetteer, *target)
        except GazetteerError as gone:
            show_error(self._row.window(), gone)
            return
        self.editor.closed.connect(self.close)
        self._row.put_below(self.editor)
        self.editor.row.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self.editor, self._bring_into_view)

    def _bring_into_view(self) -> None:
        """Scroll the form until the field stands at its top: then most of the card is seen."""
        area = self._row.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        content = area.widget() if area is not None else None
        if area is not None and content is not None:
            area.verticalScrollBar().setValue(self._row.mapTo(content, self._row.rect().topLeft()).y() - MARGIN)

    def close(self) -> None:
        """Take the card away; what was not stored is given up."""
        if self.editor is not None:
            self.editor.hide()
            self.editor.setParent(None)
            self.editor.deleteLater()
            self.editor = None
            if self._row.editor is not None:
                self._row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
