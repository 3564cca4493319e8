"""Likely places of a measured line or area: by name as for points, by what the class is drawn as, and by distance."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import shapely

from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.matching import Candidate, Matcher
from gazetteer.surveys.name_index import metres
from gazetteer.surveys.scoring import REACH_METRES, far
from gazetteer.surveys.shape_changes import class_kinds, kind_of, wrong_kind
from gazetteer.surveys.survey import SurveyPoint, SurveyShape

_OTHER_SHAPE, _NAMELESS_SCORE = 0.5, 0.3
_LOOKED_AT = 40  # nearest places among which those of the right kind are found


def likely_places_of_shape(gazetteer: Gazetteer, shape: SurveyShape, limit: int = 9) -> list[Candidate]:
    """The likely places of a shape, best first."""
    return likely_places_of_shapes(gazetteer, [shape], limit)[int(shape.id or 0)]


def likely_places_of_shapes(gazetteer: Gazetteer, shapes: Iterable[SurveyShape],
                            limit: int = 9) -> dict[int, list[Candidate]]:
    """Shape id → its likely places, best first; what would take the place of another shape is never certain."""
    matcher, kinds = Matcher(gazetteer), class_kinds(gazetteer)
    return {int(shape.id or 0): _likely(shape, matcher, kinds)[:limit] for shape in shapes}


def _likely(shape: SurveyShape, matcher: Matcher, kinds: dict[str, str]) -> list[Candidate]:
    found = matcher.candidates(_stand_in(shape, shape.geom.representative_point())) if shape.name else []
    weighed = [_weighed(_at_the_nearest(one, shape, matcher), shape, matcher, kinds) for one in found]
    if not weighed:
        weighed = _nearest(matcher, shape, kinds)
    return sorted(weighed, key=lambda one: (-one.score, one.distance_m or 0.0, one.code))


def _stand_in(shape: SurveyShape, at: shapely.Point) -> SurveyPoint:
    """A point that writes what the shape writes."""
    return SurveyPoint(name=shape.name, note=shape.note, kind=shape.kind, raw=shape.raw, number=shape.number, geom=at)


def _at_the_nearest(one: Candidate, shape: SurveyShape, matcher: Matcher) -> Candidate:
    """A located place as it is likely from the spot of the shape that is nearest to it, not from the shape's middle."""
    position = matcher.index.positions.get(one.place_id)
    if position is None:
        return one
    nearest = shapely.Point(shapely.get_coordinates(shapely.shortest_line(shape.geom, position))[0])
    return next((again for again in matcher.candidates(_stand_in(shape, nearest)) if again.place_id == one.place_id),
                one)


def _weighed(one: Candidate, shape: SurveyShape, matcher: Matcher, kinds: dict[str, str]) -> Candidate:
    """A place whose class is drawn otherwise is hardly meant; what it has already is no objection to a better line."""
    why = [said for said in one.why if not said.startswith(("距现有位置", "与登记的位置", "此地名已有线状"))]
    away = _away(matcher, one.place_id, shape.geom)
    if away is not None:
        why.append(f"图形距现有位置{far(away)}" if away else "图形经过现有位置")
    replaces = away is not None and matcher.index.positions[one.place_id].geom_type != "Point"
    if replaces:
        why.append("将代替现有图形")
    wrong = wrong_kind(kind_of(shape), kinds.get(matcher.index.places[one.place_id].class_code))
    if wrong:
        why.append("该类别不以这种图形表示")
    score = round(one.score * (_OTHER_SHAPE if wrong else 1.0), 3)
    return replace(one, score=score, distance_m=None if away is None else round(away, 1), why=tuple(why),
                   certain=one.certain and not wrong and not replaces)


def _nearest(matcher: Matcher, shape: SurveyShape, kinds: dict[str, str]) -> list[Candidate]:
    found = []
    for place_id in matcher.index.nearest(shape.geom, _LOOKED_AT):
        known, away = matcher.index.places[place_id], _away(matcher, place_id, shape.geom) or 0.0
        if away < REACH_METRES and not wrong_kind(kind_of(shape), kinds.get(known.class_code)):
            why = ("图形没有名称" if not shape.name else "没有名称相近的地名", f"相距{far(away)}")
            found.append(Candidate(place_id, known.code, known.name, round(_NAMELESS_SCORE * math.exp(-away / 1000), 3),
                                   round(away, 1), why, certain=False))
    return found


def _away(matcher: Matcher, place_id: int, shape: Any) -> float | None:
    position = matcher.index.positions.get(place_id)
    return None if position is None else metres(position, shape)
