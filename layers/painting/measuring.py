"""How long it takes to draw the tables of any GeoPackage, view by view."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from layers.geopackage import tables
from layers.layer import Layer
from layers.painting.application import ensure_application
from layers.painting.frame import render
from layers.projection import check_system
from layers.stack import LayerStack
from layers.styles import LIGHT
from layers.vector_layer import VectorLayer
from layers.view import View

VIEWS, NAMED_VIEWS = (1, 0.3, 0.1, 0.03, 0.01), (0.1, 0.03, 0.01)  # parts of the whole box
SIZE = (1920, 1080)
TIMES = 3


def measured_views(path: Path, *, labels: bool = False, epsg: int = 4490) -> Iterator[dict[str, object]]:
    """A row a view: seconds for its points, its areas and both, the least of three drawings each.

    Raises UnreadableFile.
    """
    check_system(epsg)
    ensure_application()
    layers = [VectorLayer.read(path, name, named=labels) for name in tables(path)]
    points, areas = [one for one in layers if len(one.points)], [one for one in layers if len(one.paths)]
    chosen: dict[str, list[Layer]] = {"points": [*points]}
    if not labels:
        chosen |= {"areas": [*areas], "both": [*areas, *(one for one in points if one not in areas)]}
    for part in NAMED_VIEWS if labels else VIEWS:
        view = _part(layers, part, epsg)
        row: dict[str, object] = {"view": part, "labels": labels}
        yield row | {name: _least(view, LayerStack(some)) for name, some in chosen.items()}


def _part(layers: list[VectorLayer], part: float, epsg: int) -> View:
    boxes = [box for layer in layers if (box := layer.bounds) is not None]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    x, y, wide, high = (west + east) / 2, (south + north) / 2, (east - west) * part / 2, (north - south) * part / 2
    return View.of_bounds((x - wide, y - high, x + wide, y + high), *SIZE, epsg=epsg)


def _least(view: View, stack: LayerStack) -> float:
    found = []
    for _ in range(TIMES):
        started = time.perf_counter()
        render(view, stack, LIGHT)
        found.append(time.perf_counter() - started)
    return round(min(found), 4)
