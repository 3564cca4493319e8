"""A label on its way: as it will stand where the hand lets go of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from layers.labelling.area_names import holds
from layers.labelling.by_hand import put
from layers.labelling.decided import around
from layers.labelling.hits import shape_of, start_of, target_of
from layers.labelling.name import Measure, Placed
from layers.place_layer import PlaceLayer
from layers.stack import LayerStack
from layers.view import View


class Draft:
    """Made when a label is taken hold of; gives it in the window's pixels wherever it is dragged."""

    def __init__(self, label: Placed, view: View, stack: LayerStack, measure: Measure) -> None:
        self.label, self._measure = label, measure
        self._anchor, self._start = target_of(label, view).anchor, start_of(label, view)
        paths, parts = shape_of(label, stack)
        self._rings = [_pixels(paths, view, int(part)) for part in parts]
        self._inside = label.name.of == PlaceLayer.key and bool(len(parts)) and not label.name.line

    def at(self, dx: float, dy: float) -> Placed:
        """The label moved (dx, dy) pixels from where it stands."""
        goal = self.label.middle[0] + dx, self.label.middle[1] + dy
        moved = goal[0] - self._start[0], goal[1] - self._start[1]
        name = replace(self.label.name, x=self._start[0], y=self._start[1], moved=moved, anchor=self._anchor)
        if name.line:
            name = replace(name, line=around(self._rings, goal))
        elif self._inside:
            name = replace(name, centred=holds(self._rings, *goal))
        return put(name, self._measure)


def _pixels(paths, view: View, part: int) -> tuple[np.ndarray, np.ndarray]:
    chosen = slice(int(paths.starts[part]), int(paths.starts[part + 1]))
    x, y = paths.projected(view.epsg)
    return view.pixels(x[chosen], y[chosen])
