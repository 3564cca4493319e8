"""Which records a person means with a click or a rectangle: only what the map shows at its scale."""

from __future__ import annotations

import numpy as np
from sqlalchemy import select

from gazetteer.boundaries.dispute import BoundaryDispute
from gazetteer.boundaries.inspection import InspectionProblem
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.boundaries.marker_event import MarkerEvent
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.record import Record, called
from gazetteer.signs.sign import Sign
from gazetteer.surveys.survey import SurveyPhoto, SurveyPoint, SurveyShape, SurveyTrack
from layers.boundary_layer import BoundaryLayer
from layers.layer import Layer
from layers.marker_layer import DisputeLayer, MarkerLayer, OldMarkerLayer, ProblemLayer
from layers.place_layer import PlaceLayer
from layers.sign_layer import SignLayer
from layers.stack import LayerStack
from layers.survey_layer import SurveyLayer
from layers.view import View

MODELS: dict[type[Layer], type[Record]] = {PlaceLayer: Place, SurveyLayer: SurveyPoint, SignLayer: Sign,
                                         MarkerLayer: BoundaryMarker, DisputeLayer: BoundaryDispute,
                                         OldMarkerLayer: MarkerEvent, ProblemLayer: InspectionProblem,
                                         BoundaryLayer: BoundaryLine}
REACH = 9.0  # pixels

UNREAD = (SurveyTrack, SurveyPhoto)  # the first too long to be read for its name alone, the second without one

Hit = tuple[type[Record], int]


def name_of(gazetteer: Gazetteer, hit: Hit) -> str:
    """What a record is called, a photo by its file; "" for one without a name."""
    model, number = hit
    if model is SurveyPhoto:
        media = select(SurveyPhoto.media_id).where(SurveyPhoto.id == number)
        return gazetteer.scalar(select(Media.file_name).where(Media.id.in_(media))) or ""
    if model is SurveyTrack:
        return gazetteer.scalar(select(SurveyTrack.name).where(SurveyTrack.id == number)) or ""
    found = gazetteer.get(model, number)
    return called(found) if found is not None else ""


def hits(stack: LayerStack, view: View, x: float, y: float) -> list[Hit]:
    """Register and record number of what lies under a pixel, uppermost and nearest first."""
    found: list[Hit] = []
    for layer in reversed(stack.shown(view)):
        model = MODELS.get(type(layer))
        if model is not None:
            found += [(model, number) for number in layer.pick(view, x, y, REACH)]
    surveys = stack.get(SurveyLayer)
    if surveys is not None and surveys.shows(view):  # below everything that is a point
        found += [(SurveyPhoto, number) for number in surveys.pick_photos(view, x, y, REACH)]
        found += [(SurveyShape, number) for number in surveys.pick_shapes(view, x, y, REACH)]
        found += [(SurveyTrack, number) for number in surveys.pick_tracks(view, x, y, REACH)]
    return found


def within(stack: LayerStack, view: View, left: float, top: float, right: float, bottom: float) -> list[Hit]:
    """Places in a rectangle of pixels; survey points where there is no place in it."""
    west, north = view.units(left, top)
    east, south = view.units(right, bottom)
    for kind, model in MODELS.items():
        layer = stack.get(kind)
        if layer is None or not layer.shows(view):
            continue
        points = layer.points  # type: ignore[attr-defined]
        rows = points.within(view.epsg, (float(west), float(south), float(east), float(north)))
        if isinstance(layer, PlaceLayer):
            rows = rows[layer.looks.drawn(view.scale)[layer.look(rows)] & ~points.more["cancelled"][rows]]
        if len(rows):
            return [(model, int(number)) for number in points.ids[rows]]
    return []


def shown_from(layer: PlaceLayer, place_id: int) -> float | None:
    """The largest scale denominator at which a located place's symbol shows."""
    row = np.flatnonzero(layer.points.ids == place_id)
    return layer.looks.shown_from(layer.points.more["class"][row[0]]) if len(row) else None
