"""A township with places of all kinds, packed for the field."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest
import shapely

from gazetteer.places.changes import EditPlace, MovePlace
from layers.painting.field_package import make_field_package

DIVISION = "429006112"
SYSTEM_PYTHON = "/usr/bin/python3"


@pytest.fixture
def qgis():
    """qgis(project, …): what QGIS's own Python saw and did there, as JSON; skipped where there is no QGIS."""
    def run(*words):
        script = Path(__file__).with_name("qgis_opens.py")
        told = subprocess.run([SYSTEM_PYTHON, str(script), *map(str, words)], capture_output=True, text=True)
        if "No module named 'qgis'" in told.stderr:
            pytest.skip("Debian's python3-qgis is not installed")
        assert told.stdout, told.stderr
        return json.loads(told.stdout.splitlines()[-1])

    if not Path(SYSTEM_PYTHON).exists():
        pytest.skip("there is no system Python")
    return run


@pytest.fixture
def township(gazetteer, add_place):
    """Places of one township: two points, one without position, a river, a secret one."""
    made = {
        "甲": add_place("甲村", division_code=DIVISION, lon=113.38, lat=30.54, origin="旧来历"),
        "乙": add_place("乙村", division_code=DIVISION, lon=113.39, lat=30.55),
        "丙": add_place("丙村", division_code=DIVISION, located=False),
        "河": add_place("丁河", division_code=DIVISION, class_code="12100"),
        "密": add_place("密村", division_code=DIVISION),
    }
    gazetteer.do(MovePlace(made["河"].id, shapely.LineString([(113.37, 30.53), (113.39, 30.56)])))
    gazetteer.do(EditPlace(made["密"].id, {"secrecy": "秘密"}))
    return made


@pytest.fixture
def package(gazetteer, township, tmp_path):
    """A packed folder."""
    make_field_package(gazetteer, DIVISION, tmp_path / "外业包")
    return tmp_path / "外业包"


@pytest.fixture
def outside(package):
    """outside("UPDATE …", values): what somebody does to the package with any program."""
    def run(statement, *values):
        with sqlite3.connect(package / "外业.gpkg") as file:
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                file.execute(f'DROP TRIGGER "{name}"')  # they ask for functions that only GDAL has
            assert file.execute(statement, values).rowcount == 1
    return run
