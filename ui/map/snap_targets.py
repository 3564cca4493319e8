"""What the pointer snaps to on the map: outlines, rivers, lines and areas of places, read for the view on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QObject, QPointF
from sqlalchemy import text

from gazetteer.history import Changed
from gazetteer.places.division import BaseFeature, Division
from gazetteer.places.place import Place
from gazetteer.record import Record, table_of
from gazetteer.shapes.snapping import EDGE, VERTEX, Snapped, Snapper
from gazetteer.storage.geometry import shapes
from gazetteer.storage.geopackage import geometry_column
from ui.listening import follow
from ui.map.snap_settings import SnapSettings

if TYPE_CHECKING:
    from ui.map.map_canvas import MapCanvas

MOST = 5000  # records of a register; a view with more shows too much to point at anything
MODELS: tuple[type[Record], ...] = (Division, Place, BaseFeature)


class SnapTargets(QObject):
    """Keeps an index of what the view shows, until the view or the register changes."""

    def __init__(self, canvas: MapCanvas, settings: SnapSettings, models: tuple[type[Record], ...] = MODELS) -> None:
        super().__init__(canvas)
        self._canvas, self._settings, self._models = canvas, settings, models
        self._snapper: Snapper | None = None
        self._shown: dict[tuple[str, int], shapely.Geometry] = {}
        canvas.navigator.moved.connect(self.forget)
        follow(canvas.gazetteer, self, self._heard)

    def forget(self) -> None:
        self._snapper = None

    def snap(self, at: QPointF) -> Snapped | None:
        """What lies within reach of a pixel, as snapping is set; None while it is off or paused."""
        return None if self._settings.paused or not self._settings.on else self._near(at, self._settings.kinds)

    def _near(self, at: QPointF, kinds: tuple[str, ...]) -> Snapped | None:
        lon, lat = self._canvas.position_at(at)
        return self._now().snap(lon, lat, self.reach, kinds)

    @property
    def reach(self) -> float:
        """From how far things are snapped to or pointed at, in metres."""
        return self._settings.reach * self._canvas.navigator.view.metres_per_pixel

    def shapes(self) -> list[shapely.Geometry]:
        """The lines in view, for tracing along them."""
        self._now()
        return [shape for shape in self._shown.values() if not shape.geom_type.endswith("Point")]

    def record_at(self, at: QPointF) -> tuple[type[Record], int] | None:
        """The division or place whose line, or whose vertex, lies under a pixel."""
        found = self._near(at, (VERTEX, EDGE))
        if found is None:
            return None
        table, number = found.owner
        return next(model for model in self._models if table_of(model) == table), int(number)

    def _now(self) -> Snapper:
        if self._snapper is None:
            self._shown = {}
            for model in self._models:
                self._shown.update(self._read(model))
            self._snapper = Snapper(self._shown)
        return self._snapper

    def _read(self, model: type[Record]) -> dict[tuple[str, int], shapely.Geometry]:
        west, south, east, north = self._canvas.navigator.view.bounds
        table = table_of(model)
        inside: Any = text(
            f"id IN (SELECT id FROM rtree_{table}_{geometry_column(model)} WHERE maxx >= :w AND minx <= :e"
            f" AND maxy >= :s AND miny <= :n LIMIT {MOST})").bindparams(w=west, e=east, s=south, n=north)
        ids, blobs = self._canvas.gazetteer.geometries(model, inside)
        return {(table, int(number)): shape for number, shape in zip(ids, shapes(blobs), strict=True)} if blobs else {}

    def _heard(self, changed: Changed) -> None:
        self.forget()
