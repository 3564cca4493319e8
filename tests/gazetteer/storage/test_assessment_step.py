"""A workspace from before 平安边界 gets the example of a score sheet, and keeps a sheet that the office has made."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from gazetteer import reference
from gazetteer.boundaries.assessment import FILE, AssessmentItem
from gazetteer.boundaries.tolerance import Tolerances
from gazetteer.gazetteer import Gazetteer
from gazetteer.storage import migrations

SHIPPED = len(reference.table(FILE))


@pytest.mark.parametrize(("items_kept", "then"), [(0, SHIPPED), (1, 1)])
def test_an_older_workspace_gets_the_example_unless_it_has_a_sheet(sample_path, items_kept, then):
    with closing(sqlite3.connect(sample_path)) as file:
        file.execute("DELETE FROM assessment_item WHERE id > ?", (items_kept,))
        file.execute("DELETE FROM boundary_tolerance WHERE item = '预警'")
        file.execute("ALTER TABLE assessment_score DROP COLUMN full_marks")
        file.execute("DELETE FROM gpkg_data_columns "
                     "WHERE (table_name, column_name) = ('assessment_score', 'full_marks')")
        step = migrations.STEPS.index(migrations.keep_assessment_items) + 1
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'", (str(step),))
        file.commit()
    opened = Gazetteer.open(sample_path, who="张三")
    assert opened.count(AssessmentItem) == then
    assert Tolerances.of(opened) == Tolerances.shipped()
    opened.close()
