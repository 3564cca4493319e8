"""A workspace from before column mappings gets the register of profiles and the mapping of each survey."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gazetteer.formats import read
from gazetteer.gazetteer import Gazetteer
from gazetteer.storage.migrations import STEPS, keep_column_mappings
from gazetteer.surveys.importing import take_in
from gazetteer.surveys.mapping_profile import MappingProfile
from gazetteer.surveys.survey import Survey

GPX = """<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="样例">
<wpt lat="30.6" lon="113.2"><name>样例村</name></wpt></gpx>"""


@pytest.fixture
def older(empty_path, tmp_path):
    """A workspace with a survey, as a program wrote it that knew no mapping."""
    opened = Gazetteer.open(empty_path, who="张三")
    measured = tmp_path / "老测量.gpx"  # without extensions, which are columns today
    measured.write_text(GPX, "utf-8")
    take_in(opened, read(measured))
    opened.close()
    with closing(sqlite3.connect(empty_path)) as file:
        file.execute("DROP TABLE mapping_profile")
        for table in ("gpkg_contents", "gpkg_data_columns"):
            file.execute(f"DELETE FROM {table} WHERE table_name = 'mapping_profile'")
        file.execute("ALTER TABLE survey DROP COLUMN mapping")
        file.execute("DELETE FROM gpkg_data_columns WHERE table_name = 'survey' AND column_name = 'mapping'")
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'", (str(STEPS.index(keep_column_mappings) + 1),))
        file.commit()
    return empty_path


def test_the_survey_stays_and_can_still_be_undone(older):
    opened = Gazetteer.open(older, who="张三")
    assert opened.count(MappingProfile) == 0
    (survey,) = opened.find(Survey)
    assert survey.file_name == "老测量.gpx" and not survey.mapping
    opened.undo()
    assert opened.count(Survey) == 0
    opened.close()


def test_an_older_file_may_only_be_read(older):
    opened = Gazetteer.open(older, read_only=True)
    assert opened.count(MappingProfile) == 0 and not opened.find(Survey)[0].mapping
    opened.close()
