"""Names of the points of any table that has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from layers.geopackage import text_of
from layers.labelling.ground import Ground
from layers.labels import Name, thin

if TYPE_CHECKING:
    from layers.vector_layer import VectorLayer

HALF, TEXT, RANK = 3.8, 12.0, 5  # pixels of half a symbol (1 mm) and of the text
CROWD, CELL = 300, (40.0, 14.0)  # names in a block beyond which one of a cell of pixels is tried


def keep_off(ground: Ground, layer: VectorLayer) -> None:
    """Keeps labels off the points, in a crowd not."""
    if layer.named:
        _, px, py = _seen(ground, layer)
        alone = ~ground.crowded(px, py, CROWD)
        ground.block(px[alone], py[alone], HALF)


def names(ground: Ground, layer: VectorLayer) -> Iterable[Name]:
    """A name for each point, in a crowd for one of a cell."""
    if not layer.named:
        return
    rows, px, py = _seen(ground, layer)
    alone = ~ground.crowded(px, py, CROWD)
    crowd = np.flatnonzero(~alone)
    origin = -(ground.left % CELL[0]), -(ground.top % CELL[1])
    alone[crowd[thin(px[crowd], py[crowd], np.zeros(len(crowd), np.int8), CELL, origin)]] = True
    alone &= ground.near(px, py)
    texts, ids = layer.points.more["name"], layer.points.ids
    for row, x, y in zip(rows[alone].tolist(), px[alone].tolist(), py[alone].tolist(), strict=True):
        if texts[row]:
            yield Name(text_of(texts[row]), x, y, RANK, int(ids[row]), TEXT, gap=HALF, of=layer.key)


def _seen(ground: Ground, layer: VectorLayer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = layer.points.within(ground.view.epsg, ground.extent)
    x, y = layer.points.projected(ground.view.epsg)
    return rows, *ground.pixels(x[rows], y[rows])
