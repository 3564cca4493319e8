"""Commands of the place register. The first line of a command's docstring is its text in menu and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gazetteer.eras.reading import year_of
from gazetteer.errors import GazetteerError, Problem, RuleBroken
from gazetteer.language.pinyin import typed_spelling
from gazetteer.language.romanisation import AUTO, LOCAL
from gazetteer.lineage.changes import add_lineage
from gazetteer.lineage.lineage import RENAMED, Member
from gazetteer.places import codes
from gazetteer.places.attributes import attribute_problems
from gazetteer.places.place import CANCELLED, CURRENT, Place
from gazetteer.places.place_name import CENSUS_KINDS, FORMER, PlaceName
from gazetteer.places.upkeep import (
    copy_reading,
    keep_place,
    keep_written_reading,
    local_dictionary,
    reading_of,
    remove_belongings,
)
from gazetteer.record import field_of, problems
from gazetteer.rules.protection import refuse_unfounded
from gazetteer.secrecy import PUBLIC
from gazetteer.storage.setting import Setting
from gazetteer.storage.work import Work

ATTRS = "attrs."


@dataclass(frozen=True)
class AddPlace:
    """新增地名"""

    values: Mapping[str, Any]
    geometry: Any = None

    @property
    def summary(self) -> str:
        return f"新增地名“{self.values.get('name', '')}”"

    def apply(self, work: Work) -> None:
        register_place(work, self.values, self.geometry)


@dataclass(frozen=True)
class EditPlace:
    """修改地名"""

    place_id: int
    values: Mapping[str, Any]

    @property
    def summary(self) -> str:
        return "修改" + "、".join(_labels(self.values))

    def apply(self, work: Work) -> None:
        change_place(work, self.place_id, self.values)


@dataclass(frozen=True)
class EditPlaces:
    """修改多条地名"""

    edits: Sequence[tuple[int, Mapping[str, Any]]]

    @property
    def summary(self) -> str:
        labels = dict.fromkeys(label for _, values in self.edits for label in _labels(values))
        return f"修改{len(self.edits)}条地名的{'、'.join(labels)}"

    def apply(self, work: Work) -> None:
        local = local_dictionary(work)
        for place_id, values in self.edits:
            change_place(work, place_id, values, local)


@dataclass(frozen=True)
class RenamePlace:
    """更名：原标准名称转为曾用名"""

    place_id: int
    new_name: str
    authority: str

    @property
    def summary(self) -> str:
        return f"更名为“{self.new_name}”"

    def apply(self, work: Work) -> None:
        place = existing(work, self.place_id)
        if place.name == self.new_name:
            raise RuleBroken([Problem("name", "新名称与现标准名称相同")])
        refuse_unfounded(work, place, self.authority, "更名")
        former = PlaceName(place_id=place.id, kind=FORMER, name=place.name, since=_name_since(work, place),
                           until=work.now[:10], source=self.authority)
        copy_reading(place, former)
        work.add(former)
        change_place(work, self.place_id, {"name": self.new_name})
        add_lineage(work, {"kind": RENAMED, "year": f"{work.now[:4]}年", "certainty": "确切",
                           "document": self.authority},
                    [Member(self.place_id, former.name or "")], [Member(self.place_id, self.new_name)])


@dataclass(frozen=True)
class MovePlace:
    """移动地名位置"""

    place_id: int
    geometry: Any

    def apply(self, work: Work) -> None:
        place = existing(work, self.place_id)
        _check_geometry(self.geometry)
        place.geom = self.geometry
        work.save(place)


@dataclass(frozen=True)
class CancelPlace:
    """注销地名"""

    place_id: int
    year: str
    authority: str

    def apply(self, work: Work) -> None:
        place = existing(work, self.place_id)
        if place.status == CANCELLED:
            raise RuleBroken([Problem("status", f"“{place.name}”已经注销")])
        refuse_unfounded(work, place, self.authority, "注销")
        place.status, place.abolished = CANCELLED, self.year
        place.remark = "；".join(filter(None, [place.remark, f"注销依据：{self.authority}" if self.authority else ""]))
        work.save(place)


@dataclass(frozen=True)
class RestorePlace:
    """恢复已注销的地名"""

    place_id: int

    def apply(self, work: Work) -> None:
        place = existing(work, self.place_id)
        place.status, place.abolished = CURRENT, None
        work.save(place)


@dataclass(frozen=True)
class DeletePlace:
    """删除误录的地名"""

    place_id: int

    def apply(self, work: Work) -> None:
        place = existing(work, self.place_id)
        remove_belongings(work, self.place_id)
        work.delete(place)


def _name_since(work: Work, place: Place) -> str | None:
    """Since when a place has its present name: since the last one ended, else since the place was established."""
    ended = [name.until for name in work.find(PlaceName, PlaceName.place_id == place.id, PlaceName.kind == FORMER)
             if name.until and year_of(name.until)]
    return max(ended, key=lambda text: year_of(text).latest or 0, default=place.established)  # type: ignore[union-attr]


def existing(work: Work, place_id: int) -> Place:
    """The place with this id. Raises GazetteerError when there is none."""
    place = work.get(Place, place_id)
    if place is None:
        raise GazetteerError(f"没有编号为{place_id}的地名", why="它可能已被删除", remedy="刷新后再试")
    return place


def register_place(work: Work, values: Mapping[str, Any], geometry: Any = None) -> Place:
    """Put a new place into the register: defaults, code, reading, standard name. Raises RuleBroken."""
    _check_geometry(geometry)
    values = _by_name(values)
    place = Place(geom=geometry, secrecy=default_secrecy(work), census_status="增加", registered_on=work.now[:10],
                  registrar=work.who)
    _write(place, values)
    county = next((made.value for made in work.find(Setting, Setting.key == "county")), None)
    if not place.code and place.class_code:
        place.code = codes.issue(work, codes.area_of(place.division_code, county or ""), place.class_code)
    _refuse_problems(work, place)
    place.id = work.add(place)
    keep_place(work, place)
    work.save(place)
    _write_names(work, place, values)
    return place


def change_place(work: Work, place_id: int, values: Mapping[str, Any], local: dict[str, str] | None = None) -> Place:
    """Write new values into a place and keep what follows from them. Raises RuleBroken."""
    values = _by_name(values)
    place = existing(work, place_id)
    before, class_before = place.name, place.class_code
    _write(place, values)
    _refuse_problems(work, place)
    keep_written_reading(place, place.class_code, values, work)
    other_rules = place.class_code != class_before and place.reading_status in (AUTO, LOCAL)
    renamed = (place.name != before or other_rules) and "roman" not in values
    keep_place(work, place, local, renamed=renamed or not place.roman)
    work.save(place)
    _write_names(work, place, values)
    return place


def default_secrecy(work: Work) -> str:
    """The 密级 that new records of this workspace get."""
    return next((made.value for made in work.find(Setting, Setting.key == "default_secrecy") if made.value), PUBLIC)


def _labels(values: Mapping[str, Any]) -> list[str]:
    said = []
    for key in values:
        if key.startswith(ATTRS):
            said.append(key.removeprefix(ATTRS))
        else:
            said.append(CENSUS_KINDS.get(key) or field_of(Place, key).label)
    return said


def _by_name(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values under our field names, whichever way the fields were called."""
    return {key if key in CENSUS_KINDS or key.startswith(ATTRS) else field_of(Place, key).name: value
            for key, value in values.items()}


def _write(place: Place, values: Mapping[str, Any]) -> None:
    attrs = dict(place.attrs or {})
    for key, value in values.items():
        if key in CENSUS_KINDS:
            continue  # names are records of their own, see _write_names
        value = value.strip() if isinstance(value, str) else value
        value = None if value == "" else value
        if key.endswith("roman") and value:
            value = typed_spelling(value)
        if key.startswith(ATTRS):
            attrs[key.removeprefix(ATTRS)] = value
        else:
            _write_field(place, key, value)
    place.attrs = {name: value for name, value in attrs.items() if value is not None}


def _write_field(place: Place, name: str, value: Any) -> None:
    about = field_of(Place, name)
    if about.derived:
        raise RuleBroken([Problem(about.name, f"{about.label}由位置推算，不能直接填写")])
    said = about.problem(value)
    if said:
        raise RuleBroken([Problem(about.name, said)])
    if value is not None and about.kind in ("integer", "flag"):
        value = int(value)
    elif value is not None and about.kind == "number":
        value = float(value)
    setattr(place, about.name, value)


def _refuse_problems(work: Work, place: Place) -> None:
    found = problems(place) + attribute_problems(work, place)
    if place.code:
        others = [other for other in work.find(Place, Place.code == place.code) if other.id != place.id]
        found += [Problem("code", f"地名代码{place.code}已由“{other.name}”使用") for other in others]
    if found:
        raise RuleBroken(found, where=place.name or "")


def _write_names(work: Work, place: Place, values: Mapping[str, Any]) -> None:
    """Aliases, short and former names given as lists (BM, JC, CYM): what is new is added, the rest stays."""
    local: dict[str, str] | None = None
    for abbr, kind in CENSUS_KINDS.items():
        given = values.get(abbr)
        names = given if isinstance(given, list) else str(given or "").replace("；", "、").split("、")
        known = {made.name for made in work.find(PlaceName, PlaceName.place_id == place.id, PlaceName.kind == kind)}
        for name in names:
            if name.strip() and name.strip() not in known:
                local = local_dictionary(work) if local is None else local
                made = PlaceName(place_id=place.id, kind=kind, name=name.strip())
                reading_of(made, place.class_code, local)
                work.add(made)


def _check_geometry(geometry: Any) -> None:
    if geometry is None:
        return
    if geometry.is_empty or not geometry.is_valid:
        raise RuleBroken([Problem("geom", "图形为空或自相交，不能保存")])
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise RuleBroken([Problem("geom", "坐标超出经纬度范围，请确认是否填成了平面坐标")])
