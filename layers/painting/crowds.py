"""Many outlines at once: handed to Qt as one block of bytes, tiny ones as single pixels."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath

from layers.columns import Paths
from layers.generalise import AT_ONCE, Outlines

if TYPE_CHECKING:
    from layers.painting.ink import Ink

TINY = 0.7  # pixels; what is smaller is shown as one
_WINDING = 1  # Qt.FillRule.WindingFill
_BEYOND = 1e8  # map units; what lies nowhere in the map system is kept at this distance
_kept: weakref.WeakKeyDictionary[Outlines, dict[int, QPainterPath]] = weakref.WeakKeyDictionary()
MOST_KEPT = 40_000  # records whose paths are kept of one level


def draw_outlines(ink: Ink, paths: Paths, parts: np.ndarray, outlines: Outlines) -> None:
    """Draws parts of `paths` as outlines with the painter's pen and brush; on paper the tiny ones too."""
    painter, view = ink.painter, ink.view
    parts = parts if ink.vector else _without_tiny(ink, paths, parts)
    if not len(parts) or ink.cancelled():
        return
    if ink.vector:
        px, py = view.pixels(outlines.x, outlines.y)
        for path in paths_of(Outlines(px, py, outlines.starts), parts, paths.owner[parts]):
            painter.drawPath(path)
        return
    painter.save()
    pen = painter.pen()
    pen.setCosmetic(True)  # its width is in pixels, although the paths are in map units
    painter.setPen(pen)
    west, _, _, north = view.extent
    painter.scale(1 / view.resolution, 1 / view.resolution)
    painter.translate(-west, north)
    for path in _kept_paths(ink, outlines, paths, np.unique(paths.owner[parts])):
        if ink.cancelled():
            break
        painter.drawPath(path)
    painter.restore()


def _kept_paths(ink: Ink, outlines: Outlines, paths: Paths, rows: np.ndarray) -> Iterator[QPainterPath]:
    """Paths of records in map units, north upwards, made once: panning only moves them."""
    kept = _kept.setdefault(outlines, {})
    if len(kept) > MOST_KEPT:
        kept = _kept[outlines] = {}  # a new one: another thread may be drawing from the old
    for first in range(0, len(rows), AT_ONCE):
        if ink.cancelled():
            return
        some = rows[first:first + AT_ONCE]
        missing = some[[row not in kept for row in some.tolist()]]
        if len(missing):
            # All parts of a record, also those out of sight: they come into it when the map is moved.
            begin, end = np.searchsorted(paths.owner, missing), np.searchsorted(paths.owner, missing, "right")
            parts = np.concatenate([np.arange(a, b) for a, b in zip(begin.tolist(), end.tolist(), strict=True)])
            kept.update(zip(missing.tolist(), paths_of(outlines, parts, paths.owner[parts], -1.0), strict=True))
        yield from [kept[row] for row in some.tolist()]


def paths_of(outlines: Outlines, parts: np.ndarray, owner: np.ndarray, up: float = 1.0) -> Iterator[QPainterPath]:
    """A path for each record, its rings together as its holes need, all read from one block of bytes.

    `up` is -1 where the outlines count northwards.
    """
    rows, begins = outlines.rows(parts)
    x, y = (np.clip(column[rows], -_BEYOND, _BEYOND) for column in (outlines.x, outlines.y))
    y = y if up > 0 else -y
    kind = np.ones(len(rows), "<i4")
    kind[begins[:-1]] = 0
    edges = begins[np.concatenate([[0], np.flatnonzero(np.diff(owner)) + 1, [len(owner)]])]
    stream = QDataStream(QByteArray(_spelt(kind, x, y, edges)))
    stream.setByteOrder(QDataStream.ByteOrder.LittleEndian)
    for _ in range(len(edges) - 1):
        path = QPainterPath()
        stream >> path
        yield path


def _spelt(kind: np.ndarray, px: np.ndarray, py: np.ndarray, edges: np.ndarray) -> bytes:
    """Paths as Qt writes them, in words of 4 bytes: the count, (kind, x, y) for each vertex, 0 and the fill rule."""
    counts = np.diff(edges)
    head = 5 * edges[:-1] + 3 * np.arange(len(counts))
    tail = head + 5 * counts + 1
    vertices = np.empty((len(kind), 5), "<i4")
    vertices[:, 0] = kind
    vertices[:, 1:3] = np.ascontiguousarray(px, "<f8").view("<i4").reshape(-1, 2)
    vertices[:, 3:5] = np.ascontiguousarray(py, "<f8").view("<i4").reshape(-1, 2)
    words = np.empty(5 * len(kind) + 3 * len(counts), "<i4")
    of_vertices = np.ones(len(words), bool)
    for at, value in ((head, counts), (tail, 0), (tail + 1, _WINDING)):
        words[at] = value
        of_vertices[at] = False
    words[of_vertices] = vertices.reshape(-1)
    return words.tobytes()


def _without_tiny(ink: Ink, paths: Paths, parts: np.ndarray) -> np.ndarray:
    """The parts that are more than a pixel; the others are drawn as one in the pen's colour."""
    view = ink.view
    box = paths.boxes(view.epsg)[parts]
    tiny = np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) < TINY * view.resolution / view.ratio
    if not tiny.any():
        return parts
    px, py = view.pixels((box[tiny, 0] + box[tiny, 2]) / 2, (box[tiny, 1] + box[tiny, 3]) / 2)
    dot = np.array([[ink.painter.pen().color().rgba()]], np.uint32)
    ink.stamp(dot, np.floor(px * view.ratio), np.floor(py * view.ratio))
    return parts[~tiny]
