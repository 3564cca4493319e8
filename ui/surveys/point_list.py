"""The list of survey points, by file: what waits, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from sqlalchemy import select

from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.survey import STATES, WAITING, Survey, SurveyPoint, SurveyShape, numbered
from gazetteer.surveys.targets import PLACE, choices
from ui.i18n import tr
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_TARGETS = {key: label for key, label in choices() if key != PLACE}
FEW = 400  # changed points beyond which the whole list is read again


@dataclass(frozen=True)
class PointRow:
    """A point in the list."""

    id: int
    survey_id: int
    number: int | None
    name: str
    state: str
    target: str = ""  # what it is registered as where it is no place
    part: int | None = None  # of a point that was split off from another

    @property
    def label(self) -> str:
        """The number as people read it."""
        return numbered(self.number, self.part)


@dataclass(frozen=True)
class SurveyRow:
    """The line above the points of a file."""

    survey_id: int
    name: str
    waiting: int
    count: int


class PointModel(QAbstractListModel):
    """Points (or measured shapes) in the order of files and numbers, those of one state or all."""

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None,
                 register: type[SurveyPoint] | type[SurveyShape] = SurveyPoint) -> None:
        super().__init__(parent)
        self._gazetteer, self._of = gazetteer, register
        self._columns = (register.id, register.survey_id, register.number, register.name, register.state,
                         *((register.target, register.part) if register is SurveyPoint else ()))
        self.points: dict[int, PointRow] = {}
        self._surveys: dict[int, str] = {}
        self.rows: list[PointRow | SurveyRow] = []
        self._at: dict[int, int] = {}
        self.state: str | None = WAITING

    def reload(self) -> None:
        """Read every survey and point."""
        names = self._gazetteer.rows(select(Survey.id, Survey.name, Survey.file_name).order_by(Survey.id))
        self._surveys = {survey_id: name or file_name or "" for survey_id, name, file_name in names}
        query = select(*self._columns).order_by(self._of.survey_id, self._of.number, self._of.id)
        self.points = {row.id: _point(row) for row in self._gazetteer.rows(query)}
        self._arrange()

    def refresh(self, ids: Iterable[int], surveys_too: bool = False) -> None:
        """Read the points that changed."""
        ids = list(ids)
        if surveys_too or len(ids) > FEW or any(one not in self.points for one in ids):
            self.reload()
            return
        query = select(*self._columns).where(self._of.id.in_(ids))
        found = {row.id: _point(row) for row in self._gazetteer.rows(query)}
        if len(found) < len(ids):
            self.reload()
            return
        self.points.update(found)
        self._arrange()

    def show_state(self, state: str | None) -> None:
        """Only points of this state; None for all."""
        self.state = state
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        by_survey: dict[int, list[PointRow]] = {}
        for point in self.points.values():
            by_survey.setdefault(point.survey_id, []).append(point)
        self.rows = []
        for survey_id, points in by_survey.items():
            shown = [point for point in points if self.state in (None, point.state)]
            if shown:
                waiting = sum(point.state == WAITING for point in points)
                self.rows.append(SurveyRow(survey_id, self._surveys.get(survey_id, ""), waiting, len(points)))
                self.rows += shown
        self._at = {row.id: number for number, row in enumerate(self.rows) if isinstance(row, PointRow)}
        self.endResetModel()

    # --- order -----------------------------------------------------------------------------------

    @property
    def shown(self) -> list[int]:
        """Ids of the points in the list, in its order."""
        return list(self._at)

    def count(self, state: str) -> int:
        return sum(point.state == state for point in self.points.values())

    def next_to(self, point_id: int | None, step: int) -> int | None:
        """The point before (-1) or after (1) one of the list; from one that is not there, by its place in the file."""
        if not self._at:
            return None
        ids = self.shown
        if point_id in self._at:
            place = ids.index(point_id) + step
            return ids[place] if 0 <= place < len(ids) else point_id
        order = {one: place for place, one in enumerate(self.points)}
        here = order.get(point_id or 0, -1)
        later = [one for one in ids if order[one] > here]
        earlier = [one for one in ids if order[one] < here]
        return (later or ids)[0] if step > 0 else (earlier or ids)[-1]

    def next_waiting(self, point_id: int | None) -> int | None:
        """The next point after this one that waits, from the beginning again at the end; None when none waits."""
        order = list(self.points)
        here = order.index(point_id) + 1 if point_id in self.points else 0
        return next((one for one in order[here:] + order[:here] if self.points[one].state == WAITING), None)

    def index_of(self, point_id: int) -> QModelIndex:
        return self.index(self._at[point_id]) if point_id in self._at else QModelIndex()

    # --- Qt --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, PointRow):
            return f"{row.name or tr('（无名）')}　{row.state}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}，{row.state}" if isinstance(row, PointRow) else row.name
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usable = isinstance(self.rows[index.row()], PointRow)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if usable else Qt.ItemFlag.NoItemFlags


def _point(row: Any) -> PointRow:
    state = row.state if row.state in STATES else WAITING
    key = getattr(row, "target", None) or ""
    return PointRow(row.id, row.survey_id or 0, row.number, row.name or "", state, _TARGETS.get(key, key),
                    getattr(row, "part", None))


class _PointRowPainter(QStyledItemDelegate):
    """A dot in the colour of the state, the name, the number at the right; files as a heading."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, tokens = index.data(ROW), theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect).adjusted(12, 0, -12, 0)
        if isinstance(row, SurveyRow):
            self._heading(painter, room, row)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(option.rect, QColor(tokens.accent_soft))
            elif option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(option.rect, QColor(tokens.hover))
            self._point(painter, room, row)
        painter.restore()

    def _heading(self, painter: QPainter, room: QRectF, row: SurveyRow) -> None:
        painter.setFont(theme.font(9))
        painter.setPen(QColor(theme.tokens.muted))
        count = tr("{waiting} / {count}", waiting=row.waiting, count=row.count)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(count) - 8)
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideMiddle, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)

    def _point(self, painter: QPainter, room: QRectF, row: PointRow) -> None:
        tokens = theme.tokens
        middle = room.center().y()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.status(row.state)[0]))
        painter.drawEllipse(QRectF(room.left(), middle - 3.5, 7, 7))
        number = "　".join(part for part in (row.target, row.label) if part)
        painter.setFont(theme.font(9))
        painter.setPen(QColor(tokens.faint))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)
        inner = room.adjusted(16, 0, -painter.fontMetrics().horizontalAdvance(number) - 8, 0)
        painter.setFont(theme.font())
        painter.setPen(QColor(tokens.text if row.name else tokens.faint))
        name = painter.fontMetrics().elidedText(row.name or tr("（无名）"), Qt.TextElideMode.ElideRight,
                                                int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, name)


class PointList(QListView):
    """The list; choosing a row makes its point the current one."""

    chosen = Signal(int)

    def __init__(self, model: PointModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = model
        self.setModel(model)
        self.setItemDelegate(_PointRowPainter(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("测点"))
        self._scrolled = 0
        self._told = False  # whether the row is being made current by who knows it already
        model.modelAboutToBeReset.connect(self._note_scroll)
        model.modelReset.connect(self._scroll_back)

    def _note_scroll(self) -> None:
        self._scrolled = self.verticalScrollBar().value()

    def _scroll_back(self) -> None:
        """A decision takes a row away; the rest of the list stays where it was."""
        self.doItemsLayout()
        self.verticalScrollBar().setValue(self._scrolled)

    def show_current(self, point_id: int | None) -> None:
        index = self._points.index_of(point_id or 0)
        self._told = True
        self.setCurrentIndex(index)
        self._told = False
        if index.isValid():
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row = current.data(ROW) if current.isValid() else None
        if isinstance(row, PointRow) and not self._told:
            self.chosen.emit(row.id)
