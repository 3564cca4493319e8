"""Likely places of survey points: by name, sound and position, each with its score and the reasons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gazetteer.gazetteer import Gazetteer
from gazetteer.language.similar import Similarity
from gazetteer.surveys import mix_ups, scoring
from gazetteer.surveys.changes import AcceptPoints, called
from gazetteer.surveys.name_index import Known, metres
from gazetteer.surveys.spellings import Written
from gazetteer.surveys.standing import standing_of
from gazetteer.surveys.survey import WAITING, SurveyPoint
from gazetteer.surveys.time_order import TimeOrder

DEFAULT_MIN_SCORE = 0.85
_GOOD_NAME = 0.6
_ALIKE = 0.05
_WELL_PLACED = 0.985
FAR_OFF_METRES = 1500.0
_NAMELESS_SCORE = 0.3


@dataclass(frozen=True)
class Candidate:
    """A place that a point may be. `certain`: nothing but its score speaks against taking it unseen.

    `likeness`: of the names alone; `fits`: the point lies where the place is, as far as anybody knows.
    `target`: what else than a place the point is registered as; `area`: the unit of a record that is no place.
    """

    place_id: int
    code: str
    name: str
    score: float
    distance_m: float | None
    why: tuple[str, ...]
    certain: bool = True
    likeness: float = 0.0
    fits: bool = True
    table: str = "place"  # the register that the record is in
    target: str = ""
    area: str = ""


Found = dict[int, list[Candidate]]


def likely_places(gazetteer: Gazetteer, point_ids: Iterable[int] | None = None, limit: int = 5) -> Found:
    """Point id → its likely places, best first; for all waiting points, or for those of `point_ids` that wait.

    What is not certain scores below DEFAULT_MIN_SCORE."""
    matcher = Matcher(gazetteer)
    waiting = {point_id: point for point_id, point in matcher.points.items()
               if point.state == WAITING and not point.target}
    asked = waiting.keys() if point_ids is None else waiting.keys() & set(point_ids)
    found = {point_id: matcher.on_the_way(waiting[point_id]) for point_id in sorted(asked)}
    everybody = found if point_ids is None else found | matcher.rivals(found, waiting)
    mix_ups.tell(everybody, waiting, matcher.index)
    return {point_id: [_capped(candidate) for candidate in everybody[point_id][:limit]] for point_id in found}


def accept_best(gazetteer: Gazetteer, min_score: float = DEFAULT_MIN_SCORE) -> AcceptPoints | None:
    """One command that takes every waiting point's best place where it is certain enough; None when none is."""
    best = [(point_id, found[0]) for point_id, found in likely_places(gazetteer, limit=1).items() if found]
    pairs = [(point_id, first.place_id) for point_id, first in best if first.certain and first.score >= min_score]
    return AcceptPoints(tuple(pairs)) if pairs else None


class Matcher:
    """Finds candidates against one state of the register and of the surveys."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._standing = standing_of(gazetteer)
        self.index, self.points, self._county = self._standing.index, self._standing.points, self._standing.county
        self._taken = {int(point.place_id): point for point in self.points.values() if point.place_id}
        self._weighed: dict[int, list[Candidate]] = {}
        self._order = TimeOrder(self.points.values(), self._settled, self.index)

    def candidates(self, point: SurveyPoint) -> list[Candidate]:
        """The likely places of a point by itself, best first."""
        return _ordered(self._by_itself(point))

    def on_the_way(self, point: SurveyPoint) -> list[Candidate]:
        """The likely places of a waiting point, seen between the points before and after it, best first."""
        alone = self._by_itself(point)
        return _ordered(self._order.weighed(alone, point) if point.name else alone)

    def _settled(self, point: SurveyPoint) -> Known | None:
        """The place of a point where it is decided or certain."""
        if point.place_id:
            return self.index.places.get(point.place_id)
        best = next(iter(self.candidates(point)), None)
        return self.index.places[best.place_id] if best and best.certain and best.score >= DEFAULT_MIN_SCORE else None

    def _by_itself(self, point: SurveyPoint) -> list[Candidate]:
        kept = self._weighed.get(point.id or 0)
        if kept is None:
            kept = self._found(point)
            if point.id:
                self._weighed[point.id] = kept
        return kept

    def _found(self, point: SurveyPoint) -> list[Candidate]:
        about = self.written(point)
        if not about.forms:
            return self._nearest(point.geom)
        here = scoring.Here(point.geom, self.index.townships_from(point.geom), self._outside(point.geom))
        found = []
        for place_id, likeness in scoring.name_score(about, self.index, here).items():
            known = self.index.places[place_id]
            if likeness.score >= _GOOD_NAME or scoring.is_close(about, known, here, self.index):
                found.append(self._weigh(about, known, likeness, here))
        return found

    def rivals(self, found: Found, points: Mapping[int, SurveyPoint]) -> Found:
        """Candidates of the other points that may want one of the places found best."""
        wanted = {candidates[0].place_id for candidates in found.values() if candidates}
        return {point_id: self.on_the_way(point) for point_id, point in points.items()
                if point_id not in found and wanted & self.index.wanted_by(self.written(point).forms)}

    def written(self, point: SurveyPoint) -> Written:
        """What a point says about itself."""
        return self._standing.written(point)

    def _weigh(self, about: Written, known: Known, likeness: Similarity, here: scoring.Here) -> Candidate:
        kind, of_kind = scoring.kind_factor(about, known, likeness.reasons)
        of_class, of_classes = scoring.class_factor(about, known, self._standing.classes)
        place, of_place = scoring.position_factor(about, known, here, self.index)
        border, of_border = scoring.outside_factor(here.outside, str(self._county.name) if self._county else "")
        distance = self.index.distance(known.id, here.point)
        against = (*of_border, *self._against(known, distance))
        why = (*likeness.reasons, *of_kind, *of_classes, *of_place, *against)
        score = scoring.confirmed(round(likeness.score * kind * of_class * place * border, 3), distance, why)
        return Candidate(known.id, known.code, known.name, score,
                         None if distance is None else round(distance, 1), why, not against, likeness.score,
                         place > _WELL_PLACED)

    def _against(self, known: Known, distance: float | None) -> Iterable[str]:
        taken = self._taken.get(known.id)
        if taken is not None:
            yield f"此地名已采用过{called(taken)}"
        position = self.index.positions.get(known.id)
        if position is not None and position.geom_type != "Point":
            yield "此地名已有线状或面状图形"
        elif distance is not None and distance > FAR_OFF_METRES:
            yield f"与登记的位置相差{scoring.far(distance)}，须先核对哪个是对的"

    def _outside(self, point: Any) -> float:
        outline = self._county.geom if self._county else None
        return 0.0 if outline is None or outline.covers(point) else metres(outline, point)

    def _nearest(self, point: Any) -> list[Candidate]:
        """What lies near a point without a name: worth a look, never more."""
        found = []
        for place_id in self.index.nearest(point, 5):
            distance, known = self.index.distance(place_id, point) or 0.0, self.index.places[place_id]
            if distance < scoring.REACH_METRES:
                score = round(_NAMELESS_SCORE * math.exp(-distance / 1000), 3)
                why = ("测点没有名称", f"相距{scoring.far(distance)}")
                found.append(Candidate(known.id, known.code, known.name, score, round(distance, 1), why, False))
        return found


def _ordered(candidates: list[Candidate]) -> list[Candidate]:
    """Best first; where others are nearly as good as the best, none of them is certain."""
    ordered = sorted(candidates, key=lambda c: (-c.score, c.distance_m or 0.0, c.code))
    alike = [c for c in ordered if ordered[0].score - c.score < _ALIKE or _namesake(c, ordered[0])]
    if len(alike) < 2:
        return ordered
    said = "与" + "、".join(f"“{c.name}”（{c.code}）" for c in alike[1:4]) + "难分"
    unsure = [replace(c, certain=False, why=(*c.why, said) if c is alike[0] else c.why) for c in alike]
    return unsure + [c for c in ordered if c not in alike]


def _namesake(one: Candidate, best: Candidate) -> bool:
    """Whether a place has the name as well as the best one has, and nothing says that the point lies at the best."""
    return not best.fits and one.likeness > best.likeness - _ALIKE


def _capped(candidate: Candidate) -> Candidate:
    if candidate.certain:
        return candidate
    return replace(candidate, score=min(candidate.score, round(DEFAULT_MIN_SCORE - 0.01, 3)))
