"""The register as Linked Places (LPF): names with time and source, lines, coarse positions; nothing secret leaves."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import shapely

from gazetteer.errors import GazetteerError
from gazetteer.formats.linked_places import CONTEXT
from gazetteer.formats.whole_file import write_whole
from gazetteer.gazetteer import Gazetteer
from gazetteer.lineage.changes import told
from gazetteer.lineage.line import Change, changes
from gazetteer.lineage.lineage import Member
from gazetteer.lineage.linked_time import CERTAINTY, present, when
from gazetteer.places.place import CURRENT, Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.places.place_name import STANDARD, PlaceName
from gazetteer.publications.share_map import coarse, public_precision
from gazetteer.secrecy import Refusal, refusals

CLASS_URN, DIVISION_URN = "urn:gbt:18521-2001:", "urn:gbt:2260:"
FCLASS = {"11": "H", "12": "H", "13": "T", "21": "A", "22": "P", "23": "R", "24": "S", "25": "S", "26": "S", "27": "S"}
PART_OF, SUCCESSOR, PREDECESSOR = "gvp:broaderPartitive", "gvp:tgn3411_successor_of", "gvp:tgn3412_predecessor_of"


@dataclass
class Exported:
    """What was written, and what was refused."""

    path: Path
    features: int = 0
    refused: list[Refusal] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"files": [str(self.path)], "features": self.features, "refused": [asdict(one) for one in self.refused]}


def export_linked_places(gazetteer: Gazetteer, path: Path, *, division: str | None = None) -> Exported:
    """Write all places, or those of a division (by the first digits of its code), that may leave the office.

    Raises GazetteerError when there is none."""
    where = [Place.division_code.startswith(division, autoescape=True)] if division else []
    asked = gazetteer.find(Place, *where)
    refused = refusals(gazetteer, asked)
    closed = {refusal.id for refusal in refused}
    open_places = [place for place in asked if place.id not in closed and place.name]
    if not open_places:
        raise GazetteerError("没有可以导出的地名", where=str(path),
                             why=f"{len(refused)}条地名不能公开" if refused else "没有地名",
                             remedy="换一个政区，或先核定密级")
    document = {"type": "FeatureCollection", "@context": CONTEXT,
                "features": features(gazetteer, open_places, public_precision(gazetteer))}
    write_whole(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
    return Exported(path, len(open_places), refused)


def features(gazetteer: Gazetteer, places: Sequence[Place], precision: float) -> list[dict[str, Any]]:
    """A feature for each place; positions are known to ± `precision` metres only."""
    about = _About.of(gazetteer, places)
    return [about.feature(place, precision) for place in places]


@dataclass
class _About:
    """What features need to know beyond their place."""

    names: Mapping[int, list[PlaceName]]
    changes: Mapping[int, list[Change]]
    classes: Mapping[str, str]
    ids: Mapping[int, str]
    units: Mapping[str, tuple[int, str]]
    office: str
    year: int

    @classmethod
    def of(cls, gazetteer: Gazetteer, places: Iterable[Place]) -> _About:
        names: dict[int, list[PlaceName]] = defaultdict(list)
        for name in gazetteer.find(PlaceName):
            names[int(name.place_id or 0)].append(name)
        lines: dict[int, list[Change]] = defaultdict(list)
        for change in changes(gazetteer):
            for place_id in {node[0] for node in change.nodes if node[0] is not None}:
                lines[place_id].append(change)
        places = list(places)
        units = {str(place.division_code): (int(place.id or 0), str(place.name)) for place in places
                 if str(place.class_code) in ("21400", "21500", "21720")}
        return cls(names, lines, {str(one.code): str(one.name) for one in gazetteer.find(PlaceClass)},
                   {int(place.id or 0): f"urn:uuid:{place.guid}" for place in places}, units,
                   gazetteer.setting("name") or "地名库", date.today().year)

    def feature(self, place: Place, precision: float) -> dict[str, Any]:
        """One place as a feature."""
        code = str(place.class_code or "")
        made: dict[str, Any] = {
            "@id": self.ids[int(place.id or 0)], "type": "Feature",
            "properties": {"title": place.name, "ccodes": ["CN"], "fclasses": [FCLASS.get(code[:2], "S")],
                           "place_code": place.code, "division_code": place.division_code},
            "when": self._when(place), "names": self._names(place),
            "types": [{"identifier": CLASS_URN + code, "label": self.classes.get(code, code),
                       "sourceLabels": [{"label": self.classes.get(code, code), "lang": "zh-Hans"}]}],
            "geometry": self._geometry(place, precision), "relations": self._relations(place)}
        descriptions = [{"value": text, "lang": "zh-Hans"} for text in (place.origin, place.meaning,
                                                                        place.history) if text]
        if descriptions:
            made["descriptions"] = descriptions
        return made

    def _when(self, place: Place) -> dict[str, Any]:
        still = self.year if place.status == CURRENT else None
        known = when(place.established, place.abolished, still=still)
        seen = int(str(place.registered_on)[:4]) if str(place.registered_on or "")[:4].isdigit() else self.year
        return known or (present(self.year, min(seen, self.year)) if still else
                         {"timespans": [{"start": {"latest": str(seen)}}]})

    def _names(self, place: Place) -> list[dict[str, Any]]:
        """The standard name first, with the office as its source where none is written."""
        ordered = sorted(self.names[int(place.id or 0)], key=lambda name: (name.kind != STANDARD, name.id or 0))
        made = []
        for name in ordered:
            one: dict[str, Any] = {"toponym": name.name, "lang": "zh-Hans", "kind": name.kind,
                                   "citations": [{"label": _cited(name) or self.office}]}
            if name.roman:
                one["roman"] = name.roman
            time = when(name.since, name.until, dynasty=name.dynasty, certainty=name.certainty,
                        still=self.year if name.kind == STANDARD and place.status == CURRENT else None)
            if time:
                one["when"] = time
            elif name.certainty in CERTAINTY:
                one["certainty"] = CERTAINTY[str(name.certainty)]
            made.append(one)
        if place.roman:
            made.append({"toponym": place.roman, "lang": "zh-Latn-pinyin"})
        return made or [{"toponym": place.name, "lang": "zh-Hans", "citations": [{"label": self.office}]}]

    def _geometry(self, place: Place, precision: float) -> dict[str, Any]:
        if place.geom is None or place.geom.is_empty:
            return {"type": "GeometryCollection", "geometries": []}  # the published schema wants an object
        return {"type": "GeometryCollection",
                "geometries": [dict(shapely.geometry.mapping(coarse(place.geom, precision)))]}

    def _relations(self, place: Place) -> list[dict[str, Any]]:
        made = []
        unit = self.units.get(str(place.division_code or ""))
        if unit is not None and unit[0] != place.id:
            made.append({"relationType": PART_OF, "relationTo": self.ids[unit[0]], "label": f"属{unit[1]}"})
        elif place.division_code and unit is None:
            made.append({"relationType": PART_OF, "relationTo": DIVISION_URN + str(place.division_code),
                         "label": f"属政区{place.division_code}"})
        for change in self.changes.get(int(place.id or 0), ()):
            made += self._line(place, change)
        return made

    def _line(self, place: Place, change: Change) -> list[dict[str, Any]]:
        """To the other places of a change that may leave: those before it and those after it."""
        own = [side for side in (change.before, change.after) if any(node[0] == place.id for node in side)]
        made = []
        for kind, here, there in ((SUCCESSOR, change.after, change.before), (PREDECESSOR, change.before, change.after)):
            if here not in own:
                continue
            for other in dict.fromkeys(node[0] for node in there):
                if other is not None and other != place.id and other in self.ids:
                    made.append(self._relation(kind, self.ids[other], change))
        return made

    def _relation(self, kind: str, to: str, change: Change) -> dict[str, Any]:
        record = change.record
        sides = [[Member(*node) for node in side if node[0] is None or node[0] in self.ids]
                 for side in (change.before, change.after)]  # a name that may not leave stands in no label either
        made: dict[str, Any] = {"relationType": kind, "relationTo": to, "label": told(str(record.kind), sides[0],
                                                                                      sides[1])}
        time = when(record.year, None, dynasty=record.dynasty)
        if time:
            made["when"] = time
        if record.certainty in CERTAINTY:
            made["certainty"] = CERTAINTY[str(record.certainty)]
        cited = "，".join(filter(None, (record.document, record.source, record.volume, record.page)))
        if cited:
            made["citations"] = [{"label": cited}]
        return made


def _cited(name: PlaceName) -> str:
    page = f"第{name.page}页" if name.page and name.page.isdigit() else name.page
    return "，".join(filter(None, (name.source, name.volume, page)))
