"""What every painter of a layer uses: pens, lines, areas and symbols on one QPainter.

The painter counts in pixels of 1/96 inch on every device; `vector` says that the device is paper,
where symbols and text are drawn and not stamped. It may paint a part of the view only, over a picture of the whole:
what was decided for the whole by numbers (how fine, how crowded) holds for the part.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from layers.columns import Paths
from layers.generalise import MANY, SOME, Outlines
from layers.labelling.occupancy import Box
from layers.labels import Name, Placed
from layers.lettering import letters_of, upright
from layers.painting.crowds import draw_outlines
from layers.painting.stamps import stampable, stamped
from layers.painting.text import PAD, draw_text, text_image
from layers.styles import LIGHT, STYLES, Style
from layers.symbols import BOX, Shape, symbol
from layers.view import Bounds, View

STAMPED = 15_000  # symbols beyond which they are worked out pixel by pixel
MANY_LINES = 400  # beyond which lines are handed to Qt together
NEAR = 40.0  # pixels around what is painted within which a line's course matters
REACH = 32  # pixels that a symbol, line or band reaches from its position at most


@dataclass
class Ink:
    """A painter with the view and style of one frame."""

    painter: QPainter
    view: View
    style: Style
    vector: bool
    cancelled: Callable[[], bool]
    part: QRect | None = None  # pixels that are painted; None for all of them
    decided: dict[Hashable, bool] = field(default_factory=dict)
    turn: tuple[Hashable, ...] = ()  # which stage of which layer is painted now

    @property
    def extent(self) -> Bounds:
        """West, south, east, north in map units of what may show in what is painted."""
        if self.part is None:
            return self.view.extent
        left, top = self.part.left() - REACH, self.part.top() - REACH
        right, bottom = left + self.part.width() + 2 * REACH, top + self.part.height() + 2 * REACH
        west, north = self.view.units(left, top)
        east, south = self.view.units(right, bottom)
        return float(west), float(south), float(east), float(north)

    def many(self, of_what: Hashable, count: int, limit: int) -> bool:
        """Whether these are more than the limit: decided once for the whole picture, and kept for its parts."""
        return self.decided.setdefault((*self.turn, of_what), count > limit)

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

    def outlines(self, paths: Paths, parts: np.ndarray) -> Outlines:
        """The outlines that these parts are drawn from: with no more vertices than this picture can show."""
        vertices = int((paths.starts[parts + 1] - paths.starts[parts]).sum())
        fine = self.vector or not self.many("vertices", vertices, SOME if len(paths.lon) < MANY else MANY)
        return paths.outlines(self.view.epsg, None if fine else self.view.resolution / self.view.ratio, self.cancelled)

    def lines(self, paths: Paths, parts: np.ndarray, pen: QPen, outlines: Outlines | None = None) -> None:
        """Draws parts as lines; what lies far outside the window is left out, dashes keep their place."""
        self.painter.setPen(pen)
        outlines = outlines or self.outlines(paths, parts)
        dashed = pen.style() == Qt.PenStyle.CustomDashLine
        if not dashed and self.many(("lines", pen.color().name(), pen.widthF()), len(parts), MANY_LINES):
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            draw_outlines(self, paths, parts, outlines)
            return
        for part in parts.tolist():
            if self.cancelled():
                return
            for px, py, before in self.runs(outlines, part, whole=dashed):
                if dashed:
                    pen.setDashOffset(before / pen.widthF())
                    self.painter.setPen(pen)
                self.painter.drawPolyline(polygon(px, py))

    def runs(self, outlines: Outlines, part: int, whole: bool = False):
        """Stretches of a line near what is painted: their pixels, and the length before it in pixels.

        `whole`: near the window instead, the same stretches whatever part is painted.
        """
        chosen = slice(int(outlines.starts[part]), int(outlines.starts[part + 1]))
        px, py = self.view.pixels(outlines.x[chosen], outlines.y[chosen])
        window = QRectF(0, 0, self.view.width, self.view.height)
        near = near_box(px, py, window if whole or self.part is None else self.part, NEAR)
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
        parts = np.arange(*np.searchsorted(paths.owner, (row, row + 1)).tolist())  # owners ascend
        outlines = self.outlines(paths, parts)
        for begin, end in zip(outlines.starts[parts].tolist(), outlines.starts[parts + 1].tolist(), strict=True):
            path.addPolygon(polygon(*self.view.pixels(outlines.x[begin:end], outlines.y[begin:end])))
        return path

    def edges(self, paths: Paths, row: int) -> QPainterPath:
        """The stretches of a row's rings near what is painted, open."""
        path = QPainterPath()
        parts = np.arange(*np.searchsorted(paths.owner, (row, row + 1)).tolist())
        outlines = self.outlines(paths, parts)
        for part in parts.tolist():
            for px, py, _ in self.runs(outlines, part):
                path.addPolygon(polygon(px, py))
        return path

    def crowd(self, paths: Paths, parts: np.ndarray, outlines: Outlines | None = None) -> None:
        """Draws parts, lines or rings, with the painter's pen and brush, however many they are."""
        draw_outlines(self, paths, parts, outlines or self.outlines(paths, parts))

    def visible(self, paths: Paths, margin: float = 20.0) -> np.ndarray:
        """Parts that touch what is painted."""
        return paths.within(self.view.epsg, self.extent, margin * self.view.resolution)

    # --- symbols and text ----------------------------------------------------------------------

    def symbols(self, name: str, size: float, px: np.ndarray, py: np.ndarray, tint: str = "") -> None:
        """Draws a symbol of the sheet at many positions; `tint` is a colour instead of its own."""
        if self.vector:
            for x, y in zip(px.tolist(), py.tolist(), strict=True):
                draw_symbol(self.painter, name, size, x, y, self.style, tint)
            return
        image = symbol_image(name, size, self.view.ratio, self.style, tint)
        ratio = self.view.ratio
        if self.many(("stamped", name, size, tint), len(px), STAMPED) and self._stamp(image, px, py):
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
        self.stamp(pixels, left + side // 2, top + side // 2)
        return True

    def stamp(self, symbol: np.ndarray, column: np.ndarray, row: np.ndarray) -> None:
        """Lays a square of premultiplied ARGB pixels over the picture at device pixels, the last one uppermost."""
        ratio = self.view.ratio
        wide, high = round(self.view.width * ratio), round(self.view.height * ratio)
        left = top = 0
        if self.part is not None:
            left, top = round(self.part.left() * ratio), round(self.part.top() * ratio)
            wide = min(wide - left, round(self.part.width() * ratio))
            high = min(high - top, round(self.part.height() * ratio))
        made = stamped(wide, high, column - left, row - top, symbol, self.cancelled)
        image = QImage(made, wide, high, wide * 4, QImage.Format.Format_ARGB32_Premultiplied)  # type: ignore[call-overload]
        image.setDevicePixelRatio(ratio)
        self.painter.drawImage(QPointF(left / ratio, top / ratio), image)

    def label(self, placed: Placed) -> None:
        """Draws a name in the box it was given or letter by letter, with the line to where it belongs."""
        name = placed.name
        if placed.leader:
            (x, y), (end_x, end_y) = placed.leader
            for token, width in ((name.halo, 2.6), (name.colour, 0.8)):
                self.painter.setPen(self.pen(token, width))
                self.painter.drawLine(QPointF(x, y), QPointF(end_x, end_y))
        if name.dashed:
            self._underline(placed)
        if not placed.letters:
            self._text(name, name.text, placed.box)
            return
        for letter, box in zip(letters_of(name.text), placed.letters, strict=True):
            self._text(name, upright(letter) if name.vertical else letter, box)

    def _underline(self, placed: Placed) -> None:
        """Dashes under a name, left of one that stands from above to below."""
        name = placed.name
        for left, top, right, bottom in [placed.box] if name.vertical or not placed.letters else placed.letters:
            ends = ((left, top), (left, bottom)) if name.vertical else ((left, bottom), (right, bottom))
            for token, width, dashes in ((name.halo, 3.0, None), (name.colour, 1.1, (3.5, 2.5))):
                self.painter.setPen(self.pen(token, width, dashes))
                self.painter.drawLine(*(QPointF(*end) for end in ends))

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


def near_box(px: np.ndarray, py: np.ndarray, box: QRect | QRectF, margin: float) -> np.ndarray:
    """For each segment, whether its own box touches this one."""
    left, right = np.minimum(px[:-1], px[1:]), np.maximum(px[:-1], px[1:])
    top, bottom = np.minimum(py[:-1], py[1:]), np.maximum(py[:-1], py[1:])
    first, above = box.x() - margin, box.y() - margin
    last, below = box.x() + box.width() + margin, box.y() + box.height() + margin
    return (right >= first) & (left <= last) & (bottom >= above) & (top <= below)


@lru_cache(maxsize=400)
def _symbol_image(name: str, size: float, ratio: float, style_name: str, tint: str) -> QImage:
    side = int(np.ceil(size)) + 2
    image = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = image.deviceIndependentSize().width() / 2
    draw_symbol(painter, name, size, middle, middle, STYLES[style_name], tint)
    painter.end()
    return image


def symbol_image(name: str, size: float, ratio: float = 1.0, style: Style = LIGHT, tint: str = "") -> QImage:
    """A symbol as a picture of `size` pixels and a margin of one; also for legends and layer trees."""
    return _symbol_image(name, size, ratio, style.name, tint)


def draw_symbol(painter: QPainter, name: str, size: float, x: float, y: float, style: Style, tint: str = "") -> None:
    """A symbol with its middle at a position."""
    style = style.tinted(tint)
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
