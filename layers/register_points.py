"""Points of a register that are drawn by what state they are in: signs, markers …"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import shapely

from layers.columns import Coordinates, Points
from layers.edits import point_moves
from layers.layer import Layer, bounds_of
from layers.picking import nearest_points
from layers.reading import changed_ids, read_register
from layers.view import Bounds, View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed
    from gazetteer.record import Record


class RegisterPoints(Layer):
    """One declaration a register: its model, the columns it reads, its parts by number and the symbol of each.

    `points` carry "name" and "part", a number into `symbols`.
    """

    columns: ClassVar[tuple[str, ...]] = ()
    symbols: ClassVar[Mapping[str, str]] = {}  # part → symbol of the sheet
    drawn_from: ClassVar[float] = 100_000.0  # largest scale denominator at which they show
    named_from: ClassVar[float] = 0.0

    def __init__(self) -> None:
        super().__init__()
        self.points = self._points(np.empty(0, np.int64), np.empty(0, object),
                                   {name: np.empty(0, object) for name in self.columns})

    @property
    def model(self) -> type[Record]:
        """The register."""
        raise NotImplementedError

    def named(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        """What each is called on the map."""
        return more["name"]

    def parted(self, more: Mapping[str, np.ndarray]) -> np.ndarray:
        """The number of the part that each belongs to."""
        raise NotImplementedError

    def _points(self, ids: np.ndarray, geometries: np.ndarray, more: Mapping[str, np.ndarray]) -> Points:
        name = np.empty(len(ids), object)
        name[:] = [text or "" for text in self.named(more)]
        columns = {"name": name, "part": np.asarray(self.parted(more), np.int8)}
        return Points(ids, shapely.get_x(geometries), shapely.get_y(geometries), columns)

    def refresh(self, gazetteer: Gazetteer, changed: Changed | None = None) -> bool:
        only = changed_ids(changed, self.model)
        if only is not None and not only:
            return False
        fresh = self._points(*read_register(gazetteer, self.model, self.columns, only))
        self.points = fresh if only is None else self.points.replaced(np.fromiter(only, np.int64), fresh)
        return True

    def shows(self, view: View) -> bool:
        return super().shows(view) and view.scale <= self.drawn_from

    def shown(self, rows: np.ndarray) -> np.ndarray:
        """Of these rows those whose part is drawn."""
        return rows[np.array([self.part(name).shown for name in self.symbols], bool)[self.points.more["part"][rows]]]

    def pick(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        return nearest_points(self.points, view, x, y, tolerance, self.shown)

    def inside(self, bounds: Bounds) -> np.ndarray:
        return self.points.ids[self.points.within(4490, bounds)]

    def count(self, view: View) -> int:
        return len(self.points.within(view.epsg, view.extent)) if self.shows(view) else 0

    def damage(self, old: Layer, view: View) -> list[Bounds] | None:
        if not isinstance(old, RegisterPoints) or not self.differs_only_in(old, "points"):
            return None
        return self.points.boxes_since(old.points, view.epsg)

    def moves(self, old: Layer, view: View) -> dict[int, tuple[float, float] | None]:
        return point_moves(self.points, old.points, view) if isinstance(old, RegisterPoints) else {}

    def spots(self, ids: Iterable[int]) -> Coordinates:
        """Longitudes and latitudes of these records, all vertices of a line."""
        rows = np.isin(self.points.ids, list(ids))
        return self.points.lon[rows], self.points.lat[rows]

    @property
    def bounds(self) -> Bounds | None:
        return bounds_of(self.points.lon, self.points.lat)
