"""What is selected or pointed at, drawn above everything else."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from layers.edits import boxes_of
from layers.layer import Layer
from layers.place_layer import PlaceLayer
from layers.projection import forward
from layers.survey_layer import SurveyLayer
from layers.view import Bounds, View


class SelectionLayer(Layer):
    """Numbers of selected places, survey points and measured shapes; positions come from their own layers."""

    key, label = "selection", "选中"

    def __init__(self, places: PlaceLayer, surveys: SurveyLayer) -> None:
        super().__init__()
        self.places, self.surveys = places, surveys
        self.place_ids: frozenset[int] = frozenset()
        self.point_ids: frozenset[int] = frozenset()
        self.shape_ids: frozenset[int] = frozenset()
        self.hovered: int | None = None  # a place

    def select(self, places: Iterable[int] = (), points: Iterable[int] = (), shapes: Iterable[int] = ()) -> bool:
        """Selects these and nothing else; True when that is a change."""
        chosen = frozenset(places), frozenset(points), frozenset(shapes)
        changed = chosen != (self.place_ids, self.point_ids, self.shape_ids)
        self.place_ids, self.point_ids, self.shape_ids = chosen
        return changed

    def shape_parts(self) -> np.ndarray:
        """The parts of the survey layer's shapes that are selected."""
        shapes = self.surveys.shapes
        return np.flatnonzero(np.isin(shapes.ids[shapes.owner], list(self.shape_ids)))

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
        for points, ids in ((self.places.points, self.place_ids), (self.surveys.points, self.point_ids)):
            chosen = np.isin(points.ids, list(ids))
            lon.append(points.lon[chosen])
            lat.append(points.lat[chosen])
        return np.concatenate(lon), np.concatenate(lat)
