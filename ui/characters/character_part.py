"""The head of a rare character's form: the glyph large, the font it is shown in, and the fonts that have it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from gazetteer.characters.fonts import Support, in_use, support
from gazetteer.characters.pictures import pictures_of
from gazetteer.characters.rare_character import CharacterMedia, RareCharacter
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.record import Record
from layers.painting.glyph_pictures import tinted
from ui.characters.preview import BigGlyph
from ui.common.latest import Latest
from ui.common.small import said
from ui.i18n import tr
from ui.records.options import Lookups
from ui.theme import theme

SIDE = 136


class CharacterPart:
    """Glyph and fonts; the glyph picture where no font has the character."""

    group = ""

    def __init__(self, gazetteer: Gazetteer, lookups: Lookups, form: QWidget) -> None:
        self._gazetteer = gazetteer
        self._record = RareCharacter()
        self.widget: QWidget = QFrame()
        self.widget.setProperty("card", True)
        self.glyph, self.picture = BigGlyph(), QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(SIDE, SIDE)
        self.glyph.setFixedWidth(SIDE)
        self.font = said()
        self.having, self.lacking, self.alone = said("", "muted"), said("", "muted"), said("", "muted")
        self._lay_out()
        self._asking = Latest(self.widget)
        self._asking.answered.connect(self._show_fonts)

    def _lay_out(self) -> None:
        grid = QGridLayout(self.widget)
        grid.setContentsMargins(8, 8, 12, 8)
        grid.setHorizontalSpacing(16)
        grid.addWidget(self.glyph, 0, 0)
        grid.addWidget(self.picture, 0, 0)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addStretch()
        for line in (self.font, self.having, self.lacking, self.alone):
            lines.addWidget(line)
        lines.addStretch()
        grid.addLayout(lines, 0, 1)
        grid.setColumnStretch(1, 1)

    def show_record(self, record: Record) -> None:
        assert isinstance(record, RareCharacter)
        self._record = record
        self.alone.hide()
        character, gazetteer, shown = record.character or "", self._gazetteer, record.shown
        self._asking.ask(lambda: (support(character), in_use(), pictures_of(gazetteer).get(shown)))

    def concerns(self, changed: Changed) -> bool:
        return bool(changed.ids(CharacterMedia))

    def _show_fonts(self, found: tuple[list[Support], tuple[str, ...], Path | None]) -> None:
        each, families, picture = found
        one = each[0] if each else None
        drawn = picture is not None and (one is None or one.missing)
        self.picture.setVisible(drawn)
        self.glyph.setVisible(not drawn)
        if drawn:
            side = round((SIDE - 16) * self.picture.devicePixelRatioF())
            drawing = QPixmap.fromImage(tinted(picture, theme.tokens.text)).scaled(
                side, side, mode=Qt.TransformationMode.SmoothTransformation)
            drawing.setDevicePixelRatio(self.picture.devicePixelRatioF())
            self.picture.setPixmap(drawing)
        elif one:
            self.glyph.show_glyph(one.character, one.used)
        else:
            self.glyph.show_glyph("", "")
            self.glyph.setText("？")
        self.font.setText(_shown_in(one, drawn))
        having = one.fonts if one else ()
        self.having.setText(tr("有此字的字体：{fonts}", fonts="、".join(having)) if having else "")
        lacking = [family for family in families if family not in having]
        self.lacking.setText(tr("缺此字的字体：{fonts}", fonts="、".join(lacking)) if one and lacking else "")
        for line in (self.having, self.lacking):
            line.setVisible(bool(line.text()))
        if not drawn and (one is None or one.missing):
            self.alone.setText(tr("在“资料”中添加字形图后，地图、表册和出版物用图显示此字。"))
            self.alone.show()


def _shown_in(one: Support | None, drawn: bool) -> str:
    if drawn:
        return tr("以字形图显示")
    if one is None:
        return tr("没有编码，也还没有字形图")
    if one.missing:
        return tr("没有一种在用字体有此字")
    return tr("字体：{font}", font=one.used) + (tr("（后备字体）") if one.fallback else "")
