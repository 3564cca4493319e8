"""What a new place made of a survey point would be: name, class and division, for a person to correct."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import or_

from gazetteer.language.characters import is_han
from gazetteer.language.generics import generics_at_end
from gazetteer.places.changes import ATTRS
from gazetteer.places.place import CURRENT, Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.storage.work import Reader
from gazetteer.surveys.brought import Proposals, filling
from gazetteer.surveys.name_index import metres
from gazetteer.surveys.positions import SURVEYED, source_of, with_clause
from gazetteer.surveys.spellings import spellings
from gazetteer.surveys.survey import SurveyPoint, SurveyShape

SETTLEMENT = "22200"
_TOWNSHIP_CLASSES = ("215", "2172")
_MEASURED = "134"  # the form asks for the height of mountains only


def proposed_values(reader: Reader, point: SurveyPoint | SurveyShape) -> dict[str, Any]:
    """Values for a new place: field name → value, with what its file brought. Name '' when the point has none."""
    townships = {str(t.division_code): t for t in reader.find(Place, Place.status == CURRENT)
                 if str(t.class_code).startswith(_TOWNSHIP_CLASSES) and len(str(t.division_code)) == 9}
    name, said = _name(point, {code: str(t.name) for code, t in townships.items()})
    class_code = _class_by_kind(reader, point.kind) or class_by_name(reader, name)
    brought = filling(Proposals(reader).beside(point, None, class_code=class_code))
    unit = brought.get("division_code") or said or _nearest(townships, point)
    values: dict[str, Any] = {**brought, "name": name, "class_code": class_code, "survey_method": SURVEYED,
                              "division_code": unit,
                              "source": with_clause(brought.get("source"), source_of(reader, point))}
    if isinstance(point, SurveyPoint) and point.elevation is not None and class_code.startswith(_MEASURED):
        values["elevation"] = point.elevation
    return {key: value for key, value in values.items() if value is not None}


def new_values(reader: Reader, point: SurveyPoint | SurveyShape, given: Mapping[str, Any],
               left: Collection[str]) -> dict[str, Any]:
    """The values of a place made of a point: what is proposed for its class without what was left, and the given."""
    values = {**proposed_values(reader, point), **given}
    brought = filling(Proposals(reader).beside(point, None, class_code=str(values.get("class_code") or "")))
    kept = {key: value for key, value in values.items() if key in given or not key.startswith(ATTRS)}
    remarks = [brought.get("remark"), given.get("remark")]  # on what a name was given, beside what the file says
    kept = {**brought, **kept}
    if all(remarks) and "remark" not in left:
        kept["remark"] = "；".join(map(str, remarks))
    return {key: value for key, value in kept.items() if key in given or key not in left}


def _class_by_kind(reader: Reader, kind: str | None) -> str | None:
    """The class that the point's kind is, by code or full name."""
    known = reader.find(PlaceClass, or_(PlaceClass.code == kind, PlaceClass.name == kind), PlaceClass.active == 1) \
        if kind else []
    return str(known[0].code) if len(known) == 1 else None


def class_by_name(reader: Reader, name: str) -> str:
    """The class that the 通名 suggests, 农村居民点 where it says nothing."""
    for generic in generics_at_end(name):
        for prefix in generic.classes:
            known = reader.find(PlaceClass, PlaceClass.code.like(f"{prefix}%"), PlaceClass.active == 1,
                                order_by=PlaceClass.code, limit=1)
            if known and generic.word != "村":
                return str(known[0].code)
    return SETTLEMENT


def _name(point: SurveyPoint | SurveyShape, townships: dict[str, str]) -> tuple[str, str | None]:
    """The point's name in Han characters where it has one, without its township, and that township's code."""
    every = list(spellings(point))
    chosen = next((text for text in every if any(map(is_han, text))), every[0] if every else "")
    for code, township in townships.items():
        rest = chosen.partition(township)[2]
        if len(rest) > 1:
            return rest, code
        if township in (point.note or ""):
            return chosen, code
    return chosen, None


def _nearest(townships: dict[str, Place], point: SurveyPoint | SurveyShape) -> str | None:
    located = [(metres(t.geom, point.geom), code) for code, t in townships.items() if t.geom is not None]
    return min(located)[1] if located else None
