"""A workspace of a program that kept no lineage gains its registers and the citation of names."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.lineage.changes import AddLineage
from gazetteer.lineage.lineage import Lineage, Member
from gazetteer.places.place_name import PlaceName

TABLES = ("lineage", "lineage_part", "division_change")


@pytest.fixture
def fourth_schema(sample_path):
    """The sample as the program of schema 4 wrote it."""
    with closing(sqlite3.connect(sample_path)) as file:
        for trigger, sql in file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall():
            if "ST_" in sql:  # a bare SQLite cannot parse what calls functions of the standard
                file.execute(f"DROP TRIGGER {trigger}")
        for table in TABLES:
            file.execute(f"DROP TABLE {table}")
            for about in ("gpkg_contents", "gpkg_data_columns"):
                file.execute(f"DELETE FROM {about} WHERE table_name = '{table}'")
        for column in ("volume", "page"):
            file.execute(f"ALTER TABLE place_name DROP COLUMN {column}")
            file.execute(f"DELETE FROM gpkg_data_columns WHERE column_name = '{column}'")
        file.execute("UPDATE setting SET value = '4' WHERE key = 'schema'")
        file.commit()
    return sample_path


def laid_out(path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as file:
        return {(name, sql) for name, sql, table in
                file.execute("SELECT name, sql, tbl_name FROM sqlite_master").fetchall() if table in TABLES}


def test_an_old_workspace_gets_the_registers_a_new_one_has(fourth_schema, _sample_file):
    Gazetteer.open(fourth_schema, who="张三").close()
    assert laid_out(fourth_schema) == laid_out(_sample_file) != set()


def test_its_names_can_be_cited_and_its_places_joined_after_it(fourth_schema):
    opened = Gazetteer.open(fourth_schema, who="张三")
    assert opened.find(PlaceName, limit=1)[0].page is None
    opened.do(AddLineage({"kind": "更名"}, [Member(None, "甲")], [Member(None, "乙")]))
    assert opened.count(Lineage) == 1
    opened.close()


def test_one_that_may_only_be_read_has_no_lineage(fourth_schema):
    opened = Gazetteer.open(fourth_schema, read_only=True)
    assert opened.count(Lineage) == 0 and opened.find(PlaceName, limit=1)[0].volume is None
    opened.close()
