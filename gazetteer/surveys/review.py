"""The survey points that wait for a decision, each with its likely places, as the command line prints them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select

from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.matching import Candidate, likely_places
from gazetteer.surveys.shape_changes import kind_of
from gazetteer.surveys.shape_matching import likely_places_of_shapes
from gazetteer.surveys.survey import WAITING, Survey, SurveyPoint, SurveyShape
from gazetteer.surveys.targets import label_of, target_of


@dataclass(frozen=True)
class Unfinished:
    """A survey of which points wait."""

    survey_id: int
    name: str
    waiting: int
    count: int


def unfinished(gazetteer: Gazetteer) -> list[Unfinished]:
    """The surveys of which a point waits, the last one that came in first."""
    waits = func.sum(case((SurveyPoint.state == WAITING, 1), else_=0))
    query = (select(Survey.id, Survey.name, Survey.file_name, waits, func.count(SurveyPoint.id))
             .join(SurveyPoint, SurveyPoint.survey_id == Survey.id).group_by(Survey.id).having(waits > 0)
             .order_by(Survey.id.desc()))
    return [Unfinished(survey_id, name or file_name or "", left, count)
            for survey_id, name, file_name, left, count in gazetteer.rows(query)]


def where_it_stopped(gazetteer: Gazetteer, survey_id: int) -> int | None:
    """The waiting point of a survey that follows the one decided last, else its first; None when none waits."""
    mine = SurveyPoint.survey_id == survey_id
    decided = gazetteer.find(SurveyPoint, mine, SurveyPoint.decided_at.is_not(None),
                             order_by=[SurveyPoint.decided_at.desc(), SurveyPoint.number.desc()], limit=1)
    rest = gazetteer.find(SurveyPoint, mine, SurveyPoint.state == WAITING,
                          order_by=[SurveyPoint.number, SurveyPoint.id])
    last = (decided[0].number or 0, decided[0].id) if decided else (0, 0)
    later = (point for point in rest if (point.number or 0, point.id) > last)
    found = next(later, rest[0] if rest else None)
    return int(found.id or 0) if found else None


def waiting(gazetteer: Gazetteer, survey_id: int | None = None, limit: int = 5) -> list[dict[str, Any]]:
    """Every waiting point (of one survey, or of all) with its candidates, best first; plain values for JSON."""
    where = [SurveyPoint.state == WAITING]
    if survey_id is not None:
        where.append(SurveyPoint.survey_id == survey_id)
    points = gazetteer.find(SurveyPoint, *where)
    found = likely_places(gazetteer, None if survey_id is None else [int(p.id or 0) for p in points], limit)
    for point in points:
        target = target_of(point)
        if target is not None:
            found[int(point.id or 0)] = target.candidates(gazetteer, point, limit)
    return [_described(point, found.get(int(point.id or 0), [])) for point in points]


def waiting_shapes(gazetteer: Gazetteer, limit: int = 5) -> list[dict[str, Any]]:
    """Every waiting line and area with its candidates, best first; plain values for JSON."""
    shapes = gazetteer.find(SurveyShape, SurveyShape.state == WAITING, order_by=[SurveyShape.survey_id, SurveyShape.id])
    found = likely_places_of_shapes(gazetteer, shapes, limit)
    return [{"shape": shape.id, "survey": shape.survey_id, "number": shape.number, "name": shape.name or "",
             "note": shape.note or "", "drawn_as": kind_of(shape), "bounds": list(shape.geom.bounds),
             "candidates": [_candidate(candidate) for candidate in found[int(shape.id or 0)]]} for shape in shapes]


def _described(point: SurveyPoint, candidates: list[Candidate]) -> dict[str, Any]:
    return {"point": point.id, "survey": point.survey_id, "number": point.number, "part": point.part,
            "name": point.name or "", "note": point.note or "", "target": label_of(point),
            "lon": point.geom.x, "lat": point.geom.y,
            "candidates": [_candidate(candidate) for candidate in candidates]}


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {"id": candidate.place_id, "table": candidate.table, "code": candidate.code, "name": candidate.name,
            "score": candidate.score, "distance_m": candidate.distance_m,
            "certain": candidate.certain, "why": "；".join(candidate.why)}
