"""Open tasks of an area: villages without position, what the rules find, what of signs and lines is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.boundaries.inspecting.round import Round
from gazetteer.boundaries.inspection import CONFIRMED, Inspection, MarkerRecord
from gazetteer.boundaries.marker import CANCELLED as TAKEN_OUT
from gazetteer.boundaries.marker import GOOD as INTACT
from gazetteer.boundaries.marker import BoundaryMarker
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import Division
from gazetteer.places.place import CURRENT, Place
from gazetteer.rules.checking import findings
from gazetteer.rules.finding import NOTICE
from gazetteer.signs.due import months_between, why_due
from gazetteer.signs.sign import Sign

LOCATE, EXAMINE, SEE_SIGN, SEE_MARKER, WALK = "采集位置", "核实", "检查标志", "检查界桩", "走界线段"


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


def sign_tasks(gazetteer: Gazetteer, signs: Sequence[Sign], count: int) -> list[Task]:
    """Tasks for the signs that are due; `count` tasks stand before them."""
    divisions = {str(one.code): str(one.name) for one in gazetteer.find(Division)}
    places = gazetteer.get_many(Place, {int(sign.place_id) for sign in signs if sign.place_id})
    months, today = months_between(gazetteer), date.today().isoformat()
    made: list[Task] = []
    for sign in signs:
        why = why_due(sign, today, months)
        if not why:
            continue
        located = sign.geom is not None and not sign.geom.is_empty
        owner = places.get(int(sign.place_id or 0))
        beside = owner.geom.representative_point() if owner is not None and owner.geom is not None else None
        about = (f"{sign.name}{sign.kind or '标志'}", str(sign.guid),
                 divisions.get(str(sign.division_code or "")[:9], ""))
        text = "；".join(part for part in (why, sign.spot) if part)
        made.append(_task(count + len(made), SEE_SIGN, about, text, sign.geom if located else beside, False))
    return made


def marker_tasks(gazetteer: Gazetteer, holds: Callable[[BoundaryMarker], bool], count: int) -> list[Task]:
    """Tasks for the markers that an open inspection still has to look at, and for those that are damaged."""
    open_lines = {one.id: one.line_id for one in gazetteer.find(Inspection, Inspection.state != CONFIRMED)}
    records = gazetteer.find(MarkerRecord, MarkerRecord.inspection_id.in_(open_lines)) if open_lines else []
    planned = {record.marker_id for record in records if not record.inspected_on}
    made: list[Task] = []
    for marker in gazetteer.find(BoundaryMarker, BoundaryMarker.status.is_distinct_from(TAKEN_OUT),
                                 order_by=[BoundaryMarker.line_code, BoundaryMarker.serial]):
        damaged = marker.condition not in (None, "", INTACT)
        if (marker.id in planned or damaged) and holds(marker):
            why = "联检中还没有检查" if marker.id in planned else f"现状为“{marker.condition}”，请复查"
            about = (f"界桩 {marker.number}", str(marker.spatial_id or f"marker/{marker.id}"), "")
            made.append(_task(count + len(made), SEE_MARKER, about, why, marker.geom, False))
    return made


def section_tasks(gazetteer: Gazetteer, holds: Callable[[BaseGeometry], bool], count: int) -> list[Task]:
    """Tasks for the sections that an open inspection still has to walk; each lies in the middle of its section."""
    made: list[Task] = []
    for inspection in gazetteer.find(Inspection, Inspection.state != CONFIRMED):
        round_ = Round.of(gazetteer, int(inspection.id or 0))
        for task in round_.waiting:
            place = round_.place_of(task) if task.section is not None else None
            if place is not None and holds(place):
                about = (f"{round_.line.name}{task.name}", f"section/{task.key[1]}", "")
                made.append(_task(count + len(made), WALK, about, "联检中还没有走查", place, False))
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
