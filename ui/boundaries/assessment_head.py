"""What stands above a score sheet: whose it is, its marks and grade, a veto, and what the registers know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gazetteer.boundaries.assessing.sheet import Sheet
from ui.i18n import tr


class SheetHead(QWidget):
    """One row; the full text is its tip and its accessible name."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.state, self.alert, self.note = QLabel(), QLabel(), QLabel(), QLabel()
        self.state.setProperty("muted", True)
        self.alert.setProperty("danger", True)
        self.note.setProperty("muted", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for label in (self.title, self.state, self.alert):
            row.addWidget(label)
        row.addStretch()
        row.addWidget(self.note)

    def show_sheet(self, sheet: Sheet) -> None:
        """Tell how a sheet stands; a veto decides the grade before all items are scored."""
        self.title.setText(tr("{title}　{marks} / {full}", title=sheet.title, marks=f"{sheet.marks:g}",
                              full=f"{sheet.full:g}"))
        state = tr("已定") if sheet.closed else tr("已评 {n}/{all} 项", n=sheet.scored, all=sheet.to_score)
        self.state.setText(state if sheet.vetoes else " · ".join(part for part in (sheet.grade, state) if part))
        vetoes = "；".join(str(row.item.title) for row in sheet.vetoes)
        self.alert.setText(tr("一票否决：{grade}", grade=sheet.grade) if vetoes else "")
        self.alert.setToolTip(vetoes)
        self.alert.setVisible(bool(vetoes))
        self.note.setText(tr("示例评分表") if sheet.example else "")
        self.note.setToolTip(tr("评分项目为程序附带的示例，请换成本地的评分表"))
        self.setAccessibleName(" ".join((self.title.text(), self.state.text(), self.alert.text(), vetoes,
                                         self.note.text())))


class KnownLine(QLabel):
    """What the program knows of the line, in one row that is cut where there is no room; all of it is its tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("muted", True)
        self.setMinimumWidth(40)
        self._whole = ""

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Labels with their figures."""
        self._whole = "　".join(f"{label}：{text}" for label, text in facts)
        self.setToolTip("\n".join([tr("程序所知"), *(f"{label}：{text}" for label, text in facts)]))
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width() - 2, 40)))
