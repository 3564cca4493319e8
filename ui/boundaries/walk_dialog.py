"""没有走到的界线段: a list beside the map; a row leads to its markers."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gazetteer.boundaries.field.walked import Stretch, Walk
from gazetteer.gazetteer import Gazetteer
from ui.boundaries.walk_part import lead_to
from ui.common.row_table import row_table
from ui.common.small import said
from ui.i18n import tr

COLUMNS, WIDTHS = ("起桩", "止桩", "长度", "界线里程"), (130, 130, 100)


class WalkDialog(QDialog):
    """Stays open beside the window while the stretches are looked at."""

    def __init__(self, parent: QWidget | None, gazetteer: Gazetteer, walk: Walk) -> None:
        super().__init__(parent)
        self._gazetteer, self._walk = gazetteer, walk
        self.setWindowTitle(tr("没有走到的界线段"))
        self.resize(560, 360)
        self.head = said(tr("{text}。", text=walk.text))
        self.table = row_table(COLUMNS, WIDTHS, [_row(one) for one in walk.stretches])
        self.table.setVisible(bool(walk.stretches))
        self.table.itemSelectionChanged.connect(self._look)
        self.hint = said(tr("选一行，地图上显示两端的界桩；未走到的段在地图的“联检航迹”图层里以粗线画出。"), "muted")
        self.hint.setVisible(bool(walk.stretches))
        leave = QPushButton(tr("关闭"))
        leave.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(leave)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addWidget(self.head)
        page.addWidget(self.table, 1)
        page.addWidget(self.hint)
        if not walk.stretches:
            page.addStretch()
        page.addLayout(foot)

    def _look(self) -> None:
        """Let map and form follow to the markers of the row."""
        row, home = self.table.currentRow(), self.parentWidget()
        selection = getattr(home, "selection", None)
        if row < 0 or selection is None:
            return
        lead_to(self._walk.stretches[row], self._gazetteer, selection)


def _row(one: Stretch) -> tuple[str, str, str, str]:
    size = tr("{km} 千米", km=f"{one.length / 1000:.2f}") if one.length >= 1000 else tr("{m} 米", m=f"{one.length:.0f}")
    return one.before, one.after, size, f"{one.start / 1000:.2f}－{one.end / 1000:.2f}"
