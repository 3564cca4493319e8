"""自造字和拆写的字 of all registers: each with what may be meant, put right together as one change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gazetteer.characters.changes import ReplaceCharacters, Replacement, readable
from gazetteer.characters.odd_texts import OddText, odd_texts
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.places.place import Place
from ui import icons
from ui.characters.faces import glyph_font
from ui.common.latest import Latest
from ui.common.section import EmptyState
from ui.common.small import said
from ui.doing import carry_out
from ui.i18n import tr
from ui.listening import follow
from ui.selection import Selection

MOST = 500
ODD = Qt.ItemDataRole.UserRole
WHERE, TEXT, FOUND, CHOICE, WHY = range(5)


class OddList(QWidget):
    """Signals counted(n) when the number of findings is known."""

    counted = Signal(int)

    def __init__(self, gazetteer: Gazetteer, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._selection = gazetteer, selection
        self._stale, self._more = True, ""
        self.tree = QTreeWidget()
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setHeaderLabels([tr("登记簿"), tr("文字"), tr("问题字"), tr("改为"), tr("原因")])
        self.tree.setAccessibleName(tr("自造字和拆写的字"))
        for column, width in ((WHERE, 148), (TEXT, 176), (FOUND, 88), (CHOICE, 128)):
            self.tree.setColumnWidth(column, width)
        self.tree.header().setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        self.told = said("", "muted")
        self.fix = QPushButton(tr("更正"))
        self.fix.setProperty("primary", True)
        self.again = QPushButton(tr("重新查找"))
        icons.dress(self.again, "search")
        self._empty = EmptyState("circle-check", tr("没有自造字和拆写的字"), tr("全部登记簿的文字都用了已编码的字。"))
        self._lay_out()
        self._asking = Latest(self)
        self._asking.answered.connect(self._show)
        self.fix.clicked.connect(self.put_right)
        self.again.clicked.connect(self.ask)
        self.tree.itemDoubleClicked.connect(self._go)
        follow(gazetteer, self, self._heard)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.again)
        foot.addWidget(self.fix)
        self.fix.setVisible(not self._gazetteer.read_only)
        self.pages = QStackedLayout()
        self.pages.addWidget(self.tree)
        self.pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self.pages, 1)
        column.addLayout(foot)

    def showEvent(self, event: object) -> None:
        if self._stale:
            self.ask()

    def ask(self) -> None:
        """Look through all registers, beside the window."""
        self._stale = False
        gazetteer = self._gazetteer
        self.told.setText(tr("正在查找…"))
        self._asking.ask(lambda: list(islice(odd_texts(gazetteer), MOST + 1)))

    def _heard(self, changed: Changed) -> None:
        if self.isVisible():
            self.ask()
        else:
            self._stale = True

    def _show(self, found: list[OddText]) -> None:
        self.tree.clear()
        for odd in found[:MOST]:
            for number, offer in enumerate(odd.offers):
                item = QTreeWidgetItem([odd.label, readable(odd.text), offer.shown, "", offer.why])
                item.setData(WHERE, ODD, (odd, number))
                item.setFont(TEXT, glyph_font(10))
                item.setToolTip(WHY, offer.why)
                item.setSizeHint(WHERE, QSize(0, 32))
                self.tree.addTopLevelItem(item)
                self.tree.setItemWidget(item, CHOICE, self._choice(offer.offered, offer.certain))
        self.pages.setCurrentWidget(self.tree if found else self._empty)
        self._more = tr("（只列出前 {n} 处）", n=MOST) if len(found) > MOST else ""
        self._say()
        self.counted.emit(len(found))

    def _choice(self, offered: tuple[str, ...], certain: bool) -> QComboBox:
        choice = QComboBox(editable=True)
        choice.setFont(glyph_font(10))
        choice.addItems(["", *offered])
        line = choice.lineEdit()
        if line is not None:
            line.setPlaceholderText(tr("不改"))
        choice.setCurrentIndex(1 if certain else 0)
        choice.setToolTip(tr("从建议中选，或输入本来的字（Ctrl+Shift+U 查生僻字）；留空不改"))
        choice.setEnabled(not self._gazetteer.read_only)
        choice.currentTextChanged.connect(self._say)
        return choice

    def _say(self) -> None:
        count = len(list(self._chosen()))
        self.fix.setEnabled(count > 0)
        self.fix.setText(tr("更正 {n} 处", n=count) if count else tr("更正"))
        rows = self.tree.topLevelItemCount()
        told = tr("{n} 处待处理{more}；有把握的已选好，其余请逐一确定", n=rows, more=self._more)
        self.told.setText(told if rows else "")

    def choose(self, row: int, character: str) -> None:
        """Choose what is meant in a row."""
        _, box = self._items()[row]
        box.setCurrentText(character)

    def _items(self) -> list[tuple[QTreeWidgetItem, QComboBox]]:
        """Each row with the box in which a person chooses."""
        items = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        boxes = [(item, self.tree.itemWidget(item, CHOICE)) for item in items if item is not None]
        return [(item, box) for item, box in boxes if isinstance(box, QComboBox)]

    def _chosen(self) -> Iterator[Replacement]:
        """One change for each text in which something was chosen."""
        choices: dict[int, tuple[OddText, list[str]]] = {}
        for item, box in self._items():
            odd, number = item.data(WHERE, ODD)
            _, chosen = choices.setdefault(id(odd), (odd, [""] * len(odd.offers)))
            chosen[number] = box.currentText().strip()
        for odd, chosen in choices.values():
            if any(chosen):
                yield odd.replacement(chosen)

    def put_right(self) -> None:
        """Change everything that was chosen: one entry of the history, one undo."""
        replacements = tuple(self._chosen())
        if replacements:
            command = ReplaceCharacters(replacements)
            carry_out(self, self._gazetteer, command, tr("已更正 {n} 处", n=len(replacements)))

    def _go(self, item: QTreeWidgetItem) -> None:
        odd, _ = item.data(WHERE, ODD)
        place = getattr(self._gazetteer.get(odd.model, odd.record_id), "place_id", None)
        if place:
            self._selection.reveal(Place, [place])
        else:
            self._selection.reveal(odd.model, [odd.record_id])
