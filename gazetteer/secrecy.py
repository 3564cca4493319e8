"""密级: what a record may be shown to, and what must stay in the office.

Sources: 自然资发〔2020〕95号 (state secrets in surveying), 第二次全国地名普查工作规程 第五条 (census records are 秘密).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.record import Field, Record, fields

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.places.place import Place

LEVELS = ("公开", "内部", "秘密", "机密", "绝密")
PUBLIC = LEVELS[0]
PUBLIC_PRECISION_M = 50.0


@dataclass(frozen=True)
class Refusal:
    """A place that may not leave the office, and the reason in Chinese."""

    id: int
    name: str
    why: str


def refusals(gazetteer: Gazetteer, places: Iterable[Place]) -> list[Refusal]:
    """Which of `places` may not be published, each with its reason; the others may."""
    from gazetteer.places.place_class import PlaceClass

    closed = {str(row.code): str(row.name) for row in gazetteer.find(PlaceClass, PlaceClass.public == 0)}
    found = []
    for place in places:
        why = _why_not(place, closed)
        if why:
            found.append(Refusal(place.id or 0, place.name or "", why))
    return found


def _why_not(place: Place, closed: dict[str, str]) -> str:
    if place.secrecy is None:
        return "密级未填写，不能公开"
    if place.secrecy != PUBLIC:
        return f"密级为{place.secrecy}，不能公开"
    if place.class_code in closed:
        return f"类别“{closed[place.class_code]}”按规定不得公开"
    return ""


def public_fields(model: type[Record]) -> tuple[Field, ...]:
    """The fields of a register that a public copy may carry."""
    return tuple(about for about in fields(model) if about.public)
