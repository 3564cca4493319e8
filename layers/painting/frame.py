"""A map as a picture, made in whatever thread asks for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QImage, QPainter

from layers.labels import Placed
from layers.painting.ink import Ink
from layers.painting.labelling import labels
from layers.painting.paint import paint, paint_ground, paint_names
from layers.stack import LayerStack
from layers.styles import Style
from layers.view import View

_DOTS = 3780  # a metre: 96 an inch, so that a point is a point on every picture


@dataclass(frozen=True, eq=False)
class Frame:
    """A finished picture and all that it was made from, so that after an edit only a part is painted again."""

    image: QImage
    view: View
    stack: LayerStack
    style: Style
    ground: QImage  # the picture without names
    placed: Sequence[Placed] = ()  # the names, the most important first
    decided: dict[Hashable, bool] = field(default_factory=dict)  # how fine and how crowded things are


def render(view: View, stack: LayerStack, style: Style, cancelled: Callable[[], bool] = lambda: False) -> QImage:
    """The view as a picture of width × height pixels at its device ratio; pass a `stack.snapshot()` from a worker."""
    image = blank(view)
    painter = QPainter(image)
    try:
        paint(painter, view, stack, style, cancelled)
    finally:
        painter.end()
    return image


def draw(view: View, stack: LayerStack, style: Style, cancelled: Callable[[], bool] = lambda: False) -> Frame | None:
    """The same picture as a frame that can be revised; None once cancelled."""
    ground, decided = blank(view), dict[Hashable, bool]()
    painter = QPainter(ground)
    try:
        paint_ground(Ink(painter, view, style, False, cancelled, decided=decided), stack)
    finally:
        painter.end()
    placed = [] if cancelled() else labels(view, stack, style, cancelled=cancelled)
    if cancelled():
        return None
    image = ground.copy()
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_names(Ink(painter, view, style, False, cancelled), stack, placed)
    finally:
        painter.end()
    return None if cancelled() else Frame(image, view, stack, style, ground, placed, decided)


def blank(view: View) -> QImage:
    """The paper of a picture, not yet white."""
    image = QImage(round(view.width * view.ratio), round(view.height * view.ratio),
                   QImage.Format.Format_ARGB32_Premultiplied)
    image.setDotsPerMeterX(_DOTS)
    image.setDotsPerMeterY(_DOTS)
    image.setDevicePixelRatio(view.ratio)
    return image
