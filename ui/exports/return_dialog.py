"""回收外业数据: each place that came back otherwise, field by field, beside what the office has."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gazetteer.errors import GazetteerError
from gazetteer.fieldwork.applying import FIELD, OFFICE, take_home
from gazetteer.fieldwork.comparing import ADDED, CHANGED, DELETED, Difference, FieldReturn, Item, said
from gazetteer.fieldwork.receipt import Receipt
from gazetteer.gazetteer import Gazetteer
from ui.common.errors import show_error
from ui.common.small import said as text_line
from ui.i18n import tr
from ui.theme import theme

HEADS = ("地名、字段", "带出时", "库内现在", "外业", "采用")
WIDTHS = (200, 180, 180, 200)


class ReturnDialog(QDialog):
    """Conflicts and deletions wait with the office's side chosen; all else is ticked for the field's."""

    def __init__(self, parent: QWidget | None, gazetteer: Gazetteer, brought: FieldReturn) -> None:
        super().__init__(parent)
        self._gazetteer, self._brought = gazetteer, brought
        self._choices: dict[tuple[str, str], QComboBox] = {}
        self.receipt: Receipt | None = None
        self.head = text_line(self._summary())
        self.tree = QTreeWidget()
        self.apply = QPushButton(tr("采用"))
        self.apply.setProperty("primary", True)
        self.save = QPushButton(tr("保存回执…"))
        self.save.hide()
        self.leave = QPushButton(tr("取消"))
        self._lay_out()
        self._fill()
        self.apply.setEnabled(bool(brought.items) and not gazetteer.read_only)
        self.apply.clicked.connect(self.carry_out)
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self.reject)

    def _summary(self) -> str:
        items = self._brought.items
        counts = "，".join(tr("{kind} {n} 条", kind=kind, n=sum(item.kind == kind for item in items))
                          for kind in (ADDED, CHANGED, DELETED))
        conflicts = sum(len(item.conflicts) for item in items)
        parts = [tr("{counts}，没有变化 {same} 条。", counts=counts, same=self._brought.unchanged)]
        if conflicts:
            parts.append(tr("{n} 处两边都改了，请逐项选择。", n=conflicts))
        if self._brought.missing_photos:
            parts.append(tr("{n} 张照片没有带回。", n=len(self._brought.missing_photos)))
        return "".join(parts)

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("回收外业数据"))
        self.setMinimumSize(960, 520)
        self.tree.setHeaderLabels([tr(head) for head in HEADS])
        self.tree.setUniformRowHeights(False)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.tree.setWordWrap(True)
        for column, width in enumerate(WIDTHS):
            self.tree.setColumnWidth(column, width)
        self.tree.header().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addStretch()
        foot.addWidget(self.leave)
        foot.addWidget(self.apply)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addWidget(self.head)
        page.addWidget(self.tree, 1)
        page.addLayout(foot)

    def _fill(self) -> None:
        for item in sorted(self._brought.items, key=lambda one: (not one.conflicts, not one.trouble)):
            top = QTreeWidgetItem(self.tree, [tr("{kind}　{name}", kind=item.kind, name=item.name)])
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            self._top(top, item)
            for one in item.differences:
                self._line(top, item, one)
            for photo in item.photos:
                QTreeWidgetItem(top, [tr("照片"), "", "", photo.name])
            top.setExpanded(True)

    def _top(self, top: QTreeWidgetItem, item: Item) -> None:
        if item.trouble:
            top.setText(3, item.trouble)
            top.setToolTip(3, item.trouble)
            top.setForeground(3, QColor(theme.tokens.danger))
        if item.kind == DELETED:
            self._choose(top, (item.guid, DELETED), tr("保留库内的"), tr("删除"))

    def _line(self, top: QTreeWidgetItem, item: Item, one: Difference) -> None:
        line = QTreeWidgetItem(top, [one.label, said(one.base), said(one.here), said(one.there)])
        for column in (1, 2, 3):
            line.setToolTip(column, line.text(column))
        if one.conflict:
            line.setForeground(2, QColor(theme.tokens.warning))
            line.setForeground(3, QColor(theme.tokens.warning))
            self._choose(line, (item.guid, one.key), tr("库内的"), tr("外业的"))
        else:
            line.setText(4, tr("不采用") if item.trouble else tr("外业的"))

    def _choose(self, line: QTreeWidgetItem, key: tuple[str, str], office: str, outside: str) -> None:
        box = QComboBox()
        box.addItem(office, OFFICE)
        box.addItem(outside, FIELD)
        box.setAccessibleName(tr("采用"))
        self._choices[key] = box
        self.tree.setItemWidget(line, 4, box)

    @property
    def choices(self) -> dict[tuple[str, str], str]:
        """What was chosen where there was something to choose."""
        return {key: str(box.currentData()) for key, box in self._choices.items()}

    def carry_out(self) -> None:
        """Apply as one change, then show what became of it; the receipt can be saved."""
        try:
            self.receipt = take_home(self._gazetteer, self._brought, choices=self.choices)
        except GazetteerError as error:
            show_error(self, error)
            return
        done, left = len(self.receipt.applied), len(self.receipt.kept) + len(self.receipt.refused)
        self.head.setText(tr("已采用 {done} 处，未采用 {left} 处。回执记在历史里。", done=done, left=left) if done else
                          tr("没有采用任何内容。"))
        self.tree.clear()
        self._choices.clear()
        for line in self.receipt.text.splitlines()[1:]:
            QTreeWidgetItem(self.tree, [line]).setFirstColumnSpanned(True)
        self.tree.setHeaderHidden(True)
        self.apply.hide()
        self.save.show()
        self.leave.setText(tr("关闭"))

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("保存回执"), str(Path.home() / tr("外业回执.html")),
                                              tr("网页 (*.html);;PDF (*.pdf);;文本 (*.txt)"))
        if name and self.receipt:
            try:
                self.receipt.write(Path(name))
            except GazetteerError as error:
                show_error(self, error)
