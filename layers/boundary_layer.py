"""界线: the registered lines as they run, and whether they are in dispute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import shapely

from gazetteer.boundaries.line import BoundaryLine
from gazetteer.record import Record
from layers.columns import Coordinates, Paths
from layers.edits import joined
from layers.layer import Layer
from layers.picking import nearest_paths
from layers.reading import changed_ids, read_register
from layers.register_points import RegisterPoints
from layers.view import Bounds, View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed


class BoundaryLayer(RegisterPoints):
    """`paths` are the lines; `points` lie halfway along them, where their names stand."""

    key, label = "boundary_line", "界线"
    columns: ClassVar[tuple[str, ...]] = ("name", "disputed")
    symbols = {"agreed": "", "disputed": ""}  # noqa: RUF012 - lines have none
    drawn_from, named_from = float("inf"), 400_000.0

    def __init__(self) -> None:
        super().__init__()
        self.paths: Paths = Paths.of([], [], {"part": np.empty(0, np.int8)})

    @property
    def model(self) -> type[Record]:
        return BoundaryLine

    def parted(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.where(more["disputed"] == "是", 1, 0)

    def refresh(self, gazetteer: Gazetteer, changed: Changed | None = None) -> bool:
        only = changed_ids(changed, self.model)
        if only is not None and not only:
            return False
        ids, geometries, more = read_register(gazetteer, self.model, self.columns)
        self.paths = Paths.of(ids, geometries, {"part": np.asarray(self.parted(more), np.int8)})
        halfway = shapely.line_interpolate_point(shapely.line_merge(geometries), 0.5, normalized=True)
        self.points = self._points(ids, halfway, more)
        return True

    def parts_of(self, ids: Iterable[int]) -> np.ndarray:
        """The parts of the paths of these records."""
        return np.flatnonzero(np.isin(self.paths.ids[self.paths.owner], list(ids)))

    def spots(self, ids: Iterable[int]) -> Coordinates:
        chosen = np.repeat(np.isin(self.paths.ids[self.paths.owner], list(ids)), np.diff(self.paths.starts))
        return self.paths.lon[chosen], self.paths.lat[chosen]

    def pick(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        return nearest_paths(self.paths, view, x, y, tolerance)

    def count(self, view: View) -> int:
        return self.paths.count(view.epsg, view.extent)

    def damage(self, old: Layer, view: View) -> list[Bounds] | None:
        if not isinstance(old, BoundaryLayer) or not self.differs_only_in(old, "points", "paths"):
            return None
        return joined(self.points.boxes_since(old.points, view.epsg), self.paths.boxes_since(old.paths, view.epsg))

    def moves(self, old: Layer, view: View) -> dict[int, tuple[float, float] | None]:
        return {}
