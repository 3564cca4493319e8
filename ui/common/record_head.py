"""The head of a record: its name large with the reading above the characters, then status, code and 密级.

One function paints it, so that form, tooltip, review card and print-out look the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QWidget

from layers.painting.glyph_pictures import draw_picture, is_picture, marked
from ui.common.syllables import over_characters
from ui.i18n import tr
from ui.theme import Tokens, theme

NAME_POINTS, ROMAN_POINTS, SMALL_POINTS = 20.0, 10.0, 9.0
GAP = 4.0


@dataclass(frozen=True)
class Head:
    """What the head says; empty parts are left out. `note` is the line below (class and unit)."""

    name: str = ""
    roman: str = ""
    status: str = ""
    code: str = ""
    secrecy: str = ""
    note: str = ""
    former: str = ""


@dataclass(frozen=True)
class _Cell:
    character: str
    syllable: str
    width: float


def name_size(name: str, roman: str, points: float = NAME_POINTS, width: float = 10_000.0) -> QSizeF:
    """The room that `paint_name` takes, broken into lines of at most `width`."""
    lines = _lines(_cells(name, roman, points), width)
    longest = max((sum(cell.width for cell in line) for line in lines), default=0.0)
    return QSizeF(longest, len(lines) * _line_height(points, bool(roman)))


def paint_name(painter: QPainter, corner: QPointF, name: str, roman: str, *, points: float = NAME_POINTS,
               width: float = 10_000.0, tokens: Tokens | None = None) -> QSizeF:
    """Draw the reading above the characters, from `corner` (top left); the room it took."""
    tokens = tokens or theme.tokens
    fonts = theme.font(points), theme.font(_roman_points(points)) if roman else None
    top = corner.y()
    for line in _lines(_cells(name, roman, points), width):
        left = corner.x()
        for cell in line:
            _paint_cell(painter, QPointF(left, top), cell, fonts, tokens)
            left += cell.width
        top += _line_height(points, bool(roman))
    return name_size(name, roman, points, width)


def _paint_cell(painter: QPainter, corner: QPointF, cell: _Cell, fonts: tuple[QFont, QFont | None],
                tokens: Tokens) -> None:
    large, small = fonts
    baseline = corner.y() + _ascent(QFontMetricsF(large))
    if small:
        top = corner.y() + QFontMetricsF(small).ascent()
        _paint_centred(painter, corner.x(), top, (cell.syllable, cell.width), small, tokens.accent)
        baseline += _roman_height(small)
    if is_picture(cell.character):
        side = _square(QFontMetricsF(large))
        draw_picture(painter, QRectF(corner.x() + (cell.width - GAP - side) / 2, baseline - side * 0.86, side, side),
                     cell.character, tokens.text)
    else:
        _paint_centred(painter, corner.x(), baseline, (cell.character, cell.width), large, tokens.text)


def _square(metrics: QFontMetricsF) -> float:
    """The side of a Chinese character."""
    return metrics.horizontalAdvance("国")


def _paint_centred(painter: QPainter, left: float, baseline: float, cell: tuple[str, float], font: QFont,
                   ink: str) -> None:
    text, width = cell
    painter.setFont(font)
    painter.setPen(QColor(ink))
    inset = (width - GAP - QFontMetricsF(font).horizontalAdvance(text)) / 2
    painter.drawText(QPointF(left + max(0.0, inset), baseline), text)


def _roman_points(points: float) -> float:
    return max(7.5, points * ROMAN_POINTS / NAME_POINTS)


def _roman_height(small: QFont) -> float:
    return QFontMetricsF(small).ascent() + 1


def _ascent(metrics: QFontMetricsF) -> float:
    # The CJK faces reserve far more above the characters than these fill: sit on the ideographic body.
    return metrics.height() * 0.66


def _line_height(points: float, with_reading: bool) -> float:
    metrics = QFontMetricsF(theme.font(points))
    reading = _roman_height(theme.font(_roman_points(points))) if with_reading else 0.0
    return reading + metrics.height() * 0.84


def _cells(name: str, roman: str, points: float) -> list[_Cell]:
    large = QFontMetricsF(theme.font(points))
    small = QFontMetricsF(theme.font(_roman_points(points)))
    cells = []
    for one, over in over_characters(marked(name), roman):
        own = _square(large) if is_picture(one) else large.horizontalAdvance(one)
        widest = max(own, small.horizontalAdvance(over))
        cells.append(_Cell(one, over, widest + (GAP if over else 1.0)))
    return cells


def _lines(cells: list[_Cell], width: float) -> list[list[_Cell]]:
    lines: list[list[_Cell]] = [[]]
    used = 0.0
    for cell in cells:
        if lines[-1] and used + cell.width > width:
            lines.append([])
            used = 0.0
        lines[-1].append(cell)
        used += cell.width
    return lines


def paint_chip(painter: QPainter, corner: QPointF, text: str, ink: str, ground: str) -> float:
    """A rounded label of 20 px height; its width."""
    painter.setFont(theme.font(SMALL_POINTS))
    metrics = painter.fontMetrics()
    box = QRectF(corner, QSizeF(metrics.horizontalAdvance(text) + 16, max(20, metrics.height())))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return box.width()


def _name_points(name: str) -> float:
    return NAME_POINTS if len(name) <= 9 else 15.0


def head_height(head: Head, width: float) -> float:
    """Height of the painted head at `width`."""
    small = QFontMetricsF(theme.font(SMALL_POINTS)).height()
    height = name_size(head.name, head.roman, _name_points(head.name), width).height() if head.name else 0.0
    height += 8 + max(20.0, small) if head.status or head.code or head.secrecy else 0.0
    height += sum(4 + small for line in (head.former, head.note) if line)
    return height


def paint_head(painter: QPainter, box: QRectF, head: Head, tokens: Tokens | None = None) -> float:
    """Draw the whole head into the upper part of `box`; the height it took."""
    tokens = tokens or theme.tokens
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    took = paint_name(painter, box.topLeft(), head.name, head.roman, points=_name_points(head.name),
                      width=box.width(), tokens=tokens)
    top = box.top() + took.height()
    if head.status or head.code or head.secrecy:
        top = _paint_marks(painter, QRectF(box.left(), top + 8, box.width(), 20), head, tokens)
    painter.setFont(theme.font(SMALL_POINTS))
    metrics = QFontMetricsF(painter.font())
    for line in (head.former, head.note):
        if line:
            painter.setPen(QColor(tokens.muted))
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(QPointF(box.left(), top + 4 + metrics.ascent()), shown)
            top += 4 + metrics.height()
    return top - box.top()


def _paint_marks(painter: QPainter, row: QRectF, head: Head, tokens: Tokens) -> float:
    left = row.left()
    if head.status:
        ink, ground = tokens.status(head.status)
        left += paint_chip(painter, QPointF(left, row.top()), head.status, ink, ground) + 8
    height = max(20.0, QFontMetricsF(theme.font(SMALL_POINTS)).height())
    if head.code:
        left = _paint_code(painter, QRectF(left, row.top(), row.width(), height), head.code, tokens) + 12
    if head.secrecy:
        painter.setFont(theme.font(SMALL_POINTS))
        painter.setPen(QColor(tokens.secrecy(head.secrecy)))
        mark = QRectF(left, row.top(), row.right() - left, height)
        painter.drawText(mark, Qt.AlignmentFlag.AlignVCenter, head.secrecy)
    return row.top() + height


def _paint_code(painter: QPainter, box: QRectF, code: str, tokens: Tokens) -> float:
    """A 20-digit code with air between county, township, class and serial (6 3 5 6); its right edge."""
    painter.setFont(theme.mono(SMALL_POINTS))
    painter.setPen(QColor(tokens.text))
    parts = [code[:6], code[6:9], code[9:14], code[14:]] if len(code) == 20 else [code]
    left = box.left()
    for part in parts:
        here = QRectF(left, box.top(), box.width(), box.height())
        painter.drawText(here, Qt.AlignmentFlag.AlignVCenter, part)
        left += painter.fontMetrics().horizontalAdvance(part) + GAP
    return left - GAP


class RecordHead(QWidget):
    """The head as a widget; as high as the name needs at its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = Head()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def head(self) -> Head:
        return self._head

    def show_head(self, head: Head) -> None:
        self._head = head
        spoken = [head.name, head.roman, head.status, head.code, head.secrecy]
        self.setAccessibleName("，".join(part for part in spoken if part))
        self._fit()
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def heightForWidth(self, width: int) -> int:
        return round(head_height(self._head, width)) + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_head(painter, QRectF(self.rect()), self._head)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        for label, text in ((tr("复制名称"), self._head.name), (tr("复制读音"), self._head.roman),
                            (tr("复制代码"), self._head.code)):
            if text:
                menu.addAction(label, partial(QApplication.clipboard().setText, text))
        menu.exec(event.globalPos())
