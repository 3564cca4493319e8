"""A workspace from before cleaned tracks and located photos gets their columns and their register."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from gazetteer.gazetteer import Gazetteer
from gazetteer.storage.migrations import STEPS, keep_tracks_and_photos
from gazetteer.surveys.survey import SurveyPhoto, SurveyShape, SurveyTrack


def test_an_older_file_gets_what_it_lacks(empty_path):
    with closing(sqlite3.connect(empty_path)) as file:
        file.executescript("DROP TABLE survey_photo; DROP TABLE IF EXISTS rtree_survey_photo_geom;"
                           "DELETE FROM gpkg_contents WHERE table_name = 'survey_photo';"
                           "DELETE FROM gpkg_geometry_columns WHERE table_name = 'survey_photo';"
                           "DELETE FROM gpkg_extensions WHERE table_name = 'survey_photo';"
                           "DELETE FROM gpkg_data_columns WHERE table_name = 'survey_photo';")
        for table, column in (("survey_track", "came"), ("survey_track", "left_out"), ("survey_track", "thresholds"),
                              ("survey_shape", "came")):
            file.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            file.execute("DELETE FROM gpkg_data_columns WHERE table_name = ? AND column_name = ?", (table, column))
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'",
                     (str(STEPS.index(keep_tracks_and_photos) + 1),))
        file.commit()
    opened = Gazetteer.open(empty_path, who="张三")
    assert opened.count(SurveyPhoto) == opened.count(SurveyTrack) == opened.count(SurveyShape) == 0
    opened.close()
    with closing(sqlite3.connect(empty_path)) as file:
        columns = {row[1] for row in file.execute("PRAGMA table_info(survey_track)")}
    assert {"came", "left_out", "thresholds"} <= columns
