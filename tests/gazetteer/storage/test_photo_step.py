"""A workspace from before survey photos gets the column that says which point they came with."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.media import Media
from gazetteer.places.name_changes import AddMedia
from gazetteer.places.place import Place
from gazetteer.storage.migrations import STEPS, keep_survey_photos


@pytest.fixture
def older(sample_path, tmp_path):
    """The sample with one picture, as a program wrote it that knew no photos of survey points."""
    opened = Gazetteer.open(sample_path, who="张三")
    (tmp_path / "老照片.jpg").write_bytes(b"\xff\xd8\xff")
    opened.do(AddMedia(opened.find(Place, limit=1)[0].id, tmp_path / "老照片.jpg", opened.media_folder))
    opened.close()
    with closing(sqlite3.connect(sample_path)) as file:
        file.execute("DROP INDEX ix_media_survey_point_id")
        file.execute("ALTER TABLE media DROP COLUMN survey_point_id")
        file.execute("DELETE FROM gpkg_data_columns WHERE table_name = 'media' AND column_name = 'survey_point_id'")
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'", (str(STEPS.index(keep_survey_photos) + 1),))
        file.commit()
    return sample_path


def test_what_was_there_is_kept_and_can_be_undone(older):
    opened = Gazetteer.open(older, who="张三")
    (picture,) = opened.find(Media)
    assert (picture.file_name, picture.survey_point_id) == ("老照片.jpg", None)
    opened.undo()
    assert opened.count(Media) == 0
    opened.close()


def test_an_older_file_may_only_be_read(older):
    opened = Gazetteer.open(older, read_only=True)
    assert [picture.survey_point_id for picture in opened.find(Media)] == [None]
    opened.close()
