"""A map as a picture, made in whatever thread asks for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage, QPainter

from layers.painting.paint import paint
from layers.stack import LayerStack
from layers.styles import Style
from layers.view import View

_DOTS = 3780  # a metre: 96 an inch, so that a point is a point on every picture


def render(view: View, stack: LayerStack, style: Style, cancelled: Callable[[], bool] = lambda: False) -> QImage:
    """The view as a picture of width × height pixels at its device ratio; pass a `stack.snapshot()` from a worker."""
    image = blank(view)
    painter = QPainter(image)
    try:
        paint(painter, view, stack, style, cancelled)
    finally:
        painter.end()
    return image


def blank(view: View) -> QImage:
    """The paper of a picture, not yet white."""
    image = QImage(round(view.width * view.ratio), round(view.height * view.ratio),
                   QImage.Format.Format_ARGB32_Premultiplied)
    image.setDotsPerMeterX(_DOTS)
    image.setDotsPerMeterY(_DOTS)
    image.setDevicePixelRatio(view.ratio)
    return image
