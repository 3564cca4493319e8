"""Survey points that are signs: put to a sign of the register, or registered as a new sign of the place they name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gazetteer.formats.times import in_beijing
from gazetteer.gazetteer import Gazetteer
from gazetteer.language.similar import similarity
from gazetteer.places.place import Place
from gazetteer.record import table_of
from gazetteer.record_changes import add_record, change_record
from gazetteer.signs.sign import KINDS, REMOVED, Sign
from gazetteer.storage.work import Reader, Work
from gazetteer.surveys.matching import DEFAULT_MIN_SCORE, Candidate, Matcher
from gazetteer.surveys.name_index import metres
from gazetteer.surveys.positions import source_of
from gazetteer.surveys.returning import before_taking, refuse_new
from gazetteer.surveys.scoring import far
from gazetteer.surveys.survey import ACCEPTED, NEW, SurveyPoint
from gazetteer.surveys.targets import Made, Target, values_told

TABLE = table_of(Sign)
NAMED_KINDS = tuple(kind for kind in KINDS if kind != "其他")
WORDS = ("地名标志", "地名标志牌", "标志牌", "标志", "地名牌", "标牌", "路牌", "桩牌", "门牌", "导向牌", *NAMED_KINDS)
COLUMNS = ("DMBZDM", "标志代码", "地名标志代码", "标志类型")
NEAR_METRES, SAME_METRES = 300.0, 30.0
_DOUBTS = ("与登记的位置相差", "测点在")  # what speaks against a place speaks against a sign of it
_ENDING = re.compile(f"[（(—\\-_ ]*(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})[）)]?\\d*$")
_KEPT = ("place_id", "name", "roman", "kind", "code", "division_code", "registered_on", "registrar")


def place_name(point: SurveyPoint) -> str:
    """The name that stands on the sign: 多宝村 of 多宝村村牌2."""
    return _ENDING.sub("", (point.name or "").strip()).strip()


def candidates(gazetteer: Gazetteer, point: SurveyPoint, limit: int) -> list[Candidate]:
    """Signs that the point may be, then the places that a new sign may belong to."""
    signs = _signs(gazetteer, point)
    named = SurveyPoint.from_row({**point.values(), "name": place_name(point) or None})
    owners = {sign.place_id for sign in gazetteer.get_many(Sign, [one.place_id for one in signs]).values()}
    places = [_as_owner(found, found.place_id in owners) for found in Matcher(gazetteer).candidates(named)]
    found = sorted([*signs, *places], key=lambda one: -one.score)[:limit]
    if len(found) > 1 and found[0].score - found[1].score < 0.05 and found[0].table == found[1].table:
        found[0] = replace(found[0], certain=False)
    return found


def _signs(gazetteer: Gazetteer, point: SurveyPoint) -> list[Candidate]:
    code, name = values_told(gazetteer, Sign, point).get("code"), place_name(point)
    found = []
    for sign in gazetteer.find(Sign, Sign.state.is_distinct_from(REMOVED)):
        away = metres(sign.geom, point.geom) if sign.geom is not None else None
        same_code = bool(code) and sign.code == code
        if not same_code and not (name and sign.name) and (away is None or away > NEAR_METRES):
            continue
        alike = similarity(name, sign.name or "").score if name else 0.6
        near = 0.9 if away is None else 1.0 if away <= SAME_METRES else max(0.0, 1 - (away - SAME_METRES) / 1500)
        score = 0.99 if same_code else alike * near
        if score >= 0.45:
            told = "标志代码相同" if same_code else "名称相同" if alike == 1 else "名称相近" if name else "测点没有名称"
            where = "登记的标志还没有位置" if away is None else f"距登记的标志{far(away)}"
            found.append(Candidate(int(sign.id or 0), sign.code or "", sign.name or "", round(score, 3),
                                   None if away is None else round(away, 1), ("更新已登记的标志", told, where),
                                   score >= DEFAULT_MIN_SCORE, alike, table=TABLE, area=sign.division_code or ""))
    return found


def _as_owner(found: Candidate, has_sign: bool) -> Candidate:
    """A place as the owner of a new sign: that it has a position or a shape already speaks against nothing.

    Where one of its signs may be the point, a second one is less likely.
    """
    why = tuple(text for text in found.why if not text.startswith(("此地名已", "与登记的位置相差")))
    if has_sign:
        return replace(found, why=("为此地名再登记一个标志", *why), score=round(found.score * 0.8, 3), certain=False)
    doubted = any(text.endswith("难分") or text.startswith(_DOUBTS) for text in found.why)
    return replace(found, why=("为此地名登记新标志", *why), certain=found.score >= DEFAULT_MIN_SCORE and not doubted)


def proposed(reader: Reader, point: SurveyPoint) -> dict[str, Any]:
    """The fields of a sign as the point tells them; what its kind says of the plate stands before nothing written."""
    values: dict[str, Any] = {"name": place_name(point) or None, "checked_on": _day(point),
                              "source": source_of(reader, point)}
    texts = (point.kind or "", point.name or "")
    kind = next((kind for text in texts for kind in NAMED_KINDS if text.rstrip("0123456789").endswith(kind)), None)
    told = values_told(reader, Sign, point)
    if point.note:
        told.setdefault("spot", point.note)
    return {name: value for name, value in {**values, "kind": kind, **told}.items() if value is not None}


def accept(work: Work, point: SurveyPoint, table: str, record_id: int) -> Made:
    """Put a sign where the point is, or register a new sign of a place there."""
    if table == table_of(Place):
        return fresh(work, point, {"place_id": record_id, "name": None})
    values = {name: value for name, value in proposed(work, point).items() if name not in _KEPT}
    change_record(work, TABLE, record_id, {**values, "geom": point.geom})
    return Made(record_id, ACCEPTED)


def fresh(work: Work, point: SurveyPoint, values: Mapping[str, Any]) -> Made:
    """A new sign; `values` stand before what the point tells. A sign of a place carries the place's name."""
    told = {**proposed(work, point), **values, "geom": point.geom}
    return Made(add_record(work, TABLE, told), NEW)


def take_back(work: Work, point: SurveyPoint) -> None:
    """The sign as it was before it took the point."""
    refuse_new(work, point, Sign)
    sign = work.get(Sign, point.target_id) if point.target_id else None
    before = before_taking(work, sign, point) if sign is not None else None
    if sign is not None and before is not None:
        change_record(work, TABLE, int(sign.id or 0), before)


def _day(point: SurveyPoint) -> str | None:
    return in_beijing(point.taken_at)[:10] if point.taken_at else None


SIGN = Target(Sign, "标志", WORDS, COLUMNS, candidates, accept, take_back, proposed, fresh, asked=("name", "kind"),
              media="sign_id")
