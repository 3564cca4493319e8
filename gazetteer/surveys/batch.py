"""Which points are taken together: by score, name, distance, township and class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.changes import AcceptPoints
from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, Candidate, likely_places
from gazetteer.surveys.shape_changes import AcceptShapes
from gazetteer.surveys.shape_matching import likely_places_of_shapes
from gazetteer.surveys.survey import WAITING, SurveyPoint, SurveyShape
from gazetteer.surveys.target_changes import AcceptTogether, Chosen
from gazetteer.surveys.targets import PLACE, target_of

_SAME_NAME = 0.99  # the standard name, or another name in use


@dataclass(frozen=True)
class BatchRule:
    """Points whose best record nothing speaks against; each further condition narrows. `farthest` is in metres."""

    min_score: float = DEFAULT_MIN_SCORE
    same_name: bool = False
    farthest: float | None = None
    township: str = ""
    class_prefix: str = ""

    def takes(self, found: Candidate) -> bool:
        """Whether a point with this best place is taken."""
        area, of_class = area_and_class(found)
        return (found.certain and found.score >= self.min_score
                and (not self.same_name or found.likeness >= _SAME_NAME)
                and (self.farthest is None or (found.distance_m is not None and found.distance_m <= self.farthest))
                and area.startswith(self.township) and of_class.startswith(self.class_prefix))

    def taken(self, best: Mapping[int, Candidate | None]) -> tuple[Chosen, ...]:
        """What is taken of the points with these best records."""
        return tuple(Chosen(point, found.place_id, found.table, found.target) for point, found in best.items()
                     if found is not None and self.takes(found))


def best_of_all(gazetteer: Gazetteer) -> dict[int, Candidate | None]:
    """Waiting point → the best record for what it is registered as, or None."""
    places = likely_places(gazetteer, limit=1)
    best = {point: candidates[0] if candidates else None for point, candidates in places.items()}
    return best | _best_of_targets(gazetteer)


def _best_of_targets(gazetteer: Gazetteer) -> dict[int, Candidate | None]:
    """The same for points of signs, markers and the like; a record that several points want is certain for none."""
    best: dict[int, Candidate | None] = {}
    for point in gazetteer.find(SurveyPoint, SurveyPoint.state == WAITING, SurveyPoint.target.is_not(None)):
        target = target_of(point)
        found = target.candidates(gazetteer, point, 1) if target else []
        best[int(point.id or 0)] = replace(found[0], target=str(point.target)) if found else None
    wanted = Counter(_wanted(found) for found in best.values() if found)
    return {point: replace(found, certain=False, why=(*found.why, "另有测点也像这个"))
            if found and wanted[_wanted(found)] > 1 else found for point, found in best.items()}


def _wanted(found: Candidate) -> tuple[str, str, int]:
    return found.target, found.table, found.place_id


def accepting(chosen: Sequence[Chosen], fill: bool = False) -> AcceptPoints | AcceptTogether:
    """One command that takes them all."""
    if any(one.target for one in chosen):
        return AcceptTogether(tuple(chosen), fill)
    return AcceptPoints(tuple((one.point_id, one.record_id) for one in chosen), fill)


def accept_by(gazetteer: Gazetteer, rule: BatchRule, fill: bool = False) -> AcceptPoints | AcceptTogether | None:
    """One command that takes every waiting point that the rule takes; None when it takes none."""
    chosen = rule.taken(best_of_all(gazetteer))
    return accepting(chosen, fill) if chosen else None


def accept_shapes_by(gazetteer: Gazetteer, rule: BatchRule) -> AcceptShapes | None:
    """The same for measured lines and areas; none of those that want the same place."""
    waiting = gazetteer.find(SurveyShape, SurveyShape.state == WAITING)
    found = likely_places_of_shapes(gazetteer, waiting, limit=1)
    taken = rule.taken({shape: candidates[0] for shape, candidates in found.items() if candidates})
    wanted = Counter(candidates[0].place_id for candidates in found.values() if candidates)
    single = tuple((one.point_id, one.record_id) for one in taken if wanted[one.record_id] == 1)
    return AcceptShapes(single) if single else None


def area_and_class(found: Candidate) -> tuple[str, str]:
    """Nine digits of the township and five of the class that a place's code begins with; "" where none is known."""
    if found.table != PLACE:
        return found.area[:9], ""
    return found.code[:9], found.code[9:14]
