"""What every new workspace starts with, and the Tianmen sample: reference tables become editable registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely

from gazetteer import reference
from gazetteer.boundaries.sample import load_boundaries
from gazetteer.characters.changes import CollectCharacters
from gazetteer.language.local_reading import LocalReading
from gazetteer.lineage.changes import add_lineage
from gazetteer.lineage.lineage import Member
from gazetteer.places import codes
from gazetteer.places.division import COUNTY, NEIGHBOUR, RIVER, TOWNSHIP, VILLAGE, BaseFeature, Division
from gazetteer.places.place import Place
from gazetteer.places.place_class import ClassField, PlaceClass
from gazetteer.places.place_name import SHORT, PlaceName
from gazetteer.places.upkeep import fill_derived, local_dictionary, reading_of, standard_name
from gazetteer.record import Record, fields
from gazetteer.rules.shipped import shipped_registers
from gazetteer.secrecy import PUBLIC
from gazetteer.storage.work import Work

VILLAGE_COMMITTEE, COMMUNITY_COMMITTEE, FARM_POINT = "21610", "21620", "22400"
SHORT_FORMS = (("社区居民委员会", "社区"), ("村村民委员会", "村"), ("村民委员会", "村"), ("居民委员会", "社区"))
COUNTY_CLASS, TOWNSHIP_CLASS, FARM_CLASS = "21400", "21500", "21720"
CITY = "429006"


@dataclass(frozen=True)
class LoadReference:
    """载入类别、政区、读音和底图"""

    def apply(self, work: Work) -> None:
        for model, file in ((PlaceClass, "classes.csv"), (ClassField, "class_fields.csv"),
                            (LocalReading, "local_readings.csv")):
            work.add_many(model, [_typed(model, row) for row in reference.table(file)])
        for rules, rows in shipped_registers():
            work.add_many(rules, rows)
        work.add_many(Division, list(_divisions()))
        work.add_many(BaseFeature, list(_rivers()))
        work.add_many(BaseFeature, list(_neighbours()))


@dataclass(frozen=True)
class LoadSample:
    """载入天门市样例：政区和村（社区）"""

    def apply(self, work: Work) -> None:
        local = local_dictionary(work)
        rows = [row for row in reference.table("divisions.csv") if row["code"].startswith(CITY)]
        places = [_place(row, local, work.now[:10]) for row in rows if row["level"] in (TOWNSHIP, VILLAGE)]
        places += [_place(row, local, work.now[:10]) for row in rows if row["level"] == COUNTY]
        _number(work, places)
        ids = work.add_many(Place, [place.values() for place in places])
        for place, place_id in zip(places, ids, strict=True):
            place.id = place_id
        names = [standard_name(place) for place in places]
        names += _other_names(places, local)
        work.add_many(PlaceName, [name.values() for name in names])
        _join_lines(work, places)
        CollectCharacters().apply(work)
        load_boundaries(work)


def _typed(model: type[Record], row: Mapping[str, str]) -> dict[str, Any]:
    """A row of text as a row of the register; columns that the register lacks are an error of the build."""
    kinds = {about.name: about.kind for about in fields(model)}
    return {name: int(text) if text and kinds[name] in ("integer", "flag") else text or None
            for name, text in row.items()}


def _divisions() -> Iterator[dict[str, Any]]:
    outlines = {feature["properties"]["code"]: feature for feature in reference.features("outlines.geojson")}
    for row in reference.table("divisions.csv"):
        division: dict[str, Any] = {**_typed(Division, row), "status": "现用"}
        if row["level"] == COUNTY and row["code"] in outlines:
            feature = outlines[row["code"]]
            division["geom"] = shapely.geometry.shape(feature["geometry"])
            division["remark"] = "；".join(filter(None, [row["remark"], "轮廓为示意，不是法定界线"]))
        yield division


def _rivers() -> Iterator[dict[str, Any]]:
    for feature in reference.features("rivers.geojson"):
        about = feature["properties"]
        yield {"kind": RIVER, "name": about.get("name") or None, "rank": int(about.get("rank") or 0),
               "source": about.get("source"), "geom": shapely.geometry.shape(feature["geometry"])}


def _neighbours() -> Iterator[dict[str, Any]]:
    for row in reference.table("neighbours.csv"):
        yield {"kind": NEIGHBOUR, "name": row["name"], "rank": 1 if row["rank"] == COUNTY else 2,
               "source": row["source"], "geom": shapely.Point(float(row["lon"]), float(row["lat"]))}


def _place(row: Mapping[str, str], local: Mapping[str, str], today: str) -> Place:
    position = _positions().get(row["code"])
    place = Place(name=row["name"], class_code=_class_of(row), division_code=row["parent"]
                  if row["level"] == VILLAGE else row["code"], secrecy=PUBLIC, source=row["origin"],
                  remark=row["remark"] or None, registered_on=today, census_status="不变", geom=None)
    if position:
        place.geom = shapely.Point(float(position["lon"]), float(position["lat"]))
        place.remark = "；".join(filter(None, [place.remark, f"位置取自{position['source']}，供参考"]))
    fill_derived(place, dict(local))
    return place


def _positions() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in reference.table("tianmen_positions.csv")}


def _class_of(row: Mapping[str, str]) -> str:
    if row["level"] == COUNTY:
        return COUNTY_CLASS
    if row["level"] == TOWNSHIP:
        return FARM_CLASS if row["code"][6:] >= "400" else TOWNSHIP_CLASS
    if row["name"].endswith("居民委员会"):
        return COMMUNITY_COMMITTEE
    return VILLAGE_COMMITTEE if row["name"].endswith("村民委员会") else FARM_POINT


def _number(work: Work, places: Iterable[Place]) -> None:
    for place in places:
        place.code = codes.issue(work, codes.area_of(place.division_code, CITY), str(place.class_code))


def _other_names(places: Sequence[Place], local: dict[str, str]) -> list[PlaceName]:
    units = _units(places)
    made = []
    for row in reference.table("division_names.csv"):
        about: dict[str, Any] = {name: text or None for name, text in row.items() if name != "code"}
        made.append(PlaceName(place_id=units[row["code"]].id, **about))
    for place in places:
        short = short_form(str(place.name))
        if short:
            made.append(PlaceName(place_id=place.id, kind=SHORT, name=short, source="标准名称的省略形式"))
    for name in made:
        reading_of(name, "22200" if name.kind == SHORT else TOWNSHIP_CLASS, local)
    return made


def _units(places: Iterable[Place]) -> dict[str, Place]:
    """The places of the city and its townships by their code."""
    return {str(place.division_code): place for place in places
            if str(place.class_code) in (COUNTY_CLASS, TOWNSHIP_CLASS, FARM_CLASS)}


def _join_lines(work: Work, places: Iterable[Place]) -> None:
    """The known changes of the city and its townships: "429006 竟陵县；霄城县" are a unit's place and a bare name."""
    units = _units(places)

    def side(text: str) -> list[Member]:
        members = []
        for one in filter(None, text.split("；")):
            code, _, name = one.rpartition(" ")
            members.append(Member(units[code].id if code else None, name))
        return members

    for row in reference.table("lineage.csv"):
        values = {name: text for name, text in row.items() if name not in ("before", "after")}
        add_lineage(work, values, side(row["before"]), side(row["after"]))


def short_form(name: str) -> str | None:
    """What people call a committee's place: 官路社区居民委员会 → 官路社区, 新堰村村民委员会 → 新堰村."""
    for ending, short in SHORT_FORMS:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending) + short
    return None
