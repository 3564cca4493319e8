"""Pages with their titles in groups below each other at the left: many titles stay readable in a low, narrow dock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from ui.theme import theme

WIDTH, ROW, GAP = 116, 23, 7  # pixels
PAGE = Qt.ItemDataRole.UserRole


class PageList(QWidget):
    """Pages count in the order in which they are given, whatever group they stand in.

    Arrow keys in the list, or Ctrl+PageUp and Ctrl+PageDown anywhere in the panel, go from page to page.
    """

    currentChanged = Signal(int)

    def __init__(self, name: str, titles: Sequence[str], groups: Sequence[Sequence[str]],
                 above: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        self._rows: dict[int, int] = {}
        self._filled: list[QWidget] = []
        for _ in titles:
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
            self._stack.addWidget(page)
            self._filled.append(page)
        for group in groups:
            self._add_group([(titles.index(title), title) for title in group])
        self._lay_out(above)
        self.list.setCurrentRow(0)
        self.list.currentItemChanged.connect(self._show)
        for key, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            made = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda step=step: self._step(step))

    def _lay_out(self, above: QWidget | None) -> None:
        side = QWidget()
        side.setFixedWidth(round(WIDTH * theme.scale))
        column = QVBoxLayout(side)
        column.setContentsMargins(4, 4, 4, 0)
        column.setSpacing(4)
        if above is not None:
            column.addWidget(above)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._stack, 1)

    def _add_group(self, pages: Sequence[tuple[int, str]]) -> None:
        if self.list.count():
            gap = QListWidgetItem(self.list)
            gap.setFlags(Qt.ItemFlag.NoItemFlags)
            gap.setSizeHint(QSize(0, GAP))
        for number, title in pages:
            item = QListWidgetItem(title, self.list)
            item.setData(PAGE, number)
            item.setSizeHint(QSize(0, round(ROW * theme.scale)))
            self._rows[number] = self.list.row(item)

    def widget(self, number: int) -> QWidget:
        """The page, to be filled."""
        return self._filled[number]

    def currentIndex(self) -> int:
        """The page in front."""
        return self._stack.currentIndex()

    def tabText(self, number: int) -> str:
        """The title of a page."""
        return self.list.item(self._rows[number]).text()

    def setCurrentIndex(self, number: int) -> None:
        """Bring a page to the front."""
        self.list.setCurrentRow(self._rows[number])

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(PAGE) is not None:
            self._stack.setCurrentIndex(item.data(PAGE))
            self.currentChanged.emit(item.data(PAGE))

    def _step(self, step: int) -> None:
        rows = sorted(self._rows.values())
        self.list.setCurrentRow(rows[(rows.index(self.list.currentRow()) + step) % len(rows)])
