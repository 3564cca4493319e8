"""A workspace from before points could be split gets the columns that say what was split from what."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gazetteer.formats import read
from gazetteer.gazetteer import Gazetteer
from gazetteer.reference import path as reference_path
from gazetteer.storage.migrations import STEPS, keep_split_points
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.splitting import SplitPoint, UniteSplitPoint
from gazetteer.surveys.survey import Survey, SurveyPoint


@pytest.fixture
def older(empty_path):
    """A workspace with a survey, as a program wrote it that could not split a point."""
    opened = Gazetteer.open(empty_path, who="张三")
    take_in(opened, read(reference_path("sample_survey.gpx")))
    opened.close()
    with closing(sqlite3.connect(empty_path)) as file:
        file.execute("DROP INDEX ix_survey_point_split_from")
        for column in ("split_from", "part", "whole_name"):
            file.execute(f"ALTER TABLE survey_point DROP COLUMN {column}")
            file.execute("DELETE FROM gpkg_data_columns WHERE table_name = 'survey_point' AND column_name = ?",
                         (column,))
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'", (str(STEPS.index(keep_split_points) + 1),))
        file.commit()
    return empty_path


def test_its_points_can_be_split_and_its_import_undone(older):
    opened = Gazetteer.open(older, who="张三")
    before = opened.find(SurveyPoint)
    changed = opened.do(SplitPoint(before[0].id, "张湾", "李湾"))
    opened.do(UniteSplitPoint(max(changed.ids(SurveyPoint))))
    assert opened.find(SurveyPoint) == before
    for _ in range(3):
        opened.undo()
    assert opened.count(Survey) == opened.count(SurveyPoint) == 0
    opened.close()


def test_it_may_only_be_read_too(older):
    opened = Gazetteer.open(older, read_only=True)
    assert {point.split_from for point in opened.find(SurveyPoint)} == {None}
    opened.close()
