"""What a table asks the register: filters as people type them, and the order of a column, as SQL conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from gazetteer.places.division import Division
from gazetteer.places.place_class import PlaceClass
from gazetteer.record import Field, Record, field_of, table_of
from gazetteer.registers import BY_TABLE
from ui.records.values import NUMERIC
from ui.records.wording import words_for

EMPTY, FILLED = "=", "*"
_RANGE = re.compile(r"^(-?[\d.]+)\s*(?:-|~|～|至)\s*(-?[\d.]+)$")
_COMPARED = re.compile(r"^(<=|>=|<|>|≤|≥)\s*(-?[\d.]+)$")


def ids_query(model: type[Record], filters: Mapping[str, str], sort: str = "", descending: bool = False,
              region: str = "") -> Select[Any]:
    """The ids of the records that pass, in order; names by their pinyin (sort_key)."""
    columns = model.__table__.c
    query = select(columns.id)
    for name, text in filters.items():
        condition = passes(model, field_of(model, name), text)
        if condition is not None:
            query = query.where(condition)
    if region and "division_code" in columns:
        query = query.where(columns.division_code.startswith(region, autoescape=True))
    order = columns["sort_key"] if sort == "name" and "sort_key" in columns else columns[sort] if sort else columns.id
    return query.order_by(order.desc() if descending else order, columns.id)


def can_ask(field: Field) -> bool:
    """Whether the register can filter and sort by a field; derived ones are computed after reading."""
    return not field.derived and field.kind not in ("json", "geometry")


def passes(model: type[Record], field: Field, text: str) -> ColumnElement[bool] | None:
    """The condition a typed filter means; None for an empty one.

    "=" asks for empty fields, "*" for filled ones; figures take >, <, ≥, ≤ and ranges as 10-20.
    """
    text = text.strip()
    column = model.__table__.c[field.name]
    if not text:
        return None
    if text == EMPTY:
        return or_(column.is_(None), column == "")
    if text == FILLED:
        return and_(column.is_not(None), column != "")
    if field.kind in NUMERIC:
        return _figures(column, text)
    if field.kind in ("class", "division"):
        return _coded(column, PlaceClass if field.kind == "class" else Division, text)
    if field.kind == "link":
        return column.in_(_called(field, text))
    words = words_for(table_of(model), field.name)
    if words:
        return column.in_([word for word, chinese in words.items() if text in chinese])
    return column.contains(text, autoescape=True)


def _figures(column: Any, text: str) -> ColumnElement[bool]:
    ranged, compared = _RANGE.match(text), _COMPARED.match(text)
    try:
        if ranged:
            return column.between(float(ranged[1]), float(ranged[2]))
        if compared:
            operator = {"≤": "<=", "≥": ">="}.get(compared[1], compared[1])
            return column.op(operator, is_comparison=True)(float(compared[2]))
        return column == float(text)
    except ValueError:
        return column.contains(text, autoescape=True)


def _called(field: Field, text: str) -> Select[Any]:
    """The ids of the records that a link may point at whose name has the text in it."""
    columns = BY_TABLE[field.to].__table__.c
    named = [columns[name].contains(text, autoescape=True) for name in BY_TABLE[field.to].__named__]
    return select(columns.id).where(or_(*named))


def _coded(column: Any, register: type[PlaceClass] | type[Division], text: str) -> ColumnElement[bool]:
    if text.isdigit():
        return column.startswith(text.rstrip("0") or "0", autoescape=True)
    return column.in_(select(register.code).where(register.name.contains(text, autoescape=True)))
