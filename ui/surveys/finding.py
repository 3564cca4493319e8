"""What the review looks for beside the window: likely places of a point, points it may repeat, the best of all."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.surveys.matching import Candidate, likely_places
from gazetteer.surveys.shape_matching import likely_places_of_shape
from gazetteer.surveys.survey import SurveyShape
from ui.surveys.candidates import MOST, Likely


def likely(gazetteer: Gazetteer, point_id: int) -> list[Likely]:
    """The likely places of a point, with their records."""
    return _with_places(gazetteer, likely_places(gazetteer, [point_id], limit=MOST).get(point_id, []))


def likely_of_shape(gazetteer: Gazetteer, shape: SurveyShape) -> list[Likely]:
    """The likely places of a measured line or area, with their records."""
    return _with_places(gazetteer, likely_places_of_shape(gazetteer, shape, MOST))


def _with_places(gazetteer: Gazetteer, found: Sequence[Candidate]) -> list[Likely]:
    places = gazetteer.get_many(Place, [candidate.place_id for candidate in found])
    return [Likely(candidate, places[candidate.place_id]) for candidate in found if candidate.place_id in places]


def best_of_all(gazetteer: Gazetteer) -> dict[int, Candidate | None]:
    """Waiting point → its best candidate, or None."""
    found = likely_places(gazetteer, limit=1)
    return {point_id: candidates[0] if candidates else None for point_id, candidates in found.items()}
