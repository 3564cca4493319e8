"""What the colours of tracks mean: classes of speed, or the share of its time in which a stretch was walked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from layers.styles import Style
from layers.track_motion import NO_TIME, SPEED, SPEED_STEPS, TIME, TOKENS
from ui.i18n import tr
from ui.layers.swatch import map_style
from ui.theme import theme

BY = {"": "单色", SPEED: "按速度", TIME: "按时间"}
STROKE, GAP, PADDING = 22, 8, 8


def title_of(by: str) -> str:
    """The heading of the legend."""
    return tr("航迹速度（千米/时）") if by == SPEED else tr("航迹时间（每条从出发到结束）")


def lines_of(by: str) -> list[tuple[str, str]]:
    """Colour token and text of each class, and of what has no time."""
    if by not in (SPEED, TIME):
        return []
    if by == SPEED:
        steps = [f"{step:g}" for step in SPEED_STEPS]
        texts = [tr("不到 {n}", n=steps[0]), *(f"{low}–{high}" for low, high in zip(steps, steps[1:], strict=False)),
                 tr("{n} 以上", n=steps[-1])]
    else:
        texts = [tr("出发"), tr("前段"), tr("中段"), tr("后段"), tr("结束")]
    return [*zip(TOKENS, texts, strict=True), (NO_TIME, tr("没有时间"))]


def legend_size(by: str) -> QSize:
    """How large the lines of the legend are."""
    metrics = QFontMetricsF(theme.font(8.5))
    lines = lines_of(by)
    wide = max((metrics.horizontalAdvance(text) for _, text in lines), default=0)
    return QSize(round(STROKE + GAP + wide), round(len(lines) * metrics.height()))


def paint_legend(painter: QPainter, left: float, top: float, by: str, style: Style) -> None:
    """A stroke and a text for each class."""
    painter.setFont(theme.font(8.5))
    high = QFontMetricsF(painter.font()).height()
    for number, (token, text) in enumerate(lines_of(by)):
        middle = top + (number + 0.5) * high
        painter.setPen(QPen(QColor(style[token]), 3.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(left, middle), QPointF(left + STROKE, middle))
        painter.setPen(QColor(theme.tokens.text))
        painter.drawText(QPointF(left + STROKE + GAP, middle + high * 0.3), text)


def paint_legend_card(painter: QPainter, corner: QPointF, by: str, style: Style) -> None:
    """The legend with its heading on a card whose lower right corner stands there."""
    metrics, size = QFontMetricsF(theme.font(8.5)), legend_size(by)
    wide = max(size.width(), metrics.horizontalAdvance(title_of(by))) + 2 * PADDING
    high = size.height() + metrics.height() + 2 * PADDING + 2
    card = QRectF(corner.x() - wide, corner.y() - high, wide, high)
    ground = QColor(theme.tokens.surface)
    ground.setAlpha(235)
    painter.setPen(QPen(QColor(theme.tokens.border_strong), 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(card, 6, 6)
    painter.setFont(theme.font(8.5))
    painter.setPen(QColor(theme.tokens.muted))
    painter.drawText(QPointF(card.left() + PADDING, card.top() + PADDING + metrics.ascent()), title_of(by))
    paint_legend(painter, card.left() + PADDING, card.top() + PADDING + metrics.height() + 2, by, style)


class TrackLegend(QWidget):
    """The legend in the form of the layer tree."""

    def __init__(self) -> None:
        super().__init__()
        self.by = ""

    def show_by(self, by: str) -> None:
        """Show what the colours mean that tracks have now."""
        self.by = by
        self.setAccessibleName("，".join(text for _, text in lines_of(by) if text))
        self.setFixedHeight(legend_size(by).height())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_legend(painter, 0, 0, self.by, map_style())
