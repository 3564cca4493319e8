"""People after whom places are named; the list is data."""

from __future__ import annotations

from functools import cache

from gazetteer import reference

_FILE = "place_persons.csv"


def person_at(stem: str) -> str:
    """The person whose name the 专名 begins with, '' when none is known."""
    return next((name for name in _persons() if stem.startswith(name)), "")


@cache
def _persons() -> tuple[str, ...]:
    return tuple(sorted((row["name"] for row in reference.table(_FILE)), key=len, reverse=True))
