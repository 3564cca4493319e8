"""The faces in which single characters are shown large."""

from __future__ import annotations

from PySide6.QtGui import QFont

from gazetteer.characters.font_order import SANS, SERIF, rare_fonts
from ui.theme import theme


def glyph_font(points: float, family: str = "") -> QFont:
    """Song for characters shown by themselves, then what the office's order says; `family` goes before all."""
    font = QFont()
    font.setFamilies([*([family] if family else []), *SERIF, *rare_fonts(), *SANS])
    font.setPointSizeF(points * theme.scale)
    return font
