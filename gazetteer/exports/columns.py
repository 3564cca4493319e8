"""The columns of an exported table: fields of the register under the abbreviations of the census (二普)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.attributes import GROUP, class_fields
from gazetteer.places.place import POSITION, Place
from gazetteer.places.place_name import CENSUS_KINDS
from gazetteer.record import Field, fields

# What the census has no abbreviation for gets the initials of its Chinese name, in 10 letters as a DBF allows.
INITIALS = {
    "status": "DMZT", "division_code": "SSZQDM", "elevation": "GC", "named_on": "MMSJ", "legal_kind": "TLLB",
    "sign_count": "BPGS", "other": "QTXX", "reading_status": "DYZT", "syllables": "ZZDY", "reading_document": "DYYJ",
}
EDGES = ("DJ", "ZDJ", "BW", "ZBW")
_NEVER = ("id", "attrs", "geom", "sort_key")
NUMBERS = ("number", "integer", "flag")


@dataclass(frozen=True)
class Column:
    """One column: its short name, Chinese label and kind; `field` names where the value is kept."""

    key: str
    label: str
    kind: str = "text"
    field: str = ""
    public: bool = True

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.kind in NUMBERS


def columns_for(gazetteer: Gazetteer, class_codes: Iterable[str]) -> list[Column]:
    """Every column that places of these classes can have, in the order of the form."""
    made = [_column(about) for about in fields(Place) if about.name not in _NEVER]
    at = next(number for number, column in enumerate(made) if column.field == "name") + 1
    made[at:at] = [Column(abbr, kind, field=abbr) for abbr, kind in CENSUS_KINDS.items()]
    taken = {column.key.upper() for column in made}
    for about in _special(gazetteer, class_codes):
        key = about.name if about.name.upper() not in taken else f"{about.name[:8]}_L"
        made.append(Column(key, about.label, about.kind, f"attrs.{about.name}", about.public))
    return made


def chosen(columns: Sequence[Column], keys: Sequence[str] | None) -> list[Column]:
    """The columns with these names (short, Chinese or of the field), in that order; all where none are named.

    Raises GazetteerError for a name that is no column.
    """
    if not keys:
        return list(columns)
    found = []
    for key in keys:
        fitting = [one for one in columns if key.upper() == one.key.upper() or key in (one.label, one.field)]
        if not fitting:
            raise GazetteerError(f"没有“{key}”这一列", remedy=f"可选：{'、'.join(one.key for one in columns)}")
        found.append(fitting[0])
    return list(dict.fromkeys(found))


def _column(about: Field) -> Column:
    key = about.abbr or INITIALS.get(about.name, about.name[:10])
    edge = about.group == POSITION and key in EDGES  # told of the geometry as it is written, coarse or not
    return Column(key, about.label, about.kind, about.name, about.public or edge)


def _special(gazetteer: Gazetteer, class_codes: Iterable[str]) -> list[Field]:
    """The class-specific fields of several classes, each once; public only where every class says so."""
    found: dict[str, Field] = {}
    for code in sorted(set(class_codes)):
        for about in class_fields(gazetteer, code):
            known = found.get(about.name)
            public = about.public and (known is None or known.public)
            kind = about.kind if known is None or known.kind == about.kind else "text"
            found[about.name] = Field(name=about.name, label=about.label, kind=kind, group=GROUP, public=public)
    return list(found.values())
