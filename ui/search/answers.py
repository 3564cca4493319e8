"""What the search box offers for a text, grouped by register."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.boundaries.finding import find_boundaries
from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.places.place_name import FORMER, HISTORIC
from gazetteer.record import Record
from gazetteer.search import Hit, search
from gazetteer.surveys.survey import SurveyPoint
from ui.i18n import tr

MOST_PLACES, MOST_POINTS, MOST_BOUNDARIES = 12, 4, 6


@dataclass(frozen=True)
class Answer:
    """One line of the list: a record to go to, or a position."""

    group: str
    title: str
    reading: str = ""
    detail: str = ""
    side: str = ""
    model: type[Record] | None = None
    id: int = 0
    position: tuple[float, float] | None = None


def answers(gazetteer: Gazetteer, text: str, near: tuple[float, float] | None = None) -> list[Answer]:
    """Positions first where the text is one, then lines and markers where it names that very one, places (among equals
    those `near` first), other lines and markers, survey points."""
    text = text.strip()
    if not text:
        return []
    met, boundaries = find_boundaries(gazetteer, text, MOST_BOUNDARIES), tr("边界")
    told = [Answer(boundaries, one.title, "", one.detail, one.why, one.model, one.id) for one in met]
    places = _places(gazetteer, text, near)
    rest = [*told, *places] if met and met[0].exact else [*places, *told]
    return [*_positions(text), *rest, *_points(gazetteer, text)]


def _places(gazetteer: Gazetteer, text: str, near: tuple[float, float] | None) -> list[Answer]:
    return [_place(hit) for hit in search(gazetteer, text, MOST_PLACES, near)]


def _place(hit: Hit) -> Answer:
    title = hit.name
    if hit.matched != hit.name and hit.matched_kind in (FORMER, HISTORIC):
        title = tr("{old}　今{name}", old=hit.matched, name=hit.name)
    elif hit.matched != hit.name:
        title = f"{hit.name}（{hit.matched}）"
    detail = " · ".join(part for part in (hit.class_name, hit.division_name) if part)
    return Answer(tr("地名"), title, hit.roman, detail, hit.why, Place, hit.id)


def _points(gazetteer: Gazetteer, text: str) -> list[Answer]:
    column = SurveyPoint.__table__.c.name
    found = gazetteer.find(SurveyPoint, column.contains(text, autoescape=True), limit=MOST_POINTS)
    return [Answer(tr("测点"), point.name or tr("（无名）"), "", tr("第 {n} 点", n=point.label),
                   point.state or "", SurveyPoint, int(point.id or 0)) for point in found]


def _positions(text: str) -> list[Answer]:
    if sum(character.isdigit() for character in text) < 6 or text.isdigit():
        return []
    from gazetteer.coordinates.positions import format_position, parse_position

    try:
        position = parse_position(text)
    except GazetteerError:
        return []
    where = format_position(position.lon, position.lat, "dms")
    return [Answer(tr("坐标"), where, "", position.explanation, position=(position.lon, position.lat))]
