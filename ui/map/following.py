"""The map follows what is selected elsewhere: rings around it, and there by itself when it is out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from PySide6.QtCore import QObject

from gazetteer.boundaries.line import BoundaryLine, LineSection
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.history import Changed
from gazetteer.places.place import Place
from gazetteer.record import Record
from gazetteer.surveys.survey import SurveyPhoto, SurveyPoint, SurveyShape, SurveyTrack
from layers.division_layer import DivisionLayer
from layers.layer import bounds_of
from layers.place_layer import PlaceLayer
from layers.selection_layer import SelectionLayer
from layers.stack import LayerStack
from layers.survey_layer import SurveyLayer
from ui.listening import follow
from ui.map.picking import shown_from

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

POINT_SCALE = 50_000.0  # at which a survey point that was looked for is shown, if the map is farther away
NEAR_KM = 25.0
DIVIDED: tuple[type[Record], ...] = (LineSection, BoundaryLine, BoundaryMarker)


class Following(QObject):
    """Listens to the selection for the map."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas, self._selection = canvas, canvas.selection
        self._selection.changed.connect(self._changed)
        self._selection.revealed.connect(self._reveal)
        self._selection.region_changed.connect(self._region)
        self._selection.suggested.connect(canvas.update)
        follow(canvas.gazetteer, self, self._heard)

    @property
    def _stack(self) -> LayerStack:
        return self._canvas.data.stack

    def show(self) -> None:
        """Rings around what is selected now."""
        chosen = self._selection
        layer = self._stack[SelectionLayer]
        others = {other.key: chosen.of(other.model) for other in layer.others}
        layer.select(chosen.of(Place), chosen.of(SurveyPoint), chosen.of(SurveyShape), others)
        self._highlight()
        self._canvas.update()

    def _highlight(self) -> None:
        """A section has no line of its own: it shows as that stretch of its line."""
        sections = self._selection.of(LineSection)
        self._canvas.highlighted = None
        if sections:
            from gazetteer.boundaries.network import stretches_of

            self._canvas.highlighted = stretches_of(self._canvas.gazetteer, sections)

    def _heard(self, changed: Changed) -> None:
        if self._selection.model is LineSection and any(changed.ids(model) for model in DIVIDED):
            self._highlight()

    def _changed(self) -> None:
        self.show()
        self._canvas.show_prompt()
        lon, lat = self._positions(self._selection.model, self._selection.ids)
        if not len(lon) or any(map(self._canvas.navigator.sees, lon, lat)):
            return
        first_lon, first_lat = self._positions(self._selection.model, [self._selection.current or 0])
        if len(first_lon):
            self._canvas.navigator.show_position(float(first_lon[0]), float(first_lat[0]))

    def _reveal(self) -> None:
        lon, lat = self._positions(self._selection.model, self._selection.ids)
        navigator, box = self._canvas.navigator, bounds_of(lon, lat)
        if box is not None and len(lon) > 1:
            navigator.show_bounds(box)
        elif len(lon) and not (navigator.sees(lon[0], lat[0]) and navigator.goal.scale <= self._scale()):
            navigator.show_position(float(lon[0]), float(lat[0]), min(self._scale(), navigator.goal.scale))

    def _scale(self) -> float:
        """The scale at which what is selected shows."""
        if self._selection.model is SurveyPoint:
            return POINT_SCALE
        for other in self._stack[SelectionLayer].others:
            if other.model is self._selection.model:
                return min(other.drawn_from, POINT_SCALE)
        return shown_from(self._stack[PlaceLayer], self._selection.ids[0]) or POINT_SCALE

    def _region(self) -> None:
        code = self._selection.region
        outline = self._stack[DivisionLayer].outline(code)
        if not code:
            self._canvas.navigator.whole()
        elif outline is not None:
            self._canvas.navigator.show_bounds(outline.bounds)
        else:
            self._show_places_of(code)

    def _show_places_of(self, code: str) -> None:
        points = self._stack[PlaceLayer].points
        inside = np.array([division.startswith(code) for division in points.more["division"]], bool)
        box = bounds_of(points.lon[inside], points.lat[inside])
        if box is not None:
            self._canvas.navigator.show_bounds(box, closest=50_000.0)

    def _positions(self, model: type[Record], ids) -> tuple[np.ndarray, np.ndarray]:
        if model is LineSection:
            shown = self._canvas.highlighted
            lon, lat = shapely.get_coordinates(shown).T if shown is not None else np.empty((2, 0))
            return lon, lat
        if model is Place:
            points = self._stack[PlaceLayer].points
        elif model is SurveyPoint:
            points = self._stack[SurveyLayer].points
        elif model is SurveyPhoto:
            points = self._stack[SurveyLayer].photos
        elif model in (SurveyShape, SurveyTrack):
            return self._vertices(model, ids)
        else:
            other = next((one for one in self._stack[SelectionLayer].others if one.model is model), None)
            if other is None:
                return np.empty(0), np.empty(0)
            return other.spots(ids)
        rows = np.isin(points.ids, list(ids))
        return points.lon[rows], points.lat[rows]

    def _vertices(self, model: type[Record], ids) -> tuple[np.ndarray, np.ndarray]:
        """Those of measured shapes and of tracks."""
        layer = self._stack[SurveyLayer]
        shapes = layer.shapes if model is SurveyShape else layer.tracks
        chosen = np.repeat(np.isin(shapes.ids[shapes.owner], list(ids)), np.diff(shapes.starts))
        return shapes.lon[chosen], shapes.lat[chosen]

    def suggestions(self) -> list[tuple[float, float, str]]:
        """Pixels and numbers of the located places that a person chooses among."""
        found, layer, view = [], self._stack[PlaceLayer], self._canvas.navigator.view
        for number, place_id in enumerate(self._selection.suggestions, 1):
            position = layer.position(place_id)
            if position is not None:
                x, y = view.to_screen(*position)
                found.append((float(x), float(y), str(number)))
        return found

    def origin(self) -> tuple[float, float] | None:
        """Pixel of the survey point that is looked at."""
        lon, lat = self._positions(SurveyPoint, self._selection.of(SurveyPoint)[:1])
        if not len(lon):
            return None
        x, y = self._canvas.navigator.view.to_screen(lon[0], lat[0])
        return float(x), float(y)

    def unit_at(self, lon: float, lat: float) -> str:
        """The unit a new place here most likely belongs to: the one looked at, else that of the nearest place."""
        if self._selection.region:
            return self._selection.region
        points = self._stack[PlaceLayer].points
        known = np.flatnonzero(points.more["division"] != "")
        if not len(known):
            return ""
        east = (points.lon[known] - lon) * 111.3 * np.cos(np.radians(lat))
        distance = np.hypot(east, (points.lat[known] - lat) * 111.3)
        nearest = int(np.argmin(distance))
        return str(points.more["division"][known[nearest]])[:9] if distance[nearest] <= NEAR_KM else ""
