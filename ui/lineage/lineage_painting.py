"""How the line of a place is drawn: the same strokes on the screen, in a PNG and in an SVG."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from gazetteer.lineage.picture import Arrow, Box, Picture
from ui.theme import Tokens

BOX, GAP, MARGIN = QSizeF(128, 48), QSizeF(152, 20), 16.0
STUB, HEAD = 96.0, 7.0


@dataclass(frozen=True)
class Dress:
    """Colours and fonts of one drawing, and how much larger than at 100 % it is."""

    tokens: Tokens
    font: QFont
    small: QFont
    scale: float = 1.0


@dataclass
class Sheet:
    """Where everything stands on a drawing, in pixels."""

    picture: Picture
    scale: float = 1.0

    @property
    def lead(self) -> float:
        """Room at the left for the arrow of a foundation."""
        open_left = any(arrow.start is None and arrow.end is not None and not self.picture.boxes[arrow.end].column
                        for arrow in self.picture.arrows)
        return (MARGIN + (STUB if open_left else 0.0)) * self.scale

    @property
    def size(self) -> QSizeF:
        """The whole drawing."""
        picture, unit = self.picture, self.scale
        last = picture.columns - 1
        trail = STUB if any(arrow.end is None and arrow.start is not None and picture.boxes[arrow.start].column == last
                            for arrow in picture.arrows) else 0.0
        width = picture.columns * BOX.width() + max(last, 0) * GAP.width() + MARGIN + trail
        height = picture.rows * BOX.height() + max(picture.rows - 1, 0) * GAP.height() + 2 * MARGIN
        return QSizeF(self.lead + width * unit, height * unit)

    def rect(self, box: Box) -> QRectF:
        """Where a box stands."""
        unit = self.scale
        left = self.lead + box.column * (BOX.width() + GAP.width()) * unit
        top = (MARGIN + box.row * (BOX.height() + GAP.height())) * unit
        return QRectF(left, top, BOX.width() * unit, BOX.height() * unit)

    def at(self, point: QPointF) -> int | None:
        """The box under a point."""
        return next((place for place, box in enumerate(self.picture.boxes) if self.rect(box).contains(point)), None)

    def ends(self, arrow: Arrow) -> tuple[QPointF, QPointF]:
        """Where an arrow begins and ends."""
        stub = STUB * self.scale
        boxes = self.picture.boxes
        start = _middle(self.rect(boxes[arrow.start]), right=True) if arrow.start is not None else None
        end = _middle(self.rect(boxes[arrow.end]), right=False) if arrow.end is not None else None
        if start is None:
            assert end is not None
            return end - QPointF(stub, 0), end
        return start, end if end is not None else start + QPointF(stub, 0)


def _middle(rect: QRectF, right: bool) -> QPointF:
    return QPointF(rect.right() if right else rect.left(), rect.center().y())


def paint(painter: QPainter, sheet: Sheet, dress: Dress, own: int | None = None, focus: int | None = None) -> None:
    """Draw a line; the boxes of the place `own` stand out, the one at `focus` has the ring of the keyboard."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    labelled: set[tuple[int, int]] = set()
    for arrow in sheet.picture.arrows:
        _paint_arrow(painter, sheet, arrow, dress)
    for arrow in sheet.picture.arrows:
        column = sheet.picture.boxes[arrow.start].column if arrow.start is not None else -1
        key = (id(arrow.change), column)
        if key not in labelled:  # one label for all arrows of a change
            labelled.add(key)
            _paint_label(painter, sheet, arrow, dress)
    for place, box in enumerate(sheet.picture.boxes):
        _paint_box(painter, sheet.rect(box), box, dress, box.place_id is not None and box.place_id == own,
                   place == focus)


def _paint_arrow(painter: QPainter, sheet: Sheet, arrow: Arrow, dress: Dress) -> None:
    start, end = sheet.ends(arrow)
    head = HEAD * dress.scale
    path = QPainterPath(start)
    middle = (start.x() + end.x()) / 2
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end - QPointF(head, 0))
    open_end = arrow.start is None or arrow.end is None
    pen = QPen(QColor(dress.tokens.muted), 1.2 * dress.scale)
    pen.setStyle(Qt.PenStyle.DashLine if open_end else Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(dress.tokens.muted))
    painter.drawPolygon(QPolygonF([end, end + QPointF(-head, -head / 2), end + QPointF(-head, head / 2)]))


def _paint_label(painter: QPainter, sheet: Sheet, arrow: Arrow, dress: Dress) -> None:
    """Kind above the stroke, year below it, on the drawing's ground so that strokes do not cross them."""
    start, end = sheet.ends(arrow)
    room = abs(end.x() - start.x()) - 12 * dress.scale
    middle = QPointF((start.x() + end.x()) / 2, (start.y() + end.y()) / 2)
    metrics = QFontMetricsF(dress.small)
    record = arrow.change.record
    for text, token, top in ((record.kind or "", dress.tokens.text, -metrics.height() - 2 * dress.scale),
                             (record.year or "", dress.tokens.muted, 2 * dress.scale)):
        said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        if said:
            width = metrics.horizontalAdvance(said)
            rect = QRectF(middle.x() - width / 2 - 2, middle.y() + top, width + 4, metrics.height())
            painter.fillRect(rect, QColor(dress.tokens.surface))
            painter.setFont(dress.small)
            painter.setPen(QColor(token))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, said)


def _paint_box(painter: QPainter, rect: QRectF, box: Box, dress: Dress, own: bool, focused: bool) -> None:
    tokens, unit = dress.tokens, dress.scale
    pen = QPen(QColor(tokens.accent if own else tokens.border_strong), (1.6 if own else 1.0) * unit)
    if box.place_id is None:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(tokens.accent_soft if own else tokens.window))
    painter.drawRoundedRect(rect, 6 * unit, 6 * unit)
    if focused:
        painter.setPen(QPen(QColor(tokens.accent), 2 * unit))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 8 * unit, 8 * unit)
    inside = rect.adjusted(8 * unit, 4 * unit, -8 * unit, -4 * unit)
    upper = inside if not box.years else QRectF(inside.left(), inside.top(), inside.width(), inside.height() * 0.56)
    _write(painter, upper, box.name, dress.font, tokens.text)
    if box.years:
        lower = QRectF(inside.left(), upper.bottom(), inside.width(), inside.bottom() - upper.bottom())
        _write(painter, lower, box.years, dress.small, tokens.muted)


def _write(painter: QPainter, rect: QRectF, text: str, font: QFont, token: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(token))
    said = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, said)
