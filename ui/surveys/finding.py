"""What the review looks for beside the window: likely places of a point or of a measured shape."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.registers import BY_TABLE
from gazetteer.surveys.matching import Candidate, likely_places
from gazetteer.surveys.shape_matching import likely_places_of_shape
from gazetteer.surveys.survey import SurveyPoint, SurveyShape
from gazetteer.surveys.targets import target_of
from ui.surveys.candidates import MOST, Likely


def likely_of_point(gazetteer: Gazetteer, point_id: int) -> list[Likely]:
    """The likely places of a point, or the records of what else it is registered as."""
    point = gazetteer.get(SurveyPoint, point_id)
    target = target_of(point) if point is not None else None
    if point is None or target is None:
        return _with_places(gazetteer, likely_places(gazetteer, [point_id], limit=MOST).get(point_id, []))
    found = []
    for candidate in target.candidates(gazetteer, point, MOST):
        record = gazetteer.get(BY_TABLE[candidate.table], candidate.place_id)
        if record is not None:
            found.append(Likely(candidate, record))
    return found


def likely_of_shape(gazetteer: Gazetteer, shape: SurveyShape) -> list[Likely]:
    """The likely places of a measured line or area, with their records."""
    return _with_places(gazetteer, likely_places_of_shape(gazetteer, shape, MOST))


def _with_places(gazetteer: Gazetteer, found: Sequence[Candidate]) -> list[Likely]:
    places = gazetteer.get_many(Place, [candidate.place_id for candidate in found])
    return [Likely(candidate, places[candidate.place_id]) for candidate in found if candidate.place_id in places]

