"""Names of survey points that wait for a decision; of decided ones only close by."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from layers.labelling.ground import Ground
from layers.labels import Name
from layers.survey_layer import STATE_COLOURS, SurveyLayer

WAITING_FROM, DECIDED_FROM = 120_000.0, 15_000.0  # largest denominators at which a point's name is written
CROWD = 350  # points in a block beyond which labels may cover them
RANK = 6


def keep_off(ground: Ground, layer: SurveyLayer) -> None:
    """Keeps labels off the points."""
    _, px, py = _seen(ground, layer)
    alone = ~ground.crowded(px, py, CROWD)
    ground.block(px[alone], py[alone], 4.0)


def names(ground: Ground, layer: SurveyLayer) -> Iterable[Name]:
    """A decided point stands at its place, which is named already."""
    scale, points = ground.view.scale, layer.points
    if scale > WAITING_FROM:
        return
    rows, px, py = _seen(ground, layer)
    shown = ground.near(px, py) & ((points.more["state"][rows] == 0) | (scale <= DECIDED_FROM))
    for row, x, y in zip(rows[shown].tolist(), px[shown].tolist(), py[shown].tolist(), strict=True):
        token = STATE_COLOURS[points.more["state"][row]]
        if points.more["name"][row]:
            yield Name(points.more["name"][row], x, y, RANK, int(points.ids[row]), 11.0, gap=4.5,
                       colour=layer.part(token).colour, of=layer.key)


def _seen(ground: Ground, layer: SurveyLayer) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = layer.shown(layer.points.within(ground.view.epsg, ground.extent))
    x, y = layer.points.projected(ground.view.epsg)
    return rows, *ground.pixels(x[rows], y[rows])
