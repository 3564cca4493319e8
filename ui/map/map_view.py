"""A map that shows a workspace's layers and can be moved: frames from beside the window, overlay at once."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from gazetteer.gazetteer import Gazetteer
from layers.labels import Placed
from layers.place_layer import PlaceLayer
from layers.selection_layer import SelectionLayer
from layers.stack import LayerStack
from layers.styles import STYLES, Style
from layers.view import Bounds, View
from ui.common.errors import show_error
from ui.i18n import tr
from ui.layers.arranging import Arranging
from ui.map import overlay
from ui.map.controls import EDGE, ScaleLine
from ui.map.frames import Frame, FrameMaker
from ui.map.map_data import MapData
from ui.map.navigator import Navigator
from ui.map.picking import Hit, hits
from ui.map.sketch_painting import paint_highlighted
from ui.map.worker import Worker
from ui.theme import theme


class MapView(QWidget):
    """Layers, view, frames and scale, without any tool.

    Signals:
        scaled: the denominator of the scale.
    """

    scaled = Signal(float)

    def __init__(self, gazetteer: Gazetteer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gazetteer = gazetteer
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("地图"))
        self.setMinimumSize(240, 160)
        self._worker = Worker()
        self._frame: Frame | None = None
        self._failure = ""
        self.mark: tuple[float, float] | None = None
        self.highlighted: shapely.Geometry | None = None  # of a selected record that no layer draws
        self.data = MapData(gazetteer, self._worker, self)
        self.frames = FrameMaker(self._worker, self)
        self.navigator = Navigator(str(gazetteer.setting("uuid") or ""), self)
        self.scale_line = ScaleLine(self)
        self._connect_view()
        self.arranging = Arranging(gazetteer, self.data.stack, self.redraw, self)
        self.frames.ready.connect(self.arranging.checked)

    def _connect_view(self) -> None:
        self.data.loaded.connect(self._begin)
        self.data.refreshed.connect(self._refreshed)
        for failed in (self.data.failed, self.frames.failed):
            failed.connect(self._tell_once)
        self.frames.ready.connect(self._show_frame)
        self.navigator.moved.connect(self._moved)
        self.navigator.wanted.connect(self._wish)
        self.scale_line.asked.connect(self.navigator.set_scale)
        theme.changed.connect(self.redraw)
        worker = self._worker
        self.destroyed.connect(lambda: worker.stop())

    # --- what others use -------------------------------------------------------------------------

    @property
    def stack(self) -> LayerStack:
        """The layers shown; after changing visibility or opacity call `redraw`."""
        return self.data.stack

    @property
    def style_now(self) -> Style:
        return STYLES["dark" if theme.tokens.name == "dark" else "light"]

    def redraw(self) -> None:
        """A fresh frame of the same ground."""
        self._wish(False)

    def release(self) -> None:
        """Stop drawing and reading, before the workspace is closed."""
        self.navigator.settle()
        self.frames.cancel()
        self._worker.stop()

    def position_at(self, at: QPointF) -> tuple[float, float]:
        """Longitude and latitude under a pixel."""
        lon, lat = self.navigator.view.to_map(at.x(), at.y())
        return float(lon), float(lat)

    def pixel_of(self, lon: float, lat: float) -> QPointF:
        x, y = self.navigator.view.to_screen(lon, lat)
        return QPointF(float(x), float(y))

    def place_position(self, place_id: int) -> tuple[float, float] | None:
        """Where a place's symbol stands; None while it has no position."""
        return self.stack[PlaceLayer].position(place_id)

    def hits(self, at: QPointF) -> list[Hit]:
        """Places and survey points under a pixel, uppermost first."""
        return hits(self.stack, self.navigator.view, at.x(), at.y())

    @property
    def labels(self) -> Sequence[Placed]:
        """The names in sight, the most important first; none while another scale is being drawn."""
        frame, view = self._frame, self.navigator.view
        if frame is None or frame.view.epsg != view.epsg or abs(frame.view.resolution / view.resolution - 1) > 1e-9:
            return ()
        left, top = (float(part) for part in view.pixels(*frame.view.units(0, 0)))
        return frame.placed if frame.view == view else [label.shifted(left, top) for label in frame.placed]

    # --- register, frames, view ------------------------------------------------------------------

    def _begin(self) -> None:
        self.navigator.begin(self._home)

    def _home(self) -> Bounds | None:
        return self.stack.bounds

    def _refreshed(self) -> None:
        self._wish(False, edited=True)

    def _moved(self) -> None:
        scale = self.navigator.view.scale
        self.scale_line.show_scale(scale)
        self.scaled.emit(scale)
        self.update()

    def _wish(self, panned: bool, edited: bool = False) -> None:
        if self.data.ready:
            self.stack[SelectionLayer].visible = False  # drawn over the frame, so that it answers at once
            self.frames.wish(self.navigator.view, self.stack, self.style_now, panned=panned, edited=edited)

    def _show_frame(self, frame: Frame) -> None:
        self._frame = frame
        self.update()

    def _tell_once(self, error: BaseException) -> None:
        if str(error) != self._failure:
            self._failure = str(error)
            show_error(self.window(), error, tr("地图没有画完"))

    # --- events ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        view, style = self.navigator.view, self.style_now
        painter.fillRect(self.rect(), QColor(style["ground"]))
        if self._frame is not None:
            _paint_frame(painter, self._frame, view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.data.ready:
            self.paint_over(painter)
        overlay.paint_scale_bar(painter, EDGE + self.scale_line.width() + 16, self.height() - EDGE - 6, view,
                                theme.tokens)

    def paint_over(self, painter: QPainter) -> None:
        """What answers at once, over the frame."""
        if self.highlighted is not None:
            paint_highlighted(painter, self.highlighted, self.navigator.view, self.style_now)
        overlay.paint_selection(painter, self.navigator.view, self.style_now, self.stack[SelectionLayer])
        if self.mark is not None:
            at = self.pixel_of(*self.mark)
            overlay.paint_mark(painter, at.x(), at.y(), self.style_now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.navigator.resize(self.width(), self.height(), self.devicePixelRatioF())
        self.scale_line.move(EDGE, self.height() - self.scale_line.sizeHint().height() - EDGE)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.navigator.resize(self.width(), self.height(), self.devicePixelRatioF())
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.navigator.zoom(2.0 ** (turned / 240.0), event.position().x(), event.position().y())
        event.accept()


def _paint_frame(painter: QPainter, frame: Frame, view: View) -> None:
    """The frame where its ground lies in the view: moved and scaled until a fresh one is there."""
    left, top = (float(part) for part in view.pixels(*frame.view.units(0, 0)))
    growth = frame.view.resolution / view.resolution
    if abs(growth - 1) < 1e-9:
        ratio = view.ratio
        painter.drawImage(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), frame.image)
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(left, top, frame.view.width * growth, frame.view.height * growth), frame.image)
