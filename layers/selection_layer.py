"""What is selected or pointed at, drawn above everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from layers.boundary_layer import BoundaryLayer
from layers.columns import Paths
from layers.edits import boxes_of
from layers.layer import Layer
from layers.place_layer import PlaceLayer
from layers.projection import forward
from layers.register_points import RegisterPoints
from layers.survey_layer import SurveyLayer
from layers.view import Bounds, View


class SelectionLayer(Layer):
    """Numbers of selected places, survey points, measured shapes and other registers' points.

    Positions come from their own layers; `others` are those of signs, markers …
    """

    key, label = "selection", "选中"

    def __init__(self, places: PlaceLayer, surveys: SurveyLayer, others: Iterable[RegisterPoints] = ()) -> None:
        super().__init__()
        self.places, self.surveys, self.others = places, surveys, tuple(others)
        self.place_ids: frozenset[int] = frozenset()
        self.point_ids: frozenset[int] = frozenset()
        self.shape_ids: frozenset[int] = frozenset()
        self.other_ids: Mapping[str, frozenset[int]] = {}  # by the key of their layer
        self.hovered: int | None = None  # a place

    def select(self, places: Iterable[int] = (), points: Iterable[int] = (), shapes: Iterable[int] = (),
               others: Mapping[str, Iterable[int]] | None = None) -> bool:
        """Selects these and nothing else; True when that is a change."""
        more = {key: frozenset(ids) for key, ids in (others or {}).items()}
        chosen = frozenset(places), frozenset(points), frozenset(shapes), more
        changed = chosen != (self.place_ids, self.point_ids, self.shape_ids, self.other_ids)
        self.place_ids, self.point_ids, self.shape_ids, self.other_ids = chosen
        return changed

    def shape_parts(self) -> np.ndarray:
        """The parts of the survey layer's shapes that are selected."""
        shapes = self.surveys.shapes
        return np.flatnonzero(np.isin(shapes.ids[shapes.owner], list(self.shape_ids)))

    def lines(self) -> Iterator[tuple[Paths, np.ndarray]]:
        """The selected parts of measured shapes and of boundary lines."""
        yield self.surveys.shapes, self.shape_parts()
        for other in self.others:
            if isinstance(other, BoundaryLayer):
                yield other.paths, other.parts_of(self.other_ids.get(other.key, ()))

    def damage(self, old: Layer, view: View) -> list[Bounds] | None:
        if not isinstance(old, SelectionLayer):
            return None
        before, now = old.positions(), self.positions()
        if all(map(np.array_equal, before, now)):
            return []
        return [box for spots in (before, now) for box in boxes_of(*forward(view.epsg, *spots))]

    def positions(self) -> tuple[np.ndarray, np.ndarray]:
        """Longitudes and latitudes of everything selected that has a position."""
        lon, lat = [], []
        for points, ids in ((self.places.points, self.place_ids), (self.surveys.points, self.point_ids),
                            *((other.points, self.other_ids.get(other.key, ())) for other in self.others
                              if not isinstance(other, BoundaryLayer))):
            chosen = np.isin(points.ids, list(ids))
            lon.append(points.lon[chosen])
            lat.append(points.lat[chosen])
        return np.concatenate(lon), np.concatenate(lat)
