"""The layers of the window's map: read beside the window, handed over when they are ready."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from gazetteer.boundaries.dispute import BoundaryDispute
from gazetteer.boundaries.inspection import Inspection, InspectionProblem, InspectionTrack
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_event import MarkerEvent
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.characters.rare_character import CharacterMedia, RareCharacter
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.lineage.timeline import Then
from gazetteer.places.division import BaseFeature, Division
from gazetteer.places.map_name import MapName
from gazetteer.places.place import Place
from gazetteer.record import table_of
from gazetteer.signs.sign import Sign
from gazetteer.storage.setting import Setting
from gazetteer.surveys.survey import SurveyPhoto, SurveyPoint, SurveyShape, SurveyTrack
from layers.layer import Layer
from layers.painting import glyph_pictures
from layers.place_layer import PlaceLayer
from layers.stack import LayerStack
from ui.listening import follow
from ui.map.worker import Worker

DRAWN = frozenset(table_of(model) for model in (Place, Division, BaseFeature, SurveyPoint, SurveyTrack, SurveyShape,
                                                SurveyPhoto, MapName, Sign, RareCharacter, CharacterMedia, Setting,
                                                BoundaryLine, BoundaryMarker, MarkerEvent, BoundaryDispute,
                                                InspectionProblem, InspectionTrack, Inspection, BoundaryTolerance))
# What a person sets on a layer, never taken from a reading.
OWN = ("visible", "opacity", "nearest", "farthest", "styles", "looks")


class MapData(QObject):
    """`stack` is what the window shows; a second one, touched in the thread only, is kept up with the register.

    Signals:
        loaded: the first reading is there.
        refreshed: a change has been taken in.
    """

    loaded = Signal()
    refreshed = Signal()
    failed = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, gazetteer: Gazetteer, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gazetteer, self._worker = gazetteer, worker
        self._source = LayerStack.standard()
        self.stack = LayerStack.standard()
        self.ready = False
        self._then: Then | None = None
        self._whole: PlaceLayer | None = None  # the places of every time
        self._arrived.connect(self._take)
        follow(gazetteer, self, self._heard)

    def load(self) -> None:
        """Read everything."""
        self._read(None)

    def show_then(self, then: Then | None) -> None:
        """Hold only the places of one year under their names of that year; None for those of today."""
        self._then = then
        if self._whole is not None:
            _adopt(self.stack[PlaceLayer], self._whole.as_of(then) if then is not None else self._whole)
            self.refreshed.emit()

    def _heard(self, changed: Changed) -> None:
        if DRAWN.intersection(changed.tables):
            self._read(changed)

    def _read(self, changed: Changed | None) -> None:
        self._worker.do(_reading(self._gazetteer, self._source, changed, self._arrived.emit))

    @Slot(object, object)
    def _take(self, fresh: dict[str, Layer] | None, error: BaseException | None) -> None:
        if error is not None:
            self.failed.emit(error)
            return
        for key, layer in (fresh or {}).items():
            if isinstance(layer, PlaceLayer):
                self._whole = layer
                layer = layer.as_of(self._then) if self._then is not None else layer
            _adopt(self.stack.named(key), layer)
        first, self.ready = not self.ready, True
        (self.loaded if first else self.refreshed).emit()


def _reading(gazetteer: Gazetteer, source: LayerStack, changed: Changed | None,
             tell: Callable[[object, object], None]) -> Callable[[], None]:
    def run() -> None:
        fresh, error = None, None
        try:
            glyph_pictures.follow(gazetteer)
            fresh = {layer.key: layer.snapshot() for layer in source if layer.refresh(gazetteer, changed)}
        except Exception as raised:  # noqa: BLE001 - told on the window's thread
            error = raised
        try:
            tell(fresh, error)
        except RuntimeError:
            return  # the map was closed meanwhile
    return run


def _adopt(layer: Layer, fresh: Layer) -> None:
    kept = {name: getattr(layer, name) for name in OWN if hasattr(layer, name)}
    vars(layer).update(vars(fresh))
    vars(layer).update(kept)
