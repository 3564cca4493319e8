"""Small pictures of how a part of a layer is drawn, for the layer tree and its forms."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from layers.painting.division_painter import DASHES
from layers.painting.ink import draw_symbol
from layers.parts import PartLook
from layers.styles import STYLES, ClassStyle, Style
from ui.theme import theme

SIDE = 18  # pixels
_DASHED = {"own": DASHES[0], "outer": DASHES[0], "township": DASHES[1], "village": DASHES[2], "track": (5, 3)}


def map_style() -> Style:
    """The colours of the map on screen."""
    return STYLES["dark" if theme.tokens.name == "dark" else "light"]


def class_swatch(style: ClassStyle, ratio: float, side: int = SIDE) -> QPixmap:
    """The symbol as it stands on the map, no larger than the swatch."""
    pixmap, painter = _begun(ratio, side)
    draw_symbol(painter, style.symbol, min(style.size, side - 2), side / 2, side / 2, map_style(), style.tint)
    painter.end()
    return pixmap


def symbol_swatch(symbol: str, look: PartLook, ratio: float) -> QPixmap:
    """The symbol of a part that has one of the sheet, in its colour."""
    pixmap, painter = _begun(ratio, SIDE)
    colours = map_style()
    draw_symbol(painter, symbol, min(look.size, SIDE - 2), SIDE / 2, SIDE / 2, colours, colours[look.colour])
    painter.end()
    return pixmap


def part_swatch(part: str, look: PartLook, ratio: float) -> QPixmap:
    """A stroke of the line, a dot, or a field of the colour."""
    pixmap, painter = _begun(ratio, SIDE)
    colours = map_style()
    if look.size and not look.times:
        _dot(painter, QColor(colours[look.colour]), min(look.size, SIDE - 4) / 2, full=part == "waiting")
    elif look.size:
        painter.setPen(QPen(QColor(colours[look.colour]), 1.2))
        painter.setBrush(QColor(colours["ground"]))
        painter.drawEllipse(QPointF(SIDE / 2, SIDE / 2), 3.2, 3.2)
    elif look.width and part != "band":
        _line(painter, part, look, colours)
    else:
        painter.setPen(QPen(QColor(theme.tokens.border_strong), 1))
        painter.setBrush(QColor(colours[look.fill or look.colour]))
        painter.drawRect(QRectF(2.5, 4.5, SIDE - 5, SIDE - 9))
    painter.end()
    return pixmap


def colour_swatch(colour: str, ratio: float) -> QPixmap:
    """A field of a colour; crossed out without one."""
    pixmap, painter = _begun(ratio, SIDE)
    box = QRectF(2.5, 2.5, SIDE - 5, SIDE - 5)
    painter.setPen(QPen(QColor(theme.tokens.border_strong), 1))
    painter.setBrush(QColor(map_style()[colour]) if colour else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if not colour:
        painter.drawLine(box.bottomLeft(), box.topRight())
    painter.end()
    return pixmap


def _begun(ratio: float, side: int) -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter


def _dot(painter: QPainter, colour: QColor, radius: float, *, full: bool) -> None:
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(colour if full else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(SIDE / 2, SIDE / 2), radius, radius)


def _line(painter: QPainter, part: str, look: PartLook, colours: Style) -> None:
    width = min(look.width * (2.4 if look.times else 1.0), 8.0)
    pen = QPen(QColor(colours[look.colour]), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if part in _DASHED:
        pen.setDashPattern([max(length / 1.6, 1.0) / width for length in _DASHED[part]])
    painter.setPen(pen)
    painter.drawLine(QPointF(1, SIDE / 2), QPointF(SIDE - 1, SIDE / 2))
