"""Where the characters of a name with their syllables lie, and how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gazetteer.language.characters import is_han
from gazetteer.language.reading_draft import ReadingDraft
from ui.theme import theme

CHARACTER_POINTS, SYLLABLE_POINTS = 20.0, 11.0
PAD, JOINED, APART, BETWEEN_LINES = 5.0, 5.0, 17.0, 8.0


@dataclass(frozen=True)
class Cell:
    """One character: its box, and the narrow box before it in which a click divides or joins."""

    place: int
    box: QRectF
    gap: QRectF


def lay_out(draft: ReadingDraft, width: float) -> list[Cell]:
    """The cells in lines of at most `width`; a line breaks between characters."""
    large, small = (QFontMetricsF(theme.font(points)) for points in (CHARACTER_POINTS, SYLLABLE_POINTS))
    height = cell_height()
    cells, left, top = [], 0.0, 0.0
    for place, character in enumerate(draft.text):
        widest = max(large.horizontalAdvance(character), small.horizontalAdvance(syllable_at(draft, place)))
        gap = 0.0 if not place else APART if place in draft.begins else JOINED
        if left and left + gap + widest + 2 * PAD > width:
            left, top, gap = 0.0, top + height + BETWEEN_LINES, 0.0
        cells.append(Cell(place, QRectF(left + gap, top, widest + 2 * PAD, height), QRectF(left, top, gap, height)))
        left += gap + widest + 2 * PAD
    return cells


def cell_height() -> float:
    """The height of a character with its syllable."""
    return (QFontMetricsF(theme.font(SYLLABLE_POINTS)).height() + QFontMetricsF(theme.font(CHARACTER_POINTS)).height()
            * 0.9 + 8)


def syllable_at(draft: ReadingDraft, place: int) -> str:
    """What stands over a character: its syllable, "?" where nobody reads it, nothing over figures and signs."""
    if not is_han(draft.text[place]):
        return ""
    return "?" if draft.syllables[place] == draft.text[place] else draft.syllables[place]


def paint_words(painter: QPainter, draft: ReadingDraft, cells: list[Cell]) -> None:
    """A soft ground under each word, so that the division is seen at once."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.tokens.sunken))
    for start, end in draft.words:
        lines: dict[float, QRectF] = {}
        for cell in cells[start:end]:
            lines[cell.box.top()] = lines.get(cell.box.top(), cell.box).united(cell.box)
        for box in lines.values():
            painter.drawRoundedRect(box, 6, 6)


def paint_cell(painter: QPainter, draft: ReadingDraft, cell: Cell, current: bool, focused: bool) -> None:
    """The syllable above its character; a reading in doubt in the colour of warnings, the current one framed."""
    tokens = theme.tokens
    if current:
        painter.setPen(QPen(QColor(tokens.accent if focused else tokens.border_strong), 1.5))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(cell.box.adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)
    syllable = syllable_at(draft, cell.place)
    unread, doubtful = syllable == "?", cell.place in draft.heteronyms
    painter.setFont(theme.font(SYLLABLE_POINTS))
    small = QFontMetricsF(painter.font())
    painter.setPen(QColor(tokens.danger if unread else tokens.warning if doubtful else tokens.accent))
    baseline = cell.box.top() + 3 + small.ascent()
    _centred(painter, cell.box, baseline, syllable)
    if doubtful:
        _underline(painter, cell.box, baseline + 3, small.horizontalAdvance(syllable))
    painter.setFont(theme.font(CHARACTER_POINTS))
    painter.setPen(QColor(tokens.text))
    large = QFontMetricsF(painter.font())
    _centred(painter, cell.box, cell.box.bottom() - 5 - large.height() * 0.16, draft.text[cell.place])


def paint_gap(painter: QPainter, gap: QRectF, apart: bool) -> None:
    """The mark under the mouse: where a click joins or divides."""
    painter.setPen(QPen(QColor(theme.tokens.accent), 1.5, Qt.PenStyle.DotLine if apart else Qt.PenStyle.SolidLine))
    middle = gap.center().x()
    painter.drawLine(QPointF(middle, gap.top() + 4), QPointF(middle, gap.bottom() - 4))


def _centred(painter: QPainter, box: QRectF, baseline: float, text: str) -> None:
    width = QFontMetricsF(painter.font()).horizontalAdvance(text)
    painter.drawText(QPointF(box.center().x() - width / 2, baseline), text)


def _underline(painter: QPainter, box: QRectF, top: float, width: float) -> None:
    painter.setPen(QPen(painter.pen().color(), 1.2, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(box.center().x() - width / 2, top), QPointF(box.center().x() + width / 2, top))
