"""The likely places of a survey point as numbered cards: distance, name, sound, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gazetteer.places.place import Place
from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, Candidate
from gazetteer.surveys.scoring import far
from ui.common.record_head import name_size, paint_name
from ui.i18n import tr
from ui.records.options import Lookups
from ui.theme import theme

NAME_POINTS = 13.0
PAD, BADGE, SCORE = 12.0, 22.0, 92.0
MOST = 9  # each has a key


@dataclass(frozen=True)
class Likely:
    """A candidate with the record it names: a place, or what else the point is registered as."""

    candidate: Candidate
    place: Any

    @property
    def name(self) -> str:
        """As the card calls it; a marker has a number."""
        return str(getattr(self.place, "name", None) or getattr(self.place, "number", None) or "")

    @property
    def roman(self) -> str:
        return str(getattr(self.place, "roman", None) or "")

    def about(self, lookups: Lookups) -> list[str]:
        """Class or kind, and unit."""
        record = self.place
        if isinstance(record, Place):
            kind = lookups.name("class", record.class_code)
        else:
            kind = getattr(record, "kind", None) or record.__label__
        unit = lookups.name("division", getattr(record, "division_code", None))
        return [kind, unit if unit != self.name else ""]


class CandidateCard(QWidget):
    """One candidate. A click chooses it, a double click accepts it."""

    clicked = Signal(int)
    accepted = Signal(int)

    def __init__(self, number: int, likely: Likely, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.likely = number, likely
        self.chosen = False
        candidate = likely.candidate
        self._about = " · ".join(part for part in (*likely.about(lookups), self._where()) if part)
        self._why = "；".join(candidate.why)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{number}，{likely.name}，{candidate.score:.0%}，{self._why}")
        self.setToolTip(candidate.code)

    def _where(self) -> str:
        distance = self.likely.candidate.distance_m
        return tr("还没有位置") if distance is None else tr("相距 {far}", far=far(distance))

    def choose(self, chosen: bool) -> None:
        self.chosen = chosen
        self.update()

    # --- size ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(self.width(), 240)))

    def heightForWidth(self, width: int) -> int:
        named = name_size(self.likely.name, self.likely.roman, NAME_POINTS, self._text_width(width) - SCORE).height()
        return round(named + 4 + self._small().height() + 2 + self._why_box(width).height() + 2 * PAD - 4)

    def _text_width(self, width: float) -> float:
        return width - 2 * PAD - BADGE - 10

    def _why_box(self, width: float) -> QRectF:
        room = QRectF(0, 0, self._text_width(width), 4000)
        return self._small().boundingRect(room, Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere, self._why)

    def _small(self) -> QFontMetricsF:
        return QFontMetricsF(theme.font(9))

    # --- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.accent_soft if self.chosen else tokens.hover if self.underMouse() else tokens.surface
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(tokens.accent if self.chosen else tokens.border), 1.0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        self._paint_badge(painter)
        self._paint_texts(painter)
        self._paint_score(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        tokens, box = theme.tokens, QRectF(PAD, PAD + 2, BADGE, BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent if self.chosen else tokens.sunken))
        painter.drawEllipse(box)
        painter.setPen(QColor(tokens.on_accent if self.chosen else tokens.text))
        painter.setFont(theme.font(9))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.number))

    def _paint_texts(self, painter: QPainter) -> None:
        tokens = theme.tokens
        left, width = PAD + BADGE + 10, self._text_width(self.width())
        took = paint_name(painter, QPointF(left, PAD - 2), self.likely.name, self.likely.roman, points=NAME_POINTS,
                          width=width - SCORE)
        top = PAD + took.height() + 2
        painter.setFont(theme.font(9))
        painter.setPen(QColor(tokens.text))
        line = QRectF(left, top, width, self._small().height())
        shown = self._small().elidedText(self._about, Qt.TextElideMode.ElideRight, width)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QColor(tokens.muted))
        box = self._why_box(self.width()).translated(left, line.bottom() + 2)
        painter.drawText(box.adjusted(0, 0, 1, 1), Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere, self._why)

    def _paint_score(self, painter: QPainter) -> None:
        tokens, candidate = theme.tokens, self.likely.candidate
        room = QRectF(self.width() - PAD - SCORE + 16, PAD, SCORE - 16, 20)
        sure = candidate.certain and candidate.score >= DEFAULT_MIN_SCORE
        painter.setFont(theme.font(9))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                         tr("把握大") if sure else tr("需核对"))
        painter.setPen(QColor(tokens.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                         f"{candidate.score * 100:.0f}")
        bar = QRectF(room.left(), room.bottom() + 3, room.width(), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.sunken if not self.chosen else tokens.surface))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(bar.width() * min(max(candidate.score, 0.0), 1.0))
        painter.setBrush(QColor(tokens.accent if sure else tokens.warning))
        painter.drawRoundedRect(bar, 2, 2)

    # --- mouse -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.accepted.emit(self.number)


class CandidateList(QWidget):
    """The cards one below another."""

    accepted = Signal()
    chose = Signal()

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self.cards: list[CandidateCard] = []
        self._chosen = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        theme.changed.connect(self._measure_again)

    def show_likely(self, found: Sequence[Likely]) -> None:
        """Show these; the first is chosen."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = [CandidateCard(number, likely, self._lookups) for number, likely in enumerate(found[:MOST], 1)]
        for card in self.cards:
            card.clicked.connect(self.choose)
            card.accepted.connect(self._accept)
            self._column.addWidget(card)
        self.choose(1)

    @property
    def chosen(self) -> Likely | None:
        """The candidate that Ctrl+Enter accepts."""
        return self.cards[self._chosen - 1].likely if 0 < self._chosen <= len(self.cards) else None

    def choose(self, number: int) -> None:
        if 1 <= number <= len(self.cards):
            self._chosen = number
        elif not self.cards:
            self._chosen = 0
        for card in self.cards:
            card.choose(card.number == self._chosen)
        self.chose.emit()

    def _accept(self, number: int) -> None:
        self.choose(number)
        self.accepted.emit()

    def _measure_again(self) -> None:
        for card in self.cards:
            card.setFixedHeight(card.heightForWidth(card.width()))
            card.update()
