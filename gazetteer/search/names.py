"""Every name record of the workspace as an entry of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select

from gazetteer.places.place import CANCELLED, Place
from gazetteer.places.place_name import FORMER, HISTORIC, STANDARD, PlaceName
from gazetteer.places.upkeep import local_dictionary
from gazetteer.search.sounds import blurred, plain, units_of
from gazetteer.search.text import fold
from gazetteer.storage.work import MOST_IN_ONE_STATEMENT, Reader

_AT_ONCE = 50_000
_PLACE, _NAME = Place.__table__.c, PlaceName.__table__.c
_BAND = 40  # bits below the importance: room for the record's own id
_LENGTH_BITS = 7
_RANKS = {"215": 0, "216": 1}
_OF_THE_PAST = (FORMER, HISTORIC)


class Entry(NamedTuple):
    """A name in the index. `id` puts the important first: units of government, short names, standard names."""

    id: int
    place: int
    kind: str
    name: str
    folded: str
    units: str
    letters: str
    initials: str
    blurred: str


class Named(NamedTuple):
    """A name record as the workspace has it."""

    id: int
    place: int
    kind: str
    name: str
    roman: str | None


def importance(name: str, kind: str, class_code: str | None, status: str | None) -> int:
    """Small for what is likelier meant: rank of the class, names of today, short ones, the standard name."""
    rank = 3 if status == CANCELLED else _RANKS.get((class_code or "")[:3], 2)
    before_length = (rank << 1) + (kind in _OF_THE_PAST)
    return (before_length << _LENGTH_BITS) + (min(len(name), 63) << 1) + (kind != STANDARD)


def standing(entry_id: int) -> int:
    """The part of an entry's importance that nearness does not outweigh: its rank, and whether it is of today."""
    return entry_id >> (_BAND + _LENGTH_BITS)


def all_names(reader: Reader, told: Callable[[int], None]) -> Iterator[Named]:
    """The names of every place; `told` hears how many records have been read."""
    done = 0
    for query, key in ((_places(), _PLACE.id), (_others(), _NAME.id)):
        last = 0
        while rows := reader.rows(query.where(key > last).order_by(key).limit(_AT_ONCE)):
            yield from map(_named, rows)
            last, done = rows[-1][0], done + len(rows)
            told(done)


def names_of(reader: Reader, places: Sequence[int]) -> Iterator[Named]:
    """The names of some places."""
    for start in range(0, len(places), MOST_IN_ONE_STATEMENT):
        some = places[start : start + MOST_IN_ONE_STATEMENT]
        yield from map(_named, reader.rows(_places().where(_PLACE.id.in_(some))))
        yield from map(_named, reader.rows(_others().where(_NAME.place_id.in_(some))))


def _places() -> Select[Any]:
    """A place's own name: it counts even where no record of names says the same."""
    return select(_PLACE.id, _PLACE.id, _PLACE.name, _PLACE.roman, _PLACE.class_code, _PLACE.status).where(
        _PLACE.name.is_not(None)
    )


def _others() -> Select[Any]:
    query = select(_NAME.id, _NAME.place_id, _NAME.name, _NAME.roman, _PLACE.class_code, _PLACE.status, _NAME.kind)
    query = query.join_from(PlaceName.__table__, Place.__table__, _NAME.place_id == _PLACE.id)
    return query.where(
        _NAME.name.is_not(None), or_(_NAME.kind.is_(None), _NAME.kind != STANDARD, _NAME.name != _PLACE.name)
    )


def _named(row: Sequence[Any]) -> Named:
    own = len(row) == 6
    record, place, name, roman, class_code, status = row[:6]
    kind = STANDARD if own else row[6] or "名称"
    number = record * 2 + (not own)
    return Named((importance(name, kind, class_code, status) << _BAND) + number, place, kind, name, roman)


class Reading:
    """Makes entries of names; the local dictionary is read when the first name has no spelling."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._local: Mapping[str, str] | None = None

    def entry(self, named: Named) -> Entry | None:
        """The entry of a name; None for one that holds nothing that can be searched."""
        folded = fold(named.name)
        if not folded:
            return None
        units = units_of(folded, named.roman, {} if named.roman else self._dictionary())
        letters = "".join(map(plain, units))
        return Entry(
            named.id,
            named.place,
            named.kind,
            named.name,
            folded,
            " ".join(units),
            letters,
            "".join([unit[0] for unit in units]),
            blurred(letters),
        )

    def _dictionary(self) -> Mapping[str, str]:
        if self._local is None:
            self._local = local_dictionary(self._reader)
        return self._local
