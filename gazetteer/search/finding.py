"""Searching the register: hits with where they stand, and why they were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.division import Division
from gazetteer.places.place import CANCELLED, Place
from gazetteer.places.place_class import PlaceClass
from gazetteer.places.place_name import FORMER, HISTORIC, STANDARD
from gazetteer.search.index import Progress, index_of
from gazetteer.search.likeness import homophones, one_error
from gazetteer.search.query import LONGEST, Step, steps
from gazetteer.search.store import Store
from gazetteer.search.text import fold

_CODE_EXACT, _CODE_BEGINS, _TYPO = 99, 88, 30
_SHORTEST_CODE = 2
_MOST_LOOKED_AT = 20_000  # rows of a step whose fit the index alone cannot decide
_PLACE = Place.__table__.c


@dataclass(frozen=True)
class Hit:
    """A place that was found: `matched` is the name that was met and its kind, `score` 0–100, `why` for a person."""

    id: int
    code: str
    name: str
    matched: str
    matched_kind: str
    roman: str
    class_code: str
    class_name: str
    division: str
    division_name: str
    score: int
    why: str


class Found(NamedTuple):
    """A place with the name by which it was found."""

    place: int
    name: str
    kind: str
    score: int
    why: str


def search(gazetteer: Gazetteer, text: str, limit: int = 20) -> list[Hit]:
    """Places by Han characters anywhere in any of their names, pinyin, initials, former names or code; best first."""
    if not fold(text) or len(fold(text)) > LONGEST or limit < 1:
        return []
    coded = _by_code(gazetteer, fold(text), limit)
    found = index_of(gazetteer).ask(gazetteer, lambda store: find(store, text, limit, coded))
    return _hits(gazetteer, found)


def prepare(gazetteer: Gazetteer, progress: Progress | None = None) -> None:
    """Bring the index up to the workspace; `progress` (done, total) may raise Cancelled to stop."""
    index_of(gazetteer).ask(gazetteer, lambda store: None, progress)


def find(store: Store, text: str, limit: int, coded: Sequence[Found] = ()) -> list[Found]:
    """The places that an index knows for a text, best first; `coded` are those already found by their code."""
    under_way, literal, asked = _Search(store, limit), fold(text), steps(text)
    if not asked:
        return []
    for step in asked:
        if step.score < _CODE_EXACT:
            under_way.take(coded)
        under_way.follow(step)
    if len(literal) > 1 or not under_way.found:
        for step in sorted(homophones(store, literal), key=lambda step: -step.score):
            under_way.follow(step)
    if not under_way.found:
        under_way.take(_one_error_away(store, literal, limit))
    return list(under_way.found.values())[:limit]


class _Search:
    """One search under way: place → how it was found, in the order of the steps."""

    def __init__(self, store: Store, limit: int) -> None:
        self._store, self._limit = store, limit
        self.found: dict[int, Found] = {}

    def take(self, found: Iterable[Found]) -> None:
        for each in found:
            self.found.setdefault(each.place, each)

    def follow(self, step: Step) -> None:
        """Ask a step for as many names as it takes: those found before come again, and a place may have several."""
        most = self._limit + 2 * len(self.found)
        if step.resort and self.found:
            return
        while len(self.found) < self._limit:
            seen = 0
            for row in self._rows(step, most):
                seen += 1
                self._look_at(row, step)
                if len(self.found) >= self._limit:
                    return
            if seen < most or most > _MOST_LOOKED_AT:
                return
            most *= 4

    def _look_at(self, row: tuple[Any, ...], step: Step) -> None:
        place, name, kind, folded, units = row
        if place not in self.found and (step.check is None or step.check.holds(folded, units.split(" "))):
            self.found[place] = Found(place, name, kind, step.score, step.why)

    def _rows(self, step: Step, most: int) -> Iterator[tuple[Any, ...]]:
        if step.match:
            inner = "SELECT rowid FROM entry_tokens WHERE entry_tokens MATCH ? ORDER BY rowid LIMIT ?"
            values: tuple[Any, ...] = (step.match, most)
        else:
            inner = f"SELECT id FROM entry WHERE {step.column} >= ? AND {step.column} <= ? ORDER BY id LIMIT ?"
            values = (step.first, step.last, most)
        query = f"SELECT place, name, kind, folded, units FROM entry WHERE id IN ({inner}) ORDER BY id"
        return self._store.each(query, *values)


def _one_error_away(store: Store, literal: str, limit: int) -> Iterator[Found]:
    for name_id in one_error(store, literal)[:limit]:
        for place, name, kind in store.rows("SELECT place, name, kind FROM entry WHERE id = ?", name_id):
            yield Found(place, name, kind, _TYPO, f"与“{name}”只差一处，可能打错")


def _by_code(gazetteer: Gazetteer, literal: str, limit: int) -> list[Found]:
    """Places whose code begins with the typed digits."""
    if not (literal.isascii() and literal.isdigit()) or len(literal) < _SHORTEST_CODE:
        return []
    query = select(_PLACE.id, _PLACE.name, _PLACE.code).where(_PLACE.code >= literal, _PLACE.code < literal + ":")
    return [
        Found(
            place,
            name or "",
            STANDARD,
            _CODE_EXACT if code == literal else _CODE_BEGINS,
            "地名代码相同" if code == literal else f"地名代码以 {literal} 开头",
        )
        for place, name, code in gazetteer.rows(query.order_by(_PLACE.code).limit(limit))
    ]


def _hits(gazetteer: Gazetteer, found: list[Found]) -> list[Hit]:
    """The hits with what the workspace says of their places now."""
    columns = (
        _PLACE.id,
        _PLACE.code,
        _PLACE.name,
        _PLACE.roman,
        _PLACE.class_code,
        _PLACE.division_code,
        _PLACE.status,
    )
    places = {row[0]: row for row in _chosen(gazetteer, columns, _PLACE.id, {each.place for each in found})}
    classes = _titles(gazetteer, PlaceClass, {row[4] for row in places.values()})
    divisions = _titles(gazetteer, Division, {row[5] for row in places.values()})
    return [_hit(each, places[each.place], classes, divisions) for each in found if each.place in places]


def _hit(found: Found, row: Any, classes: dict[str, str], divisions: dict[str, str]) -> Hit:
    place, code, name, roman, class_code, division, status = row
    today = f"，今 {name}" if found.kind in (FORMER, HISTORIC) else ""
    why = found.why if found.kind == STANDARD else f"{found.kind}“{found.name}”{today}；{found.why}"
    why += "（已注销）" if status == CANCELLED else ""
    return Hit(
        place,
        code or "",
        name or "",
        found.name,
        found.kind,
        roman or "",
        class_code or "",
        classes.get(class_code, ""),
        division or "",
        divisions.get(division, ""),
        found.score,
        why,
    )


def _titles(gazetteer: Gazetteer, model: type[PlaceClass] | type[Division], codes: set[str]) -> dict[str, str]:
    table = model.__table__.c
    return {code: name or "" for code, name in _chosen(gazetteer, (table.code, table.name), table.code, codes)}


def _chosen(gazetteer: Gazetteer, columns: tuple[Any, ...], key: Any, values: set[Any]) -> list[Any]:
    """Rows whose key is among the values, in portions that any SQLite takes."""
    wanted = [value for value in values if value is not None]
    return [
        row
        for start in range(0, len(wanted), 500)
        for row in gazetteer.rows(select(*columns).where(key.in_(wanted[start : start + 500])))
    ]
