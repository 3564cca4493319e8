"""What a survey point is registered as: a place, or one of the targets that the rooms of other registers declare.

A target is one declaration: the words, layers and columns by which a point says what it is, the records it may be, and
what accepting it writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from gazetteer.formats.column_uses import ROLES
from gazetteer.record import Field, Record, field_of, table_of
from gazetteer.storage.work import Reader, Work
from gazetteer.surveys.brought import Words
from gazetteer.surveys.mapping import columns_for
from gazetteer.surveys.raw_columns import raw_values
from gazetteer.surveys.survey import ACCEPTED, Survey, SurveyPoint
from gazetteer.surveys.uses import KEEP, by_name, uses_of

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.surveys.matching import Candidate

PLACE, PLACE_LABEL = "place", "地名"
LAYER, SAYING = "图层", ("登记为", "登记对象", "对象", "对象类型")  # columns whose value names the target
_TAIL = re.compile(r"[\s\d_\-—.:：（）()]*(?:点|图层|层|数据|成果|表)?[\s\d_\-—.（）()]*$")


@dataclass(frozen=True)
class Made:
    """What became of a point: the record of the target's register, and whether it is a new one."""

    record_id: int
    state: str = ACCEPTED


@dataclass(frozen=True)
class Target:
    """`words` end the kind, layer or file name of such points; `columns` are headings that only their tables have.

    `candidates` are the records that a point may be, best first; `accept` takes one of them (table and id);
    `fresh` makes a new record where that is possible, `asked` are the fields that a person sees before;
    `take_back` undoes an acceptance when the point is looked at again.
    """

    model: type[Record]
    label: str
    words: tuple[str, ...]
    columns: tuple[str, ...]
    candidates: Callable[[Gazetteer, SurveyPoint, int], list[Candidate]]
    accept: Callable[[Work, SurveyPoint, str, int], Made]
    take_back: Callable[[Work, SurveyPoint], None]
    proposed: Callable[[Reader, SurveyPoint], dict[str, Any]]
    fresh: Callable[[Work, SurveyPoint, Mapping[str, Any]], Made] | None = None
    asked: tuple[str, ...] = ()
    media: str = ""  # the column of Media by which photos hang on a record of it

    @property
    def key(self) -> str:
        """The table of its register, as it stands in SurveyPoint.target."""
        return table_of(self.model)

    def is_meant(self, text: str) -> bool:
        """Whether a kind, a layer or a file is called like this target: 村牌, 地名标志_点, 界桩2026."""
        said = _TAIL.sub("", text.strip()).lower()
        return any(said.endswith(word.lower()) for word in self.words)


@cache
def all_targets() -> tuple[Target, ...]:
    """Every target besides the places; a further one is a declaration more."""
    from gazetteer.boundaries.survey_target import INSPECTED, MARKER
    from gazetteer.signs.survey_target import SIGN

    return SIGN, MARKER, INSPECTED


def target_of(point: SurveyPoint) -> Target | None:
    """What a point is registered as; None for a place."""
    return next((target for target in all_targets() if target.key == point.target), None)


def label_of(point: SurveyPoint) -> str:
    """The same in Chinese."""
    target = target_of(point)
    return target.label if target else PLACE_LABEL


def recognised(kind: str, raw: str, source: str = "") -> Target | None:
    """What a point says that it is: in a column made for that, by its kind, its layer, its columns, its file."""
    told = raw_values(raw)
    said = [told[name] for name in SAYING if told.get(name)]
    if any(text.strip() == PLACE_LABEL for text in said):
        return None
    named = (_named(text) for text in (*said, kind, told.get(LAYER, "")))
    found = next((target for target in named if target is not None), None)
    return found or _headed(frozenset(told)) or _named(source.rpartition(".")[0] or source)


@cache
def _headed(headings: frozenset[str]) -> Target | None:
    known = {heading.strip().upper() for heading in headings}
    return next((target for target in all_targets() if not known.isdisjoint(map(str.upper, target.columns))), None)


@lru_cache(maxsize=4096)
def _named(text: str) -> Target | None:
    return next((target for target in all_targets() if text and target.is_meant(text)), None)


def values_told(reader: Reader, model: type[Record], point: SurveyPoint) -> dict[str, Any]:
    """Field → value, of the columns that are fields of a register: as the survey was mapped, else by their headings.

    What a field cannot hold goes into the remark in words.
    """
    uses, words = uses_of(reader, model), Words(reader)
    values: dict[str, Any] = {}
    odd = []
    mapped = columns_for(reader, reader.get(Survey, int(point.survey_id or 0)), model, point.raw)
    for heading, text in raw_values(point.raw).items():
        use = mapped.get(heading, KEEP)
        if use in ROLES:  # a part of the point that the register has a field for as well
            found = by_name(heading, uses)
            use = found[0].key if found else KEEP
        if use == KEEP or not text.strip():
            continue
        about = field_of(model, use)
        value, problem = _value(words, about, text.strip())
        if problem:
            odd.append(f"{about.label}：{text.strip()}")
        else:
            values[about.name] = value
    if odd:
        values["remark"] = "；".join([*filter(None, [values.get("remark")]), *odd])
    return values


def _value(words: Words, about: Field, text: str) -> tuple[Any, str]:
    if about.kind != "list":
        return words.value(about, text)
    parts = [part for part in re.split(r"[、，,;；\s]+", text) if part]
    return parts, about.problem(parts) or ""


def choices() -> Sequence[tuple[str, str]]:
    """Key and label of everything that a point can be registered as."""
    return (PLACE, PLACE_LABEL), *((target.key, target.label) for target in all_targets())
