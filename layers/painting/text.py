"""Text on the map: faces with fallback for rare characters, widths, halos."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QTransform

from gazetteer.characters.font_order import MADE, rare_fonts
from layers.lettering import letters_of
from layers.painting import glyph_pictures
from layers.painting.glyph_pictures import marked

# Before the families for rare characters, which stand in the order that the office set.
_HEI = ["Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
_SONG = ["SimSun", "Noto Serif CJK SC", "Source Han Serif SC"]
FACES = {"hei": _HEI, "song": _SONG, "water": _SONG, "title": _SONG}
SLANT = 0.22  # of water names, to the left as on Chinese maps
ASCENT = 0.86  # of a CJK face, from the top of the em box to the baseline
PAD = 3  # pixels around a name's picture for its halo
HALO = 1.4
_SAMPLE = 100  # pixels at which widths are taken; without hinting they grow in proportion


def font(face: str, size: float, dpi: float = 96.0) -> QFont:
    """A face at `size` pixels of 1/96 inch on a device whose painter counts in them."""
    made = QFont(_base(face))
    made.setPointSizeF(size * 72.0 / dpi)
    return made


@lru_cache(maxsize=16)
def _base(face: str) -> QFont:
    made = QFont()
    made.setFamilies([*FACES[face], *rare_fonts(), MADE])
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # One glyph for each letter: a PDF's text is found again by their order.
    made.setFeature(QFont.Tag("liga"), 0)
    if face == "title":
        made.setWeight(QFont.Weight.Bold)
    return made


@lru_cache(maxsize=200_000)
def measure(text: str, face: str, size: float) -> float:
    """Width of a text in pixels."""
    text = marked(text)
    if _is_square(text) and face != "title":
        return len(letters_of(text)) * size
    return _width(text, face) * size / _SAMPLE


def _is_square(text: str) -> bool:
    """Whether every letter is as wide as it is high in any face: Han characters and their punctuation."""
    return all("\u3000" <= c <= "\u9fff" or "\uff01" <= c <= "\uff5e" or "\U00020000" <= c <= "\U0003ffff"
               or glyph_pictures.is_picture(c) for c in text)


@lru_cache(maxsize=200_000)
def _width(text: str, face: str) -> float:
    sample = QFont(_base(face))
    sample.setPixelSize(_SAMPLE)
    return QFontMetricsF(sample).horizontalAdvance(text)


def draw_text(painter: QPainter, box: QRectF, text: str, face: str, size: float, colour: str,
              halo: str | None = None, spacing: float = 0.0, halo_width: float = 3.0) -> None:
    """A line of text in its box, letters `spacing` ems apart; a vector halo lies below true text."""
    text = marked(text)
    if any(map(glyph_pictures.is_picture, text)):
        _draw_with_pictures(painter, box, text, face, size, colour, halo, spacing, halo_width)
        return
    painter.save()
    painter.translate(box.left(), box.top() + (box.height() - size) / 2 + size * ASCENT)
    if face == "water":
        painter.setTransform(QTransform(1, 0, SLANT, 1, 0, 0), True)
        painter.translate(-SLANT * size * 0.36, 0)
    on_paper = not isinstance(painter.device(), QImage)
    # Paper takes letters in whole units of the font's own size: a large font drawn small keeps its widths.
    enlarged = _SAMPLE / size if on_paper else 1.0
    painter.scale(1 / enlarged, 1 / enlarged)
    letters = font(face, size * enlarged, painter.device().logicalDpiY())
    if spacing:
        letters.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * (1 + spacing))
    if halo:
        _draw_halo(painter, letters, text, halo, halo_width * enlarged)
    painter.setFont(letters)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(0, 0), text)
    painter.restore()


def _draw_with_pictures(painter: QPainter, box: QRectF, text: str, face: str, size: float, colour: str,
                        halo: str | None, spacing: float, halo_width: float) -> None:
    """Pieces between the pictures as text, each in its part of the box."""
    left, top = box.left(), box.top() + (box.height() - size) / 2
    for is_picture, letters in groupby(text, glyph_pictures.is_picture):
        for piece in letters if is_picture else ["".join(letters)]:
            width = size if is_picture else measure(piece, face, size) + spacing * size * (len(piece) - 1)
            room = QRectF(left, top, width, size)
            if is_picture:
                glyph_pictures.draw_picture(painter, room, piece, colour)
            else:
                draw_text(painter, room, piece, face, size, colour, halo, spacing, halo_width)
            left += width + spacing * size


def _draw_halo(painter: QPainter, letters: QFont, text: str, colour: str, width: float) -> None:
    outline = QPainterPath()
    outline.addText(QPointF(0, 0), letters, text)
    painter.strokePath(outline, QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                                     Qt.PenJoinStyle.RoundJoin))


@lru_cache(maxsize=6000)
def text_image(text: str, face: str, size: float, width: int, height: int, colour: str, halo: str,
               spacing: float, ratio: float) -> QImage:
    """A name with its halo as a picture, kept because the next frame shows the same names."""
    text = marked(text)
    if len(text) == 1 or not _is_square(text):
        letters = [(0.0, _letter_images(text, face, size, width, height, colour, halo, spacing, ratio))]
    else:
        step, side = size * (1 + spacing), math.ceil(size)
        letters = [(round(number * step * ratio) / ratio,
                    _letter_images(letter, face, size, side, height, colour, halo, 0.0, ratio))
                   for number, letter in enumerate(letters_of(text))]
    image = _blank(width + 2 * PAD, height + 2 * PAD, ratio)
    painter = QPainter(image)
    # A letter's halo must not cover the letter before it.
    for layer in (0, 1):
        for x, pictures in letters:
            painter.drawImage(QPointF(x, 0), pictures[layer])
    painter.end()
    return image


@lru_cache(maxsize=20_000)
def _letter_images(text: str, face: str, size: float, width: int, height: int, colour: str, halo: str,
                   spacing: float, ratio: float) -> tuple[QImage, QImage]:
    """The halo and the letters over it, apart."""
    letters = _blank(width + 2 * PAD, height + 2 * PAD, ratio)
    painter = QPainter(letters)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_text(painter, QRectF(PAD, PAD, width, height), text, face, size, halo, spacing=spacing)
    painter.end()
    ring = _blank(width + 2 * PAD, height + 2 * PAD, ratio)
    painter = QPainter(ring)
    # The letters stamped around themselves: twenty times as quick as stroking their outlines.
    for x, y in _ring(max(1, round(HALO * ratio))):
        painter.drawImage(QPointF(x / ratio, y / ratio), letters)
    painter.end()
    inked = QPainter(letters)
    inked.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    inked.fillRect(letters.rect(), QColor(colour))
    inked.end()
    return ring, letters


def _blank(width: float, height: float, ratio: float) -> QImage:
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDotsPerMeterX(3780)
    image.setDotsPerMeterY(3780)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _forget() -> None:
    """What was measured and drawn with other fonts or pictures is measured and drawn anew."""
    for kept in (_base, measure, _width, text_image, _letter_images):
        kept.cache_clear()


glyph_pictures.when_changed(_forget)


@lru_cache(maxsize=8)
def _ring(radius: int) -> tuple[tuple[int, int], ...]:
    """Device pixels within a radius, the corners of its square left out."""
    span = range(-radius, radius + 1)
    return tuple((x, y) for y in span for x in span if 0 < x * x + y * y <= radius * radius + radius)
