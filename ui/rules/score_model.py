"""The score as a table: a line for each township or class group, a column for each item, shaded by what is missing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from gazetteer.rules.score import Line, Score
from ui.i18n import tr
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
LABEL, COUNT, TOTAL, FIRST_ITEM = range(4)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ScoreModel(QAbstractTableModel):
    """Lines of a score; the first is the whole register."""

    def __init__(self) -> None:
        super().__init__()
        self.score: Score | None = None
        self.lines: list[Line] = []

    def show_score(self, score: Score, by: str) -> None:
        """Show the lines of a score by township or by class."""
        self.beginResetModel()
        self.score = score
        self.lines = [score.whole, *score.lines(by)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return FIRST_ITEM + (len(self.score.items) if self.score else 0)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or self.score is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            fixed = ("", tr("地名"), tr("总分"))
            return fixed[section] if section < FIRST_ITEM else self.score.items[section - FIRST_ITEM].title
        if role == Qt.ItemDataRole.ToolTipRole and section >= FIRST_ITEM:
            item = self.score.items[section - FIRST_ITEM]
            return tr("{aspect}：{title}，{weight}分（{certainty}）", aspect=item.aspect, title=item.title,
                      weight=f"{item.weight:g}", certainty=item.certainty or tr("已核定"))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column > LABEL:
            return _RIGHT
        if role == Qt.ItemDataRole.BackgroundRole and column >= TOTAL:
            return _shade(line.total if column == TOTAL else _percent(line.shares[column - FIRST_ITEM]))
        if role == Qt.ItemDataRole.FontRole and index.row() == 0:
            return theme.font(weight=theme.font().Weight.DemiBold)
        if role == Qt.ItemDataRole.ToolTipRole and column >= FIRST_ITEM:
            return tr("点击查看没有得分的地名")
        return None


def _text(line: Line, column: int) -> str:
    if column == LABEL:
        return line.label
    if column == COUNT:
        return f"{line.count:,}"
    if column == TOTAL:
        return "" if line.total is None else f"{line.total:.1f}"
    share = line.shares[column - FIRST_ITEM]
    return "—" if share is None else _rounded(share)


def _rounded(share: float) -> str:
    """A share that lacks anything never reads 100, nor one that has anything 0."""
    percent = share * 100
    return "100" if share == 1 else "0" if share == 0 else f"{min(max(percent, 0.1), 99.9):.1f}"


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100


def _shade(percent: float | None) -> QColor | None:
    """Nothing where all is right, warmer the more is missing."""
    if percent is None or percent >= 99.95:
        return None
    tokens = theme.tokens
    ground = QColor(tokens.danger if percent < 60 else tokens.warning)
    ground.setAlphaF(0.06 + 0.14 * (100 - percent) / 100)
    return ground
