"""当日检查: what a survey lacks on the day it comes in, while the team can still go back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy import select

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.media import Media
from gazetteer.surveys.day_limits import Allowed, allowed_of
from gazetteer.surveys.matching import Matcher
from gazetteer.surveys.scoring import far
from gazetteer.surveys.survey import MERGED, REJECTED, Survey, SurveyPhoto, SurveyPoint

NAMELESS, FAR_OFF, INACCURATE = "没有名称", "离所写地点过远", "精度不足"
NO_PHOTO, LOST_PHOTO = "没有照片", "照片没有测点"
_HDOP = re.compile(r"<(?:\w+:)?hdop>\s*([\d.]+)\s*<", re.IGNORECASE)
_FIX = re.compile(r"<(?:\w+:)?fix>\s*(\w+)\s*<", re.IGNORECASE)
_SATELLITES = re.compile(r"<(?:\w+:)?sat>\s*(\d+)\s*<", re.IGNORECASE)
_NO_POSITION, _FLAT = ("none", "0"), "2d"
_SAME_NAME = 0.99


@dataclass(frozen=True)
class DayFinding:
    """One thing to see to; `point_id` is None where it is of the survey."""

    kind: str
    text: str
    point_id: int | None = None


@dataclass(frozen=True)
class Accuracy:
    """What the receiver said of a position: None and "" where it said nothing."""

    hdop: float | None = None
    fix: str = ""
    satellites: int | None = None


def day_findings(gazetteer: Gazetteer, survey_id: int, allowed: Allowed | None = None) -> list[DayFinding]:
    """What one survey lacks by the limits of the workspace: point by point in their order, then as a whole."""
    allowed = allowed or allowed_of(gazetteer)
    points = gazetteer.find(SurveyPoint, SurveyPoint.survey_id == survey_id,
                            SurveyPoint.state.not_in((MERGED, REJECTED)), order_by=SurveyPoint.number)
    matcher, found = Matcher(gazetteer), []
    for point in points:
        for kind, text in (*_named(point), *_off(matcher, point, allowed), *_inaccurate(point, allowed)):
            found.append(DayFinding(kind, text, point.id))
    return found + list(_photos(gazetteer, survey_id, points))


def accuracy_of(raw: str) -> Accuracy:
    """HDOP, kind of fix and number of satellites as the GPX or the log tells them."""
    if raw.lstrip().startswith("{"):
        try:
            row = json.loads(raw)
        except ValueError:
            return Accuracy()
        low = {str(key).strip().lower(): _single(value) for key, value in row.items()}
        return Accuracy(_number(low.get("hdop")), str(low.get("fix", low.get("quality", ""))).lower(),
                        _whole(low.get("sat", low.get("satellites"))))
    hdop, fix, satellites = (pattern.search(raw) for pattern in (_HDOP, _FIX, _SATELLITES))
    return Accuracy(_number(hdop and hdop[1]), fix[1].lower() if fix else "", _whole(satellites and satellites[1]))


def _named(point: SurveyPoint) -> Iterator[tuple[str, str]]:
    if not (point.name or "").strip():
        yield NAMELESS, "测点没有名称"


def _off(matcher: Matcher, point: SurveyPoint, allowed: Allowed) -> Iterator[tuple[str, str]]:
    """How far the point lies from the village of its name, and from the township it writes."""
    index, about = matcher.index, matcher.written(point)
    for code in sorted(about.townships):
        away = index.distance(index.townships[code].id, point.geom)
        if away is not None and away > allowed.township:
            yield FAR_OFF, f"写明属{index.townships[code].name}，但相距{far(away)}"
    best = next(iter(matcher.candidates(point)), None) if about.forms else None
    if (best is not None and best.likeness >= _SAME_NAME and best.distance_m is not None
            and best.distance_m > allowed.village and best.place_id != point.place_id):
        yield FAR_OFF, f"距登记的“{best.name}”{far(best.distance_m)}"


def _inaccurate(point: SurveyPoint, allowed: Allowed) -> Iterator[tuple[str, str]]:
    told = accuracy_of(point.raw or "")
    if told.hdop is not None and told.hdop > allowed.hdop:
        yield INACCURATE, f"HDOP {told.hdop:g}，大于允许的{allowed.hdop:g}"
    if told.fix in _NO_POSITION:
        yield INACCURATE, "接收机没有定位"
    elif told.fix == _FLAT and not allowed.flat:
        yield INACCURATE, "只有二维定位，高程不可靠"
    if told.satellites is not None and told.satellites < allowed.satellites:
        yield INACCURATE, f"只收到{told.satellites}颗卫星"


def _photos(gazetteer: Gazetteer, survey_id: int, points: list[SurveyPoint]) -> Iterator[DayFinding]:
    """Points without a photo where others of the survey have one, and photos that no point took."""
    ids = [point.id for point in points]
    shown = {row[0] for row in gazetteer.rows(select(Media.survey_point_id).where(Media.survey_point_id.in_(ids)))}
    for point in points if shown else ():
        if point.id not in shown:
            yield DayFinding(NO_PHOTO, "测点没有照片", point.id)
    survey = gazetteer.get(Survey, survey_id)
    by_hand = {name for (name,) in gazetteer.rows(
        select(Media.file_name).join(SurveyPhoto, SurveyPhoto.media_id == Media.id)
        .where(SurveyPhoto.survey_id == survey_id, Media.survey_point_id.is_not(None)))}
    for photo in (survey.report or {}).get("photos", ()) if survey else ():
        if photo.get("point") is None and PurePosixPath(photo.get("file") or "").name not in by_hand:
            yield DayFinding(LOST_PHOTO, "：".join(filter(None, (photo.get("file"), photo.get("why")))))


def _single(value: object) -> object:
    """A log tells one value for each of its fixes; a point is one fix."""
    first = value[0] if isinstance(value, list) and value else value
    return "" if first is None or isinstance(first, list) else first


def _number(value: object) -> float | None:
    try:
        return float(str(value)) if value not in (None, "") else None
    except ValueError:
        return None


def _whole(value: object) -> int | None:
    number = _number(value)
    return None if number is None else int(number)
