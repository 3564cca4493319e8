"""History from the command line: Linked Places out and in, and the editions of the statistics' list."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.places.changes import EditPlace
from gazetteer.places.place import Place

ROOT = Path(__file__).resolve().parents[2]


def test_linked_places_go_out_and_come_in(command, sample_path, empty_path, tmp_path):
    out = command("export", sample_path, "linked-places", "--out", tmp_path / "a.json", "--json").json()
    assert out["features"] == 668
    (one,) = command("import", empty_path, tmp_path / "a.json", "--as", "linked-places", "--json").json()
    assert (one["added"], one["unread"]) == (668, [])


def test_what_is_refused_is_told_by_the_exit_code(command, sample_path, tmp_path):
    opened = Gazetteer.open(sample_path, who="张三")
    opened.do(EditPlace(1, {"secrecy": "秘密"}))
    name = opened.get(Place, 1).name
    opened.close()
    out = command("export", sample_path, "linked-places", "--out", tmp_path / "a.json", "--json", code=1).json()
    assert out["refused"][0]["name"] == name


@pytest.mark.parametrize(("files", "kept"), [(["data/division_changes.csv"], 583), (["old.csv", "new.csv"], 1)])
def test_editions_are_taken_in_as_proposals(command, sample_path, tmp_path, files, kept):
    (tmp_path / "old.csv").write_text("code,name\n429006100201,甲村委会\n429006100202,丙村委会\n", "utf-8")
    (tmp_path / "new.csv").write_text("code,name\n429006100201,乙村\n429006100202,丙村\n", "utf-8")
    paths = [ROOT / name if name.startswith("data") else tmp_path / name for name in files]
    (one,) = command("import", sample_path, *paths, "--as", "editions", "--json").json()
    assert one["kept"] == kept
    (again,) = command("import", sample_path, *paths, "--as", "editions", "--json", code=1).json()
    assert "已经读入过" in again["unread"][0]["why"]
