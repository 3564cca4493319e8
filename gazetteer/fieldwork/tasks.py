"""Open tasks of an area: villages without position, and what the rules find, each with a place to go to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import Division
from gazetteer.places.place import CURRENT, Place
from gazetteer.rules.checking import findings
from gazetteer.rules.finding import NOTICE

LOCATE, EXAMINE = "采集位置", "核实"


@dataclass(frozen=True)
class Task:
    """Something to be done in the field; `near`: the position is only that of the township."""

    number: int
    kind: str
    name: str
    text: str
    guid: str
    township: str
    point: BaseGeometry | None = None
    near: bool = False


def open_tasks(gazetteer: Gazetteer, places: Sequence[Place]) -> list[Task]:
    """Tasks for these places, township by township; hints of the rules are left at home."""
    divisions = {str(one.code): str(one.name) for one in gazetteer.find(Division)}
    middles = _middles(places)
    asked = [place for place in places if place.status == CURRENT]
    found: dict[int, list[str]] = defaultdict(list)
    for finding in findings(gazetteer, [int(place.id or 0) for place in asked]):
        if finding.severity != NOTICE and finding.table == "place":
            found[finding.id].append(finding.text)
    made: list[Task] = []
    for place in sorted(asked, key=lambda one: (str(one.division_code or ""), str(one.sort_key or ""))):
        township = str(place.division_code or "")[:9]
        about = (str(place.name), str(place.guid), divisions.get(township, ""))
        located = place.geom is not None and not place.geom.is_empty
        point = place.geom.representative_point() if located else middles.get(township)
        if not located:
            made.append(_task(len(made), LOCATE, about, "还没有位置，请到现场采集", point, True))
        for text in found[int(place.id or 0)]:
            made.append(_task(len(made), EXAMINE, about, text, point, not located))
    return made


def _task(count: int, kind: str, about: tuple[str, str, str], text: str, point: BaseGeometry | None,
          near: bool) -> Task:
    name, guid, township = about
    return Task(count + 1, kind, name, text, guid, township, point, near)


def _middles(places: Sequence[Place]) -> dict[str, BaseGeometry]:
    """Township → where those of these places lie that are located, on the average; no other place takes part."""
    points: dict[str, list[BaseGeometry]] = defaultdict(list)
    for place in places:
        if place.geom is not None and not place.geom.is_empty:
            points[str(place.division_code or "")[:9]].append(place.geom.representative_point())
    return {code: shapely.centroid(shapely.multipoints(some)) for code, some in points.items()}


def places_of(gazetteer: Gazetteer, division: str) -> list[Place]:
    """The places of a unit. Raises GazetteerError when there is none."""
    found = gazetteer.find(Place, Place.division_code.startswith(division, autoescape=True))
    if not found:
        raise GazetteerError("这个政区没有地名", where=division, remedy="请核对政区代码")
    return found
