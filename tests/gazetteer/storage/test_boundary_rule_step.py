"""A workspace from before the checks of boundaries gets their rules and tolerances, and keeps what the office set."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from gazetteer import reference
from gazetteer.boundaries.tolerance import FILE, BoundaryTolerance, Tolerances
from gazetteer.gazetteer import Gazetteer
from gazetteer.rules.naming_rule import NamingRule
from gazetteer.storage import migrations


def test_an_older_workspace_gets_what_the_checks_of_boundaries_need(sample_path):
    with closing(sqlite3.connect(sample_path)) as file:
        file.execute("DROP TABLE boundary_tolerance")
        for table in ("gpkg_contents", "gpkg_data_columns"):
            file.execute(f"DELETE FROM {table} WHERE table_name = 'boundary_tolerance'")
        file.execute("DELETE FROM naming_rule WHERE number LIKE 'B%' AND number <> 'B04'")
        file.execute("UPDATE naming_rule SET active = 0 WHERE number = 'B04'")
        step = migrations.STEPS.index(migrations.keep_boundary_rules) + 1
        file.execute("UPDATE setting SET value = ? WHERE key = 'schema'", (str(step),))
        file.commit()
    opened = Gazetteer.open(sample_path, who="张三")
    assert opened.count(BoundaryTolerance) == len(reference.table(FILE))
    assert Tolerances.of(opened) == Tolerances.shipped()
    assert opened.count(NamingRule) == len(reference.table("naming_rules.csv"))
    assert [rule.active for rule in opened.find(NamingRule, NamingRule.number == "B04")] == [0]
    opened.close()
