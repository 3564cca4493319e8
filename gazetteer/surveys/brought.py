"""What a survey file brought of a place beside its position, field by field beside what the register has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gazetteer.formats.column_uses import ROLES
from gazetteer.formats.columns import number
from gazetteer.places.attributes import GROUP, class_fields
from gazetteer.places.changes import ATTRS
from gazetteer.places.division import Division
from gazetteer.places.place import NAMING, Place
from gazetteer.places.place_class import ClassField, PlaceClass
from gazetteer.places.place_name import CENSUS_KINDS, PlaceName
from gazetteer.record import Field, field_of
from gazetteer.storage.work import Reader
from gazetteer.surveys.mapping import columns_for
from gazetteer.surveys.raw_columns import raw_values
from gazetteer.surveys.survey import Survey, SurveyPoint, SurveyShape

EMPTY, SAME, DIFFERENT, UNFIT = "空缺，可补", "相同", "不同", "不能采用"
FILL_SETTING = "survey_fill_empty"
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?|(\d{4})(\d{2})(\d{2})")
_HEIGHTS_ASKED = "134"  # the form asks for the height of mountains only
_FLAGS = {"是": 1, "1": 1, "√": 1, "true": 1, "否": 0, "0": 0, "×": 0, "false": 0}


@dataclass(frozen=True)
class Brought:
    """One value: `key` as commands take it, the text as it came, what it means, and why it cannot be taken."""

    key: str
    label: str
    text: str
    value: Any = None
    problem: str = ""
    group: str = ""


@dataclass(frozen=True)
class Beside:
    """One brought value beside the register's: `present` is what stands there now, in words."""

    brought: Brought
    present: str
    state: str

    @property
    def may_be_taken(self) -> bool:
        """Whether a person may take it; what is empty is taken unless a person says otherwise."""
        return self.state in (EMPTY, DIFFERENT)


def values_of_record(mapping: Mapping[str, str] | None, raw: str | None) -> dict[str, str]:
    """Use → text of one record as it came, for the columns that are fields of a register; empty ones left out."""
    row = raw_values(raw)
    return {use: text for heading, use in (mapping or {}).items()
            if use and use not in ROLES and (text := row.get(heading, "").strip())}


class Words:
    """Turns texts of a file into values of fields; reads classes and units once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._names = {"class": {str(known.code): str(known.name) for known in reader.find(PlaceClass)},
                       "division": {str(known.code): str(known.name) for known in reader.find(Division)}}
        self._codes: dict[str, dict[str, set[str]]] = {kind: {} for kind in self._names}
        for kind, names in self._names.items():
            for code, name in names.items():
                for text in (code, name):
                    self._codes[kind].setdefault(text, set()).add(code)

    def class_of(self, text: str) -> str | None:
        """The class that a point's kind means, by code or name; None where it is no class."""
        found = self._codes["class"].get(text.strip(), set())
        return next(iter(found)) if len(found) == 1 else None

    def value(self, about: Field, text: str) -> tuple[Any, str]:
        """The value that a text means for a field, and why there is none."""
        if about.kind in self._codes:
            found = self._codes[about.kind].get(text, set())
            none = f"有{len(found)}个{about.label}叫“{text}”" if found else f"{about.label}没有“{text}”"
            return (next(iter(found)), "") if len(found) == 1 else (None, none)
        value: Any = text
        if about.kind in ("number", "integer"):
            value = number(re.sub(r"\s*(米|平方米|千米|公里|m)$", "", text.removesuffix(about.unit or "\0")))
            if value is None or (about.kind == "integer" and value != int(value)):
                return None, f"{about.label}应为{'整数' if about.kind == 'integer' else '数字'}，不能是“{text}”"
            value = int(value) if about.kind == "integer" else value
        elif about.kind == "date":
            value = _date(text)
        elif about.kind == "flag":
            value = _FLAGS.get(text.lower())
        if value is None:
            return None, f"{about.label}不能是“{text}”"
        said = about.problem(value)
        return (None, said) if said else (value, "")

    def name_of(self, kind: str, code: str) -> str:
        """The name of a class or a division."""
        return self._names[kind].get(code, code)

    def brought_text(self, one: Brought) -> str:
        """A brought value as it would stand in the record; as it came where it cannot."""
        if one.problem or one.value is None:
            return one.text
        if isinstance(one.value, list):
            return "、".join(one.value)
        kind = {"class_code": "class", "division_code": "division"}.get(one.key, "")
        return self.name_of(kind, str(one.value)) if kind else self.shown(None, one.value)

    def shown(self, about: Field | None, value: Any) -> str:
        """A value as people read it."""
        if value in (None, "", [], {}):
            return ""
        if about is not None and about.kind in self._names:
            return self.name_of(about.kind, str(value))
        return f"{value:.10g}" if isinstance(value, float) else str(value)


class Proposals:
    """Proposes what surveys brought to the places that points are decided on."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.words = reader, Words(reader)
        self._surveys: dict[int, Survey | None] = {}
        self._fields: dict[str, dict[str, Field]] = {}

    def beside(self, point: SurveyPoint | SurveyShape, place: Place | None, *, class_code: str = "",
               mapping: Mapping[str, str] | None = None) -> list[Beside]:
        """Every brought value beside the record's; without a place beside nothing, for a class that is thought of."""
        of_class = str(place.class_code or "") if place is not None else class_code
        texts = values_of_record(self._mapping(point) if mapping is None else mapping, point.raw)
        made = [self._brought(key, text, of_class) for key, text in texts.items()]
        return [self._beside(one, place) for one in (*made, *self._of_the_point(point, place, of_class))]

    def _mapping(self, point: SurveyPoint | SurveyShape) -> Mapping[str, str]:
        survey_id = int(point.survey_id or 0)
        if survey_id not in self._surveys:
            self._surveys[survey_id] = self.reader.get(Survey, survey_id)
        return columns_for(self.reader, self._surveys[survey_id], Place, point.raw)

    def _of_the_point(self, point: SurveyPoint | SurveyShape, place: Place | None, of_class: str) -> Iterable[Brought]:
        """Class and height that the point has itself; a new place gets them with its form."""
        code = self.words.class_of(point.kind or "")
        if code and place is not None:
            yield Brought("class_code", "地名类别", point.kind or "", code, group=NAMING)
        height = getattr(point, "elevation", None)
        if height is not None and place is not None and of_class.startswith(_HEIGHTS_ASKED):
            yield Brought("elevation", "高程", f"{height:.10g}", height)

    def _brought(self, key: str, text: str, of_class: str) -> Brought:
        if key in CENSUS_KINDS:
            return Brought(key, CENSUS_KINDS[key], text, re.split(r"[、，,;；|]\s*", text), group=NAMING)
        about = self._field(key, of_class)
        if about is None:
            name = self.words.shown(field_of(Place, "class_code"), of_class)
            return Brought(key, self._label(key), text, problem=f"类别“{name}”没有这个字段", group=GROUP)
        value, problem = self.words.value(about, text)
        return Brought(key, about.label, text, value, problem, about.group)

    def _label(self, key: str) -> str:
        """What some class calls a field."""
        abbr = key.removeprefix(ATTRS)
        known = self.reader.find(ClassField, ClassField.abbr == abbr, limit=1)
        return str(known[0].label) if known else abbr

    def _field(self, key: str, of_class: str) -> Field | None:
        if not key.startswith(ATTRS):
            return field_of(Place, key)
        if of_class not in self._fields:
            self._fields[of_class] = {about.name: about for about in class_fields(self.reader, of_class)}
        return self._fields[of_class].get(key.removeprefix(ATTRS))

    def _beside(self, one: Brought, place: Place | None) -> Beside:
        present = self._present(one.key, place)
        about = None if one.key in CENSUS_KINDS else self._field(one.key, str(place.class_code or "") if place else "")
        said = "、".join(present) if isinstance(present, list) else self.words.shown(about, present)
        if one.problem:
            return Beside(one, said, UNFIT)
        if isinstance(present, list):
            new = [name for name in one.value if name and name not in present and (place is None or name != place.name)]
            return Beside(replace(one, value=new or one.value), said, EMPTY if new else SAME)
        if said == "":
            return Beside(one, said, EMPTY)
        same = said == self.words.shown(about, one.value) or present == one.value
        if not same and one.key == "code":
            return Beside(replace(one, problem="地名代码一经编定不再更改"), said, UNFIT)
        return Beside(one, said, SAME if same else DIFFERENT)

    def _present(self, key: str, place: Place | None) -> Any:
        if key in CENSUS_KINDS:
            if place is None or place.id is None:
                return []
            return [str(known.name) for known in self.reader.find(PlaceName, PlaceName.place_id == place.id,
                                                                        PlaceName.kind == CENSUS_KINDS[key])]
        if place is None:
            return None
        return (place.attrs or {}).get(key.removeprefix(ATTRS)) if key.startswith(ATTRS) else getattr(place, key)


def filling(proposals: Sequence[Beside]) -> dict[str, Any]:
    """What fills something empty, as commands take values."""
    return {one.brought.key: one.brought.value for one in proposals if one.state == EMPTY}


def chosen(proposals: Sequence[Beside], keys: Iterable[str]) -> dict[str, Any]:
    """What a person ticked, as commands take values."""
    ticked = set(keys)
    return {one.brought.key: one.brought.value for one in proposals if one.may_be_taken and one.brought.key in ticked}


def _date(text: str) -> str | None:
    found = _DATE.fullmatch(text)
    try:
        year, month, day = (int(part) for part in found.groups() if part) if found else (0, 0, 0)
        return date(year, month, day).isoformat()
    except ValueError:
        return None
