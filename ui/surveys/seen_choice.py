"""What taking a file in would change, told item by item before it is done, and the choice to take only the new."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QPushButton,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gazetteer.surveys.seen_before import CHANGED, KNOWN, Coming, Seen
from ui.common.row_table import close_below, dress_view
from ui.common.small import said
from ui.i18n import tr

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("种类", "序号", "名称", "导入后", "此前")
WIDTHS = (64, 64, 150, 150)
SIZE = (720, 520)


class SeenChoice(QFrame):
    """Signals decided when another way was chosen; `only_new` tells which."""

    decided = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.seen = Seen(())
        self.text = said()
        self.new, self.all = QRadioButton(), QRadioButton(tr("全部导入，此前导入过的会重复"))
        self.list_button = QPushButton(tr("逐条查看…"))
        self.list_button.setProperty("link", True)
        self.list_button.clicked.connect(lambda: ComingDialog(self.seen, self.only_new, self.window()).exec())
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.text)
        for button in (self.new, self.all):
            group.addButton(button)
            button.clicked.connect(self.decided)
            column.addWidget(button)
        column.addWidget(self.list_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_seen(self, seen: Seen) -> None:
        """Tell of a file; where only some of it is new, only that is taken unless a person says otherwise."""
        self.seen = seen
        partly = bool(seen.known and seen.fresh)
        (self.new if partly else self.all).setChecked(True)
        self.new.setText(tr("仅导入新的 {n} 条", n=seen.fresh))
        for button in (self.new, self.all):
            button.setVisible(partly)
        changed = sum(one.verdict == CHANGED for one in seen.coming)
        parts = [tr("共 {n} 条", n=len(seen.coming))]
        if seen.known:
            parts.append(tr("{n} 条此前已导入", n=seen.known) if seen.fresh else tr("此前都已导入，没有新的"))
        if changed:
            parts.append(tr("{n} 条与此前的不同", n=changed))
        self.text.setText("，".join(parts))
        self.setVisible(bool(seen.coming))

    @property
    def only_new(self) -> bool:
        """Whether what was here before stays out."""
        return self.new.isChecked() and bool(self.seen.known)


class ComingModel(QAbstractTableModel):
    """Every point, track and shape of the file, and what becomes of it."""

    def __init__(self, seen: Seen, only_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen, self._only_new = seen, only_new

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._seen.coming)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        one = self._seen.coming[index.row()]
        return (one.kind, str(one.number), one.name or tr("（无名）"), self._outcome(one), one.said)[index.column()]

    def _outcome(self, one: Coming) -> str:
        if one.verdict == KNOWN:
            return tr("不再导入") if self._only_new else tr("重复导入")
        new = tr("新增航迹") if one.kind == "航迹" else tr("新增，待定")
        return tr("{new}（有变化）", new=new) if one.verdict == CHANGED else new


class ComingDialog(QDialog):
    """The list of what would change; nothing is changed by looking at it."""

    def __init__(self, seen: Seen, only_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("导入前逐条查看"))
        self.resize(*SIZE)
        self.table = QTableView()
        self.table.setModel(ComingModel(seen, only_new, self))
        dress_view(self.table, WIDTHS)
        close_below(self, self.table)
