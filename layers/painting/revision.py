"""A frame after an edit: only where something changed is painted again.

First the names stand where they stood, those of moved records moved along; then they are placed anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from layers.labelling.occupancy import Box
from layers.labels import Placed
from layers.painting.frame import Frame
from layers.painting.ink import REACH, Ink
from layers.painting.labelling import labels
from layers.painting.paint import paint_ground, paint_names
from layers.painting.text import PAD
from layers.stack import LayerStack
from layers.styles import Style
from layers.view import View

MOST = 0.4  # part of the picture beyond which painting all of it is as quick
MOST_PARTS = 24
Cancelled = Callable[[], bool]


def fits(last: Frame, view: View, stack: LayerStack, style: Style) -> bool:
    """Whether a frame of this may be made from the last one at all."""
    return (last.view, last.style) == (view, style) and _same_layers(last, stack)


def revised(last: Frame, stack: LayerStack, cancelled: Cancelled = lambda: False) -> Frame | None:
    """The last frame with what was edited since; None where that is too much, or once cancelled."""
    parts = damaged(last, stack)
    if parts is None:
        return None
    decided = dict(last.decided)
    ground = _repainted(last, stack, parts, decided, cancelled) if parts else last.ground
    placed, touched = _moved_along(last, stack)
    frame = replace(last, ground=ground, stack=stack, placed=placed, decided=decided)
    made = _composed(frame, [*parts, *_parts(touched, last.view)], cancelled)
    return None if cancelled() else made


def renamed(frame: Frame, cancelled: Cancelled = lambda: False) -> Frame | None:
    """The frame with its names placed anew; None once cancelled. The same frame where all stand as they should."""
    placed = labels(frame.view, frame.stack, frame.style, cancelled=cancelled)
    if cancelled():
        return None
    before, after = set(frame.placed), set(placed)
    touched = [box for label in before ^ after for box in _covers(label)]
    if not touched:
        return frame
    made = _composed(replace(frame, placed=placed), _parts(touched, frame.view), cancelled)
    return None if cancelled() else made


def damaged(last: Frame, stack: LayerStack) -> list[QRect] | None:
    """Pixels of the last frame that look different now; None where too many do."""
    boxes = []
    for old, new in zip(last.stack.shown(last.view), stack.shown(last.view), strict=True):
        found = new.damage(old, last.view)
        if found is None:
            return None
        boxes += found
    pixels = []
    for west, south, east, north in boxes:
        left, top = last.view.pixels(west, north)
        right, bottom = last.view.pixels(east, south)
        pixels.append((float(left) - REACH, float(top) - REACH, float(right) + REACH, float(bottom) + REACH))
    parts = _parts(pixels, last.view)
    area = sum(part.width() * part.height() for part in parts)
    return None if len(parts) > MOST_PARTS or area > MOST * last.view.width * last.view.height else parts


def _repainted(last: Frame, stack: LayerStack, parts: Sequence[QRect], decided: dict[Hashable, bool],
               cancelled: Cancelled) -> QImage:
    """The ground with these parts painted anew.

    Qt smooths what it clips to a path otherwise in the last column of a clip: a little more is painted than is taken.
    """
    scratch, ground = last.ground.copy(), last.ground.copy()
    more = 2 * _step(last.view)
    for part in parts:
        with _inked(scratch, last, cancelled, part.adjusted(-more, -more, more, more)) as ink:
            ink.decided = decided
            paint_ground(ink, stack)
        with _inked(ground, last, cancelled, part) as ink:
            ink.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            ink.painter.drawImage(0, 0, scratch)
    return ground


def _same_layers(last: Frame, stack: LayerStack) -> bool:
    before, now = last.stack.shown(last.view), stack.shown(last.view)
    return [(type(one), one.key) for one in before] == [(type(one), one.key) for one in now]


def _moved_along(last: Frame, stack: LayerStack) -> tuple[Sequence[Placed], list[Box]]:
    """The names with those of changed records moved or gone, and the pixels where that shows."""
    moves = {(new.key, number): move for old, new in zip(last.stack.layers, stack.layers, strict=False)
             for number, move in new.moves(old, last.view).items()}
    if not moves:
        return last.placed, []
    placed, touched = [], []
    for label in last.placed:
        move = moves.get((label.name.of, label.name.key), (0.0, 0.0))
        if move == (0.0, 0.0):
            placed.append(label)
            continue
        touched += _covers(label)
        if move is not None:
            placed.append(label.shifted(*move))
            touched += _covers(placed[-1])
    return placed, touched


def _covers(label: Placed) -> list[Box]:
    """Pixels that a name with its halo and its line may colour."""
    edge = PAD + 2
    boxes = [(box[0] - edge, box[1] - edge, box[2] + edge, box[3] + edge) for box in (label.box, *label.letters)]
    if label.leader:
        (x, y), (end_x, end_y) = label.leader
        boxes.append((min(x, end_x) - 3, min(y, end_y) - 3, max(x, end_x) + 3, max(y, end_y) + 3))
    return boxes


def _composed(frame: Frame, parts: Sequence[QRect], cancelled: Cancelled) -> Frame:
    """The frame with names over its ground, made anew in these parts."""
    image = frame.image.copy()
    everywhere = sum(part.width() * part.height() for part in parts) > MOST * frame.view.width * frame.view.height
    for part in [QRect(0, 0, math.ceil(frame.view.width), math.ceil(frame.view.height))] if everywhere else parts:
        with _inked(image, frame, cancelled, part) as ink:
            ink.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            ink.painter.drawImage(0, 0, frame.ground)
            ink.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            paint_names(ink, frame.stack, [label for label in frame.placed if _touches(label, part)])
    return replace(frame, image=image)


def _touches(label: Placed, part: QRect) -> bool:
    right, bottom = part.left() + part.width(), part.top() + part.height()
    return any(box[0] < right and box[2] > part.left() and box[1] < bottom and box[3] > part.top()
               for box in _covers(label))


@contextmanager
def _inked(image: QImage, frame: Frame, cancelled: Cancelled, part: QRect):
    """Ink for a part of a picture; nothing outside it changes."""
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(part)
        yield Ink(painter, frame.view, frame.style, False, cancelled, part)
    finally:
        painter.end()


def _step(view: View) -> int:
    """How many pixels are whole device pixels: at a ratio of 5/4 four."""
    return Fraction(view.ratio).limit_denominator(64).denominator


def _parts(boxes: Iterable[Box], view: View) -> list[QRect]:
    """Boxes as whole device pixels of the picture, those that touch each other together."""
    step = _step(view)
    parts: list[QRect] = []
    for left, top, right, bottom in boxes:
        if not (right > 0 and bottom > 0 and left < view.width and top < view.height):
            continue
        first, above = (math.floor(max(edge, 0) / step) * step for edge in (left, top))
        last, below = (math.ceil(min(edge, most) / step) * step
                       for edge, most in ((right, view.width), (bottom, view.height)))
        part = QRect(first, above, last - first, below - above)
        while near := [other for other in parts if other.intersects(part)]:
            for other in near:
                parts.remove(other)
                part = part.united(other)
        parts.append(part)
    return parts
