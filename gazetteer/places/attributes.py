"""类别专有字段: which fields a class has, and what is wrong with the values that a place gives them."""

from __future__ import annotations

from gazetteer.errors import Problem
from gazetteer.places.place import Place
from gazetteer.places.place_class import ClassField
from gazetteer.record import Field
from gazetteer.storage.work import Reader

GROUP = "类别专有"


def class_fields(reader: Reader, class_code: str | None) -> list[Field]:
    """The fields that the census asks of a class, as `Field`s named by their abbreviation.

    The list of the longest class prefix counts, so that a class may replace what its parent asks.
    """
    if not class_code:
        return []
    rows = reader.find(ClassField, order_by=[ClassField.position, ClassField.id])
    fitting = [row for row in rows if row.class_prefix and class_code.startswith(row.class_prefix)]
    longest = max((len(str(row.class_prefix)) for row in fitting), default=0)
    return [_field(row) for row in fitting if len(str(row.class_prefix)) == longest]


def _field(row: ClassField) -> Field:
    choices = tuple(part for part in (row.choices or "").split("|") if part)
    return Field(name=row.abbr or "", label=row.label or "", abbr=row.abbr or "", kind=row.kind or "text", group=GROUP,
                 unit=row.unit or "", required=bool(row.required), choices=choices, public=bool(row.public))


def attribute_problems(reader: Reader, place: Place) -> list[Problem]:
    """What is wrong with `Place.attrs`; a value that the class has no field for is a problem too."""
    if not place.attrs:
        return []
    known = {about.name: about for about in class_fields(reader, place.class_code)}
    found = []
    for name, value in place.attrs.items():
        said = known[name].problem(value) if name in known else f"类别{place.class_code}没有字段“{name}”"
        if said:
            found.append(Problem(f"attrs.{name}", said))
    return found
