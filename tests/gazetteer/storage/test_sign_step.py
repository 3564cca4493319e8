"""A workspace from before the signs gets their register and the columns that lead to them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import AddPlace
from gazetteer.places.media import Media
from gazetteer.places.name_changes import AddMedia
from gazetteer.places.place import Place
from gazetteer.record_changes import AddRecord
from gazetteer.signs.sign import Sign
from gazetteer.storage.migrations import STEPS, keep_signs

COLUMNS = (("media", "sign_id"), ("survey_point", "target"), ("survey_point", "target_id"))


@pytest.fixture
def older(empty_path, tmp_path):
    """A workspace with a picture, as a program wrote it that knew no signs."""
    opened = Gazetteer.open(empty_path, who="张三")
    opened.do(AddPlace({"name": "多宝村", "class_code": "22200", "division_code": "429006107"}))
    (tmp_path / "老照片.jpg").write_bytes(b"\xff\xd8\xff")
    opened.do(AddMedia(opened.find(Place)[0].id, tmp_path / "老照片.jpg", opened.media_folder))
    opened.close()
    with closing(sqlite3.connect(empty_path)) as file:
        for table, column in COLUMNS:
            file.execute(f"DROP INDEX ix_{table}_{column}")
            file.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            file.execute("DELETE FROM gpkg_data_columns WHERE table_name = ? AND column_name = ?", (table, column))
        for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'sign'"
                                       ).fetchall():
            file.execute(f'DROP TRIGGER "{trigger}"')
        file.execute("DROP TABLE sign")
        file.execute("DROP TABLE rtree_sign_geom")
        for table in ("gpkg_contents", "gpkg_data_columns", "gpkg_geometry_columns", "gpkg_extensions"):
            file.execute(f"DELETE FROM {table} WHERE table_name = 'sign'")
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'", (str(STEPS.index(keep_signs) + 1),))
        file.commit()
    return empty_path


def test_signs_can_be_registered_and_what_was_there_can_be_undone(older):
    opened = Gazetteer.open(older, who="张三")
    (place,), (picture,) = opened.find(Place), opened.find(Media)
    assert picture.sign_id is None
    opened.do(AddRecord("sign", {"place_id": place.id}))
    assert opened.get(Place, place.id).sign_count == 1
    opened.undo()
    opened.undo()
    assert (opened.count(Sign), opened.count(Media)) == (0, 0)
    opened.close()


def test_an_older_file_may_only_be_read(older):
    opened = Gazetteer.open(older, read_only=True)
    assert opened.find(Sign) == [] and [picture.sign_id for picture in opened.find(Media)] == [None]
    opened.close()


def test_a_sign_that_another_program_wrote_is_taken_in_and_counted(empty_path):
    opened = Gazetteer.open(empty_path, who="张三")
    opened.do(AddPlace({"name": "多宝村", "class_code": "22200", "division_code": "429006107"}))
    opened.close()
    with closing(sqlite3.connect(empty_path)) as file:
        triggers = "SELECT name FROM sqlite_master WHERE name LIKE 'rtree_sign%' AND type = 'trigger'"
        for (trigger,) in file.execute(triggers).fetchall():
            file.execute(f'DROP TRIGGER "{trigger}"')  # they ask for functions that only GDAL has
        file.execute("INSERT INTO sign (place_id, name, state) SELECT id, name, NULL FROM place")
        file.commit()
    again = Gazetteer.open(empty_path, who="张三")
    (sign,) = again.find(Sign)
    assert sign.guid and sign.state == "已安装" and again.find(Place)[0].sign_count == 1
    again.close()
