"""A workspace from before boundaries gets their registers, and may be read without them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gazetteer.boundaries.assessment import AssessmentItem
from gazetteer.boundaries.line import BoundaryLine
from gazetteer.boundaries.registers import BOUNDARIES
from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.record import table_of
from gazetteer.storage.geopackage import columns_of
from gazetteer.storage.migrations import STEPS, keep_boundaries


@pytest.fixture
def older(sample_path):
    """The sample as a program wrote it that knew no boundaries."""
    Gazetteer.open(sample_path, who="张三").close()
    with closing(sqlite3.connect(sample_path)) as file:
        for table in map(table_of, BOUNDARIES):
            for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
                                           (table,)).fetchall():
                file.execute(f"DROP TRIGGER {trigger}")
            file.execute(f"DROP TABLE IF EXISTS rtree_{table}_geom")
            file.execute(f"DROP TABLE {table}")
            for kept in ("gpkg_geometry_columns", "gpkg_extensions", "gpkg_data_columns", "gpkg_contents"):
                file.execute(f"DELETE FROM {kept} WHERE table_name = ?", (table,))
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'", (str(STEPS.index(keep_boundaries) + 1),))
        file.commit()
    return sample_path


def test_an_older_file_gets_every_register_and_keeps_its_places(older):
    opened = Gazetteer.open(older, who="张三")
    try:
        assert opened.count(Place) > 0
        assert all(opened.count(model) == 0 for model in BOUNDARIES if model is not AssessmentItem)  # has an example
    finally:
        opened.close()
    from sqlalchemy import create_engine

    with create_engine(f"sqlite:///{older}").connect() as connection:
        assert {"code", "geom"} <= columns_of(connection, table_of(BoundaryLine))


def test_an_older_file_may_only_be_read(older):
    opened = Gazetteer.open(older, read_only=True)
    assert [opened.find(model) for model in BOUNDARIES] == [[]] * len(BOUNDARIES)
    opened.close()
