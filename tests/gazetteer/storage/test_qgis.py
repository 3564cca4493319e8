"""QGIS itself opens and edits the workspace; what it did is seen at our next open."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.place import Place
from gazetteer.storage import backup
from gazetteer.storage.connections import connect

SYSTEM_PYTHON = "/usr/bin/python3"


def _has_qgis():
    try:
        return subprocess.run([SYSTEM_PYTHON, "-c", "import qgis.core"], capture_output=True).returncode == 0
    except OSError:
        return False


pytestmark = pytest.mark.skipif(not _has_qgis(), reason="Debian's python3-qgis is not installed")


@pytest.fixture
def seen(sample_path):
    """What QGIS saw and did; place 2 was moved and one place added."""
    script = Path(__file__).with_name("qgis_edits.py")
    told = subprocess.run([SYSTEM_PYTHON, str(script), str(sample_path), "2"], capture_output=True, text=True)
    assert told.stdout, told.stderr
    return json.loads(told.stdout.splitlines()[-1])


def test_qgis_lists_the_registers_and_commits_its_edits(seen):
    assert {"place", "division", "survey_point", "survey_track", "base_feature"} <= set(seen["layers"])
    assert (seen["valid"], seen["done"], seen["count"]) == (True, True, 669)


def test_the_spatial_index_is_right_after_qgis_edited(seen, sample_path):
    with closing(connect(sample_path, "ro")) as file:
        wrong = file.execute(
            "SELECT count(*) FROM place LEFT JOIN rtree_place_geom r ON r.id = place.id WHERE place.geom NOTNULL AND"
            " (r.id ISNULL OR abs(r.minx - ST_MinX(geom)) > 1e-4 OR abs(r.maxy - ST_MaxY(geom)) > 1e-4)").fetchone()[0]
        stray = file.execute("SELECT count(*) FROM rtree_place_geom WHERE id NOT IN"
                             " (SELECT id FROM place WHERE geom NOTNULL)").fetchone()[0]
    assert (wrong, stray) == (0, 0) and backup.integrity(sample_path) == []


def test_what_qgis_did_is_in_the_history_and_complete_at_the_next_open(seen, sample_path):
    opened = Gazetteer.open(sample_path, who="张三")
    entry = opened.history()[0]
    added = opened.find(Place, Place.name == "外来村")[0]
    assert (entry.kind, entry.summary) == ("outside", "外部修改：地名2条")
    assert opened.get(Place, 2).geom.x == pytest.approx(113.0)
    assert (added.roman, added.status) == ("Wàiláicūn", "现用") and added.sort_key
    opened.undo(entry.id)
    assert not opened.find(Place, Place.name == "外来村")
    opened.close()
