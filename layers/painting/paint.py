"""One way to draw a map, whatever it is drawn on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import contextmanager

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from layers.base_layer import BaseLayer
from layers.boundary_layer import BoundaryLayer
from layers.division_layer import DivisionLayer
from layers.graticule_layer import GraticuleLayer
from layers.hot_spot_layer import HotSpotLayer
from layers.labels import Placed
from layers.layer import Layer
from layers.marker_layer import DisputeLayer, MarkerLayer, OldMarkerLayer, ProblemLayer
from layers.painting.base_painter import BasePainter
from layers.painting.boundary_painter import BoundaryPainter
from layers.painting.division_painter import DivisionPainter
from layers.painting.graticule_painter import GraticulePainter
from layers.painting.heat_painter import HeatPainter
from layers.painting.ink import Ink
from layers.painting.labelling import labels
from layers.painting.layer_painter import LayerPainter, steps
from layers.painting.place_painter import PlacePainter
from layers.painting.raster_painter import RasterPainter
from layers.painting.register_painter import RegisterPainter
from layers.painting.selection_painter import SelectionPainter
from layers.painting.survey_painter import SurveyPainter
from layers.painting.vector_painter import VectorPainter
from layers.place_layer import PlaceLayer
from layers.raster_layer import RasterLayer
from layers.selection_layer import SelectionLayer
from layers.sign_layer import SignLayer
from layers.stack import LayerStack
from layers.styles import Style
from layers.survey_layer import SurveyLayer
from layers.vector_layer import VectorLayer
from layers.view import View
from layers.walked_layer import WalkedLayer

PAINTERS: dict[type[Layer], LayerPainter] = {
    DivisionLayer: DivisionPainter(),
    BaseLayer: BasePainter(),
    GraticuleLayer: GraticulePainter(),
    PlaceLayer: PlacePainter(),
    SurveyLayer: SurveyPainter(),
    SignLayer: RegisterPainter(on_foot=True),
    BoundaryLayer: BoundaryPainter(),
    HotSpotLayer: HeatPainter(),
    WalkedLayer: BoundaryPainter(dashes=()),
    **dict.fromkeys((MarkerLayer, OldMarkerLayer, DisputeLayer, ProblemLayer), RegisterPainter()),
    SelectionLayer: SelectionPainter(),
    VectorLayer: VectorPainter(),
    RasterLayer: RasterPainter(),
}


def paint(painter: QPainter, view: View, stack: LayerStack, style: Style,
          cancelled: Callable[[], bool] = lambda: False, margin: float = 2.0, steady: bool = True,
          names: bool = True) -> list[Placed]:
    """Draws the stack in a painter that counts in the view's pixels; gives the names it placed.

    No name comes nearer to the edge than `margin`; `steady` names stay where they are while panning; `names` tells
    whether any are written.
    Stops early, with an unfinished picture, once `cancelled` says so.
    """
    vector = not isinstance(painter.device(), QImage)
    ink = Ink(painter, view, style, vector, cancelled)
    paint_ground(ink, stack)
    wanted = names and not cancelled()
    placed = labels(view, stack, style, steady=steady, margin=margin, cancelled=cancelled) if wanted else []
    paint_names(ink, stack, placed)
    return placed


def paint_ground(ink: Ink, stack: LayerStack) -> None:
    """Draws everything that lies below the names."""
    ink.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink.painter.fillRect(QRectF(0, 0, ink.view.width, ink.view.height), QColor(ink.style["ground"]))
    shown = stack.shown(ink.view)
    number = {id(layer): at for at, layer in enumerate(shown)}
    for stage, layer in steps(shown):
        if ink.cancelled():
            return
        ink.turn = (stage, number[id(layer)])
        with _opacity(ink.painter, layer.opacity):
            getattr(PAINTERS[type(layer)], stage)(ink, layer)


def paint_names(ink: Ink, stack: LayerStack, placed: Iterable[Placed]) -> None:
    """Draws names and what lies over them."""
    for label in placed:
        ink.label(label)
    for layer in stack.shown(ink.view):
        if not ink.cancelled():
            PAINTERS[type(layer)].above(ink, layer)


@contextmanager
def _opacity(painter: QPainter, opacity: float):
    before = painter.opacity()
    painter.setOpacity(before * opacity)
    yield
    painter.setOpacity(before)
