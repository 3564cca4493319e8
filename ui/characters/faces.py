"""The faces in which single characters are shown large."""

from __future__ import annotations

from PySide6.QtGui import QFont

from gazetteer.characters import font_order
from gazetteer.characters.font_order import SANS, SERIF, rare_fonts
from gazetteer.gazetteer import Gazetteer
from ui.theme import theme


def follow_fonts(gazetteer: Gazetteer) -> None:
    """Dress the program in the order of fonts that the office set for a workspace."""
    before = rare_fonts()
    font_order.follow(gazetteer)
    if rare_fonts() != before:
        theme.apply(theme.tokens.name, theme.scale)


def glyph_font(points: float, family: str = "") -> QFont:
    """Song for characters shown by themselves, then what the office's order says; `family` goes before all."""
    font = QFont()
    font.setFamilies([*([family] if family else []), *SERIF, *rare_fonts(), *SANS])
    font.setPointSizeF(points * theme.scale)
    return font
