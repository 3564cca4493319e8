"""Names like a new one, asked before it is accepted; the table of names follows the history of the workspace."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import func, or_, select

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import HistoryChange, HistoryEntry
from gazetteer.language.local_reading import LocalReading
from gazetteer.places.division import COUNTY, TOWNSHIP, Division
from gazetteer.places.place import CANCELLED, Place
from gazetteer.places.place_name import SHORT, STANDARD, PlaceName
from gazetteer.places.upkeep import local_dictionary
from gazetteer.record import table_of
from gazetteer.rules import shapes
from gazetteer.rules.likeness import compared
from gazetteer.rules.name_table import FOREIGN, Known, NameTable
from gazetteer.rules.scope import scope_of

COUNTY_CLASS, TOWNSHIP_CLASS = "21400", "21500"
_AT_ONCE = 500
_NAMING = frozenset(("name", "roman", "class_code", "division_code", "status", "kind", "place_id"))
_tables: WeakKeyDictionary[Gazetteer, tuple[int, NameTable]] = WeakKeyDictionary()
_making = threading.Lock()


@dataclass(frozen=True)
class SimilarName:
    """A name that resembles the one asked for. `place_id` 0: a unit of a neighbouring county.

    `kind`: 同名, 专名相同, 异体或繁简, 同音, 近音, 形近 or 一字之差; `in_scope`: Art. 9 wants the two to differ.
    """

    place_id: int
    name: str
    kind: str
    score: float
    reason: str
    in_scope: bool

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def similar_names(gazetteer: Gazetteer, name: str, class_code: str | None = None, division_code: str | None = None,
                  *, without: int | None = None) -> list[SimilarName]:
    """Every like name of the register, those in the scope first, the most alike first.

    `without`: the place that bears the name already.
    """
    table = table_of_names(gazetteer)
    form, scope = compared(name, local=table.local), scope_of(class_code, division_code)
    best: dict[tuple[int, str], SimilarName] = {}
    for known, found, inside in table.alike(form, scope, without=without):
        said = f"{found.reason}（{known.note}）" if known.note else found.reason
        made = SimilarName(known.place_id, known.form.text, found.kind, found.score, said, inside)
        key = (known.place_id, known.form.text)
        if key not in best or _rank(made) < _rank(best[key]):
            best[key] = made
    return sorted(best.values(), key=_rank)


def _rank(one: SimilarName) -> tuple[bool, float, str, int]:
    return not one.in_scope, -one.score, one.name, one.place_id


def table_of_names(gazetteer: Gazetteer) -> NameTable:
    """The names of a workspace as they are now; only what has changed is read again."""
    with _making:
        newest = int(gazetteer.scalar(select(func.max(HistoryEntry.id))) or 0)
        cursor, table = _tables.get(gazetteer, (0, None))
        if table is not None and cursor < newest:
            touched = _touched(gazetteer, cursor)
            table = None if touched is None else _renewed(gazetteer, table, sorted(touched))
        if table is None:
            shapes.lookalikes()  # now, so that the first question is answered as quickly as the next
            table = NameTable(local_dictionary(gazetteer))
            for known in _all(gazetteer, table.local):
                table.add(known)
        _tables[gazetteer] = (newest, table)
        return table


def _renewed(gazetteer: Gazetteer, table: NameTable, places: Sequence[int]) -> NameTable:
    table.remove(places)
    for start in range(0, len(places), _AT_ONCE):
        for known in _of_places(gazetteer, table.local, places[start:start + _AT_ONCE]):
            table.add(known)
    return table


def _touched(gazetteer: Gazetteer, cursor: int) -> set[int] | None:
    """Places whose names changed after an entry; None when everything is to be read again."""
    changes = HistoryChange.__table__.c
    rows = gazetteer.rows(select(changes.table_name, changes.record_id, changes.operation, changes.before,
                                 changes.after).where(changes.entry_id > cursor))
    if any(table in (table_of(LocalReading), table_of(Division)) for table, *_ in rows):
        return None
    found: set[int] = set()
    for table, record_id, operation, before, after in rows:
        if table == table_of(Place) and (operation != "update" or _NAMING & set(after or ())):
            found.add(int(record_id))
        elif table == table_of(PlaceName):
            images = [image for image in (before, after) if image and image.get("place_id")]
            found |= {int(image["place_id"]) for image in images} or _owner(gazetteer, int(record_id))
    return found


def _owner(gazetteer: Gazetteer, name_id: int) -> set[int]:
    name = gazetteer.get(PlaceName, name_id)
    return {int(name.place_id)} if name is not None and name.place_id else set()


def _all(gazetteer: Gazetteer, local: Mapping[str, str]) -> Iterator[Known]:
    yield from _of_places(gazetteer, local, None)
    home = gazetteer.setting("county") or ""
    query = select(Division.code, Division.name, Division.roman, Division.level, Division.parent).where(
        Division.level.in_((COUNTY, TOWNSHIP)), or_(Division.code < home, Division.code > home + "~"))
    names = {row.code: row.name for row in gazetteer.rows(query)}
    for code, name, roman, level, parent in gazetteer.rows(query):
        scope = scope_of(COUNTY_CLASS if level == COUNTY else TOWNSHIP_CLASS, code)
        note = names.get(parent, "邻近县市") if level == TOWNSHIP else "邻近县市"
        yield Known(FOREIGN, compared(name or "", roman, local), scope, STANDARD, note)


def _of_places(gazetteer: Gazetteer, local: Mapping[str, str], places: Sequence[int] | None) -> Iterator[Known]:
    """The names of these places (of all without), cancelled ones left out; short forms say nothing new."""
    columns = (Place.id, Place.name, Place.roman, Place.class_code, Place.division_code)
    query = select(*columns).where(Place.status != CANCELLED)
    others = select(PlaceName.place_id, PlaceName.kind, PlaceName.name, PlaceName.roman).where(
        PlaceName.kind.not_in((STANDARD, SHORT)))
    if places is not None:
        query, others = query.where(Place.id.in_(places)), others.where(PlaceName.place_id.in_(places))
    scopes = {}
    for place_id, name, roman, class_code, division in gazetteer.rows(query):
        scopes[place_id] = (scope_of(class_code, division), name)
        if name:
            yield Known(place_id, compared(name, roman, local), scopes[place_id][0], STANDARD,
                        township=(division or "")[:9])
    for place_id, kind, name, roman in gazetteer.rows(others):
        if name and place_id in scopes:
            scope, standard = scopes[place_id]
            yield Known(place_id, compared(name, roman, local), scope, kind, f"“{standard}”的{kind}", standard=False)

