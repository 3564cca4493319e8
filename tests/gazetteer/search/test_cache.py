"""The index is a cache: whatever happens to it, the search goes on and the workspace stays untouched."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3

import pytest

from gazetteer.gazetteer import Gazetteer
from gazetteer.search import prepare, search
from gazetteer.search.index import FILE, index_of


def found(gazetteer: Gazetteer, text: str = "干驿镇") -> list[str]:
    return [hit.name for hit in search(gazetteer, text)]


def digest(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "damage", ["empty", "text", "cut", "zeros", "directory page", "no rows", "old version", "other tables"]
)
def test_a_damaged_index_is_made_anew(sample, damage: str) -> None:
    assert found(sample) == ["干驿镇"]
    index_of(sample).close()
    path = sample.cache_folder / FILE
    whole = path.read_bytes()
    if damage in ("empty", "text", "cut", "zeros", "directory page"):
        path.write_bytes(
            {
                "empty": b"",
                "text": b"not a database" * 500,
                "cut": whole[: len(whole) // 2],
                "zeros": b"\0" * len(whole),
                "directory page": b"\xff" * 4096 + whole[4096:],
            }[damage]
        )
    else:
        with sqlite3.connect(path) as file:
            file.execute(
                {
                    "no rows": "DELETE FROM meta",
                    "old version": "UPDATE meta SET value = '0' WHERE key = 'version'",
                    "other tables": "DROP TABLE entry_tokens",
                }[damage]
            )
        file.close()
    assert found(sample) == ["干驿镇"] and found(sample, "gyz") == ["干驿镇"]
    assert len(search(sample, "村", limit=10_000)) > 500


def test_an_index_damaged_while_open_is_made_anew(sample) -> None:
    assert found(sample) == ["干驿镇"]
    path = sample.cache_folder / FILE
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(os.urandom(size))
    index_of(sample).close()
    assert found(sample) == ["干驿镇"]


def test_a_deleted_index_is_made_anew(sample) -> None:
    assert found(sample) == ["干驿镇"]
    index_of(sample).close()
    shutil.rmtree(sample.cache_folder)
    assert found(sample) == ["干驿镇"]
    assert (sample.cache_folder / FILE).exists()


def test_an_index_of_another_history_is_made_anew(gazetteer, add_place) -> None:
    """A copy from yesterday was put back and worked on: the same entry number is another entry."""
    add_place("王村")
    kept = gazetteer.path.read_bytes()
    add_place("石河村")
    assert found(gazetteer, "石河") == ["石河村"]
    gazetteer.close()
    gazetteer.path.write_bytes(kept)
    restored = Gazetteer.open(gazetteer.path)
    assert found(restored, "石河") == [] and found(restored, "王村") == ["王村"]
    restored.close()


def test_searching_leaves_the_workspace_as_it_was(sample_path) -> None:
    before = digest(sample_path)
    opened = Gazetteer.open(sample_path, read_only=True)
    assert found(opened) == ["干驿镇"]
    opened.close()
    assert digest(sample_path) == before
    assert {path.name for path in sample_path.parent.iterdir()} <= {"天门.gpkg", "天门.media", "cache"}


def test_without_a_place_for_the_index_memory_serves(sample, monkeypatch) -> None:
    def no_folder(self: Gazetteer):
        raise PermissionError("read-only")

    monkeypatch.setattr(Gazetteer, "cache_folder", property(no_folder))
    assert found(sample) == ["干驿镇"] and found(sample, "gyz") == ["干驿镇"]


def test_a_second_opening_uses_the_index_that_is_there(sample_path, monkeypatch) -> None:
    first = Gazetteer.open(sample_path)
    prepare(first)
    first.close()
    monkeypatch.setattr("gazetteer.search.index._all_entries", None)
    second = Gazetteer.open(sample_path)
    assert found(second) == ["干驿镇"]
    second.close()


def test_what_a_killed_program_left_is_removed_later(sample) -> None:
    old, fresh = (sample.cache_folder / f"{FILE}.{number}" for number in ("1-1", "2-2"))
    for left in (old, fresh):
        left.write_bytes(b"half an index")
    os.utime(old, (0, 0))
    assert found(sample) == ["干驿镇"]
    assert not old.exists() and fresh.exists()
