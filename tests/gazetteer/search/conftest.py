"""An index in memory over names, without a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from gazetteer.language.romanisation import romanise
from gazetteer.places.place_name import STANDARD
from gazetteer.search.names import Named, Reading, importance
from gazetteer.search.store import Store


class NoWorkspace:
    """A reader that has no local readings."""

    def rows(self, query: object) -> list[object]:
        return []


@pytest.fixture(scope="session")
def store_of():
    """store_of(["王村", ("干驿镇", "21500")]): an index where the n-th name belongs to place n, from 1."""

    def build(names: Iterable[str | tuple[str, str]], local: dict[str, str] | None = None) -> Store:
        return _filled(Store(None), names, local)

    return build


def _filled(store: Store, names: Iterable[str | tuple[str, str]], local: dict[str, str] | None) -> Store:
    named = []
    for place, given in enumerate(names, start=1):
        name, class_code = given if isinstance(given, tuple) else (given, "22200")
        number = (importance(name, STANDARD, class_code, None) << 40) + place * 2
        named.append(Named(number, place, STANDARD, name, romanise(name, class_code, local).roman))
    reading = Reading(NoWorkspace())  # type: ignore[arg-type]
    store.fill(_entries(reading, sorted(named)), (0, ""))
    return store


def _entries(reading: Reading, named: list[Named]) -> Iterator:
    return (entry for entry in map(reading.entry, named) if entry)
