"""What every painter of a layer uses: pens, lines, areas and symbols on one QPainter.

The painter counts in pixels of 1/96 inch on every device; `vector` says that the device is paper,
where symbols and text are drawn and not stamped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from layers.columns import Paths
from layers.labelling.occupancy import Box
from layers.labels import Name, Placed
from layers.lettering import letters_of, upright
from layers.painting.crowds import draw_outlines, painted_over
from layers.painting.stamps import stampable, stamped
from layers.painting.text import PAD, draw_text, text_image
from layers.styles import LIGHT, STYLES, Style
from layers.symbols import BOX, Shape, symbol
from layers.view import View

STAMPED = 15_000  # symbols beyond which they are worked out pixel by pixel


@dataclass
class Ink:
    """A painter with the view and style of one frame."""

    painter: QPainter
    view: View
    style: Style
    vector: bool
    cancelled: Callable[[], bool]

    def pen(self, token: str, width: float, dashes: Sequence[float] | None = None) -> QPen:
        """A pen in a colour of the style; dashes are in pixels."""
        wide = width * self.style.line
        made = QPen(QColor(self.style[token]), wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                    Qt.PenJoinStyle.RoundJoin)
        if dashes:
            made.setCapStyle(Qt.PenCapStyle.FlatCap)
            made.setDashPattern([length / wide for length in dashes])
        return made

    # --- lines and areas -----------------------------------------------------------------------

    def lines(self, paths: Paths, parts: np.ndarray, pen: QPen) -> None:
        """Draws parts as lines; what lies far outside the window is left out, dashes keep their place."""
        self.painter.setPen(pen)
        for part in parts:
            for px, py, before in self.runs(paths, int(part)):
                if pen.style() == Qt.PenStyle.CustomDashLine:
                    pen.setDashOffset(before / pen.widthF())
                    self.painter.setPen(pen)
                self.painter.drawPolyline(polygon(px, py))

    def runs(self, paths: Paths, part: int):
        """Stretches of a line near the window: their pixels, and the length before it in pixels."""
        chosen = slice(int(paths.starts[part]), int(paths.starts[part + 1]))
        x, y = (column[chosen] for column in paths.projected(self.view.epsg))
        px, py = self.view.pixels(x, y)
        near = near_window(px, py, self.view, 40.0)
        if near.all():
            yield px, py, 0.0
            return
        edges = np.flatnonzero(np.diff(np.concatenate([[False], near, [False]]).astype(np.int8)))
        lengths = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(px), np.diff(py)))])
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            yield px[begin:end + 1], py[begin:end + 1], float(lengths[begin])

    def area(self, paths: Paths, row: int) -> QPainterPath:
        """A row's rings as one path, holes left open."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for part in range(*np.searchsorted(paths.owner, (row, row + 1)).tolist()):  # owners ascend
            chosen = slice(int(paths.starts[part]), int(paths.starts[part + 1]))
            x, y = (column[chosen] for column in paths.projected(self.view.epsg))
            path.addPolygon(polygon(*self.view.pixels(x, y)))
        return path

    def crowd(self, paths: Paths, parts: np.ndarray) -> None:
        """Draws parts, lines or rings, with the painter's pen and brush, however many they are."""
        draw_outlines(self.painter, self.view, paths, parts, self.vector, self.cancelled)

    def visible(self, paths: Paths, margin: float = 20.0) -> np.ndarray:
        """Parts that touch the window."""
        return paths.within(self.view.epsg, self.view.extent, margin * self.view.resolution)

    # --- symbols and text ----------------------------------------------------------------------

    def symbols(self, name: str, size: float, px: np.ndarray, py: np.ndarray) -> None:
        """Draws a symbol of the sheet at many positions."""
        if self.vector:
            for x, y in zip(px.tolist(), py.tolist(), strict=True):
                draw_symbol(self.painter, name, size, x, y, self.style)
            return
        image = symbol_image(name, size, self.view.ratio, self.style)
        ratio = self.view.ratio
        if len(px) > STAMPED and self._stamp(image, px, py):
            return
        half = image.deviceIndependentSize().width() / 2
        # Whole device pixels keep the stamped symbols sharp.
        left, top = np.round((px - half) * ratio) / ratio, np.round((py - half) * ratio) / ratio
        draw = self.painter.drawImage
        for x, y in zip(left.tolist(), top.tolist(), strict=True):
            draw(QPointF(x, y), image)

    def _stamp(self, image: QImage, px: np.ndarray, py: np.ndarray) -> bool:
        """False for a symbol that is better painted one by one."""
        ratio, side = self.view.ratio, image.width()
        pixels = np.frombuffer(image.constBits(), np.uint32).reshape(side, side)
        if not stampable(pixels):
            return False
        left, top = (np.round(middle * ratio - side / 2).astype(np.int64) for middle in (px, py))
        wide, high = round(self.view.width * ratio), round(self.view.height * ratio)
        painted_over(self.painter, self.view, stamped(wide, high, left + side // 2, top + side // 2, pixels,
                                                      self.cancelled))
        return True

    def label(self, placed: Placed) -> None:
        """Draws a name in the box it was given or letter by letter, with the line to where it belongs."""
        name = placed.name
        if placed.leader:
            (x, y), (end_x, end_y) = placed.leader
            for token, width in ((name.halo, 2.6), (name.colour, 0.8)):
                self.painter.setPen(self.pen(token, width))
                self.painter.drawLine(QPointF(x, y), QPointF(end_x, end_y))
        if not placed.letters:
            self._text(name, name.text, placed.box)
            return
        for letter, box in zip(letters_of(name.text), placed.letters, strict=True):
            self._text(name, upright(letter) if name.vertical else letter, box)

    def _text(self, name: Name, text: str, box: Box) -> None:
        left, top, right, bottom = box
        colour, halo = self.style[name.colour], self.style[name.halo]
        if self.vector:
            draw_text(self.painter, QRectF(left, top, right - left, bottom - top), text, name.face, name.size,
                      colour, halo, name.spacing, halo_width=2.2)
            return
        image = text_image(text, name.face, name.size, int(np.ceil(right - left)), int(np.ceil(bottom - top)),
                           colour, halo, name.spacing, self.view.ratio)
        ratio = self.view.ratio
        self.painter.drawImage(QPointF(round((left - PAD) * ratio) / ratio, round((top - PAD) * ratio) / ratio), image)


def polygon(x: np.ndarray, y: np.ndarray) -> QPolygonF:
    """Pixel columns as a polygon, handed over as one block of bytes and not number by number."""
    values = np.empty((len(x), 2))
    values[:, 0], values[:, 1] = x, y
    stream = QDataStream(QByteArray(len(x).to_bytes(4, "little") + values.astype("<f8", copy=False).tobytes()))
    stream.setByteOrder(QDataStream.ByteOrder.LittleEndian)
    made = QPolygonF()
    stream >> made
    return made


def near_window(px: np.ndarray, py: np.ndarray, view: View, margin: float) -> np.ndarray:
    """For each segment, whether its box touches the window."""
    left, right = np.minimum(px[:-1], px[1:]), np.maximum(px[:-1], px[1:])
    top, bottom = np.minimum(py[:-1], py[1:]), np.maximum(py[:-1], py[1:])
    return (right >= -margin) & (left <= view.width + margin) & (bottom >= -margin) & (top <= view.height + margin)


@lru_cache(maxsize=400)
def _symbol_image(name: str, size: float, ratio: float, style_name: str) -> QImage:
    side = int(np.ceil(size)) + 2
    image = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = image.deviceIndependentSize().width() / 2
    draw_symbol(painter, name, size, middle, middle, STYLES[style_name])
    painter.end()
    return image


def symbol_image(name: str, size: float, ratio: float = 1.0, style: Style = LIGHT) -> QImage:
    """A symbol as a picture of `size` pixels and a margin of one; also for legends and layer trees."""
    return _symbol_image(name, size, ratio, style.name)


def draw_symbol(painter: QPainter, name: str, size: float, x: float, y: float, style: Style) -> None:
    """A symbol with its middle at a position."""
    painter.save()
    painter.translate(x, y)
    painter.scale(size / BOX, size / BOX)
    painter.translate(-BOX / 2, -BOX / 2)
    for shape in symbol(name):
        _draw_shape(painter, shape, style)
    painter.restore()


def _draw_shape(painter: QPainter, shape: Shape, style: Style) -> None:
    painter.setBrush(QColor(style[shape.fill]) if shape.fill else Qt.BrushStyle.NoBrush)
    if shape.stroke:
        painter.setPen(QPen(QColor(style[shape.stroke]), shape.width, Qt.PenStyle.SolidLine,
                            Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPath(_path(shape))


@lru_cache(maxsize=400)
def _path(shape: Shape) -> QPainterPath:
    path = QPainterPath()
    for letter, numbers in shape.steps:
        if letter == "M":
            path.moveTo(*numbers)
        elif letter == "L":
            path.lineTo(*numbers)
        elif letter == "C":
            path.cubicTo(*numbers)
        elif letter == "E":
            path.addEllipse(QPointF(numbers[0], numbers[1]), numbers[2], numbers[2])
        elif letter == "R":
            path.addRect(QRectF(*numbers))
        else:
            path.closeSubpath()
    return path
