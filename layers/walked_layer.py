"""联检航迹: where teams walked on the inspections that are not over, and which stretches of their lines nobody did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.boundaries.inspection import CONFIRMED, Inspection, InspectionTrack
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.record import Record
from layers.boundary_layer import BoundaryLayer
from layers.columns import Paths
from layers.view import View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed

_READ = (InspectionTrack, Inspection, BoundaryLine, BoundaryMarker, BoundaryTolerance)


class WalkedLayer(BoundaryLayer):
    """`paths` are tracks and stretches, numbered from 1, and nothing is picked; names tell how long a stretch is."""

    key, label = "walked", "联检航迹"
    columns = ("name",)
    symbols = {"track": "", "missed": ""}  # noqa: RUF012 - lines have none

    @property
    def model(self) -> type[Record]:
        return InspectionTrack

    def parted(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.asarray(more.get("part", np.zeros(len(more["name"]), np.int8)), np.int8)

    def refresh(self, gazetteer: Gazetteer, changed: Changed | None = None) -> bool:
        if changed is not None and not any(changed.ids(model) for model in _READ):
            return False
        shapes, names, parts = _read(gazetteer)
        ids, geometries = np.arange(1, len(shapes) + 1), np.array(shapes, object)
        more = {"name": np.array(names, object), "part": np.array(parts, np.int8)}
        self.paths = Paths.of(ids, geometries, {"part": more["part"]})
        halfway = shapely.line_interpolate_point(geometries, 0.5, normalized=True) if shapes else geometries
        self.points = self._points(ids, halfway, more)
        return True

    def pick(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        return []


def _read(gazetteer: Gazetteer) -> tuple[list[shapely.Geometry], list[str], list[int]]:
    """Lines, names and parts: tracks, then the stretches of inspections that have tracks."""
    from gazetteer.boundaries.field.walked import walk_of

    open_ones = [int(one.id or 0) for one in gazetteer.find(Inspection, Inspection.state != CONFIRMED)]
    tracks = [one for one in gazetteer.find(InspectionTrack, InspectionTrack.inspection_id.in_(open_ones))
              if one.geom is not None and not one.geom.is_empty]
    shapes: list[shapely.Geometry] = [one.geom for one in tracks]
    names, parts = ["" for _ in tracks], [0 for _ in tracks]
    lines = {int(one.id or 0): one for one in gazetteer.find(BoundaryLine)}
    for inspection in sorted({int(one.inspection_id or 0) for one in tracks}):
        held = gazetteer.get(Inspection, inspection)
        line = lines.get(int(held.line_id or 0)) if held is not None else None
        if line is None or line.geom is None or line.geom.is_empty:
            continue
        for stretch in walk_of(gazetteer, inspection).stretches:
            shapes.append(shapely.LineString(stretch.line))
            names.append(f"未走到 {stretch.length / 1000:.2f} 千米")
            parts.append(1)
    return shapes, names, parts
