"""Which points are taken together: what a person states of score, name, distance, township and class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.changes import AcceptPoints
from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, Candidate, likely_places
from gazetteer.surveys.shape_changes import AcceptShapes
from gazetteer.surveys.shape_matching import likely_places_of_shapes
from gazetteer.surveys.survey import WAITING, SurveyShape

_SAME_NAME = 0.99  # the standard name, or another name in use


@dataclass(frozen=True)
class BatchRule:
    """Points whose best place nothing speaks against; each further condition narrows. `farthest` is in metres."""

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

    def pairs(self, best: Mapping[int, Candidate]) -> tuple[tuple[int, int], ...]:
        """Point and place of those that are taken."""
        return tuple((point, found.place_id) for point, found in best.items() if self.takes(found))


def accept_by(gazetteer: Gazetteer, rule: BatchRule) -> AcceptPoints | None:
    """One command that takes every waiting point that the rule takes; None when it takes none."""
    found = likely_places(gazetteer, limit=1)
    pairs = rule.pairs({point: candidates[0] for point, candidates in found.items() if candidates})
    return AcceptPoints(pairs) if pairs else None


def accept_shapes_by(gazetteer: Gazetteer, rule: BatchRule) -> AcceptShapes | None:
    """The same for measured lines and areas; none of those that want the same place."""
    waiting = gazetteer.find(SurveyShape, SurveyShape.state == WAITING)
    found = likely_places_of_shapes(gazetteer, waiting, limit=1)
    pairs = rule.pairs({shape: candidates[0] for shape, candidates in found.items() if candidates})
    wanted = Counter(candidates[0].place_id for candidates in found.values() if candidates)
    single = tuple((shape, place) for shape, place in pairs if wanted[place] == 1)
    return AcceptShapes(single) if single else None


def area_and_class(found: Candidate) -> tuple[str, str]:
    """Nine digits of the township and five of the class that a place's code begins with."""
    return found.code[:9], found.code[9:14]
