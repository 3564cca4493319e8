"""A workspace of a program that kept no evidence of readings gains the columns for it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place


@pytest.fixture
def third_schema(sample_path):
    """The sample as the program of schema 3 wrote it, which kept no evidence of readings."""
    with closing(sqlite3.connect(sample_path)) as file:
        for trigger, sql in file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall():
            if "ST_" in sql:  # a bare SQLite cannot parse what calls functions of the standard
                file.execute(f"DROP TRIGGER {trigger}")
        for table in ("place", "place_name"):
            for column in ("syllables", "reading_document"):
                file.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
                file.execute(f"DELETE FROM gpkg_data_columns WHERE table_name = '{table}' AND column_name = '{column}'")
        file.execute("UPDATE setting SET value = '3' WHERE key = 'schema'")
        file.commit()
    return sample_path


def test_an_old_workspace_gains_the_columns_for_the_evidence_of_readings(third_schema):
    opened = Gazetteer.open(third_schema, who="张三")
    place = opened.find(Place, limit=1)[0]
    assert (place.name, place.syllables, place.reading_document) == (place.name, None, None)
    opened.close()
    with closing(sqlite3.connect(third_schema)) as file:
        titles = file.execute("SELECT title FROM gpkg_data_columns WHERE column_name = 'reading_document'").fetchall()
        assert titles == [("读音依据",), ("读音依据",)]


def test_an_old_workspace_that_may_only_be_read_shows_no_evidence(third_schema):
    before = third_schema.read_bytes()
    opened = Gazetteer.open(third_schema, read_only=True)
    assert opened.find(Place, limit=1)[0].reading_document is None
    assert opened.count(Place) == 668
    opened.close()
    assert third_schema.read_bytes() == before
