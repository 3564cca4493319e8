"""Names of registered points (signs, markers) and lines, close by only; other names keep off them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from layers.boundary_layer import BoundaryLayer
from layers.labelling.ground import Ground
from layers.labelling.occupancy import WATER
from layers.labels import Name
from layers.register_points import RegisterPoints

CROWD = 350  # points in a block beyond which names may cover them
RANK = 7
LINE = 2.0  # pixels on either side


def keep_off(ground: Ground, layer: RegisterPoints) -> None:
    """Keeps names off the symbols; off a line, as off water, where there is room elsewhere."""
    if isinstance(layer, BoundaryLayer):
        for part in ground.parts(layer.paths).tolist():
            ground.block(*ground.along(layer.paths, part), LINE, WATER)
        return
    _, px, py = _seen(ground, layer)
    alone = ~ground.crowded(px, py, CROWD)
    ground.block(px[alone], py[alone], 4.5)


def names(ground: Ground, layer: RegisterPoints) -> Iterable[Name]:
    """In the colour of the part that the point belongs to."""
    if ground.view.scale > layer.named_from:
        return
    parts = list(layer.symbols)
    rows, px, py = _seen(ground, layer)
    near = ground.near(px, py)
    for row, x, y in zip(rows[near].tolist(), px[near].tolist(), py[near].tolist(), strict=True):
        if layer.points.more["name"][row]:
            look = layer.part(parts[layer.points.more["part"][row]])
            yield Name(layer.points.more["name"][row], x, y, RANK, int(layer.points.ids[row]), 10.5, gap=5.5,
                       colour=look.colour, of=layer.key)


def _seen(ground: Ground, layer: RegisterPoints) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = layer.shown(layer.points.within(ground.view.epsg, ground.extent))
    x, y = layer.points.projected(ground.view.epsg)
    return rows, *ground.pixels(x[rows], y[rows])
