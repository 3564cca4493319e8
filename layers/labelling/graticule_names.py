"""Labels keep off the crosses of a sheet's graticule."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from layers.graticule_layer import GraticuleLayer
from layers.labelling.ground import Ground
from layers.labels import Name
from layers.projection import forward

CROSS = 4.5  # pixels


def keep_off(ground: Ground, layer: GraticuleLayer) -> None:
    """Lines are too fine to matter; a cross would look like part of a letter."""
    if not layer.crosses:
        return
    meridians, parallels = layer.lines(ground.view)
    lon, lat = np.meshgrid([float(value) for value in meridians], [float(value) for value in parallels])
    ground.block(*ground.pixels(*forward(ground.view.epsg, lon.ravel(), lat.ravel())), CROSS)


def names(ground: Ground, layer: GraticuleLayer) -> Iterable[Name]:
    """Values stand at the window's edge and are drawn with the lines."""
    return ()
