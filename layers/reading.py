"""Registers read into columns, whole or only the records that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from sqlalchemy import select

from gazetteer.storage.geometry import shapes

if TYPE_CHECKING:
    from gazetteer.gazetteer import Gazetteer
    from gazetteer.history import Changed
    from gazetteer.record import Record

MANY = 2000  # beyond this many changed records, reading all of them anew is as quick


def read_register(gazetteer: Gazetteer, model: type[Record], columns: Iterable[str],
                  only: Iterable[int] | None = None) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Record numbers, geometries and columns of the records that have a geometry, in the order of numbers."""
    names = list(columns)
    where = () if only is None else (model.id.in_(list(only)),)
    found, blobs = gazetteer.geometries(model, *where)
    ids, geometries = np.asarray(found, np.int64), shapes(blobs) if len(blobs) else np.empty(0, object)
    rows = gazetteer.rows(select(model.id, *(getattr(model, name) for name in names)).where(*where))
    table = _table(rows, len(names) + 1)
    row_of = {int(number): row for row, number in enumerate(table[0])}
    # A record may come or go between the two readings: only those seen by both are drawn.
    known = np.array([int(number) in row_of for number in ids], bool) & ~shapely.is_empty(geometries)
    ids, geometries = ids[known], geometries[known]
    rows_there = np.array([row_of[int(number)] for number in ids], np.int64)
    more = {name: table[i + 1][rows_there] for i, name in enumerate(names)}
    order = np.argsort(ids, kind="stable")
    return ids[order], geometries[order], {name: column[order] for name, column in more.items()}


def changed_ids(changed: Changed | None, model: type[Record]) -> set[int] | None:
    """Which records to read again: None for all of them, an empty set for none."""
    if changed is None:
        return None
    found = set(changed.ids(model))
    return None if len(found) > MANY else found


def _table(rows: Sequence[Any], width: int) -> list[np.ndarray]:
    columns = [np.empty(len(rows), object) for _ in range(width)]
    for column, values in zip(columns, zip(*rows, strict=True), strict=False):
        column[:] = values
    return columns
