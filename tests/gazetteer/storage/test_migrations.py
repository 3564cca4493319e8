"""A workspace of an older program gains what it lacks and keeps what it has."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.map_name import Decision, MapName, decisions
from gazetteer.places.map_name_changes import MoveLabel
from gazetteer.places.place import Place


@pytest.fixture
def first_schema(sample_path):
    """The sample as the program of schema 1 wrote it, which knew no map names."""
    with closing(sqlite3.connect(sample_path)) as file:
        file.execute("DROP TABLE map_name")
        for table in ("gpkg_contents", "gpkg_data_columns"):
            file.execute(f"DELETE FROM {table} WHERE table_name = 'map_name'")
        file.execute("UPDATE setting SET value = '1' WHERE key = 'schema'")
        file.commit()
    return sample_path


def schema_of(path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as file:
        return dict(file.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'map_name'").fetchall())


def test_an_old_workspace_gets_the_map_names_a_new_one_has(first_schema, _sample_file):
    Gazetteer.open(first_schema, who="张三").close()
    assert schema_of(first_schema) == schema_of(_sample_file) != {}
    with closing(sqlite3.connect(first_schema)) as file:
        assert file.execute("SELECT data_type FROM gpkg_contents WHERE table_name = 'map_name'").fetchone()
    assert first_schema.with_name("天门.结构1升级前.gpkg").exists()


def test_the_places_stay_and_labels_can_be_moved_after_it(first_schema):
    opened = Gazetteer.open(first_schema, who="张三")
    place = opened.find(Place, limit=1)[0]
    opened.do(MoveLabel("place", place.id, 50_000, 12, -8))
    assert opened.count(Place) == 668 and opened.count(MapName) == 1
    opened.close()


def test_an_old_workspace_that_may_only_be_read_has_no_decisions(first_schema):
    opened = Gazetteer.open(first_schema, read_only=True)
    assert decisions(opened, "place") == {}
    opened.close()


@pytest.fixture
def second_schema(sample_path):
    """The sample as the program of schema 2 wrote it, with one name moved twice."""
    opened = Gazetteer.open(sample_path, who="张三")
    place = opened.find(Place, limit=1)[0]
    for dx in (12, 30):
        opened.do(MoveLabel("place", place.id, 50_000, dx, -8))
    opened.close()
    with closing(sqlite3.connect(sample_path)) as file:
        file.execute("INSERT INTO own_change VALUES (1)")
        rows = file.execute("SELECT id, record_id, scale, dx, dy, orientation, hidden FROM map_name").fetchall()
        file.execute("DROP TABLE map_name")
        file.execute("CREATE TABLE map_name (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, place_id INTEGER,"
                     " scale INTEGER, dx REAL, dy REAL, orientation TEXT, hidden INTEGER)")
        file.execute("CREATE INDEX ix_map_name_place_id ON map_name (place_id)")
        file.executemany("INSERT INTO map_name VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        file.execute("DELETE FROM own_change")
        for image in ("before", "after"):
            file.execute(f"UPDATE history_change SET {image} = json_remove(json_set({image}, '$.place_id',"
                         f" json_extract({image}, '$.record_id')), '$.record_id', '$.table_name')"
                         f" WHERE table_name = 'map_name' AND json_extract({image}, '$.record_id') NOTNULL")
        file.execute("UPDATE setting SET value = '2' WHERE key = 'schema'")
        file.commit()
    return sample_path, place.id


def test_names_moved_by_hand_stay_moved_and_can_still_be_undone(second_schema, _sample_file):
    path, place_id = second_schema
    opened = Gazetteer.open(path, who="张三")
    assert decisions(opened, "place") == {50_000: {place_id: (Decision(30, -8),)}}
    moves = [entry for entry in opened.history() if entry.summary.startswith("移动")]
    opened.undo(moves[0].id)
    assert decisions(opened, "place")[50_000][place_id] == (Decision(12, -8),)
    opened.undo(moves[1].id)
    assert decisions(opened, "place") == {}
    opened.close()
    assert schema_of(path) == schema_of(_sample_file)
