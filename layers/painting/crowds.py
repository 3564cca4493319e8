"""Many outlines at once: in batches small enough for Qt's rasteriser, tiny ones as single pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QPointF
from PySide6.QtGui import QImage, QPainter, QPainterPath

from layers.columns import Paths
from layers.generalise import MANY, Outlines
from layers.painting.stamps import stamped
from layers.view import View

BATCH = 16  # outlines in a path; Qt's time for one with overlaps grows faster than their number
TINY = 0.7  # pixels; what is smaller is shown as one
_ELEMENT = np.dtype([("kind", "<i4"), ("x", "<f8"), ("y", "<f8")])
_TAIL = b"\0\0\0\0" + (1).to_bytes(4, "little")  # no open subpath; Qt.FillRule.WindingFill
_BEYOND = 1e6  # pixels; what lies farther off, or nowhere in the map system, is kept at this distance


def draw_outlines(painter: QPainter, view: View, paths: Paths, parts: np.ndarray, fine: bool,
                  cancelled: Callable[[], bool]) -> None:
    """Draws parts with the painter's pen and brush; `fine` keeps every vertex and every tiny part."""
    parts = parts if fine else _without_tiny(painter, view, paths, parts)
    if not len(parts):
        return
    outlines = _outlines(view, paths, parts, fine)
    for path in _paths(view, outlines, parts, _edges(paths.owner[parts])):
        if cancelled():
            return
        painter.drawPath(path)


def painted_over(painter: QPainter, view: View, pixels: np.ndarray) -> None:
    """Lays premultiplied ARGB pixels of the whole view over what is there."""
    image = QImage(pixels, pixels.shape[1], pixels.shape[0], pixels.shape[1] * 4,  # type: ignore[call-overload]
                   QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(view.ratio)
    painter.drawImage(QPointF(0, 0), image)


def _outlines(view: View, paths: Paths, parts: np.ndarray, fine: bool) -> Outlines:
    vertices = int((paths.starts[parts + 1] - paths.starts[parts]).sum())
    return paths.outlines(view.epsg, None if fine or vertices <= MANY else view.resolution / view.ratio)


def _edges(owner: np.ndarray) -> list[int]:
    """Where batches begin and end; the rings of one record stay together, as its holes need."""
    begins = np.concatenate([[0], np.flatnonzero(np.diff(owner)) + 1, [len(owner)]])
    chosen = begins[np.searchsorted(begins, np.arange(0, len(owner) + BATCH, BATCH).clip(max=len(owner)))]
    return np.unique(chosen).tolist()


def _paths(view: View, outlines: Outlines, parts: np.ndarray, edges: list[int]) -> Iterator[QPainterPath]:
    rows, begins = outlines.rows(parts)
    px, py = view.pixels(outlines.x[rows], outlines.y[rows])
    elements = np.empty(len(rows), _ELEMENT)
    elements["kind"] = 1
    elements["kind"][begins[:-1]] = 0
    elements["x"], elements["y"] = np.clip(px, -_BEYOND, _BEYOND), np.clip(py, -_BEYOND, _BEYOND)
    whole = elements.tobytes()
    size = _ELEMENT.itemsize
    for first, last in zip(edges, edges[1:], strict=False):
        a, b = int(begins[first]), int(begins[last])
        stream = QDataStream(QByteArray((b - a).to_bytes(4, "little") + whole[a * size:b * size] + _TAIL))
        stream.setByteOrder(QDataStream.ByteOrder.LittleEndian)
        path = QPainterPath()
        stream >> path
        yield path


def _without_tiny(painter: QPainter, view: View, paths: Paths, parts: np.ndarray) -> np.ndarray:
    """The parts that are more than a pixel; the others are drawn as one in the pen's colour."""
    box = paths.boxes(view.epsg)[parts]
    tiny = np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) < TINY * view.resolution / view.ratio
    if not tiny.any():
        return parts
    px, py = view.pixels((box[tiny, 0] + box[tiny, 2]) / 2, (box[tiny, 1] + box[tiny, 3]) / 2)
    dot = np.array([[painter.pen().color().rgba()]], np.uint32)
    wide, high = round(view.width * view.ratio), round(view.height * view.ratio)
    painted_over(painter, view, stamped(wide, high, np.floor(px * view.ratio), np.floor(py * view.ratio), dot))
    return parts[~tiny]
