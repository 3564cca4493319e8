"""The columns of the record forms: written as a workbook with value lists, read again with every cell looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gazetteer.boundaries.inspection import MarkerRecord, SectionRecord
from gazetteer.boundaries.marker import CONDITIONS, BoundaryMarker
from gazetteer.formats.times import iso_time
from gazetteer.record import Record, field_of

NORTH, EAST = "north", "east"
MARKER_KEY, SECTION_KEY = "界桩编号", "段序"
METHODS = field_of(BoundaryMarker, "survey_method").choices
LIST_SIGNS = re.compile(r"[、，,;；/\s]+")


class Unfit(ValueError):
    """A cell that is no value of its column; its text says why in plain words."""


@dataclass(frozen=True)
class FormColumn:
    """A column to be filled: heading, field of the record, kind of value, and the values it may have."""

    label: str
    name: str
    kind: str
    choices: tuple[str, ...] = ()
    width: float = 12.0


def _column(model: type[Record], name: str, width: float = 12.0) -> FormColumn:
    about = field_of(model, name)
    choices = METHODS if name == "measured_method" else tuple(about.choices or ())
    return FormColumn(f"{about.label}（{about.unit}）" if about.unit else about.label, name, about.kind, choices, width)


MARKER_COLUMNS = (
    _column(MarkerRecord, "inspected_on"), _column(MarkerRecord, "inspectors", 16),
    FormColumn("现状", "conditions", "list", CONDITIONS, 16), _column(MarkerRecord, "reference_state", 9),
    _column(MarkerRecord, "reference_note", 22), _column(MarkerRecord, "cleared", 7),
    _column(MarkerRecord, "repainted", 7), FormColumn("实测纵坐标 X（米）", NORTH, "number", (), 17),
    FormColumn("实测横坐标 Y（米）", EAST, "number", (), 16), _column(MarkerRecord, "measured_elevation", 13),
    _column(MarkerRecord, "measured_method", 13), _column(MarkerRecord, "remark", 30))
SECTION_COLUMNS = (
    _column(SectionRecord, "inspected_on"), _column(SectionRecord, "inspectors", 16),
    _column(SectionRecord, "clear", 9), _column(SectionRecord, "features_changed", 28),
    _column(SectionRecord, "one_sided_markers", 24), _column(SectionRecord, "encroachment", 28),
    _column(SectionRecord, "remark", 28))


def column_called(columns: tuple[FormColumn, ...], heading: str) -> FormColumn | None:
    """The column with a heading; blanks and what stands in brackets do not matter."""
    return next((one for one in columns if plain(one.label) == plain(heading)), None)


def plain(heading: str) -> str:
    """A heading without blanks, star and brackets."""
    return re.sub(r"（.*?）|\(.*?\)|[\s*＊]", "", heading)


def cell_value(column: FormColumn, text: str) -> Any:
    """The value of a filled cell. Raises Unfit."""
    return _READ.get(column.kind, lambda one, said: said)(column, text.strip())


def _day(column: FormColumn, text: str) -> str:
    found = (iso_time(text) or "")[:10]
    try:
        day = date.fromisoformat(found)
    except ValueError:
        raise Unfit(f"“{text}”不是日期，应如 2026-10-12") from None
    if day > date.today():
        raise Unfit(f"{found} 还没有到")
    return found


def _number(column: FormColumn, text: str) -> float:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise Unfit(f"“{text}”不是数") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise Unfit(f"“{text}”不是数")
    return value


def _choice(column: FormColumn, text: str) -> str:
    if column.choices and text not in column.choices:
        raise Unfit(f"“{text}”不在值表里，应为{'、'.join(column.choices)}")
    return text


def _list(column: FormColumn, text: str) -> list[str]:
    found = list(dict.fromkeys(part for part in LIST_SIGNS.split(text) if part))
    for one in found:
        _choice(column, one)
    if len(found) > 1 and column.choices and column.choices[0] in found:
        raise Unfit(f"“{text}”自相矛盾：{column.choices[0]}不能与其他现状同填")
    return found


_READ: dict[str, Callable[[FormColumn, str], Any]] = {"date": _day, "number": _number, "choice": _choice, "list": _list}
