"""What was there in a year, and under which name: read once, asked for any year in a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import or_, select

from gazetteer.eras.reading import year_of
from gazetteer.lineage.lineage import Lineage, LineagePart
from gazetteer.places.place import CANCELLED, Place
from gazetteer.places.place_name import FORMER, HISTORIC, STANDARD, PlaceName

if TYPE_CHECKING:
    from gazetteer.history import Changed
    from gazetteer.storage.work import Reader

NAMES_OF_A_TIME = (STANDARD, FORMER, HISTORIC)
NEVER, ALWAYS = np.inf, -np.inf


@dataclass(frozen=True)
class Named:
    """A name with the years of its use; infinite where an end is open."""

    name: str
    first: float
    last: float
    standard: bool


@dataclass(frozen=True)
class Then:
    """The places of one year: `ids` of those that are known to have existed, `unknown` those that may have.

    `names`: place → its name then, where that is not its present one. Ids are sorted."""

    year: int
    ids: np.ndarray[Any, Any]
    unknown: np.ndarray[Any, Any]
    names: dict[int, str] = field(default_factory=dict)
    with_unknown: bool = False

    @property
    def shown(self) -> np.ndarray[Any, Any]:
        """The ids that table and map show."""
        return np.union1d(self.ids, self.unknown) if self.with_unknown else self.ids


class Timeline:
    """The life of every place in years: NaN where nothing is known of its beginning."""

    def __init__(self, ids: Sequence[int], first: Sequence[float], last: Sequence[float],
                 names: dict[int, list[Named]]) -> None:
        self.ids = np.asarray(ids, np.int64)
        self.first, self.last = np.asarray(first, float), np.asarray(last, float)
        self.names = names

    @classmethod
    def of(cls, reader: Reader) -> Timeline:
        """Read the years of all places, names and changes."""
        names = _names(reader)
        seen = _earliest_mention(reader, names)
        ids, first, last = [], [], []
        rows = reader.rows(select(Place.id, Place.established, Place.abolished, Place.status).order_by(Place.id))
        for place_id, established, abolished, status in rows:
            ids.append(place_id)
            begun = _first(established)
            first.append(begun if begun is not None else seen.get(place_id, np.nan))
            ended = _last(abolished)
            last.append(ended if ended is not None else np.nan if status == CANCELLED else NEVER)
        return cls(ids, first, last, names)

    @staticmethod
    def concerns(changed: Changed) -> bool:
        """Whether a change can have moved a year."""
        return any(changed.ids(model) for model in (Place, PlaceName, Lineage, LineagePart))

    def at(self, year: int, with_unknown: bool = False) -> Then:
        """The places and names of an astronomical year."""
        with np.errstate(invalid="ignore"):
            known = (self.first <= year) & (self.last >= year)
            maybe = ~known & ~(self.first > year) & ~(self.last < year)
        return Then(year, self.ids[known], self.ids[maybe], self._names_then(year), with_unknown)

    def _names_then(self, year: int) -> dict[int, str]:
        found = {}
        for place_id, names in self.names.items():
            then = name_then(names, year)
            if then is not None and not then.standard:
                found[place_id] = then.name
        return found

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last year that any place or name begins or ends in; None when none is dated."""
        years = [*self.first, *self.last, *(edge for some in self.names.values() for name in some
                                            for edge in (name.first, name.last))]
        known = [int(year) for year in years if np.isfinite(year)]
        return (min(known), max(known)) if known else None


def name_then(names: Iterable[Named], year: int) -> Named | None:
    """The name in use in a year: of those in use the one that came last, and the standard name before others."""
    used = [name for name in names if name.first <= year <= name.last]
    return max(used, key=lambda name: (name.first, name.standard), default=None)


def _names(reader: Reader) -> dict[int, list[Named]]:
    """The dated names of the places that have a name of another time, and their standard name."""
    asked = select(PlaceName.place_id, PlaceName.kind, PlaceName.name, PlaceName.since, PlaceName.until,
                   PlaceName.dynasty).where(PlaceName.kind.in_(NAMES_OF_A_TIME))
    dated = select(PlaceName.place_id).where(
        PlaceName.kind.in_(NAMES_OF_A_TIME), or_(PlaceName.since.is_not(None), PlaceName.until.is_not(None),
                                                 PlaceName.dynasty.is_not(None)))
    of: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for place_id, *row in reader.rows(asked.where(PlaceName.place_id.in_(dated))):
        of[place_id].append(tuple(row))
    return {place_id: _named(rows) for place_id, rows in of.items()}


def _named(rows: list[tuple[Any, ...]]) -> list[Named]:
    """Names in use; a standard name without a beginning begins where the last of the others ends."""
    names = []
    for kind, name, since, until, dynasty in rows:
        if kind != STANDARD:
            whole = year_of(dynasty) if not since and not until else None
            first = whole.earliest if whole else _first(since, dynasty)
            last = whole.latest if whole else _last(until, dynasty)
            if since or until or whole:  # a former name of no known time is of no known year
                names.append(Named(str(name), ALWAYS if first is None else first, NEVER if last is None else last,
                                   False))
    after = max((name.last for name in names if np.isfinite(name.last)), default=ALWAYS)
    for kind, name, since, _, dynasty in rows:
        if kind == STANDARD:
            begun = _first(since, dynasty)
            names.append(Named(str(name), max(after, ALWAYS if begun is None else begun), NEVER, True))
    return names


def _earliest_mention(reader: Reader, names: dict[int, list[Named]]) -> dict[int, float]:
    """Place → the first year of a name or change of its own: it was there then."""
    seen: dict[int, float] = {}
    for place_id, some in names.items():
        for name in some:
            for year in (name.first, name.last):
                if np.isfinite(year):
                    seen[place_id] = min(seen.get(place_id, NEVER), year)
    asked = select(LineagePart.place_id, Lineage.year, Lineage.dynasty).where(
        LineagePart.lineage_id == Lineage.id, LineagePart.place_id.is_not(None), Lineage.year.is_not(None))
    for place_id, year, dynasty in reader.rows(asked):
        first = _first(year, dynasty)
        if first is not None:
            seen[place_id] = min(seen.get(place_id, NEVER), first)
    return seen


def _first(year: str | None, dynasty: str | None = None) -> int | None:
    span = year_of(year, dynasty or "")
    return span.earliest if span else None


def _last(year: str | None, dynasty: str | None = None) -> int | None:
    span = year_of(year, dynasty or "")
    return span.latest if span else None
