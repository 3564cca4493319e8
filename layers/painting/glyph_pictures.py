"""What no font has: characters in a font made for them, characters without a code from their glyph pictures."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QImage, QImageReader, QPainter

from gazetteer.characters import font_order
from gazetteer.characters.pictures import StandIns, pictures_of
from gazetteer.characters.usage import far_characters
from gazetteer.language.characters import is_private_use

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.characters.office_font import OfficeFont
    from gazetteer.gazetteer import Gazetteer

SIDE = 256  # pixels of a picture that is kept
_held = StandIns({})
_font: OfficeFont | None = None
_font_number = -1
_order: tuple[str, ...] = font_order.rare_fonts()
_forgetters: list[Callable[[], None]] = []


def when_changed(forget: Callable[[], None]) -> None:
    """Call `forget` whenever texts are drawn otherwise than before."""
    _forgetters.append(forget)


def follow(gazetteer: Gazetteer) -> None:
    """Draw from now on with the glyph pictures and the order of fonts of this workspace."""
    global _held, _order, _font
    from gazetteer.characters.office_font import office_font

    font_order.follow(gazetteer)
    pictures = pictures_of(gazetteer)
    font = office_font(far_characters(gazetteer).union(way for way in pictures if len(way) == 1), pictures)
    held = StandIns(_needed(pictures))
    if (held.pictures, font, font_order.rare_fonts()) == (_held.pictures, _font, _order):
        return
    _held, _order, _font = held, font_order.rare_fonts(), font
    _load(font.path)
    tinted.cache_clear()
    for forget in _forgetters:
        forget()


def _load(path: Path | None) -> None:
    """Give Qt this font made for what others lack, instead of the one before."""
    global _font_number
    if _font_number >= 0:
        QFontDatabase.removeApplicationFont(_font_number)
    _font_number = QFontDatabase.addApplicationFont(str(path)) if path else -1


def _needed(pictures: dict[str, Path]) -> dict[str, Path]:
    """Without the characters that have a code: a font has them, or has been made for them."""
    return {way: path for way, path in pictures.items() if len(way) > 1 or is_private_use(way)}


def marked(text: str) -> str:
    """The text with one private character for each piece that is drawn as a picture."""
    return _held.marked(text) if _held else text


def without_pictures(text: str) -> str:
    """The part of a text that fonts must have."""
    return "".join(letter for letter in marked(text) if not is_picture(letter))


def is_picture(letter: str) -> bool:
    """Whether a letter of a marked text is drawn as a picture."""
    return letter in _held.pictures


def draw_picture(painter: QPainter, box: QRectF, letter: str, colour: str) -> None:
    """Draw a letter's picture into its square in the colour of the text."""
    path = _held.pictures.get(letter)
    if path is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, tinted(path, colour))


@lru_cache(maxsize=64)
def tinted(path: Path, colour: str) -> QImage:
    """The picture's dark parts in a colour, the rest clear: a scan has white paper, a drawing none."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    read = reader.read()
    square = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    square.fill(Qt.GlobalColor.transparent)
    if read.isNull():
        return square
    dark = QImage(read.size(), QImage.Format.Format_ARGB32)
    dark.fill(Qt.GlobalColor.white)
    painter = QPainter(dark)
    painter.drawImage(0, 0, read)
    painter.end()
    dark.invertPixels()
    ink = QImage(read.size(), QImage.Format.Format_ARGB32)
    ink.fill(QColor(colour))
    ink.setAlphaChannel(dark.convertToFormat(QImage.Format.Format_Grayscale8))
    painter = QPainter(square)
    painter.drawImage((SIDE - ink.width()) // 2, (SIDE - ink.height()) // 2, ink)
    painter.end()
    return square
