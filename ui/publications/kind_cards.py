"""The kinds of publication as cards in a row; one of them is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui import icons
from ui.i18n import tr
from ui.publications.order import PLACE_LIST, SHARE_MAP, SHEET
from ui.theme import theme

HEIGHT, INSET, ICON, RADIUS = 64, 16, 20, 8
COMPACT = 176  # below this width a card has its icon above the title and no text


@dataclass(frozen=True)
class Kind:
    """What a card says."""

    name: str
    icon: str
    title: str
    text: str


def kinds() -> tuple[Kind, ...]:
    """The publications in the order of an office's use."""
    return (Kind(PLACE_LIST, "book-open-text", tr("标准地名录"), tr("Excel、Word、PDF")),
            Kind(SHEET, "map", tr("地名图"), tr("按比例尺印的图幅，PDF")),
            Kind(SHARE_MAP, "share-2", tr("分享地图"), tr("浏览器打开的单页网页")))


class KindCard(QAbstractButton):
    """One card; the chosen one has an accent frame and ground."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(kind.title)
        self.setAccessibleDescription(kind.text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(round(200 * theme.scale), round(HEIGHT * theme.scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(80 * theme.scale), round(HEIGHT * theme.scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        edge = tokens.accent if chosen or self.hasFocus() else tokens.border_strong if self.underMouse() \
            else tokens.border
        ground = tokens.accent_soft if chosen else tokens.surface
        width = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(ground))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        icon = icons.pixmap(self.kind.icon, ICON, tokens.accent if chosen else tokens.muted, self.devicePixelRatioF())
        (self._paint_compact if self.width() < COMPACT * theme.scale else self._paint_wide)(painter, icon)

    def _paint_compact(self, painter: QPainter, icon: QPixmap) -> None:
        painter.drawPixmap((self.width() - ICON) // 2, 12, icon)
        painter.setFont(theme.font())
        painter.setPen(QColor(theme.tokens.text))
        painter.drawText(self.rect().adjusted(4, 12 + ICON, -4, -6), Qt.AlignmentFlag.AlignCenter, self.kind.title)

    def _paint_wide(self, painter: QPainter, icon: QPixmap) -> None:
        tokens = theme.tokens
        painter.drawPixmap(INSET, (self.height() - ICON) // 2, icon)
        left, width = INSET + ICON + 12, self.width() - 2 * INSET - ICON - 12
        middle = self.height() / 2
        align = Qt.AlignmentFlag.AlignLeft
        for text, points, colour, top, side in (
                (self.kind.title, 11.0, tokens.text, 0.0, align | Qt.AlignmentFlag.AlignBottom),
                (self.kind.text, 9.0, tokens.muted, middle + 2, align | Qt.AlignmentFlag.AlignTop)):
            painter.setFont(theme.font(points))
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(left, top, width, middle), side, shown)


class KindCards(QWidget):
    """The row of cards; arrow keys go from one to the next.

    Signals:
        chosen: the name of the kind.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.cards = {kind.name: KindCard(kind, self) for kind in kinds()}
        for card in self.cards.values():
            self._group.addButton(card)
            row.addWidget(card)
            card.toggled.connect(lambda on, card=card: self._choose(card, on))

    def _choose(self, card: KindCard, on: bool) -> None:
        if on:
            self.setFocusProxy(card)
            if any(other.hasFocus() for other in self.cards.values()):
                card.setFocus()
            self.chosen.emit(card.kind.name)

    @property
    def kind(self) -> str:
        return next((name for name, card in self.cards.items() if card.isChecked()), PLACE_LIST)

    def choose(self, name: str) -> None:
        """Choose a kind; an unknown word chooses the first."""
        self.cards.get(name, self.cards[PLACE_LIST]).setChecked(True)
