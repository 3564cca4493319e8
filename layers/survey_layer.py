"""外业测量: points by what was decided on them, the lines and areas brought, and the tracks walked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.surveys.survey import ALONG_TRACK, STATES, SurveyPhoto, SurveyPoint, SurveyShape, SurveyTrack
from gazetteer.tracks.cleaning import kept_rows
from layers.columns import NO_PATHS, Paths, Points
from layers.edits import joined, point_moves
from layers.layer import Layer, around, bounds_of
from layers.picking import nearest_paths, nearest_points
from layers.reading import changed_ids, read_register
from layers.track_motion import TrackMotion, read_seconds
from layers.view import Bounds, View

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed

PHOTOS_FROM = 120_000.0  # the largest denominator at which photos show
STATE_COLOURS = ("waiting", "taken", "new", "merged", "rejected")  # tokens, in the order of STATES


class SurveyLayer(Layer):
    """`points` and `shapes` carry their state as a number into STATES; `tracks` are lines."""

    key, label = "survey", "测点与航迹"

    def __init__(self) -> None:
        super().__init__()
        self.points: Points = _points(np.empty(0, np.int64), np.empty(0, object), [], [], [])
        self.tracks: Paths = NO_PATHS
        self.motion = TrackMotion(lambda numbers: {})
        self.photos: Points = _photos(np.empty(0, np.int64), np.empty(0, object), [], [])
        self.shapes: Paths = _shapes(np.empty(0, np.int64), np.empty(0, object), [], [])

    @classmethod
    def of(cls, ids: Sequence[int], geometries: Sequence[shapely.Geometry], names: Sequence[str],
           states: Sequence[str], tracks: Sequence[shapely.Geometry] = ()) -> SurveyLayer:
        """A layer of what is given, for tests and pictures without a workspace."""
        layer = cls()
        layer.points = _points(np.asarray(ids, np.int64), np.asarray(geometries, object), names, states,
                               range(1, len(ids) + 1))
        layer.tracks = Paths.of(np.arange(len(tracks)), np.asarray(tracks, object))
        return layer

    def refresh(self, gazetteer: Gazetteer, changed: Changed | None = None) -> bool:
        return (self._refresh_points(gazetteer, changed) | self._refresh_tracks(gazetteer, changed)
                | self._refresh_shapes(gazetteer, changed) | self._refresh_photos(gazetteer, changed))

    def _refresh_points(self, gazetteer: Gazetteer, changed: Changed | None) -> bool:
        only = changed_ids(changed, SurveyPoint)
        if only is not None and not only:
            return False
        ids, geometries, more = read_register(gazetteer, SurveyPoint, ("name", "state", "number"), only)
        fresh = _points(ids, geometries, more["name"], more["state"], more["number"])
        self.points = fresh if only is None else self.points.replaced(np.fromiter(only, np.int64), fresh)
        return True

    def _refresh_tracks(self, gazetteer: Gazetteer, changed: Changed | None) -> bool:
        only = changed_ids(changed, SurveyTrack)
        if only is not None and not only:
            return False
        ids, geometries, more = read_register(gazetteer, SurveyTrack, ("left_out",), only)
        fresh = Paths.of(ids, _cleaned(geometries, more["left_out"]))
        if only is None:
            self.motion = TrackMotion(read_seconds(gazetteer))
        else:
            self.motion = self.motion.without(only)
        self.tracks = fresh if only is None else self.tracks.replaced(np.fromiter(only, np.int64), fresh)
        return True

    def _refresh_shapes(self, gazetteer: Gazetteer, changed: Changed | None) -> bool:
        only = changed_ids(changed, SurveyShape)
        if only is not None and not only:
            return False
        ids, geometries, more = read_register(gazetteer, SurveyShape, ("name", "state"), only)
        fresh = _shapes(ids, geometries, more["name"], more["state"])
        self.shapes = fresh if only is None else self.shapes.replaced(np.fromiter(only, np.int64), fresh)
        return True

    def _refresh_photos(self, gazetteer: Gazetteer, changed: Changed | None) -> bool:
        only = changed_ids(changed, SurveyPhoto)
        if only is not None and not only:
            return False
        ids, geometries, more = read_register(gazetteer, SurveyPhoto, ("direction", "origin"), only)
        fresh = _photos(ids, geometries, more["direction"], more["origin"])
        self.photos = fresh if only is None else self.photos.replaced(np.fromiter(only, np.int64), fresh)
        return True

    def shown(self, rows: np.ndarray) -> np.ndarray:
        """Of these rows of points those whose state is drawn."""
        return rows[np.array([self.part(name).shown for name in STATE_COLOURS])[self.points.more["state"][rows]]]

    def pick(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        return nearest_points(self.points, view, x, y, tolerance, self.shown)

    def pick_shapes(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        """Numbers of the lines and areas under a pixel."""
        return nearest_paths(self.shapes, view, x, y, tolerance) if self.part("shape").shown else []

    def pick_photos(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        """Numbers of the photos under a pixel, where they are drawn."""
        shown = self.part("photo").shown and view.scale <= PHOTOS_FROM
        return nearest_points(self.photos, view, x, y, tolerance) if shown else []

    def pick_tracks(self, view: View, x: float, y: float, tolerance: float = 8.0) -> list[int]:
        """Numbers of the tracks under a pixel."""
        return nearest_paths(self.tracks, view, x, y, tolerance) if self.part("track").shown else []

    def inside(self, bounds: Bounds) -> np.ndarray:
        return self.points.ids[self.points.within(4490, bounds)]

    def count(self, view: View) -> int:
        return (len(self.points.within(view.epsg, view.extent)) + self.tracks.count(view.epsg, view.extent)
                + self.shapes.count(view.epsg, view.extent))

    def damage(self, old: Layer, view: View) -> list[Bounds] | None:
        if not isinstance(old, SurveyLayer) or not self.differs_only_in(old, "points", "tracks", "shapes",
                                                                                     "motion", "photos"):
            return None
        return joined(self.points.boxes_since(old.points, view.epsg), self.tracks.boxes_since(old.tracks, view.epsg),
                      self.shapes.boxes_since(old.shapes, view.epsg), self.photos.boxes_since(old.photos, view.epsg))

    def moves(self, old: Layer, view: View) -> dict[int, tuple[float, float] | None]:
        return point_moves(self.points, old.points, view) if isinstance(old, SurveyLayer) else {}

    @property
    def bounds(self) -> Bounds | None:
        return around(*(bounds_of(one.lon, one.lat) for one in (self.points, self.shapes, self.tracks)))


def _cleaned(geometries: np.ndarray, left_out: np.ndarray) -> np.ndarray:
    """The tracks without the fixes that cleaning leaves out."""
    made = geometries.copy()
    for row in np.flatnonzero([bool(pairs) for pairs in left_out]).tolist():
        kept = shapely.get_coordinates(geometries[row])
        made[row] = shapely.linestrings(kept[kept_rows(len(kept), left_out[row])])
    return made


def _points(ids, geometries, names, states, numbers) -> Points:
    label = np.empty(len(ids), object)
    label[:] = [name or (f"{number}号点" if number else "") for name, number in zip(names, numbers, strict=True)]
    state = np.array([STATES.index(text) if text in STATES else 0 for text in states], np.int8)
    return Points(ids, shapely.get_x(geometries), shapely.get_y(geometries), {"name": label, "state": state})


def _photos(ids, geometries, directions, origins) -> Points:
    towards = np.array([np.nan if each is None else each for each in directions], float)
    guessed = np.array([each == ALONG_TRACK for each in origins], bool)
    return Points(ids, shapely.get_x(geometries), shapely.get_y(geometries), {"towards": towards, "guessed": guessed})


def _shapes(ids, geometries, names, states) -> Paths:
    label, state = np.empty(len(ids), object), np.empty(len(ids), np.int8)
    label[:] = [name or "" for name in names]
    state[:] = [STATES.index(text) if text in STATES else 0 for text in states]
    return Paths.of(ids, geometries, {"name": label, "state": state, "area": shapely.get_dimensions(geometries) == 2})
