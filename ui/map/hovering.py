"""Telling what lies under a pointer that rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QTimer

from ui.common.record_head import Head
from ui.map.panels import PlaceTip
from ui.map.picking import UNREAD, name_of
from ui.records.heads import head_of

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

REST_MS = 320


class Hovering(QObject):
    """Shows the head of the uppermost record under the pointer after a short rest."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.tip = PlaceTip(canvas)
        self._at = QPointF()
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._look)

    def moved(self, at: QPointF) -> None:
        self._at = at
        self.tip.hide()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self.tip.hide()

    def _look(self) -> None:
        found = self._canvas.hits(self._at)
        if found and found[0][0] in UNREAD:
            self.tip.show_at(self._at, Head(name_of(self._canvas.gazetteer, found[0]), note=found[0][0].__label__))
            return
        record = self._canvas.gazetteer.get(*found[0]) if found else None
        if record is not None:
            self.tip.show_at(self._at, head_of(record, self._canvas.gazetteer, self._canvas.lookups))
