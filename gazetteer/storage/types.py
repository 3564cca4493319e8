"""Column types under the names that GeoPackage allows (OGC 12-128r18, table 1), for SQLAlchemy."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.types import UserDefinedType

from gazetteer.storage.geometry import from_blob, to_blob


class _Named(UserDefinedType[Any]):
    """A column type that SQLite knows by its declared name only."""

    declared = "TEXT"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.cache_ok = True  # SQLAlchemy looks for it in each class itself

    def get_col_spec(self, **_: Any) -> str:
        return self.declared


class Date(_Named):
    """A day as text, YYYY-MM-DD."""

    declared = "DATE"


class DateTime(_Named):
    """A moment as text, ISO 8601 in UTC: 2026-11-23T06:12:05.123Z."""

    declared = "DATETIME"


class Json(_Named):
    """A JSON value kept as text, Chinese unescaped so that a person can read the column."""

    def bind_processor(self, dialect: Any) -> Any:
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False)

    def result_processor(self, dialect: Any, coltype: Any) -> Any:
        return read_json


def read_json(text: str | None) -> Any:
    """The value of a JSON column; text that another program left unparseable comes back as it is."""
    if text is None:
        return None
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return text


class Geometry(_Named):
    """A shapely geometry stored as a GeoPackage blob; `declared` names the geometry type of the table."""

    def __init__(self, declared: str = "GEOMETRY") -> None:
        self.declared = declared

    def bind_processor(self, dialect: Any) -> Any:
        return to_blob

    def result_processor(self, dialect: Any, coltype: Any) -> Any:
        return from_blob
