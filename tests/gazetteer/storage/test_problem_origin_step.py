"""A workspace from before problems told which comparison found them gains the column and keeps its problems."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from gazetteer.boundaries.inspection import InspectionProblem
from gazetteer.gazetteer import Gazetteer
from gazetteer.storage import migrations


def test_an_older_workspace_keeps_its_problems_and_can_tell_where_new_ones_come_from(sample_path):
    with closing(sqlite3.connect(sample_path)) as file:
        before = file.execute("SELECT id, text FROM inspection_problem ORDER BY id").fetchall()
        file.execute("ALTER TABLE inspection_problem DROP COLUMN origin")
        file.execute("DELETE FROM gpkg_data_columns WHERE table_name = 'inspection_problem' AND column_name = 'origin'")
        step = migrations.STEPS.index(migrations.keep_problem_origins) + 1
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'", (str(step),))
        file.commit()
    opened = Gazetteer.open(sample_path, who="张三")
    assert [(one.id, one.text) for one in opened.find(InspectionProblem)] == before
    assert {one.origin for one in opened.find(InspectionProblem)} == {None}
    opened.close()
