"""One character large, with the font it is shown in and what is known of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from gazetteer.characters.fonts import Support
from gazetteer.characters.knowledge import Known, known
from ui.characters.faces import glyph_font
from ui.common.small import said
from ui.i18n import tr
from ui.theme import theme

GLYPH_POINTS, GLYPH_SIDE = 76, 136


class BigGlyph(QLabel):
    """The character in the font that is taken for it; its code where no font has it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, alignment=Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(GLYPH_SIDE)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_glyph(self, character: str, family: str) -> None:
        """Show a character in a family; "" when no font in use has it."""
        lacks = bool(character) and not family
        self.setProperty("muted", lacks)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setFont(theme.mono(20) if lacks else glyph_font(GLYPH_POINTS, family))
        self.setText(known(character).code if lacks else character)


class Preview(QFrame):
    """The card beside the grid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        self.glyph = BigGlyph()
        self.font_line = said("", "muted")
        self.font_line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.glyph)
        column.addWidget(self.font_line)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(4)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.lines = {key: said(selectable=True) for key, _ in _labels()}
        for key, label in _labels():
            form.addRow(said(label, "muted"), self.lines[key])
        self.lines["code"].setFont(theme.mono())
        column.addSpacing(4)
        column.addLayout(form)
        column.addStretch()

    def show_character(self, character: str, support: Support | None, in_use: tuple[str, ...] = ()) -> None:
        """Show a character, or nothing; `in_use` are all fonts that print names."""
        about = known(character) if character else None
        self.glyph.show_glyph(character, support.used if support else "")
        self.font_line.setText(_font_said(support) if support and character else "")
        self.font_line.setProperty("danger", bool(support and support.missing))
        self.font_line.style().unpolish(self.font_line)
        self.font_line.style().polish(self.font_line)
        facts = _facts(about) | {"lacking": _lacking_said(support, in_use)} if about else dict.fromkeys(self.lines, "")
        for key, label in self.lines.items():
            label.setText(facts[key])
        self.lines["ids"].setFont(glyph_font(10))


def _labels() -> tuple[tuple[str, str], ...]:
    return (("code", tr("码位")), ("block", tr("区段")), ("level", tr("规范字表")), ("gb", "GB 18030"),
            ("radical", tr("部首笔画")), ("order", tr("笔顺")), ("readings", tr("读音")), ("ids", tr("结构")),
            ("variants", tr("相关字")), ("lacking", tr("缺字的字体")))


def _facts(about: Known) -> dict[str, str]:
    strokes = tr("共 {n} 画", n=about.strokes) if about.strokes else ""
    others = [f"{kind} {other}" for kind, other in about.variants if other != about.character]
    return {"code": about.code, "block": about.block, "level": about.level or tr("表外"),
            "gb": about.gb_level or tr("未收"), "radical": f"{about.radical}　{strokes}".strip(),
            "order": about.stroke_order or "—", "readings": "　".join(about.readings) or "—",
            "ids": "　".join(about.ids[:3]) or "—", "variants": "　".join(others[:6]) or "—"}


def _font_said(support: Support) -> str:
    if support.missing:
        return tr("没有一种在用字体有此字")
    return f"{support.used}{tr('（后备字体）') if support.fallback else ''}"


def _lacking_said(support: Support | None, in_use: tuple[str, ...]) -> str:
    lacking = [family for family in in_use if support is not None and family not in support.fonts]
    return "、".join(lacking) or tr("无")
