"""Searching the register: hits with where they stand, and why they were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.places.place_name import STANDARD
from gazetteer.search.hits import Found, Hit, hits_of
from gazetteer.search.index import Progress, index_of
from gazetteer.search.likeness import homophones, one_error
from gazetteer.search.names import standing
from gazetteer.search.nearness import NOWHERE, Distances, distances_from
from gazetteer.search.query import LONGEST, Step, put_together_steps, steps
from gazetteer.search.store import Store
from gazetteer.search.text import fold
from gazetteer.search.writings import put_together

_CODE_EXACT, _CODE_BEGINS, _TYPO = 99, 88, 30
_SURE = 85  # from here on nobody looks for a typing error
_SHORTEST_CODE = 2
_COMPARED = 1000  # rows of a step of which the nearest are taken
_COLUMNS = "id, place, name, kind, folded, units"
_MOST_LOOKED_AT = 20_000  # rows of a step whose fit the index alone cannot decide
_PLACE = Place.__table__.c


def search(
    gazetteer: Gazetteer, text: str, limit: int = 20, near: tuple[float, float] | None = None
) -> list[Hit]:
    """Places by Han characters anywhere in any of their names, pinyin, initials, former names or code; best first.

    `near` (lon, lat in degrees, EPSG:4490): among places found in the same way and of the same rank, names of today
    before those of the past, the nearer come first.
    """
    if not fold(text) or len(fold(text)) > LONGEST or limit < 1:
        return []
    coded = _by_code(gazetteer, fold(text), limit)
    distances = distances_from(gazetteer, *near) if near else None
    found = index_of(gazetteer).ask(gazetteer, lambda store: find(store, text, limit, coded, distances))
    return hits_of(gazetteer, found)


def prepare(gazetteer: Gazetteer, progress: Progress | None = None) -> None:
    """Bring the index up to the workspace; `progress` (done, total) may raise Cancelled to stop."""
    index_of(gazetteer).ask(gazetteer, lambda store: None, progress)


def find(
    store: Store, text: str, limit: int, coded: Sequence[Found] = (), distances: Distances | None = None
) -> list[Found]:
    """The places that an index knows for a text, best first; `coded` are those already found by their code."""
    under_way, literal, asked = _Search(store, limit, distances), fold(text), steps(text)
    if not asked:
        return []
    for step in asked:
        if step.score < _CODE_EXACT:
            under_way.take(coded)
        under_way.follow(step)
    for whole, said in put_together(text):
        for step in put_together_steps(whole, said):
            under_way.follow(step)
    if len(literal) > 1 or not under_way.found:
        for step in sorted(homophones(store, literal), key=lambda step: -step.score):
            under_way.follow(step)
    if len(under_way.found) < limit and under_way.best < _SURE:
        under_way.take(_one_error_away(store, literal, limit))
    return list(under_way.found.values())[:limit]


class _Search:
    """One search under way: place → how it was found, in the order of the steps."""

    def __init__(self, store: Store, limit: int, distances: Distances | None = None) -> None:
        self._store, self._limit, self._distances = store, limit, distances
        self.found: dict[int, Found] = {}

    @property
    def best(self) -> int:
        """The score of the likeliest place so far; 0 where there is none."""
        return max((each.score for each in self.found.values()), default=0)

    def take(self, found: Iterable[Found]) -> None:
        for each in found:
            self.found.setdefault(each.place, each)

    def follow(self, step: Step) -> None:
        """Ask a step for as many names as it takes: those found before come again, and a place may have several."""
        most = (self._limit if self._distances is None else _COMPARED) + 2 * len(self.found)
        if step.resort and self.best > step.score:
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
        _, place, name, kind, folded, units = row
        if place not in self.found and (step.check is None or step.check.holds(folded, units.split(" "))):
            self.found[place] = Found(place, name, kind, step.score, step.why)

    def _rows(self, step: Step, most: int) -> Iterator[tuple[Any, ...]]:
        if step.match:
            inner = "SELECT rowid FROM entry_tokens WHERE entry_tokens MATCH ? ORDER BY rowid LIMIT ?"
            values: tuple[Any, ...] = (step.match, most)
        else:
            inner = f"SELECT id FROM entry WHERE {step.column} >= ? AND {step.column} <= ? ORDER BY id LIMIT ?"
            values = (step.first, step.last, most)
        rows = self._store.each(f"SELECT {_COLUMNS} FROM entry WHERE id IN ({inner}) ORDER BY id", *values)
        return rows if self._distances is None else iter(self._nearest_first(list(rows), self._distances))

    @staticmethod
    def _nearest_first(rows: list[tuple[Any, ...]], distances: Distances) -> list[tuple[Any, ...]]:
        far = distances({row[1] for row in rows})
        return sorted(rows, key=lambda row: (standing(row[0]), far.get(row[1], NOWHERE)))


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
