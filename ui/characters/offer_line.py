"""What is offered under a field in which an odd character was typed: nothing is saved until a person decides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gazetteer.characters.changes import readable
from gazetteer.characters.offers import Offer, repaired
from ui.characters.faces import glyph_font
from ui.common.small import said
from ui.i18n import tr

MOST = 4


def suggestions(text: str, offers: Sequence[Offer]) -> list[str]:
    """The whole texts that may be meant: every offer's first, then other choices where there is one offer only."""
    if not offers or not any(offer.offered for offer in offers):
        return []
    first = repaired(text, [(offer, offer.offered[0]) for offer in offers if offer.offered])
    others = [repaired(text, [(offers[0], one)]) for one in offers[0].offered[1:]] if len(offers) == 1 else []
    return [first, *others][:MOST]


def what_is_wrong(offers: Sequence[Offer]) -> str:
    """Each odd character with the reason, in a sentence."""
    return "；".join(dict.fromkeys(f"“{readable(offer.found)}”{offer.why}" for offer in offers))


class OfferLine(QFrame):
    """Signals: chosen(text) one of the suggestions; kept: the text as it stands."""

    chosen = Signal(str)
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.why = said()
        self.keep = QPushButton(tr("按原样保存"))
        self.keep.setToolTip(tr("别的电脑上可能显示为空框，检查时会列出"))
        self.keep.clicked.connect(self.kept)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(4)
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.why)
        column.addLayout(self._buttons)
        column.addLayout(foot)
        self.hide()

    def ask(self, text: str, offers: Sequence[Offer]) -> None:
        """Show what may be meant for a text."""
        while self._buttons.count():
            self._buttons.takeAt(0).widget().deleteLater()  # type: ignore[union-attr]
        made = suggestions(text, offers)
        known = "" if made else tr("。不知道是哪个字：可用 Ctrl+Shift+U 查字改正")
        self.why.setText(tr("还没有保存。{why}{known}", why=what_is_wrong(offers), known=known))
        for suggestion in made:
            button = QPushButton(tr("改为“{text}”", text=suggestion))
            button.setFont(glyph_font(10))
            button.clicked.connect(lambda _=False, suggestion=suggestion: self.chosen.emit(suggestion))
            self._buttons.addWidget(button)
        self.show()
