"""What is told of a place that was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import Division
from gazetteer.places.place import CANCELLED, Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.places.place_name import FORMER, HISTORIC, STANDARD

_PLACE = Place.__table__.c


@dataclass(frozen=True)
class Hit:
    """A place that was found: `matched` is the name that was met and its kind, `score` 0–100, `why` for a person."""

    id: int
    code: str
    name: str
    matched: str
    matched_kind: str
    roman: str
    class_code: str
    class_name: str
    division: str
    division_name: str
    score: int
    why: str


class Found(NamedTuple):
    """A place with the name by which it was found."""

    place: int
    name: str
    kind: str
    score: int
    why: str


def hits_of(gazetteer: Gazetteer, found: list[Found]) -> list[Hit]:
    """The hits with what the workspace says of their places now."""
    columns = (
        _PLACE.id,
        _PLACE.code,
        _PLACE.name,
        _PLACE.roman,
        _PLACE.class_code,
        _PLACE.division_code,
        _PLACE.status,
    )
    places = {row[0]: row for row in _chosen(gazetteer, columns, _PLACE.id, {each.place for each in found})}
    classes = _titles(gazetteer, PlaceClass, {row[4] for row in places.values()})
    divisions = _titles(gazetteer, Division, {row[5] for row in places.values()})
    return [_hit(each, places[each.place], classes, divisions) for each in found if each.place in places]


def _hit(found: Found, row: Any, classes: dict[str, str], divisions: dict[str, str]) -> Hit:
    place, code, name, roman, class_code, division, status = row
    today = f"，今 {name}" if found.kind in (FORMER, HISTORIC) else ""
    why = found.why if found.kind == STANDARD else f"{found.kind}“{found.name}”{today}；{found.why}"
    why += "（已注销）" if status == CANCELLED else ""
    return Hit(
        place,
        code or "",
        name or "",
        found.name,
        found.kind,
        roman or "",
        class_code or "",
        classes.get(class_code, ""),
        division or "",
        divisions.get(division, ""),
        found.score,
        why,
    )


def _titles(gazetteer: Gazetteer, model: type[PlaceClass] | type[Division], codes: set[str]) -> dict[str, str]:
    table = model.__table__.c
    return {code: name or "" for code, name in _chosen(gazetteer, (table.code, table.name), table.code, codes)}


def _chosen(gazetteer: Gazetteer, columns: tuple[Any, ...], key: Any, values: set[Any]) -> list[Any]:
    """Rows whose key is among the values, in portions that any SQLite takes."""
    wanted = [value for value in values if value is not None]
    return [
        row
        for start in range(0, len(wanted), 500)
        for row in gazetteer.rows(select(*columns).where(key.in_(wanted[start : start + 500])))
    ]
