"""列对应: which column of a file is which field; found, stated by a person, or known from a team's profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from gazetteer.formats.column_uses import ROLES, STATED, ReadColumn, read_columns
from gazetteer.places.place import Place
from gazetteer.record import Record, table_of
from gazetteer.storage.work import Reader
from gazetteer.surveys.mapping_profile import MappingProfile
from gazetteer.surveys.raw_columns import raw_values
from gazetteer.surveys.survey import Survey
from gazetteer.surveys.uses import KEEP, Use, by_content, by_name, uses_of

if TYPE_CHECKING:  # the readers load what a window does not need at once
    from gazetteer.formats.report import Report

_LOOKED_AT = 300


@dataclass(frozen=True)
class ColumnUse:
    """One column: what it is (a key of `Use`, KEEP for the raw record only), why, and its first values."""

    heading: str
    use: str
    why: str
    samples: tuple[str, ...]
    place: str = ""


@dataclass(frozen=True)
class ColumnMapping:
    """The columns of a file. `roles` tells whether the reader obeys a stated role; `profile` is what was known."""

    columns: tuple[ColumnUse, ...]
    uses: tuple[Use, ...] = ()
    roles: bool = True
    profile: str = ""
    team: str = ""
    target: str = "place"
    labels: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", {use.key: use.label for use in self.uses})

    @property
    def as_dict(self) -> dict[str, str]:
        """Heading → use, as a survey and a profile keep it."""
        return {column.heading: column.use for column in self.columns}

    @property
    def kept_form(self) -> dict[str, Any]:
        """As a survey keeps it: the register that the fields are of, and the columns; nothing of a file without any."""
        return {"target": self.target, "columns": self.as_dict} if self.columns else {}

    @property
    def listed(self) -> list[dict[str, Any]]:
        """Every column as plain values for JSON."""
        return [{"heading": column.heading, "use": column.use, "label": self.labels.get(column.use, ""),
                 "why": column.why, "samples": list(column.samples)} for column in self.columns]

    @property
    def kept(self) -> list[str]:
        """The headings that stay in the raw record only."""
        return [column.heading for column in self.columns if column.use == KEEP]

    def changed(self, heading: str, use: str) -> ColumnMapping:
        """The same with one column put to another use; what cannot be beside that stays in the raw record."""
        columns = []
        for column in self.columns:
            if column.heading == heading:
                column = replace(column, use=use, why=STATED)
            elif use != KEEP and (column.use == use or rivals(column.use, use)):
                column = replace(column, use=KEEP, why=f"已改由“{heading}”对应")
            columns.append(column)
        return replace(self, columns=tuple(columns))

    def tells_otherwise(self, columns: Iterable[ReadColumn]) -> bool:
        """Whether the file must be read again: a column has another role than the reader gave it."""
        uses = self.as_dict
        return self.roles and any(column.role != _role(uses.get(column.heading, column.role)) for column in columns)

    def fits(self, report: Report) -> bool:
        """Whether a file has these very columns."""
        return {column.heading for column in _columns_of(report)} == self.as_dict.keys()


def mapping_of(reader: Reader, report: Report, *, profile: MappingProfile | None = None) -> ColumnMapping:
    """The mapping of a read file: as the profile has it, else as name, abbreviation and content tell."""
    return mapping_of_columns(reader, _columns_of(report), model=_model_of(report), profile=profile,
                              roles=bool(report.columns))


def columns_for(reader: Reader, survey: Survey | None, model: type[Record], raw: str | None) -> dict[str, str]:
    """Heading → use of a point's columns in a register: as its survey keeps it, else as the headings tell."""
    kept = (survey.mapping if survey is not None else None) or {}
    if kept.get("target") == table_of(model):
        return dict(kept.get("columns") or {})
    headings = raw_values(raw)
    uses = uses_of(reader, model) if headings else []
    return {heading: found[0].key for heading in headings if (found := by_name(heading, uses))}


def _model_of(report: Report) -> type[Record]:
    """The register that most points of a file are for."""
    from gazetteer.surveys.targets import recognised as recognised_target  # the registers of targets need this module

    meant = Counter(recognised_target(point.kind, point.raw, report.file_name) for point in report.points[:_LOOKED_AT])
    first = meant.most_common(1)
    return first[0][0].model if first and first[0][0] is not None else Place


def mapping_of_columns(reader: Reader, read: Iterable[ReadColumn], *, model: type[Record] = Place,
                       profile: MappingProfile | None = None, roles: bool = True) -> ColumnMapping:
    """The same for columns alone, where the file could not be read further."""
    uses, columns = uses_of(reader, model), list(_merged(read))
    given = {column.heading: str((profile.columns or {})[column.heading]) for column in columns
             if profile is not None and column.heading in (profile.columns or {})}
    taken = set(given.values()) | {column.role for column in columns if column.heading not in given}
    named = [by_name(column.heading, uses) for column in columns]
    meant = by_content(reader, [column.samples for column in columns], uses)
    made = []
    for column, *found in zip(columns, named, meant, strict=True):
        if column.heading in given:
            made.append(_use(column, given[column.heading], f"方案“{profile.name}”" if profile else ""))
        elif column.role:
            made.append(_use(column, column.role, column.why))
        else:
            made.append(_found(column, found, taken))
    known = (str(profile.name), str(profile.team or "")) if profile else ("", "")
    return ColumnMapping(tuple(made), tuple(uses), roles, *known, table_of(model))


def rivals(one: str, other: str) -> bool:
    """Whether two roles are two ways to say the position, of which a file has one."""
    pairs = [pair for use in (one, other) for pair in (("lon", "lat"), ("x", "y"), ("position",)) if use in pair]
    return len(pairs) == 2 and pairs[0] != pairs[1]


def _role(use: str) -> str:
    return use if use in ROLES else ""


def recognised(profiles: Sequence[MappingProfile], headings: Iterable[str], team: str = "") -> MappingProfile | None:
    """The profile of these columns: every column that it maps is there; most columns first, then the same team."""
    here = set(headings)
    fitting = [profile for profile in profiles if (mapped := _mapped(profile)) and mapped <= here]
    return max(fitting, default=None, key=lambda profile: (
        len(here & set(profile.columns or {})), bool(team) and profile.team == team, profile.id or 0))


def _mapped(profile: MappingProfile) -> set[str]:
    return {heading for heading, use in (profile.columns or {}).items() if use != KEEP}


def _found(column: ReadColumn, found: Sequence[tuple[Use, str] | None], taken: set[str]) -> ColumnUse:
    """A column that the reader had no part for: by its name, else by what is in it."""
    for one in found:
        if one is None:
            continue
        use, why = one
        if use.key in taken:
            return _use(column, KEEP, f"也像“{use.label}”，该项已有对应的列")
        taken.add(use.key)
        return _use(column, use.key, why)
    return _use(column, KEEP, "")


def _use(column: ReadColumn, use: str, why: str) -> ColumnUse:
    return ColumnUse(column.heading, use, why, column.samples, column.place)


def _merged(read: Iterable[ReadColumn]) -> Iterable[ReadColumn]:
    """A heading that several tables of a file have is one column."""
    known: dict[str, ReadColumn] = {}
    for column in read:
        before = known.get(column.heading)
        known[column.heading] = column if before is None or (column.role and not before.role) else before
    return known.values()


def _columns_of(report: Report) -> list[ReadColumn]:
    return report.columns or list(_of_raw_records(report))


def _of_raw_records(report: Report) -> Iterable[ReadColumn]:
    """Columns of a format that has none of its own: what its records are called by in their JSON or extensions."""
    rows = []
    raws = (record.raw for listed in (report.points, report.shapes) for record in listed)
    for raw in islice(raws, _LOOKED_AT):
        row = raw_values(raw)
        if row:
            rows.append(row)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return read_columns(headings, {}, [[row.get(heading, "") for heading in headings] for row in rows])
