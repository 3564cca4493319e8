"""Rows of a register of rules as plain mappings, beside the rows that the program ships."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from gazetteer.record import Record
from gazetteer.storage.work import Reader


def held_rows(reader: Reader, model: type[Record]) -> list[dict[str, Any]]:
    """Every record as column name → value, by id."""
    return [dict(row._mapping) for row in reader.rows(select(model.__table__).order_by(model.__table__.c.id))]
