"""A table of any GeoPackage on the map: circles, lines and areas in one plain style."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from layers.columns import Paths, Points
from layers.edits import joined, point_moves
from layers.geopackage import read_table
from layers.layer import Layer, around, bounds_of
from layers.picking import nearest_paths, nearest_points
from layers.view import Bounds, View


class VectorLayer(Layer):
    """`points` and `paths` of the table; `named` says whether its points' names are written."""

    key, label = "vector", "矢量数据"

    def __init__(self, points: Points, paths: Paths, *, named: bool = False) -> None:
        super().__init__()
        self.points, self.paths, self.named = points, paths, named

    @classmethod
    def read(cls, path: Path, table: str, *, named: bool = False) -> VectorLayer:
        """The table of a file. Raises UnreadableFile."""
        found = read_table(path, table)
        return cls(found.points, found.paths, named=named)

    def pick(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        found = nearest_points(self.points, view, x, y, tolerance)
        return list(dict.fromkeys(found + nearest_paths(self.paths, view, x, y, tolerance)))

    def inside(self, bounds: Bounds) -> np.ndarray:
        return self.points.ids[self.points.within(4490, bounds)]

    def count(self, view: View) -> int:
        return len(self.points.within(view.epsg, view.extent)) + self.paths.count(view.epsg, view.extent)

    def damage(self, old: Layer, view: View) -> list[Bounds] | None:
        if not isinstance(old, VectorLayer) or not self.differs_only_in(old, "points", "paths"):
            return None
        return joined(self.points.boxes_since(old.points, view.epsg), self.paths.boxes_since(old.paths, view.epsg))

    def moves(self, old: Layer, view: View) -> dict[int, tuple[float, float] | None]:
        return point_moves(self.points, old.points, view) if isinstance(old, VectorLayer) else {}

    @property
    def bounds(self) -> Bounds | None:
        return around(bounds_of(self.points.lon, self.points.lat), bounds_of(self.paths.lon, self.paths.lat))
