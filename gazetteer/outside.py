"""What other programs (QGIS, OGR) changed in the file: taken into the history at our next open."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Column, Integer, MetaData, Table, Text, delete, select

from gazetteer import history, registers
from gazetteer.history import HistoryChange
from gazetteer.places.place import Place
from gazetteer.places.upkeep import keep_place, remove_belongings
from gazetteer.record import Record
from gazetteer.signs.sign import Sign
from gazetteer.signs.upkeep import keep_outside
from gazetteer.storage import images
from gazetteer.storage.work import Work

OUTSIDE_CHANGE = Table("outside_change", MetaData(), Column("id", Integer, primary_key=True),
                       Column("table_name", Text), Column("record_id", Integer), Column("operation", Text))


def take_in_outside_changes(work: Work) -> str:
    """Note every record that another program added, changed or removed; returns the summary for the history.

    The state before is the last one that our own history knows. A place gets what a place of ours has (identifier,
    reading, sort key, standard name), so that it can be found at once.
    """
    counts: Counter[str] = Counter()
    query = select(OUTSIDE_CHANGE.c.table_name, OUTSIDE_CHANGE.c.record_id).distinct()
    for table, record_id in work.rows(query):
        model = registers.BY_TABLE[table]
        change = _change(work, model, table, record_id)
        if change is not None:
            work.changes.append(change)
            _keep(work, change)
            counts[model.__label__] += 1
    work.connection.execute(delete(OUTSIDE_CHANGE))
    said = "、".join(f"{label}{count}条" for label, count in counts.items())
    return f"{history.OUTSIDE_TITLE}：{said or '没有实际变化'}"


def _change(work: Work, model: type[Record], table: str, record_id: int) -> HistoryChange | None:
    before = last_known(work, table, record_id)
    record = work.get(model, record_id)
    if record is None:
        return _noted(table, record_id, "delete", before, None) if before is not None else None
    after = images.image_of(model, record.values())
    if before is None:
        return _noted(table, record_id, "insert", None, after)
    old, new = images.difference(before, after)
    return _noted(table, record_id, "update", old, new) if new else None


def _noted(table: str, record_id: int, operation: str, before: images.Image | None,
           after: images.Image | None) -> HistoryChange:
    return HistoryChange(table_name=table, record_id=record_id, operation=operation, before=before, after=after)


def _keep(work: Work, change: HistoryChange) -> None:
    model = registers.BY_TABLE[str(change.table_name)]
    if model is Sign and (sign := work.get(Sign, int(change.record_id or 0))):
        keep_outside(work, sign)
    if model is not Place:
        return
    place = work.get(Place, int(change.record_id or 0))
    if place is None:
        remove_belongings(work, int(change.record_id or 0))
        return
    if change.operation == "insert":
        _fill_defaults(place)
    keep_place(work, place)
    work.save(place)


def _fill_defaults(place: Place) -> None:
    """QGIS writes NULL into the fields of a new feature that nobody filled; 密级 stays empty, so it cannot leave."""
    for name, value in Place().values().items():
        if getattr(place, name) is None and value is not None:
            setattr(place, name, value)


def last_known(work: Work, table: str, record_id: int) -> images.Image | None:
    """The image that our history has of a record; None when it knows none or knows it as removed."""
    known: images.Image | None = None
    changes = work.find(HistoryChange, HistoryChange.table_name == table, HistoryChange.record_id == record_id)
    for change in changes:
        if change.operation == "delete":
            known = None
        elif change.operation == "insert":
            known = dict(change.after or {})
        else:
            known = {**(known or {}), **(change.after or {})}
            known = {name: value for name, value in known.items() if value is not None}
    return known
