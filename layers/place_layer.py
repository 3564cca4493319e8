"""The register's places: a position for each, and the shape of those that have one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.map_layer import Styles
from gazetteer.places.place import CANCELLED, RESERVED, Place
from layers.columns import NO_PATHS, NO_POINTS, Paths, Points, rows_of
from layers.edits import joined, point_moves
from layers.labelling.moves import MapNames
from layers.layer import Layer, around, bounds_of
from layers.looks import USUAL, Looks, class_numbers
from layers.map_names import map_name
from layers.picking import nearest_paths, nearest_points
from layers.reading import changed_ids, read_register
from layers.view import Bounds, View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed
    from gazetteer.lineage.timeline import Then

_COLUMNS = ("name", "class_code", "division_code", "status", "map_name", "use_time")


class PlaceLayer(Layer):
    """`points` holds every located place once; `paths` the lines and areas among them; `map_names` what was moved.

    `looks` says how the classes are drawn.
    """

    key, label = "place", "地名"

    def __init__(self) -> None:
        super().__init__()
        self.looks = USUAL
        self.points: Points = _points(NO_POINTS.ids, np.empty(0, object), [], [], [], [])
        self.paths: Paths = _paths(self.points, np.empty(0, object))
        self.map_names = MapNames()

    @classmethod
    def of(cls, ids: Sequence[int], geometries: Sequence[shapely.Geometry], names: Sequence[str],
           class_codes: Sequence[str], division_codes: Sequence[str] | None = None,
           statuses: Sequence[str] | None = None) -> PlaceLayer:
        """A layer of what is given, names as they stand on the map, for tests and pictures without a workspace."""
        layer, count = cls(), len(ids)
        layer._take(np.asarray(ids, np.int64), np.asarray(geometries, object), names, class_codes,
                    division_codes or [""] * count, statuses or [""] * count)
        return layer

    def refresh(self, gazetteer: Gazetteer, changed: Changed | None = None) -> bool:
        before, self.map_names = self.map_names, self.map_names.refreshed(gazetteer, changed)
        only = changed_ids(changed, Place)
        if only is not None and not only:
            return self.map_names is not before
        ids, geometries, more = read_register(gazetteer, Place, _COLUMNS, only)
        written = [map_name(*row) for row in zip(more["name"], more["class_code"], more["map_name"], more["use_time"],
                                                 strict=True)]
        columns = [written, more["class_code"], more["division_code"], more["status"]]
        if only is None:
            self._take(ids, geometries, *columns)
        else:
            self._replace(np.fromiter(only, np.int64), ids, geometries, *columns)
        return True

    def dress(self, styles: Styles) -> None:
        if styles != self.styles:
            super().dress(styles)
            self.looks = Looks(styles)

    def look(self, rows: np.ndarray | int) -> np.ndarray:
        """For these rows of `points` the number of their style in `looks.styles`."""
        return self.looks.number[self.points.more["class"][rows]]

    def outline_look(self, rows: np.ndarray) -> np.ndarray:
        """As `look`, for rows of `paths`."""
        return self.looks.number[self.paths.more["class"][rows]]

    def _take(self, ids, geometries, names, classes, divisions, statuses) -> None:
        self.points = _points(ids, geometries, names, classes, divisions, statuses)
        self.paths = _paths(self.points, geometries)

    def _replace(self, gone, ids, geometries, names, classes, divisions, statuses) -> None:
        fresh = _points(ids, geometries, names, classes, divisions, statuses)
        self.points = self.points.replaced(gone, fresh)
        self.paths = self.paths.replaced(gone, _paths(fresh, geometries))

    def without(self, ids: Sequence[int]) -> PlaceLayer:
        """A copy that lacks these records: what may not leave the office is not drawn."""
        copy, gone = self.snapshot(), np.asarray(list(ids), np.int64)
        copy.points = self.points.replaced(gone, self.points.rows(np.empty(0, np.int64)))
        copy.paths = self.paths.replaced(gone, NO_PATHS.like(self.paths))
        return copy

    def as_of(self, then: Then) -> PlaceLayer:
        """A copy that holds the places of one year under their names of that year."""
        copy = self.snapshot()
        points = self.points.rows(rows_of(self.points.ids, then.shown))
        names = points.more["name"].copy()
        renamed = np.array(sorted(then.names), np.int64)
        for row in rows_of(points.ids, renamed).tolist():
            names[row] = then.names[int(points.ids[row])]
        points.more.update(name=names, cancelled=np.zeros(len(points), bool))
        copy.points = points
        copy.paths = self.paths.replaced(np.setdiff1d(self.paths.ids, then.shown), NO_PATHS.like(self.paths))
        return copy

    def pick(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        """Symbols come before the lines and areas under them."""
        drawn = self.looks.drawn(view.scale)
        found = nearest_points(self.points, view, x, y, tolerance, lambda rows: rows[drawn[self.look(rows)]])
        return list(dict.fromkeys(found + nearest_paths(self.paths, view, x, y, tolerance)))

    def inside(self, bounds: Bounds) -> np.ndarray:
        return self.points.ids[self.points.within(4490, bounds)]

    def count(self, view: View) -> int:
        return len(self.points.within(view.epsg, view.extent))

    def position(self, place_id: int) -> tuple[float, float] | None:
        """Longitude and latitude of a place, None while it has none."""
        row = np.flatnonzero(self.points.ids == place_id)
        return (float(self.points.lon[row[0]]), float(self.points.lat[row[0]])) if len(row) else None

    def damage(self, old: Layer, view: View) -> list[Bounds] | None:
        if not isinstance(old, PlaceLayer) or not self.differs_only_in(old, "points", "paths", "map_names"):
            return None
        return joined(self.points.boxes_since(old.points, view.epsg), self.paths.boxes_since(old.paths, view.epsg))

    def moves(self, old: Layer, view: View) -> dict[int, tuple[float, float] | None]:
        return point_moves(self.points, old.points, view) if isinstance(old, PlaceLayer) else {}

    @property
    def bounds(self) -> Bounds | None:
        return around(bounds_of(self.points.lon, self.points.lat), bounds_of(self.paths.lon, self.paths.lat))


def _points(ids, geometries, names, classes, divisions, statuses) -> Points:
    positions = _positions(geometries)
    more = {"class": class_numbers(classes), "name": _texts(names),
            "division": _texts(divisions), "cancelled": np.array([s == CANCELLED for s in statuses], bool),
            "planned": np.array([s == RESERVED for s in statuses], bool),
            "extended": shapely.get_dimensions(geometries) > 0 if len(geometries) else np.empty(0, bool)}
    return Points(np.asarray(ids, np.int64), positions[:, 0].copy(), positions[:, 1].copy(), more)


def _positions(geometries: np.ndarray) -> np.ndarray:
    """Where a place's symbol and name stand: the point, the middle of the line, a point inside the area."""
    if not len(geometries):
        return np.empty((0, 2))
    spots = np.asarray(geometries, object).copy()
    for row in np.flatnonzero(shapely.get_dimensions(spots) > 0):
        longest = max(shapely.get_parts(spots[row]), key=lambda part: (part.area, part.length))
        spots[row] = (longest.point_on_surface() if longest.area
                      else shapely.line_interpolate_point(longest, 0.5, normalized=True))
    return np.column_stack([shapely.get_x(_first(spots)), shapely.get_y(_first(spots))])


def _first(spots: np.ndarray) -> np.ndarray:
    """Many points in one record stand at their first."""
    many = shapely.get_type_id(spots) == shapely.GeometryType.MULTIPOINT
    return np.where(many, shapely.get_geometry(spots, 0), spots)


def _paths(points: Points, geometries: np.ndarray) -> Paths:
    extended = np.flatnonzero(points.more["extended"])
    shapes = np.asarray(geometries, object)[extended]
    more = {"class": points.more["class"][extended], "area": shapely.get_dimensions(shapes) == 2}
    return Paths.of(points.ids[extended], shapes, more)


def _texts(values: Sequence[str | None]) -> np.ndarray:
    column = np.empty(len(values), object)
    column[:] = [value or "" for value in values]
    return column
