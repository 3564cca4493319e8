"""Points that were mixed up in the field: two for one place, two whose names were swapped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from gazetteer.surveys.changes import called
from gazetteer.surveys.name_index import NameIndex, metres
from gazetteer.surveys.scoring import far
from gazetteer.surveys.survey import SurveyPoint

if TYPE_CHECKING:
    from gazetteer.surveys.matching import Found

_RIVAL_SCORE, _CLEARLY = 0.6, 0.1
_TWICE_METRES = 300.0  # two points of one place closer than this are the same thing measured twice
_SWAP_FROM, _SWAP_PART = 800.0, 0.5  # metres that a swapped name is off, and the part of it that is left when put right


def tell(found: Found, points: Mapping[int, SurveyPoint], index: NameIndex) -> None:
    """Say at the best places what was mixed up; what is in doubt is no longer certain."""
    tell_rivals(found, points)
    tell_swapped(found, points, index)


def tell_rivals(found: Found, points: Mapping[int, SurveyPoint]) -> None:
    """Points that want the same place say so, and only one that is clearly better stays certain."""
    wanting = defaultdict(list)
    for point_id, candidates in found.items():
        if candidates and candidates[0].score >= _RIVAL_SCORE:
            wanting[candidates[0].place_id].append(point_id)
    for rivals in wanting.values():
        scores = {point_id: found[point_id][0].score for point_id in rivals}
        for point_id in rivals if len(rivals) > 1 else ():
            others = [other for other in rivals if other != point_id]
            said = tuple(_rival(points[point_id], points[other]) for other in others[:3])
            clear = all(scores[point_id] - scores[other] >= _CLEARLY for other in others)
            _doubt(found, point_id, said, still_certain=clear)


def tell_swapped(found: Found, points: Mapping[int, SurveyPoint], index: NameIndex) -> None:
    """Points that lie at each other's place: 甲 was written at 乙 and 乙 at 甲."""
    for one, other in swapped_pairs(found, points, index):
        for point_id, rival in ((one, other), (other, one)):
            _doubt(found, point_id, (f"可能与{called(points[rival])}互换了名称或位置",), still_certain=False)


def swapped_pairs(found: Found, points: Mapping[int, SurveyPoint], index: NameIndex) -> list[tuple[int, int]]:
    """Pairs of points whose best places are known to lie where the other point is."""
    off = {}
    for point_id, candidates in found.items():
        best = candidates[0] if candidates else None
        if best and best.score >= _RIVAL_SCORE and (best.distance_m or 0.0) > _SWAP_FROM:
            off[point_id] = best
    return [(one, other) for one, other in combinations(off, 2)
            if points[one].survey_id == points[other].survey_id
            and _nearer(index, off[one].place_id, points[other], off[one].distance_m or 0.0)
            and _nearer(index, off[other].place_id, points[one], off[other].distance_m or 0.0)]


def _nearer(index: NameIndex, place_id: int, point: SurveyPoint, distance: float) -> bool:
    away = index.distance(place_id, point.geom)
    return away is not None and away < distance * _SWAP_PART


def _rival(point: SurveyPoint, other: SurveyPoint) -> str:
    away = metres(point.geom, other.geom)
    if away > _TWICE_METRES:
        return f"{called(other)}也最像此地名"
    return f"{called(other)}也最像此地名，只相距{far(away)}，像是同一地名测了两次，可并入"


def _doubt(found: Found, point_id: int, said: tuple[str, ...], *, still_certain: bool) -> None:
    first = found[point_id][0]
    found[point_id][0] = replace(first, certain=first.certain and still_certain, why=(*first.why, *said))
