"""The points that would be taken together, one by one, before they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gazetteer.surveys.matching import Candidate
from gazetteer.surveys.scoring import far
from ui.i18n import tr

COLUMNS = ("测点", "地名", "把握", "相距", "理由")
WIDTHS = (150, 170, 56, 80)
ROW_HEIGHT = 28
SIZE = (820, 520)


class BatchList(QDialog):
    """Point, place, score, distance and reasons; nothing is changed by looking at it."""

    def __init__(self, taken: Sequence[tuple[str, Candidate]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("将接受的 {n} 个测点", n=len(taken)))
        self.resize(*SIZE)
        self.table = QTableWidget(len(taken), len(COLUMNS))
        self.table.setHorizontalHeaderLabels([tr(name) for name in COLUMNS])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setStretchLastSection(True)
        head.setHighlightSections(False)
        for column, width in enumerate(WIDTHS):
            self.table.setColumnWidth(column, width)
        for row, (name, found) in enumerate(taken):
            away = "" if found.distance_m is None else far(found.distance_m)
            for column, text in enumerate((name, found.name, f"{found.score * 100:.0f}", away, "；".join(found.why))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        lines = QVBoxLayout(self)
        lines.addWidget(self.table, 1)
        lines.addWidget(buttons)
