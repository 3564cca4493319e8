"""The survey points that wait for a decision, each with its likely places, as the command line prints them."""

from __future__ import annotations

from typing import Any

from gazetteer.gazetteer import Gazetteer
from gazetteer.surveys.matching import Candidate, likely_places
from gazetteer.surveys.survey import WAITING, SurveyPoint
from gazetteer.surveys.targets import label_of, target_of


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


def _described(point: SurveyPoint, candidates: list[Candidate]) -> dict[str, Any]:
    return {"point": point.id, "survey": point.survey_id, "number": point.number, "name": point.name or "",
            "note": point.note or "", "target": label_of(point), "lon": point.geom.x, "lat": point.geom.y,
            "candidates": [_candidate(candidate) for candidate in candidates]}


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {"id": candidate.place_id, "table": candidate.table, "code": candidate.code, "name": candidate.name, "score": candidate.score,
            "distance_m": candidate.distance_m, "certain": candidate.certain, "why": "；".join(candidate.why)}
