"""Linked Places taken in: new places, and names, times and sources for those that the register has already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.formats import linked_places as lpf
from gazetteer.gazetteer import Gazetteer
from gazetteer.history import Changed
from gazetteer.lineage.changes import add_lineage, told
from gazetteer.lineage.line import Change, changes
from gazetteer.lineage.lineage import KINDS, Member
from gazetteer.lineage.linked_time import certainty_of, years_of
from gazetteer.lineage.naming import members
from gazetteer.places.changes import register_place
from gazetteer.places.place import Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.places.place_name import FORMER, HISTORIC, STANDARD, PlaceName
from gazetteer.places.place_name import KINDS as NAME_KINDS
from gazetteer.places.upkeep import local_dictionary, reading_of
from gazetteer.record import problems
from gazetteer.storage.work import Work

_URN = re.compile(r"urn:uuid:([0-9a-fA-F-]{36})")
_CLASS = re.compile(r"urn:gbt:18521-2001:(\d{5})")
_BY_FCLASS = {"A": "21000", "H": "12000", "L": "21770", "P": "22000", "R": "23000", "S": "25000", "T": "13000"}
_SOURCED, _NOTHING = "Linked Places", "nothing"


@dataclass
class LinkedReport:
    """What a file holds: the features that can be taken, and those that cannot, each with where and why."""

    path: Path
    read: int = 0
    features: list[Mapping[str, Any]] = field(default_factory=list)
    unread: list[lpf.Problem] = field(default_factory=list)


@dataclass
class Taken:
    """What became of a file."""

    added: int = 0
    completed: int = 0
    names: int = 0
    lines: int = 0


def read_linked_places(path: Path) -> LinkedReport:
    """Read a file; a feature that breaks the format is named, the others are kept. Raises UnreadableFile."""
    document = lpf.read_document(path)
    report = LinkedReport(path, len(document["features"]))
    for place, feature in enumerate(document["features"]):
        found = [one for one in lpf.feature_problems(feature, f"features[{place}]") if not _harmless(one)]
        report.unread += found
        if not found:
            report.features.append(feature)
    return report


def _harmless(problem: lpf.Problem) -> bool:
    """What a contribution must have and a reader can do without: a time, a source, a feature class."""
    return problem.where.endswith((".when", ".names", "fclasses")) and problem.why.startswith(("至少", "缺少 fclasses"))


@dataclass(frozen=True)
class AddLinkedPlaces:
    """导入 Linked Places"""

    report: LinkedReport
    taken: Taken = field(default_factory=Taken)

    @property
    def summary(self) -> str:
        return (f"导入“{self.report.path.name}”：新增地名{self.taken.added}条，补充{self.taken.completed}条，"
                f"名称{self.taken.names}个，沿革{self.taken.lines}条")

    def apply(self, work: Work) -> None:
        if not self.report.features:
            raise RuleBroken([Problem("features", f"“{self.report.path.name}”里没有可以导入的地名")])
        intake = _Intake(work, self.taken)
        for feature in self.report.features:
            intake.take(feature)
        for feature in self.report.features:
            intake.join(feature)
        if not any(vars(self.taken).values()):
            raise RuleBroken([Problem(_NOTHING, "文件里的地名、名称和沿革登记中都已有，没有改动")])


def take_in_linked_places(gazetteer: Gazetteer, report: LinkedReport) -> tuple[Changed, Taken]:
    """Take a file in as one change. Raises RuleBroken when there is nothing new in it."""
    command = AddLinkedPlaces(report)
    return gazetteer.do(command), command.taken


class _Intake:
    """One file on its way into the register."""

    def __init__(self, work: Work, taken: Taken) -> None:
        self.work, self.taken = work, taken
        self.local = local_dictionary(work)
        self.classes = {str(one.code) for one in work.find(PlaceClass)}
        self.places: dict[str, int] = {}  # @id → place
        self.lines = {self._told(change) for change in changes(work)}

    def take(self, feature: Mapping[str, Any]) -> None:
        """A place of the register gets what it lacks; an unknown one is registered."""
        place = self._known(str(feature["@id"]))
        if place is None:
            place = register_place(self.work, self._values(feature), _geometry(feature))
            self.taken.added += 1
            self._add_names(place, feature)
        elif self._add_names(place, feature):
            self.taken.completed += 1
        self.places[str(feature["@id"])] = int(place.id or 0)

    def _known(self, uri: str) -> Place | None:
        own = _URN.fullmatch(uri)
        where = Place.guid == own[1] if own else Place.source == f"{_SOURCED}：{uri}"
        return next(iter(self.work.find(Place, where, limit=1)), None)

    def _values(self, feature: Mapping[str, Any]) -> dict[str, Any]:
        about, uri = feature["properties"], str(feature["@id"])
        since, until, _ = years_of(feature.get("when"))
        own = _URN.fullmatch(uri)
        texts = [str(text["value"]) for text in _maps(feature.get("descriptions"))]
        return {"name": str(about["title"]).strip(), "class_code": self._class(feature), "established": since,
                "abolished": until, "use_time": "历史地名" if until else "现今地名", "guid": own[1] if own else None,
                "division_code": about.get("division_code") or None, "history": "\n".join(texts) or None,
                "source": None if own else f"{_SOURCED}：{uri}"}

    def _class(self, feature: Mapping[str, Any]) -> str:
        for kind in _maps(feature.get("types")):
            found = _CLASS.fullmatch(str(kind.get("identifier") or ""))
            if found and found[1] in self.classes:
                return found[1]
        classes = feature["properties"].get("fclasses") or ["S"]
        return _BY_FCLASS.get(str(classes[0]), "21770")

    def _add_names(self, place: Place, feature: Mapping[str, Any]) -> int:
        known = {(name.name, name.since, name.until): name for name in
                 self.work.find(PlaceName, PlaceName.place_id == place.id)}
        called = {key[0] for key in known}
        added = 0
        for told_name in _maps(feature.get("names")):
            text, lang = str(told_name["toponym"]).strip(), str(told_name.get("lang") or "")
            since, until, certainty = years_of(told_name.get("when"))
            if lang.startswith("zh-Latn") or text == place.name or (text, since, until) in known or (
                    text in called and not since and not until):
                continue
            name = PlaceName(place_id=place.id, kind=_kind(told_name, until), name=text, since=since, until=until,
                             certainty=certainty or certainty_of(told_name),
                             source=_cited(told_name) or str(feature["@id"]))
            self._refuse(name, feature)
            reading_of(name, place.class_code, self.local)
            self.work.add(name)
            known[text, since, until] = name
            called.add(text)
            added += 1
        self.taken.names += added
        return added

    def _refuse(self, name: PlaceName, feature: Mapping[str, Any]) -> None:
        found = problems(name)
        if found:
            raise RuleBroken(found, where=str(feature["properties"]["title"]))

    def join(self, feature: Mapping[str, Any]) -> None:
        """What came before this place: the changes that its relations tell."""
        own = self.places[str(feature["@id"])]
        for relation in _maps(feature.get("relations")):
            kind, sides = _change(str(relation.get("label") or ""))
            if not str(relation.get("relationType")).endswith("successor_of") or kind is None:
                continue
            other = self.places.get(str(relation["relationTo"]))
            named = [[self._member(name, (own, other)) for name in side] for side in sides]
            year, _, certainty = years_of(relation.get("when"))
            key = (told(kind, named[0], named[1]), year)
            if key in self.lines or not named[0] or not named[1]:
                continue
            add_lineage(self.work, {"kind": kind, "year": year, "certainty": certainty or certainty_of(relation),
                                    "source": _cited(relation)},
                        named[0], named[1])
            self.lines.add(key)
            self.taken.lines += 1

    def _member(self, name: str, likely: tuple[int | None, ...]) -> Member:
        for place_id in likely:
            (found,) = members(self.work, name, place_id)
            if found.place_id == place_id and place_id is not None:
                return found
        return members(self.work, name)[0]

    def _told(self, change: Change) -> tuple[str, str | None]:
        sides = [[Member(*node) for node in side] for side in (change.before, change.after)]
        return told(str(change.record.kind), sides[0], sides[1]), change.record.year


def _kind(name: Mapping[str, Any], until: str | None) -> str:
    """The kind that our own export says; another's name is a former one if its use ended, else an alias."""
    given = str(name.get("kind") or "")
    if given in NAME_KINDS and given != STANDARD:
        return given
    return FORMER if given == STANDARD else HISTORIC if until else NAME_KINDS[1]


def _change(label: str) -> tuple[str | None, tuple[list[str], list[str]]]:
    """竟陵县、霄城县 合并 霄城县 → kind and names of both sides; None for a label of another's."""
    parts = label.split(" ")
    place = next((place for place, part in enumerate(parts) if part in KINDS), None)
    if place is None or len(parts) > 3:
        return None, ([], [])
    before, after = parts[place - 1] if place else "", parts[place + 1] if place + 1 < len(parts) else ""
    return parts[place], ([name for name in before.split("、") if name], [name for name in after.split("、") if name])


def _cited(part: Mapping[str, Any]) -> str | None:
    labels = [str(cited.get("label") or cited.get("@id") or "") for cited in _maps(part.get("citations"))]
    return "；".join(filter(None, labels)) or None


def _maps(value: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def _geometry(feature: Mapping[str, Any]) -> Any:
    """The first place of a feature that is usable; several points of different times are not one place."""
    shape = feature.get("geometry")
    parts = [one for one in shape.get("geometries") or [] if isinstance(one, dict)] if isinstance(shape, dict) and (
        shape.get("type") == "GeometryCollection") else [shape] if shape else []
    for part in parts:
        found = shapely.geometry.shape(part)
        if not found.is_empty:
            return found if found.is_valid else shapely.make_valid(found)
    return None


def report_of(report: LinkedReport) -> dict[str, Any]:
    """What was read and what not, for JSON."""
    return {"file": str(report.path), "format": "Linked Places", "read": report.read, "kept": len(report.features),
            "unread": [{"where": problem.where, "why": problem.why} for problem in report.unread]}


def import_linked_places(gazetteer: Gazetteer, path: Path) -> dict[str, Any]:
    """Read and take in one file, and tell what became of it."""
    try:
        report = read_linked_places(path)
        told_ = report_of(report)
        _, taken = take_in_linked_places(gazetteer, report)
        return {**told_, **vars(taken)}
    except RuleBroken as broken:
        if [problem.field for problem in broken.problems] != [_NOTHING]:
            return _refused(path, broken)
        return {**told_, **vars(Taken()), "notes": [broken.problems[0].text]}
    except GazetteerError as refused:
        return _refused(path, refused)


def _refused(path: Path, error: GazetteerError) -> dict[str, Any]:
    return {"file": str(path), "format": "Linked Places", "read": 0, "kept": 0,
            "unread": [{"where": error.where or str(path), "why": str(error)}]}
