"""kill -9 at any moment: what was said to be done is there, and the file is whole."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.history import HistoryChange, HistoryEntry
from gazetteer.places.place import Place
from gazetteer.storage import backup, images
from gazetteer.storage.connections import connect

WRITER = Path(__file__).with_name("crash_writer.py")
KILLS = int(os.environ.get("CRASH_KILLS", "10"))


def killed_after(path, seconds):
    """Start the writer, kill it some time after its first change; returns the last entry that it reported."""
    with subprocess.Popen([sys.executable, str(WRITER), str(path)], stdout=subprocess.PIPE, text=True) as writer:
        reported = [writer.stdout.readline()]
        time.sleep(seconds)
        writer.kill()
        reported += writer.stdout.read().splitlines()
    return int([line for line in reported if line.strip()][-1])


def assert_whole(path, reported):
    """Every reported entry is there, entries are complete, records agree with their history, indexes with records."""
    opened = Gazetteer.open(path, who="张三")
    entries = [entry.id for entry in opened.find(HistoryEntry)]
    assert reported in entries and entries == list(range(1, len(entries) + 1))
    last = opened.find(HistoryChange, HistoryChange.entry_id == entries[-1])
    assert last
    for change in last:
        if change.table_name == "place" and change.operation != "delete":
            image = images.image_of(Place, opened.get(Place, change.record_id).values())
            assert {name: image.get(name) for name in change.after} == change.after
    opened.close()
    assert backup.integrity(path) == []
    with closing(connect(path, "ro")) as file:
        located = file.execute("SELECT count(*) FROM place WHERE geom NOTNULL").fetchone()
        assert file.execute("SELECT count(*) FROM rtree_place_geom").fetchone() == located


@pytest.mark.parametrize("seed", range(KILLS))
def test_nothing_that_was_done_is_lost_when_the_program_is_killed(sample_path, seed):
    reported = killed_after(sample_path, random.Random(seed).uniform(0, 0.6))
    assert_whole(sample_path, reported)


HALF_DONE = """
import os, sys
from gazetteer.gazetteer import Gazetteer
opened = Gazetteer.open(sys.argv[1], who="李四")
with opened._workspace.transaction() as connection:
    connection.exec_driver_sql("PRAGMA cache_size = 1")
    connection.exec_driver_sql("UPDATE place SET remark = 'half done'")
    connection.exec_driver_sql("UPDATE place_name SET remark = 'half done'")
    os._exit(9)
"""


def test_a_change_cut_off_while_it_was_being_written_is_rolled_back_at_the_next_open(sample_path):
    subprocess.run([sys.executable, "-c", HALF_DONE, str(sample_path)], check=False)
    assert Path(f"{sample_path}-journal").exists()
    opened = Gazetteer.open(sample_path, who="张三")
    assert opened.count(Place, Place.remark == "half done") == 0
    opened.close()
    assert backup.integrity(sample_path) == []
