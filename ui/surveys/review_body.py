"""How list, card and likely places share the room: side by side, or one above the other in a narrow panel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from ui.common.settings import remember, remembered
from ui.surveys.decision_area import DecisionArea, scrolled
from ui.surveys.point_card import PointCard
from ui.surveys.point_list import PointList

WIDE, NARROW = 900, 560
SHAPES = {"wide": (200, 330, 480), "middle": (200, 0, 480), "narrow": (190, 0, 480)}


class ReviewBody(QSplitter):
    """Three columns where there is room; else the card stands above the likely places in their own column."""

    def __init__(self, points: PointList, card: PointCard, area: DecisionArea, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card, self._area = card, area
        page = QFrame()
        page.setProperty("panel", True)
        self._page = QVBoxLayout(page)
        self._page.setContentsMargins(16, 12, 16, 12)
        self._page.setSpacing(12)
        self._page.addStretch()
        self._column = scrolled(page)
        self._shape = ""
        self.setChildrenCollapsible(False)
        for place, (widget, stretch) in enumerate(((points, 0), (self._column, 2), (area, 3))):
            self.addWidget(widget)
            self.setStretchFactor(place, stretch)
        points.setMinimumSize(140, 84)
        self._column.setMinimumWidth(240)
        area.setMinimumSize(280, 160)
        self.splitterMoved.connect(lambda *_: remember(self._key, self.sizes()))
        self._take("narrow")

    @property
    def _key(self) -> str:
        return f"review/{self._shape}"

    def minimumSizeHint(self) -> QSize:
        """That of the narrow shape: a wider one gives way to it when the room becomes less."""
        return QSize(self._area.minimumWidth(), 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self._take("wide" if width >= WIDE else "middle" if width >= NARROW else "narrow")

    def _take(self, shape: str) -> None:
        if shape == self._shape:
            return
        self._shape = shape
        self.setOrientation(Qt.Orientation.Vertical if shape == "narrow" else Qt.Orientation.Horizontal)
        self._column.setVisible(shape == "wide")
        if shape == "wide":
            self._page.insertWidget(0, self._card)
            self._page.insertWidget(1, self._card.sources)
        else:
            self._area.take_in(self._card, self._card.sources)
        for moved in (self._card, self._card.sources):
            moved.show()  # a widget that changes its parent is hidden by Qt
        kept = remembered(self._key)
        self.setSizes([int(size) for size in kept] if kept else list(SHAPES[shape]))
