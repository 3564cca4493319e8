"""History from the command line: Linked Places out and in, and the editions of the statistics' list."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place

ROOT = Path(__file__).resolve().parents[2]


def run(*words):
    return subprocess.run([sys.executable, str(ROOT / "main.py"), *map(str, words)], capture_output=True, text=True,
                          encoding="utf-8", check=False)


def test_linked_places_go_out_and_come_in(sample_path, empty_path, tmp_path):
    out = run("export", sample_path, "linked-places", "--out", tmp_path / "a.json", "--json")
    assert out.returncode == 0, out.stderr
    assert json.loads(out.stdout)["features"] == 668
    told = run("import", empty_path, tmp_path / "a.json", "--as", "linked-places", "--json")
    (one,) = json.loads(told.stdout)
    assert told.returncode == 0 and (one["added"], one["unread"]) == (668, [])


def test_what_is_refused_is_told_by_the_exit_code(sample_path, tmp_path):
    opened = Gazetteer.open(sample_path, who="张三")
    opened.do(EditPlace(1, {"secrecy": "秘密"}))
    name = opened.get(Place, 1).name
    opened.close()
    out = run("export", sample_path, "linked-places", "--out", tmp_path / "a.json", "--json")
    assert out.returncode == 1 and json.loads(out.stdout)["refused"][0]["name"] == name


@pytest.mark.parametrize(("files", "kept"), [(["data/division_changes.csv"], 583), (["old.csv", "new.csv"], 1)])
def test_editions_are_taken_in_as_proposals(sample_path, tmp_path, files, kept):
    (tmp_path / "old.csv").write_text("code,name\n429006100201,甲村委会\n429006100202,丙村委会\n", "utf-8")
    (tmp_path / "new.csv").write_text("code,name\n429006100201,乙村\n429006100202,丙村\n", "utf-8")
    paths = [ROOT / name if name.startswith("data") else tmp_path / name for name in files]
    told = run("import", sample_path, *paths, "--as", "editions", "--json")
    (one,) = json.loads(told.stdout)
    assert told.returncode == 0 and one["kept"] == kept
    again = run("import", sample_path, *paths, "--as", "editions", "--json")
    assert again.returncode == 1 and "已经读入过" in json.loads(again.stdout)[0]["unread"][0]["why"]
