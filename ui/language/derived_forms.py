"""Every form that follows from a reading, and what the rules say that divided it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gazetteer.language.orthography.catalogue import text_of
from gazetteer.language.reading_draft import ReadingDraft
from ui.common.small import said
from ui.i18n import tr
from ui.language.roman_label import DRESS, RomanLabel
from ui.theme import theme


class DerivedForms(QWidget):
    """Spelling, without tones, capitals, initials and the rules, each in its line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        labels = {"roman": tr("拼写"), "plain": tr("不标调"), "upper": tr("牌面大写"), "initials": tr("首字母"),
                  "sort_key": tr("排序键"), "rules": tr("依据")}
        self.lines = {key: RomanLabel() if key in DRESS else said(selectable=True) for key in labels}
        for row, (key, label) in enumerate(labels.items()):
            name = said(label, "muted")
            name.setFixedWidth(round(60 * theme.scale))
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.lines[key], row, 1)
        self.lines["sort_key"].setFont(theme.mono(9))
        self.lines["rules"].setProperty("muted", True)

    def show_draft(self, draft: ReadingDraft) -> None:
        reading = draft.reading
        for key, line in self.lines.items():
            if isinstance(line, RomanLabel):
                line.show_form(reading, key)
        self.lines["initials"].setText(reading.initials)
        self.lines["sort_key"].setText("\u200b".join(reading.sort_key))  # may break anywhere
        rules = [tr("第{n}条 {text}", n=number, text=text_of(number)) for number in reading.rules]
        self.lines["rules"].setText("\n".join(rules) or tr("人工划分，不依规则"))
